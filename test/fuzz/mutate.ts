// Spoils valid inputs, blindly and along their structure: fields are cut, doubled, swapped, nested and lied about while
// everything around them stays well-formed, so that the damage gets past the first check. Knows no decoder.

/** What an input is made of: bytes, or the code units of a text. One type, so that every step works on both. */
export type Units = Uint16Array

/** How an input is structured. `plain`: a fixed layout. */
export type Form = 'protobuf' | 'der' | 'plain' | 'text'

/** One thing done to an input: which, and two numbers to choose by. */
export type Step = readonly [what: number, where: number, how: number]

/** Everything but what is parsed out of the input itself comes from these, so that a plan says all. */
export function spoiled(
  form: Form,
  sample: Units,
  others: readonly Units[],
  plan: readonly Step[],
  sizeMax: number,
): Units {
  let units = sample
  for (const [what, where, how] of plan) {
    const step = STEPS[what % STEPS.length]
    if (step !== undefined) units = step({ form, units, others, where, how })
  }
  // A caller cuts off what is longer before a decoder sees it; one unit more shows that the decoder does not mind.
  return units.length > sizeMax ? units.subarray(0, sizeMax + 1) : units
}

interface Work {
  readonly form: Form
  readonly units: Units
  readonly others: readonly Units[]
  readonly where: number
  readonly how: number
}

const EXTREME_UNITS = [0, 1, 0x7f, 0x80, 0x81, 0xc0, 0xed, 0xff]
const EXTREME_CHARACTERS = [0, 0x20, 0x22, 0x2f, 0x7f, 0x0130, 0x202e, 0x200d, 0xd800, 0xdc00, 0xfeff, 0xffff]
const EXTREME_NUMBERS = [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff]
const WORDS = [
  ...[
    '',
    '[',
    '{',
    '"',
    '\\',
    '%00',
    '%',
    '&',
    '=',
    '#',
    ',',
    '..',
    '//',
    '1e999',
    '-0',
    '__proto__',
    'null',
  ],
  ...['\ud800', '\u202e', '\u0000', 'é'.normalize('NFD'), '\u0301'.repeat(20), 'ﷺ', 'İ', '\u{1f3f4}'],
  ...['9'.repeat(40), ':65536', '[::1]:1', 'https://', 'v=1', '\r\n', '\n'],
]

type Doing = (work: Work) => Units

/** The order is part of a plan: add at the end. */
const STEPS: readonly Doing[] = [
  ({ units, where, how }) => changed(units, where, (unit) => unit ^ (1 << (how % 8))),
  ({ form, units, where, how }) => {
    const extremes = form === 'text' ? EXTREME_CHARACTERS : EXTREME_UNITS
    return changed(units, where, () => extremes[how % extremes.length] ?? 0)
  },
  ({ form, units, where, how }) => changed(units, where, () => how & (form === 'text' ? 0xffff : 0xff)),
  // Cut, behead, remove, double, splice.
  ({ units, where }) => units.subarray(0, within(where, units.length + 1)),
  ({ units, where }) => units.subarray(within(where, units.length + 1)),
  ({ units, where, how }) => {
    const [from, to] = range(units, where, how)
    return joined(units.subarray(0, from), units.subarray(to))
  },
  ({ units, where, how }) => {
    const [from, to] = range(units, where, how)
    return joined(units.subarray(0, to), units.subarray(from))
  },
  ({ units, others, where, how }) => {
    const other = others[how % Math.max(others.length, 1)] ?? units
    const cut = within(where, units.length + 1)
    return joined(units.subarray(0, cut), other.subarray(within(how >>> 8, other.length + 1)))
  },
  // Put in: noise, a word, a number of four bytes over what stands there, something behind everything.
  ({ form, units, where, how }) => inserted(units, where, noise(how, 1 + (how % 16), form)),
  ({ form, units, where, how }) => inserted(units, where, wordOf(form, WORDS[how % WORDS.length] ?? '')),
  ({ units, where, how }) => {
    const value = EXTREME_NUMBERS[how % EXTREME_NUMBERS.length] ?? 0
    const at = within(where, units.length + 1)
    const bytes = Uint16Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255)
    return joined(units.subarray(0, at), bytes, units.subarray(at + 4))
  },
  ({ form, units, how }) => joined(units, noise(how, 1 + (how % 4), form)),
  // Nothing of the sample is left.
  ({ form, where, how }) => noise(how, where % 120, form),
  // Along the structure. Twice each, for they find more.
  ...[dropField, doubleField, swapFields, emptyField, fillField, lieAboutLength, nestField, graftField],
  ...[dropField, doubleField, swapFields, emptyField, fillField, lieAboutLength, nestField, graftField],
]

export const STEP_COUNT = STEPS.length

