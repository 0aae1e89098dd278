// Bytes in evidence files: base64 with padding (RFC 4648 section 4), as stock tools read it.
import { fromString } from 'uint8arrays/from-string'
import { toString as encode } from 'uint8arrays/to-string'

export function base64(bytes: Uint8Array): string {
  return encode(bytes, 'base64pad')
}

/** @param text checked to be base64 */
export function fromBase64(text: string): Uint8Array {
  return fromString(text, 'base64pad')
}
