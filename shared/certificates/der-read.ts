// Reads DER (X.690) strictly: definite, minimal lengths, low tag numbers, canonical values, nothing left over.
// Never copies: what it returns are views of the given bytes.
import { MAX_DER_DEPTH, MAX_OID_BYTES } from './constants.ts'
import { OID } from './oids.ts'

/** Why bytes are not the DER that was asked for. Each decoder turns it into the fault of its format. */
export class DerError extends Error {
  override readonly name = 'DerError'
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** Context-specific tag: `[number]` around other values, or `[number] IMPLICIT` in place of a plain one's tag. */
export const constructed = (number: number): number => 0xa0 | number
export const primitive = (number: number): number => 0x80 | number

/** A position in a run of DER values. */
export class DerReader {
  readonly #bytes: Uint8Array
  readonly #end: number
  readonly #depth: number
  #at: number
  // Header of the value `#header` looked at last.
  #content = 0
  #next = 0

  private constructor(bytes: Uint8Array, at: number, end: number, depth: number) {
    if (depth > MAX_DER_DEPTH) throw new DerError('nested too deeply')
    this.#bytes = bytes
    this.#at = at
    this.#end = end
    this.#depth = depth
  }

  static over(bytes: Uint8Array): DerReader {
    return new DerReader(bytes, 0, bytes.length, 0)
  }

  get more(): boolean {
    return this.#at < this.#end
  }

  /** Tag of the next value; undefined at the end. */
  get tag(): number | undefined {
    return this.more ? this.#bytes[this.#at] : undefined
  }

  /** Nothing may be left. */
  finish(): void {
    if (this.more) throw new DerError('trailing bytes')
  }

  /** Steps into the next value, which must be constructed with `tag`. */
  enter(tag: number): DerReader {
    this.#header(tag)
    const inner = new DerReader(this.#bytes, this.#content, this.#next, this.#depth + 1)
    this.#at = this.#next
    return inner
  }

  /** Content of the next value, which must have `tag`. */
  content(tag: number): Uint8Array {
    this.#header(tag)
    this.#at = this.#next
    return this.#bytes.subarray(this.#content, this.#next)
  }

  /** The next value whole, header included. */
  whole(tag?: number): Uint8Array {
    const start = this.#at
    this.#header(tag)
    this.#at = this.#next
    return this.#bytes.subarray(start, this.#next)
  }

  /** BOOLEAN: DER knows 00 and FF only. */
  boolean(): boolean {
    const content = this.content(TAG.boolean)
    if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw new DerError('bad BOOLEAN')
    return content[0] === 0xff
  }

  /** Two's complement bytes of an INTEGER in minimal form. */
  integer(tag: number = TAG.integer): Uint8Array {
    const content = this.content(tag)
    const [first, second] = content
    if (first === undefined) throw new DerError('empty INTEGER')
    if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
      throw new DerError('INTEGER is not minimal')
    }
    return content
  }

  /** Big-endian bytes of an INTEGER that is zero or more, without the sign byte. */
  unsigned(): Uint8Array {
    const content = this.integer()
    const first = content[0] ?? 0
    if (first >= 0x80) throw new DerError('negative INTEGER')
    return first === 0 && content.length > 1 ? content.subarray(1) : content
  }

  /** An INTEGER from 0 to 2^31 - 1. */
  small(tag: number = TAG.integer): number {
    const content = this.integer(tag)
    if (content.length > 4 || (content[0] ?? 0) >= 0x80) throw new DerError('INTEGER out of range')
    let value = 0
    for (const byte of content) value = value * 256 + byte
    return value
  }

  /** BIT STRING of whole bytes. */
  bits(tag: number = TAG.bitString): Uint8Array {
    const content = this.content(tag)
    if (content[0] !== 0) throw new DerError('BIT STRING is not of whole bytes')
    return content.subarray(1)
  }

  /** BIT STRING of up to 16 named bits, the first being the lowest bit of the result (X.690 section 11.2.2). */
  namedBits(): number {
    const content = this.content(TAG.bitString)
    const [unused, first, second = 0] = content
    if (unused === undefined || content.length > 3) throw new DerError('bad named BIT STRING')
    if (first === undefined) {
      if (unused !== 0) throw new DerError('bad named BIT STRING')
      return 0
    }
    const last = content.length === 3 ? second : first
    // The last named bit is a one: trailing zeros are cut off.
    if (unused > 7 || last === 0 || (last & ((1 << (unused + 1)) - 1)) !== 1 << unused) {
      throw new DerError('named BIT STRING is not minimal')
    }
    let value = 0
    for (let bit = 0; bit < 8; bit++) {
      if ((first & (0x80 >> bit)) !== 0) value |= 1 << bit
      if ((second & (0x80 >> bit)) !== 0) value |= 1 << (bit + 8)
    }
    return value
  }

  /** OBJECT IDENTIFIER in dotted form. */
  oid(): string {
    return decodeOid(this.content(TAG.oid))
  }

  /** UTCTime or GeneralizedTime as RFC 5280 section 4.1.2.5 has them. @returns milliseconds since 1970 */
  time(): number {
    const tag = this.tag
    if (tag !== TAG.utcTime && tag !== TAG.generalizedTime) throw new DerError('not a time')
    return decodeTime(tag, this.content(tag))
  }