/** A piece of an input: what comes before its length, and what it holds. */
interface Field {
  readonly head: Units
  /** Whether a length stands between the two. */
  readonly lengthed: boolean
  content: Units
  inner: Field[] | undefined
  /** Instead of the right length. */
  lie?: Units
}

interface Spot {
  readonly field: Field
  readonly among: Field[]
  readonly at: number
}

/** Takes the input apart, lets `change` do something to one field, and puts it together with lengths that are right again. */
function restructured(
  { form, units, where }: Work,
  change: (spot: Spot, all: readonly Spot[]) => void,
): Units {
  const fields = fieldsOf(form, units, 0)
  if (fields === undefined) return units
  const spots = spotsOf(fields)
  const spot = spots[within(where, spots.length)]
  if (spot === undefined) return units
  change(spot, spots)
  return written(form, fields)
}

function dropField(work: Work): Units {
  return restructured(work, ({ among, at }) => void among.splice(at, 1))
}

function doubleField(work: Work): Units {
  const times = [1, 1, 2, 40][work.how % 4] ?? 1
  return restructured(work, ({ among, at, field }) => {
    among.splice(at, 0, ...Array.from({ length: times }, () => field))
  })
}

function swapFields(work: Work): Units {
  return restructured(work, ({ among, at, field }) => {
    const to = within(work.how, among.length)
    const other = among[to]
    if (other === undefined) return
    among[at] = other
    among[to] = field
  })
}

function emptyField(work: Work): Units {
  return restructured(work, ({ field }) => fill(field, new Uint16Array()))
}

/** With too little, too much, zeros, ones, an overlong number, bytes that are no text. */
function fillField(work: Work): Units {
  const { form, how } = work
  return restructured(work, ({ field }) => {
    const { length } = contentOf(form, field)
    const contents: readonly (() => Units)[] = [
      () => new Uint16Array(length),
      () => new Uint16Array(length).fill(form === 'text' ? 0x39 : 0xff),
      () => new Uint16Array(length + 1).fill(1),
      () => new Uint16Array(Math.max(length - 1, 0)).fill(1),
      () => noise(how, length, form),
      () => new Uint16Array(300).fill(form === 'text' ? 0x41 : 0x61),
      () => Uint16Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01),
      () => Uint16Array.of(0x80, 0x80, 0x80, 0x80, 0x00),
      () => Uint16Array.of(0xc3, 0x28),
      () => Uint16Array.of(0xed, 0xa0, 0x80),
      () => Uint16Array.of(0xff, 0xff, 0xff, 0xff, 0x0f),
    ]
    fill(field, contents[how % contents.length]?.() ?? new Uint16Array())
  })
}

function lieAboutLength(work: Work): Units {
  const { form, how } = work
  return restructured(work, ({ field }) => {
    if (!field.lengthed) return
    const { length } = contentOf(form, field)
    const lengths = [0, length - 1, length + 1, 2 * length, 0x7fff_ffff, 0xffff_ffff, 2 ** 52]
    const told = Math.max(lengths[how % lengths.length] ?? 0, 0)
    const [right] = [lengthOf(form, length)]
    const lies: readonly Units[] = [
      lengthOf(form, told),
      lengthOf(form, told),
      form === 'der' ? Uint16Array.of(0x80) : Uint16Array.of(...right.map((unit) => unit | 0x80), 0x80, 0),
      form === 'der' ? Uint16Array.of(0x84, 0, 0, 0, length & 255) : new Uint16Array(12).fill(0xff),
    ]
    field.lie = lies[(how >>> 4) % lies.length] ?? right
  })
}

function nestField(work: Work): Units {
  const depth = [1, 2, 20, 200][work.how % 4] ?? 1
  return restructured(work, ({ field }) => {
    if (!field.lengthed) return
    let content = contentOf(work.form, field)
    for (let level = 0; level < depth; level++) {
      content = joined(field.head, lengthOf(work.form, content.length), content)
    }
    fill(field, content)
  })
}

function graftField(work: Work): Units {
  const { form, others, how } = work
  return restructured(work, ({ field }, spots) => {
    const other = others[how % Math.max(others.length, 1)]
    const theirs = other === undefined ? undefined : fieldsOf(form, other, 0)
    const donors = (how >>> 6) % 2 === 0 || theirs === undefined ? spots : spotsOf(theirs)
    const donor = donors[within(how >>> 8, donors.length)]?.field
    if (donor !== undefined) fill(field, contentOf(form, donor))
  })
}

function fill(field: Field, content: Units): void {
  field.content = content
  field.inner = undefined
}

function spotsOf(fields: Field[], spots: Spot[] = []): Spot[] {
  for (const [at, field] of fields.entries()) {
    spots.push({ field, among: fields, at })
    if (field.inner !== undefined) spotsOf(field.inner, spots)
  }
  return spots
}

