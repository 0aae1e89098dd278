// Names of chains and prekeys as text, and the sets of devices chains are made for.
import { hex } from '../certificates/bytes.ts'
import type { Primitives } from '../crypto/primitives.ts'
import { deviceBytes } from '../events/device.ts'
import type { Brand } from '../identity/brand.ts'
import type { PeerIdText } from '../identity/ids.ts'
import { counted, joined, tag } from './bytes.ts'
import { CHAIN_ID_BYTES, DEVICES_MAX, PREKEY_ID_BYTES } from './constants.ts'

/** A chain: 16 random bytes as 32 lower-case hexadecimal digits. All an envelope says about itself. */
export type ChainId = Brand<string, 'ChainId'>
/** A prekey: 8 bytes of a hash over its public key as 16 hexadecimal digits. */
export type PrekeyId = Brand<string, 'PrekeyId'>

/** @param bytes 16 of them: the caller has cut them from a checked layout */
export function chainId(bytes: Uint8Array): ChainId {
  if (bytes.length !== CHAIN_ID_BYTES) throw new RangeError('a chain id has 16 bytes')
  return hex(bytes) as ChainId
}

/** @param bytes 8 of them */
export function prekeyId(bytes: Uint8Array): PrekeyId {
  if (bytes.length !== PREKEY_ID_BYTES) throw new RangeError('a prekey id has 8 bytes')
  return hex(bytes) as PrekeyId
}

const PREKEY = tag('prekey-id')
const DEVICES = tag('devices')

export function prekeyIdOf(publicKey: Uint8Array, { sha256 }: Pick<Primitives, 'sha256'>): PrekeyId {
  return prekeyId(sha256(joined(PREKEY, publicKey)).subarray(0, PREKEY_ID_BYTES))
}

/** Devices that may read, without order or repetition. Made once for each change, not for each message. */
export interface DeviceSet {
  readonly devices: ReadonlySet<PeerIdText>
  /** The same for the same devices. */
  readonly digest: Uint8Array
}

/** @param devices every certified, unrevoked device of every member, this one among them */
export function deviceSet(devices: Iterable<PeerIdText>, { sha256 }: Pick<Primitives, 'sha256'>): DeviceSet {
  const sorted = [...new Set(devices)].sort()
  if (sorted.length > DEVICES_MAX) throw new RangeError(`more than ${DEVICES_MAX} devices`)
  const named = sorted.map((device) => counted(deviceBytes(device)))
  return { devices: new Set(sorted), digest: sha256(joined(DEVICES, ...named)) }
}