  #header(tag: number | undefined): void {
    const bytes = this.#bytes
    const found = bytes[this.#at]
    const short = bytes[this.#at + 1]
    if (found === undefined || short === undefined || this.#at + 2 > this.#end)
      throw new DerError('truncated')
    if (tag === undefined ? (found & 0x1f) === 0x1f : found !== tag) throw new DerError('unexpected tag')
    let length = short
    let content = this.#at + 2
    if (short >= 0x80) {
      const count = short & 0x7f
      if (count === 0) throw new DerError('indefinite length')
      if (count > 3) throw new DerError('length out of range')
      if (content + count > this.#end) throw new DerError('truncated')
      length = 0
      for (let each = 0; each < count; each++) length = length * 256 + (bytes[content + each] ?? 0)
      if (length < 0x80 || length < 2 ** (8 * (count - 1))) throw new DerError('length is not minimal')
      content += count
    }
    if (content + length > this.#end) throw new DerError('truncated')
    this.#content = content
    this.#next = content + length
  }
}

/** Reads one value that fills `bytes`, and sees that `read` used all of it. */
export function readWhole<Value>(bytes: Uint8Array, tag: number, read: (inner: DerReader) => Value): Value {
  const outer = DerReader.over(bytes)
  const inner = outer.enter(tag)
  outer.finish()
  const value = read(inner)
  inner.finish()
  return value
}

/** Text of the string types that Parley reads. @throws DerError for other types and for bytes outside the type */
export function decodeText(tag: number, content: Uint8Array): string {
  if (tag === TAG.utf8String) {
    try {
      return utf8.decode(content)
    } catch (cause) {
      throw new DerError('bad UTF8String', { cause })
    }
  }
  if (tag !== TAG.ia5String && tag !== TAG.printableString) throw new DerError('unexpected string type')
  let text = ''
  for (const byte of content) {
    if (byte >= 0x80) throw new DerError('bad character')
    text += String.fromCharCode(byte)
  }
  if (tag === TAG.printableString && !PRINTABLE.test(text)) throw new DerError('bad PrintableString')
  return text
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const PRINTABLE = /^[A-Za-z0-9 '()+,\-./:=?]*$/

/** The largest arc that encodeOid writes: 15 digits, which a number holds exactly. */
const MAX_ARC = 999_999_999_999_999

/** @param content what stands in an OBJECT IDENTIFIER, without its header */
export function decodeOid(content: Uint8Array): string {
  const known = knownOids.get(binary(content))
  if (known !== undefined) return known
  if (content.length === 0 || content.length > MAX_OID_BYTES) throw new DerError('bad OBJECT IDENTIFIER')
  const arcs: number[] = []
  let arc = 0
  let fresh = true
  for (const byte of content) {
    if (fresh && byte === 0x80) throw new DerError('OBJECT IDENTIFIER is not minimal')
    arc = arc * 128 + (byte & 0x7f)
    if (arc > MAX_ARC) throw new DerError('OBJECT IDENTIFIER out of range')
    fresh = byte < 0x80
    if (fresh) {
      arcs.push(arc)
      arc = 0
    }
  }
  const [first, ...rest] = arcs
  if (!fresh || first === undefined) throw new DerError('OBJECT IDENTIFIER is cut off')
  const top = Math.min(Math.floor(first / 40), 2)
  return [top, first - 40 * top, ...rest].join('.')
}

/** @returns the content of an OBJECT IDENTIFIER. @throws DerError */
export function encodeOid(dotted: string): Uint8Array {
  if (!/^[0-2](\.(0|[1-9][0-9]{0,14}))+$/.test(dotted)) throw new DerError('bad OBJECT IDENTIFIER')
  const [top = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  if (top < 2 && second > 39) throw new DerError('bad OBJECT IDENTIFIER')
  const content: number[] = []
  for (const arc of [top * 40 + second, ...rest]) {
    const digits = [arc % 128]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) {
      digits.unshift((left % 128) | 0x80)
    }
    content.push(...digits)
  }
  if (content.length > MAX_OID_BYTES) throw new DerError('OBJECT IDENTIFIER out of range')
  return Uint8Array.from(content)
}

function binary(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

/** Saves decoding those that stand in every certificate. */
const knownOids = new Map<string, string>(
  Object.values(OID).map((dotted) => [binary(encodeOid(dotted)), dotted]),
)

function decodeTime(tag: number, content: Uint8Array): number {
  const yearDigits = tag === TAG.utcTime ? 2 : 4
  if (content.length !== yearDigits + 11 || content[content.length - 1] !== 0x5a)
    throw new DerError('bad time')
  let at = 0
  const number = (digits: number): number => {
    let value = 0
    for (const stop = at + digits; at < stop; at++) {
      const digit = (content[at] ?? 0) - 0x30
      if (digit < 0 || digit > 9) throw new DerError('bad time')
      value = value * 10 + digit
    }
    return value
  }
  let year = number(yearDigits)
  if (tag === TAG.utcTime) year += year < 50 ? 2000 : 1900
  else if (year < 2050) throw new DerError('GeneralizedTime before 2050')
  const [month, day, hour, minute, second] = [number(2), number(2), number(2), number(2), number(2)]
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  const real =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
  if (!real) throw new DerError('no such time')
  return date.getTime()
}
