// Joining and cutting bytes. Knows no format.

const utf8 = new TextEncoder()

/** A domain tag: no hash, key or signature made under one can stand for another. */
export function tag(name: string): Uint8Array {
  return utf8.encode(`parley/sealing/${name}/1\0`)
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** One byte of length, then the bytes: at most 255 of them. */
export function counted(bytes: Uint8Array): Uint8Array {
  if (bytes.length > 255) throw new RangeError('longer than 255 bytes')
  return joined(Uint8Array.of(bytes.length), bytes)
}

/** A copy of its own: `slice` of a Node Buffer, which a database hands out, would be a view. */
export function copyOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes)
}

/** Big-endian. */
export function uint32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}

/** Big-endian; `at` + 4 must be within `bytes`. */
export function readUint32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at)
}

/** By index: an iterator takes ten times as long, and every envelope's padding is looked at. */
export function allZero(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 0) return false
  return true
}
