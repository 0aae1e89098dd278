// Writes DER (X.690). Each function returns one whole value; never reads anything back.
import { fromHex } from './bytes.ts'
import { constructed, encodeOid, primitive, TAG } from './der-read.ts'
import { OID } from './oids.ts'

export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return tlvOf(tag, parts)
}

/** As `tlv`, for parts too many to be arguments. */
export function tlvOf(tag: number, parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const header = length < 0x80 ? 2 : length < 0x100 ? 3 : length < 0x10000 ? 4 : 5
  if (length > 0xffffff) throw new RangeError('DER value too long')
  const out = new Uint8Array(header + length)
  out[0] = tag
  if (header === 2) out[1] = length
  else {
    out[1] = 0x80 | (header - 2)
    for (let at = header - 1, left = length; at > 1; at--, left >>>= 8) out[at] = left & 0xff
  }
  let at = header
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => tlv(TAG.sequence, ...parts)
export const octetString = (content: Uint8Array): Uint8Array => tlv(TAG.octetString, content)
/** `[number]` around whole values. */
export const explicit = (number: number, ...parts: readonly Uint8Array[]): Uint8Array =>
  tlv(constructed(number), ...parts)
/** `[number] IMPLICIT` of a primitive type. */
export const implicit = (number: number, content: Uint8Array): Uint8Array => tlv(primitive(number), content)
/** BIT STRING of whole bytes. */
export const bitString = (content: Uint8Array): Uint8Array => tlv(TAG.bitString, Uint8Array.of(0), content)

export const TRUE = Uint8Array.of(TAG.boolean, 1, 0xff)
export const NULL = Uint8Array.of(TAG.null, 0)

/** INTEGER of zero or more from big-endian bytes, or from a number. */
export function unsigned(value: Uint8Array | bigint | number): Uint8Array {
  const bytes = value instanceof Uint8Array ? value : bytesOf(BigInt(value))
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start++
  const minimal = bytes.subarray(start)
  const sign = (minimal[0] ?? 0x80) >= 0x80 ? Uint8Array.of(0) : Uint8Array.of()
  return tlv(TAG.integer, sign, minimal)
}

function bytesOf(value: bigint): Uint8Array {
  if (value < 0n) throw new RangeError('negative INTEGER')
  const hex = value.toString(16)
  return fromHex(hex.length % 2 === 0 ? hex : `0${hex}`)
}

/** BIT STRING of named bits, the lowest bit of `bits` being the first (X.690 section 11.2.2). */
export function namedBits(bits: number): Uint8Array {
  if (bits === 0) return tlv(TAG.bitString, Uint8Array.of(0))
  const last = 31 - Math.clz32(bits)
  const content = new Uint8Array(2 + (last >> 3))
  content[0] = 7 - (last & 7)
  for (let bit = 0; bit <= last; bit++) {
    if ((bits & (1 << bit)) !== 0)
      content[1 + (bit >> 3)] = (content[1 + (bit >> 3)] ?? 0) | (0x80 >> (bit & 7))
  }
  return tlv(TAG.bitString, content)
}

export function oid(dotted: string): Uint8Array {
  return encodedOids.get(dotted) ?? tlv(TAG.oid, encodeOid(dotted))
}

/** Saves encoding those that stand in every certificate. */
const encodedOids = new Map<string, Uint8Array>(
  Object.values(OID).map((dotted) => [dotted, tlv(TAG.oid, encodeOid(dotted))]),
)

export function utf8String(text: string): Uint8Array {
  return tlv(TAG.utf8String, encoder.encode(text))
}

const encoder = new TextEncoder()

/** Bytes of ASCII text, for IA5String and its implicit forms. */
export function ascii(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 0x80) throw new RangeError('not ASCII')
    bytes[at] = code
  }
  return bytes
}

/** UTCTime through 2049, GeneralizedTime after (RFC 5280 section 4.1.2.5). Whole seconds. */
export function time(date: Date): Uint8Array {
  const text = date.toISOString() // throws on an invalid date
  if (date.getUTCMilliseconds() !== 0) throw new RangeError('a time in a certificate has whole seconds')
  const year = date.getUTCFullYear()
  if (year < 1950 || year > 9999) throw new RangeError('year out of range')
  const digits = `${text.slice(0, 4)}${text.slice(5, 7)}${text.slice(8, 10)}${text.slice(11, 13)}${text.slice(14, 16)}${text.slice(17, 19)}Z`
  return year < 2050 ? tlv(TAG.utcTime, ascii(digits.slice(2))) : tlv(TAG.generalizedTime, ascii(digits))
}
