// Certificate serials from random bytes.
import { type Serial, serial } from '../identity/ids.ts'
import { hex } from './bytes.ts'
import { SERIAL_BYTES } from './constants.ts'

/**
 * 126 random bits as a positive number of exactly 16 bytes: its two top bits are 01, so that DER, openssl and the
 * database all show the same 32 digits.
 * @param random 16 bytes
 */
export function serialFromRandom(random: Uint8Array): Serial {
  if (random.length !== SERIAL_BYTES) throw new RangeError(`a serial takes ${SERIAL_BYTES} random bytes`)
  const bytes = Uint8Array.from(random)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return serial(hex(bytes))
}
