// Makes the next events of this device's chain: state and drafts in, signed bursts out. No I/O.

import { fromHex } from '../certificates/bytes.ts'
import type { OwnCertificate } from '../certificates/check.ts'
import type { Primitives, Signer } from '../crypto/primitives.ts'
import { Fault } from '../faults/fault.ts'
import { type Draft, readBody } from './body.ts'
import type { Event } from './burst.ts'
import { CLOCK_START, type Clock, laterClock, tick } from './clock.ts'
import { BODY_BYTES_MAX, BURST_BYTES_MAX, BURST_EVENTS_MAX, HASH_BYTES, SEEN_MAX } from './constants.ts'
import { deviceBytes } from './device.ts'
import { bodyHash, eventHash, signedBytes } from './hash.ts'
import { encodeHeader, type Seen } from './header.ts'
import { type Head, headOf, type ProvenBurst, type ProvenEvent, proveBurst } from './proven.ts'
import { refuseOutside } from './validity.ts'

export interface ComposeInput {
  /** The conversation's 32 bytes. */
  readonly conversation: Uint8Array
  /** This device's certificate, whose key is `signer`'s. */
  readonly certificate: OwnCertificate
  readonly signer: Signer
  /** Own newest event there; undefined before the first. */
  readonly head: Head | undefined
  /** Heads of others that own events have not named yet, the most telling first. */
  readonly seen: readonly Seen[]
  /** The latest clock seen in the conversation. */
  readonly clock: Clock
  readonly drafts: readonly Draft[]
  /** A signed prekey for the first of them to carry; empty for none. */
  readonly prekey: Uint8Array
  readonly now: Date
  readonly primitives: Primitives
}

/**
 * @returns the drafts as events, one signature for each burst; empty for no drafts
 * @throws Fault EVENT_CERTIFICATE_PERIOD when this device's certificate is not valid at that time
 */
export function compose(input: ComposeInput): readonly ProvenBurst[] {
  const { drafts, certificate, primitives } = input
  const author = { login: certificate.login, peerId: certificate.peerId }
  const fixed = {
    conversation: input.conversation,
    device: deviceBytes(certificate.peerId),
    certificate: fromHex(certificate.fingerprint),
  }
  const certificates = new Map([[certificate.fingerprint, certificate.chain]])
  const bursts: ProvenBurst[] = []
  let events: ProvenEvent[] = []
  let bytes = 0
  let head = input.head
  let clock = laterClock(input.clock, head ?? CLOCK_START)

  drafts.forEach((draft, index) => {
    if (draft.body.length === 0) throw new Fault('EVENT_MALFORMED', { reason: 'an event has no body' })
    if (draft.body.length > BODY_BYTES_MAX) {
      throw new Fault('EVENT_TOO_LARGE', { size: draft.body.length, limit: BODY_BYTES_MAX })
    }
    clock = tick(clock, input.now)
    refuseOutside(certificate, clock.time)
    const header = {
      ...fixed,
      ...clock,
      seq: (head?.seq ?? 0) + 1,
      previous: head?.hash ?? NO_HASH,
      seen: index === 0 ? input.seen.slice(0, SEEN_MAX) : [],
      prekey: index === 0 ? input.prekey : NO_PREKEY,
      kind: draft.kind,
      bodyHash: bodyHash(draft.body, primitives),
      bodyLength: draft.body.length,
    }
    const headerBytes = encodeHeader(header)
    const event: Event = { header, headerBytes, body: draft.body, hash: eventHash(headerBytes, primitives) }
    events.push({ ...event, content: readBody(draft) })
    head = headOf(event)
    bytes += headerBytes.length + draft.body.length
    if (events.length === BURST_EVENTS_MAX || bytes >= BURST_BYTES_MAX || index === drafts.length - 1) {
      const signature = input.signer.sign(signedBytes(head.hash))
      bursts.push(proveBurst({ author, certificates, events, head, signature }))
      events = []
      bytes = 0
    }
  })
  return bursts
}

const NO_PREKEY = new Uint8Array()
const NO_HASH = new Uint8Array(HASH_BYTES)
