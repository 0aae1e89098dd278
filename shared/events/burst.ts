// Consecutive events of one chain as they travel, the last one signed. Reads what may be read before anything is
// verified: bounds, and that the events belong to one chain. accept() decides whether they count.
import { sameBytes } from '../certificates/bytes.ts'
import type { Primitives } from '../crypto/primitives.ts'
import { Fault } from '../faults/fault.ts'
import {
  BURST_CERTIFICATES_MAX,
  BURST_EVENTS_MAX,
  BURST_WIRE_BYTES_MAX,
  SIGNATURE_BYTES_MAX,
} from './constants.ts'
import { eventHash } from './hash.ts'
import { decodeHeader, type EventHeader } from './header.ts'
import { Burst as Wire } from './wire/event.gen.ts'

/** An event whose header can be read. Whether it counts is another question. */
export interface Event {
  readonly header: EventHeader
  /** The header as it travels: this is what is hashed, signed and kept. */
  readonly headerBytes: Uint8Array
  /** Undefined when its words are gone: deleted, or not to stay. Header and hash prove that they were. */
  readonly body: Uint8Array | undefined
  readonly hash: Uint8Array
}

export interface Burst {
  /** At least one. */
  readonly events: readonly Event[]
  readonly first: Event
  readonly last: Event
  /** Over the hash of the last event. */
  readonly signature: Uint8Array
  /** Chains (device, issuing CA) the events may name; not checked yet. */
  readonly certificates: readonly (readonly Uint8Array[])[]
}

/** What an event is to whoever sends it. */
export type StoredEvent = Pick<Event, 'headerBytes' | 'body'>

export function encodeBurst(
  events: readonly StoredEvent[],
  signature: Uint8Array,
  certificates: readonly (readonly Uint8Array[])[],
): Uint8Array {
  const last = events.length - 1
  return Wire.encode({
    items: events.map(({ headerBytes, body }, index) => ({
      event: {
        header: headerBytes,
        ...(body === undefined ? {} : { body }),
        ...(index === last ? { signature } : {}),
      },
    })),
    certificates: certificates.map((chain) => ({ certificates: [...chain] })),
  })
}

/**
 * @throws Fault BURST_MALFORMED, BURST_TOO_LARGE, EVENT_UNSIGNED, and those of decodeHeader
 */
export function decodeBurst(bytes: Uint8Array, primitives: Pick<Primitives, 'sha256'>): Burst {
  if (bytes.length > BURST_WIRE_BYTES_MAX) {
    throw new Fault('BURST_TOO_LARGE', { size: bytes.length, limit: BURST_WIRE_BYTES_MAX })
  }
  const { items, certificates } = readWire(bytes)
  let signature: Uint8Array | undefined
  const events = items.map((item, index): Event => {
    if (item.event === undefined) throw malformed('an item is no event')
    const { header: headerBytes, body } = item.event
    const isLast = index === items.length - 1
    if (item.event.signature !== undefined && !isLast) throw malformed('a signature before the last event')
    signature = item.event.signature
    return { header: decodeHeader(headerBytes), headerBytes, body, hash: eventHash(headerBytes, primitives) }
  })
  const first = events[0]
  const last = events[events.length - 1]
  if (first === undefined || last === undefined) throw malformed('no events')
  if (signature === undefined || signature.length === 0) throw new Fault('EVENT_UNSIGNED')
  if (signature.length > SIGNATURE_BYTES_MAX) throw malformed('signature is too long')
  refuseMixed(events, first)
  return { events, first, last, signature, certificates: certificates.map((chain) => chain.certificates) }
}

function readWire(bytes: Uint8Array): Wire {
  let burst: Wire
  try {
    burst = Wire.decode(bytes, {
      limits: {
        items: BURST_EVENTS_MAX,
        certificates: BURST_CERTIFICATES_MAX,
        certificates$: { certificates: CHAIN_MAX },
      },
    })
  } catch (cause) {
    throw new Fault('BURST_MALFORMED', { reason: 'it cannot be read' }, { cause })
  }
  if (!sameBytes(Wire.encode(burst), bytes)) throw malformed('not in canonical form')
  return burst
}

/** Device and issuing CA. */
const CHAIN_MAX = 2

function refuseMixed(events: readonly Event[], first: Event): void {
  let before = first
  for (const event of events.slice(1)) {
    const { conversation, device, seq, previous } = event.header
    if (!sameBytes(conversation, first.header.conversation)) throw malformed('two conversations')
    if (!sameBytes(device, first.header.device)) throw malformed('two devices')
    if (seq !== before.header.seq + 1 || !sameBytes(previous, before.hash)) {
      throw new Fault('EVENT_CHAIN_BROKEN', { seq })
    }
    before = event
  }
}

function malformed(reason: string): Fault {
  return new Fault('BURST_MALFORMED', { reason })
}
