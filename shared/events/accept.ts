// Decides what of another device's burst counts: what is known of its chain and a burst in, a verdict out. No I/O.
// One straight path from the cheapest question to the dearest; nothing counts before the signature was checked.
import { hex, sameBytes } from '../certificates/bytes.ts'
import type { VerifiedCert } from '../certificates/check.ts'
import type { Primitives } from '../crypto/primitives.ts'
import { Fault } from '../faults/fault.ts'
import { type Fingerprint, fingerprint, type PeerIdText } from '../identity/ids.ts'
import type { Login } from '../identity/login.ts'
import { mayLackBody, readBody } from './body.ts'
import type { Burst, Event } from './burst.ts'
import { compareClocks } from './clock.ts'
import { CLOCK_TOLERANCE } from './constants.ts'
import { deviceBytes } from './device.ts'
import { bodyHash, signedBytes } from './hash.ts'
import { type Head, headOf, type ProvenBurst, type ProvenEvent, proveBurst } from './proven.ts'
import { refuseOutside } from './validity.ts'

export interface AcceptInput {
  readonly burst: Burst
  /** The conversation's 32 bytes. */
  readonly conversation: Uint8Array
  /** Who may write there. */
  isMember(login: Login): boolean
  /** Whose chain it is. */
  readonly author: PeerIdText
  /** The newest event held of that chain; undefined when there is none. */
  readonly head: Head | undefined
  /** Hash of the event held at the burst's last seq, when the chain held reaches that far. */
  readonly held: Uint8Array | undefined
  /** Certificates of the author that were checked. */
  certificate(fingerprint: Fingerprint): VerifiedCert | undefined
  readonly now: Date
  readonly primitives: Primitives
}

export type Verdict =
  /** New events, next in the chain. Those before them in the burst were held already. */
  | { readonly kind: 'accepted'; readonly burst: ProvenBurst }
  /** All of it is held already. */
  | { readonly kind: 'duplicate' }
  /** Something before it is missing: send from `have` + 1. */
  | { readonly kind: 'gap'; readonly have: number }
  /** A signed event contradicts the one held at `seq`: the burst is the evidence, keep both. */
  | { readonly kind: 'equivocation'; readonly seq: number }

/**
 * @throws Fault EVENT_CONVERSATION_FOREIGN, EVENT_DEVICE_FOREIGN, EVENT_AUTHOR_FOREIGN, EVENT_CERTIFICATE_UNKNOWN,
 *   EVENT_CERTIFICATE_PERIOD, EVENT_SIGNATURE_INVALID, EVENT_CLOCK_AHEAD, EVENT_CLOCK_BACKWARDS,
 *   EVENT_BODY_MISSING, EVENT_BODY_MISMATCH, EVENT_BODY_MALFORMED: the whole burst is refused
 */
export function accept(input: AcceptInput): Verdict {
  const { burst, head, held, author } = input
  const { first, last } = burst
  // Step 1: is it this chain at all?
  if (!sameBytes(first.header.conversation, input.conversation)) throw new Fault('EVENT_CONVERSATION_FOREIGN')
  if (!sameBytes(first.header.device, deviceBytes(author))) {
    throw new Fault('EVENT_DEVICE_FOREIGN', { device: author })
  }
  // Step 2: what is held already needs no second look; its hash vouches for all before it.
  const have = head?.seq ?? 0
  if (held !== undefined && sameBytes(held, last.hash)) return { kind: 'duplicate' }
  if (first.header.seq > have + 1) return { kind: 'gap', have }
  // Step 3: who signed, and is the signature good? It covers every event of the burst through the chain of hashes.
  const fresh = burst.events.slice(Math.max(0, have + 1 - first.header.seq))
  const certificates = authorsOf(fresh.length > 0 ? fresh : [last], input)
  const signer = certificates.at(-1)
  if (signer === undefined) throw new Fault('EVENT_CERTIFICATE_UNKNOWN', { device: author })
  verifySignature(burst, signer, input.primitives)
  // Step 4: does it go on from what is held, or contradict it?
  if (last.header.seq <= have) return { kind: 'equivocation', seq: last.header.seq }
  const next = fresh[0]
  if (head !== undefined && next !== undefined && !sameBytes(next.header.previous, head.hash)) {
    return { kind: 'equivocation', seq: have }
  }
  // Step 5: each new event by itself.
  refuseClocks(fresh, head, input.now)
  const events = fresh.map((event) => provenEvent(event, input.primitives))
  return {
    kind: 'accepted',
    burst: proveBurst({
      author: { login: signer.login, peerId: signer.peerId },
      certificates: new Map(certificates.map((cert) => [cert.fingerprint, cert.chain])),
      events,
      head: headOf(last),
      signature: burst.signature,
    }),
  }
}

/** The certificates the events name, each of this author, a member, and valid at the event's time. */
function authorsOf(events: readonly Event[], { author, certificate, isMember }: AcceptInput): VerifiedCert[] {
  const named: VerifiedCert[] = []
  let newest: { bytes: Uint8Array; certificate: VerifiedCert } | undefined
  for (const { header } of events) {
    if (newest === undefined || !sameBytes(newest.bytes, header.certificate)) {
      const found = certificate(fingerprint(hex(header.certificate)))
      if (found === undefined) throw new Fault('EVENT_CERTIFICATE_UNKNOWN', { device: author })
      if (found.peerId !== author) throw new Fault('EVENT_DEVICE_FOREIGN', { device: author })
      if (!isMember(found.login)) throw new Fault('EVENT_AUTHOR_FOREIGN', { login: found.login })
      newest = { bytes: header.certificate, certificate: found }
      named.push(found)
    }
    refuseOutside(newest.certificate, header.time)
  }
  return named
}

function verifySignature({ last, signature }: Burst, signer: VerifiedCert, primitives: Primitives): void {
  try {
    primitives.verify(signer.scheme, signer.spki, signedBytes(last.hash), signature)
  } catch (cause) {
    throw new Fault('EVENT_SIGNATURE_INVALID', { device: signer.peerId }, { cause })
  }
}

function refuseClocks(events: readonly Event[], head: Head | undefined, now: Date): void {
  let before = head
  for (const event of events) {
    const at = headOf(event)
    if (before !== undefined && compareClocks(at, before) <= 0) {
      throw new Fault('EVENT_CLOCK_BACKWARDS', { seq: at.seq })
    }
    if (at.time > now.getTime() + CLOCK_TOLERANCE) {
      throw new Fault('EVENT_CLOCK_AHEAD', { time: new Date(at.time).toISOString() })
    }
    before = at
  }
}

function provenEvent(event: Event, primitives: Primitives): ProvenEvent {
  const { header, body } = event
  if (body === undefined) {
    // Words may be gone; what decides who is in or what was read may not.
    if (!mayLackBody(header.kind)) throw new Fault('EVENT_BODY_MISSING', { seq: header.seq })
    return { ...event, content: undefined }
  }
  if (body.length !== header.bodyLength || !sameBytes(bodyHash(body, primitives), header.bodyHash)) {
    throw new Fault('EVENT_BODY_MISMATCH', { seq: header.seq })
  }
  return { ...event, content: readBody({ kind: header.kind, body }) }
}
