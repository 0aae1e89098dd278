// The identifiers everybody uses, and the one constructor of each. Never touches keys.
import { Fault } from '../faults/fault.ts'
import type { Brand } from './brand.ts'

/** A libp2p peer ID in its base58btc text form: the name of a device key. */
export type PeerIdText = Brand<string, 'PeerIdText'>
/** A certificate serial: 16 bytes as 32 lower-case hexadecimal digits. */
export type Serial = Brand<string, 'Serial'>
/** SHA-256 of a DER certificate, as 64 lower-case hexadecimal digits. */
export type Fingerprint = Brand<string, 'Fingerprint'>

const PEER_ID = /^(?:12D3KooW[1-9A-HJ-NP-Za-km-z]{44}|Qm[1-9A-HJ-NP-Za-km-z]{44})$/
const SERIAL = /^[0-9a-f]{32}$/
const FINGERPRINT = /^[0-9a-f]{64}$/

/** @throws Fault PEER_ID_MALFORMED */
export function peerIdText(raw: string): PeerIdText {
  if (!PEER_ID.test(raw)) throw new Fault('PEER_ID_MALFORMED', { value: raw.slice(0, 64) })
  return raw as PeerIdText
}

/** Accepts upper case and colons as other tools print them. @throws Fault SERIAL_MALFORMED */
export function serial(raw: string): Serial {
  const plain = raw.slice(0, 64).replaceAll(':', '').toLowerCase()
  if (!SERIAL.test(plain)) throw new Fault('SERIAL_MALFORMED', { value: raw.slice(0, 64) })
  return plain as Serial
}

/** Accepts upper case and colons as other tools print them. @throws Fault FINGERPRINT_MALFORMED */
export function fingerprint(raw: string): Fingerprint {
  const plain = raw.slice(0, 128).replaceAll(':', '').toLowerCase()
  if (!FINGERPRINT.test(plain)) throw new Fault('FINGERPRINT_MALFORMED', { value: raw.slice(0, 96) })
  return plain as Fingerprint
}
