// The header of an event: one constructor from the bytes that travel, one back. Bounded; nothing but the canonical
// encoding of a known version is taken, so that there is one way to write each event.
import { sameBytes } from '../certificates/bytes.ts'
import { Fault } from '../faults/fault.ts'
import {
  BODY_BYTES_MAX,
  COUNT_MAX,
  DEVICE_BYTES,
  EVENT_VERSION,
  HASH_BYTES,
  HEADER_BYTES_MAX,
  PREKEY_BYTES_MAX,
  SEEN_MAX,
  SEQ_MAX,
  TIME_MAX,
} from './constants.ts'
import { KIND_MAX } from './kinds.ts'
import { EventHeader as Wire } from './wire/event.gen.ts'

/** The head of another device's chain, as the author had it. */
export interface Seen {
  readonly device: Uint8Array
  readonly seq: number
  readonly hash: Uint8Array
}

export interface EventHeader {
  readonly conversation: Uint8Array
  readonly device: Uint8Array
  readonly seq: number
  readonly previous: Uint8Array
  readonly seen: readonly Seen[]
  readonly time: number
  readonly count: number
  readonly certificate: Uint8Array
  readonly kind: number
  readonly bodyHash: Uint8Array
  readonly bodyLength: number
  readonly prekey: Uint8Array
}

export function encodeHeader(header: EventHeader): Uint8Array {
  return Wire.encode({ ...header, version: EVENT_VERSION, seen: [...header.seen] })
}

/** @throws Fault EVENT_MALFORMED, EVENT_VERSION, EVENT_TOO_LARGE */
export function decodeHeader(bytes: Uint8Array): EventHeader {
  if (bytes.length > HEADER_BYTES_MAX) {
    throw new Fault('EVENT_TOO_LARGE', { size: bytes.length, limit: HEADER_BYTES_MAX })
  }
  const header = readWire(bytes)
  if (header.version !== EVENT_VERSION) throw new Fault('EVENT_VERSION', { version: header.version })
  const broken = firstBroken(header)
  if (broken !== undefined) throw new Fault('EVENT_MALFORMED', { reason: broken })
  if (!sameBytes(Wire.encode(header), bytes)) {
    throw new Fault('EVENT_MALFORMED', { reason: 'header is not in canonical form' })
  }
  return header
}

function readWire(bytes: Uint8Array): Wire {
  try {
    return Wire.decode(bytes, { limits: { seen: SEEN_MAX } })
  } catch (cause) {
    throw new Fault('EVENT_MALFORMED', { reason: 'header cannot be read' }, { cause })
  }
}

const isHash = (bytes: Uint8Array) => bytes.length === HASH_BYTES
const isDevice = (bytes: Uint8Array) => bytes.length >= DEVICE_BYTES.min && bytes.length <= DEVICE_BYTES.max
const isSeq = (seq: number) => seq >= 1 && seq <= SEQ_MAX

/** One line a rule; the name of the first that does not hold. */
const RULES: readonly (readonly [reason: string, holds: (header: Wire) => boolean])[] = [
  ['conversation', (h) => isHash(h.conversation)],
  ['device', (h) => isDevice(h.device)],
  ['seq', (h) => isSeq(h.seq)],
  ['previous', (h) => isHash(h.previous)],
  ['first event has a previous one', (h) => h.seq > 1 || h.previous.every((byte) => byte === 0)],
  ['seen', (h) => h.seen.every((seen) => isDevice(seen.device) && isSeq(seen.seq) && isHash(seen.hash))],
  ['time', (h) => h.time > 0 && h.time <= TIME_MAX],
  ['count', (h) => h.count <= COUNT_MAX],
  ['certificate', (h) => isHash(h.certificate)],
  ['kind', (h) => h.kind >= 1 && h.kind <= KIND_MAX],
  ['body hash', (h) => isHash(h.bodyHash)],
  ['body length', (h) => h.bodyLength >= 1 && h.bodyLength <= BODY_BYTES_MAX],
  ['prekey', (h) => h.prekey.length <= PREKEY_BYTES_MAX],
]

function firstBroken(header: Wire): string | undefined {
  return RULES.find(([, holds]) => !holds(header))?.[0]
}