function contentOf(form: Form, field: Field): Units {
  return field.inner === undefined ? field.content : written(form, field.inner)
}

function written(form: Form, fields: readonly Field[]): Units {
  const parts: Units[] = []
  for (const field of fields) {
    const content = contentOf(form, field)
    parts.push(field.head)
    if (field.lengthed) parts.push(field.lie ?? lengthOf(form, content.length))
    parts.push(content)
  }
  return joinedAll(parts)
}

function lengthOf(form: Form, length: number): Units {
  return form === 'der' ? derLength(length) : varint(length)
}

const DEPTH_MAX = 8

/** Undefined when the input does not have that structure. */
function fieldsOf(form: Form, units: Units, depth: number): Field[] | undefined {
  if (depth > DEPTH_MAX) return undefined
  switch (form) {
    case 'protobuf':
      return messageFields(units, depth)
    case 'der':
      return derFields(units, depth)
    case 'text':
      return textFields(units)
    case 'plain':
      return undefined
  }
}

function messageFields(units: Units, depth: number): Field[] | undefined {
  const fields: Field[] = []
  for (let at = 0; at < units.length; ) {
    const head = varintEnd(units, at)
    if (head === undefined) return undefined
    const wire = (units[at] ?? 0) & 7
    if (wire === 0) {
      const end = varintEnd(units, head)
      if (end === undefined) return undefined
      fields.push(plainField(units.subarray(at, head), units.subarray(head, end)))
      at = end
    } else if (wire === 2) {
      const start = varintEnd(units, head)
      if (start === undefined) return undefined
      const end = start + varintAt(units, head)
      if (end > units.length) return undefined
      const content = units.subarray(start, end)
      const inner = content.length === 0 ? undefined : messageFields(content, depth + 1)
      fields.push({ head: units.subarray(at, head), lengthed: true, content, inner })
      at = end
    } else return undefined
  }
  return depth > DEPTH_MAX ? undefined : fields
}

const OCTET_STRING = 0x04

function derFields(units: Units, depth: number): Field[] | undefined {
  const fields: Field[] = []
  for (let at = 0; at < units.length; ) {
    const tag = units[at] ?? 0
    const short = units[at + 1]
    if (short === undefined || short === 0x80 || short > 0x83) return undefined
    const start = at + 2 + (short > 0x80 ? short & 3 : 0)
    let length = short > 0x80 ? 0 : short
    for (let each = at + 2; each < start; each++) length = length * 256 + (units[each] ?? 0)
    if (start + length > units.length) return undefined
    const content = units.subarray(start, start + length)
    const mayHold = (tag & 0x20) !== 0 || tag === OCTET_STRING
    const inner =
      mayHold && content.length > 0 && depth < DEPTH_MAX ? derFields(content, depth + 1) : undefined
    fields.push({ head: units.subarray(at, at + 1), lengthed: true, content, inner })
    at = start + length
  }
  return fields
}

/** Words and what stands between them. */
function textFields(units: Units): Field[] {
  const words = textOf(units).match(/[\p{L}\p{N}_-]+|[^\p{L}\p{N}_-]/gu) ?? []
  return words.map((word) => plainField(new Uint16Array(), unitsOf(word)))
}

function plainField(head: Units, content: Units): Field {
  return { head, lengthed: false, content, inner: undefined }
}

function varintEnd(units: Units, from: number): number | undefined {
  for (let at = from; at < units.length && at < from + 10; at++) if ((units[at] ?? 0) < 0x80) return at + 1
  return undefined
}

function varintAt(units: Units, from: number): number {
  let value = 0
  for (let at = from, scale = 1; ; at++, scale *= 128) {
    const unit = units[at] ?? 0
    value += (unit & 0x7f) * scale
    if (unit < 0x80) return value
  }
}

function varint(value: number): Units {
  const digits: number[] = []
  let left = value
  for (; left >= 0x80; left = Math.floor(left / 128)) digits.push((left % 128) | 0x80)
  digits.push(left)
  return Uint16Array.from(digits)
}

function derLength(length: number): Units {
  if (length < 0x80) return Uint16Array.of(length)
  const digits: number[] = []
  for (let left = length; left > 0; left = Math.floor(left / 256)) digits.unshift(left % 256)
  return Uint16Array.of(0x80 | digits.length, ...digits)
}

/** Inputs as large as a decoder is ever given, made to cost much: deep, wide, or all alike. */
export function huge(form: Form, sample: Units, size: number, kind: number): Units {
  const makers = form === 'text' ? HUGE_TEXTS : HUGE_BYTES
  return makers[kind % makers.length]?.(sample, size, form) ?? new Uint16Array()
}

export const HUGE_COUNT = 12

type Maker = (sample: Units, size: number, form: Form) => Units

