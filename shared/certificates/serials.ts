// Certificate serials from random bytes.
import type { Serial } from '../identity/ids.ts'

/**
 * 126 random bits as a positive number of exactly 16 bytes: its top bits are 01.
 * @param random 16 bytes
 */
export function serialFromRandom(_random: Uint8Array): Serial {
  throw new Error('not yet')
}
