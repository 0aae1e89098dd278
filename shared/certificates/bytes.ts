// Bytes compared and written in hexadecimal; none of it is secret.

const DIGITS = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))
/** Bytes written in one go; a call takes only so many arguments. */
const CHUNK = 1_024

/**
 * Lower-case hexadecimal. Certificates are hashed and named often enough that a general codec shows, and kept long enough
 * that a string put together digit by digit does: it stays in pieces of 32 bytes.
 */
export function hex(bytes: Uint8Array): string {
  if (bytes.length > CHUNK) return hex(bytes.subarray(0, CHUNK)) + hex(bytes.subarray(CHUNK))
  const codes = new Array<number>(bytes.length * 2)
  let at = 0
  for (const byte of bytes) {
    codes[at++] = DIGITS[byte >> 4] ?? 0
    codes[at++] = DIGITS[byte & 15] ?? 0
  }
  return String.fromCharCode(...codes)
}

/** @param text an even number of hexadecimal digits: the caller has checked it */
export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2)
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = (digit(text.charCodeAt(2 * at)) << 4) | digit(text.charCodeAt(2 * at + 1))
  }
  return bytes
}

/** Value of a hexadecimal digit by its character: letters, whether large or small, follow `@` in their low bits. */
const digit = (character: number): number => (character & 0xf) + (character > 0x39 ? 9 : 0)

export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false
  return true
}