const HUGE_BYTES: readonly Maker[] = [
  (_, size) => new Uint16Array(size),
  (_, size) => new Uint16Array(size).fill(0xff),
  (sample, size) => repeated(sample, size),
  // Groups in groups, and messages in messages.
  (_, size) => new Uint16Array(size).fill(0x0b),
  (_, size) => repeated(Uint16Array.of(0xf3, 0x01), size),
  (_, size, form) => deep(form === 'der' ? 0x30 : 0x0a, size, form),
  (_, size, form) => deep(form === 'der' ? 0xa0 : 0x12, size, form),
  // As many fields as fit, each holding nothing.
  (_, size) => repeated(Uint16Array.of(0x0a, 0x00), size),
  (_, size) => repeated(Uint16Array.of(0x12, 0x02, 0x0a, 0x00), size),
  (_, size, form) => wide(form, Uint16Array.of(0x30, 0x00), size),
  (_, size, form) => wide(form, Uint16Array.of(0x02, 0x01, 0x01), size),
  // The first field of the sample over and over, in its own frame.
  (sample, size, form) => {
    const [first] = fieldsOf(form, sample, 0) ?? []
    return first === undefined ? noise(size, size, form) : repeated(written(form, [first]), size)
  },
]

const HUGE_TEXTS: readonly Maker[] = [
  (_, size) => new Uint16Array(size).fill(0x61),
  (_, size) => new Uint16Array(size).fill(0x39),
  (_, size) => new Uint16Array(size).fill(0x20),
  (_, size) => new Uint16Array(size).fill(0x5b),
  (_, size) => repeated(unitsOf('{"a":'), size),
  (_, size) => repeated(unitsOf('a-'), size),
  (_, size) => repeated(unitsOf('a.'), size),
  (_, size) => repeated(unitsOf('\u0301'), size),
  (_, size) => repeated(unitsOf('&a=b'), size),
  (_, size) => repeated(unitsOf('\ud800'), size),
  (sample, size) => repeated(sample, size),
  (sample, size) =>
    joined(sample, new Uint16Array(Math.max(size - sample.length, 0)).fill(0x41)).subarray(0, size),
]

function deep(tag: number, size: number, form: Form): Units {
  // From the inside out; the headers are collected and turned round, so that it takes linear time.
  const headers: Units[] = []
  let length = 0
  while (length < size - 8) {
    const header = joined(Uint16Array.of(tag), lengthOf(form, length))
    headers.push(header)
    length += header.length
  }
  return joinedAll(headers.reverse())
}

function wide(form: Form, item: Units, size: number): Units {
  const content = repeated(item, Math.max(size - 16, 0))
  return joined(Uint16Array.of(form === 'der' ? 0x30 : 0x0a), lengthOf(form, content.length), content)
}

function repeated(units: Units, size: number): Units {
  const all = new Uint16Array(size)
  if (units.length === 0) return all
  for (let at = 0; at < size; at += units.length)
    all.set(units.subarray(0, Math.min(units.length, size - at)), at)
  return all
}

function changed(units: Units, where: number, change: (unit: number) => number): Units {
  const copy = units.slice()
  const at = within(where, copy.length)
  if (copy.length > 0) copy[at] = change(copy[at] ?? 0)
  return copy
}

function range(units: Units, where: number, how: number): [number, number] {
  const from = within(where, units.length)
  return [from, Math.min(from + 1 + (how % 64), units.length)]
}

function inserted(units: Units, where: number, more: Units): Units {
  const at = within(where, units.length + 1)
  return joined(units.subarray(0, at), more, units.subarray(at))
}

/** Xorshift (Marsaglia 2003). */
function noise(seed: number, length: number, form: Form): Units {
  let state = seed | 1
  return Uint16Array.from({ length }, () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return form === 'text' ? 0x20 + ((state >>> 8) % 0x60) : (state >>> 8) & 0xff
  })
}

const within = (number: number, length: number): number => (length === 0 ? 0 : number % length)

const joined = (...parts: readonly Units[]): Units => joinedAll(parts)

function joinedAll(parts: readonly Units[]): Units {
  let length = 0
  for (const part of parts) length += part.length
  const all = new Uint16Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export function unitsOf(input: string | Uint8Array): Units {
  if (typeof input !== 'string') return Uint16Array.from(input)
  return Uint16Array.from({ length: input.length }, (_, at) => input.charCodeAt(at))
}

function wordOf(form: Form, word: string): Units {
  return unitsOf(form === 'text' ? word : new TextEncoder().encode(word))
}

export function bytesOf(units: Units): Uint8Array {
  return Uint8Array.from(units)
}

export function textOf(units: Units): string {
  let text = ''
  for (let at = 0; at < units.length; at += 8192)
    text += String.fromCharCode(...units.subarray(at, at + 8192))
  return text
}
