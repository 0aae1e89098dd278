// The key of a device out of its certificate request: possession proven, and of a kind that devices have.
import { type ProvenKey, parseCsr } from '@parley/shared/certificates/csr.ts'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'

export interface DeviceKey {
  readonly key: ProvenKey
  readonly peerId: PeerIdText
}

/** @param csr base64 of DER. @throws Fault CSR_* */
export function deviceKey(csr: string): DeviceKey {
  const key = parseCsr(Buffer.from(csr, 'base64'), primitives)
  // CAs have such keys; a device's is its libp2p identity.
  if (key.kind === 'p256') throw new Fault('CSR_KEY_UNSUPPORTED', { kind: key.kind })
  return { key, peerId: peerIdOfSpki(key.spki, primitives) }
}
