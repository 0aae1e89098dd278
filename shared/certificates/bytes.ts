// Bytes compared and written in hexadecimal; none of it is secret.

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Lower-case hexadecimal. Certificates are hashed and named often enough that a general codec shows. */
export function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += HEX[byte]
  return text
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
