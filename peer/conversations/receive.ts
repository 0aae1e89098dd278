// From a burst off the wire to events on this disk: decode, find the conversation, accept, store, tell. Answers where
// this device stands; knows nothing of streams.
import type { VerifiedCert } from '@parley/shared/certificates/check.ts'
import { accept, type Verdict } from '@parley/shared/events/accept.ts'
import type { Place } from '@parley/shared/events/body.ts'
import { type Burst, decodeBurst } from '@parley/shared/events/burst.ts'
import { chainTagOf } from '@parley/shared/events/hash.ts'
import { type MessageId, messageIdOf } from '@parley/shared/events/ids.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import type { ProvenBurst } from '@parley/shared/events/proven.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Fingerprint } from '@parley/shared/identity/ids.ts'
import type { DirectSubject } from '../delivery/frames.ts'
import type { ChainPlace, DevicePlace } from '../history/places.ts'
import { type Applied, applyEvents, fillWords, NOTHING_APPLIED } from './apply.ts'
import { AuthorCertificates } from './certificates.ts'
import type { Chat } from './chat.ts'
import { messageOf } from './message.ts'
import type { Parts } from './parts.ts'
import { tellApplied } from './tell.ts'
import { unreadIn } from './unread.ts'

/** Where this device stands with the author's chain, on disk. */
export interface Answer {
  readonly have: number
  readonly refusal?: FaultCode
}

/** A burst that can be read, and what it has to be judged by. */
interface Prepared {
  readonly device: DevicePlace
  readonly bytes: Uint8Array
  readonly burst: Burst
  readonly chat: Chat
  readonly certificates: ReadonlyMap<Fingerprint, VerifiedCert>
}

/** Chains somebody has read further. */
type Reads = ReadonlyMap<ChainPlace, { readonly from: number; readonly to: number }>

interface Stored {
  readonly verdict: Verdict | Fault
  readonly reads: Reads
  readonly applied: Applied
  /** A contradiction that was not known before. */
  readonly evidence: boolean
}

const NO_READS: Reads = new Map()
const NOTHING = { reads: NO_READS, applied: NOTHING_APPLIED, evidence: false }

export class Receiver {
  readonly #parts: Parts
  readonly #certificates: AuthorCertificates

  constructor(parts: Parts) {
    this.#parts = parts
    this.#certificates = new AuthorCertificates(parts)
  }

  /**
   * @param author certificate of the live session it came over: a device delivers what it wrote itself
   * @throws Fault DISK_FULL, DATA_DAMAGED ...: only when this device cannot store
   */
  async receive(author: VerifiedCert, subject: DirectSubject, bytes: Uint8Array): Promise<Answer> {
    const { store, history } = this.#parts
    // Step 1: what can be judged without the disk.
    const prepared = this.#prepare(author, subject, bytes)
    if (prepared instanceof Fault) return this.#refuse(author, 0, prepared)
    const { chat, certificates, device } = prepared
    // Step 2: names that are new, on disk before what refers to them.
    const chain = history.places.chain(chat.place, device)
    const rows = new Map([...certificates].map(([name, cert]) => [name, history.places.certificate(cert)]))
    // Step 3: decide and store, in one transaction with whatever else waits.
    const { verdict, reads, applied, evidence } = await store.writer.write(() =>
      this.#store(prepared, chain, rows),
    )
    // Step 4: it is durable: tell, and answer.
    const have = chat.head(author.peerId)?.seq ?? 0
    if (verdict instanceof Fault) return this.#refuse(author, have, verdict)
    this.#tell(chat, chain, verdict, reads, applied, evidence)
    if (verdict.kind !== 'equivocation') return { have }
    return this.#refuse(
      author,
      have,
      new Fault('EVENT_EQUIVOCATION', { device: author.peerId, seq: verdict.seq }),
    )
  }

  #prepare(author: VerifiedCert, subject: DirectSubject, bytes: Uint8Array): Prepared | Fault {
    return faultOr(() => {
      const burst = decodeBurst(bytes, this.#parts.primitives)
      const certificates = this.#certificates.of(author, burst)
      const chat = this.#chatOf(author, subject)
      const { places } = this.#parts.history
      return { bytes, burst, chat, certificates, device: places.device(author.peerId, author.login) }
    })
  }

  #chatOf(author: VerifiedCert, { one, other }: DirectSubject): Chat {
    const own = this.#parts.own().login
    // The authority has a certificate, and no part in any conversation.
    const isPerson = author.role !== 'authority'
    if (!isPerson || (author.login !== one && author.login !== other)) {
      throw new Fault('EVENT_AUTHOR_FOREIGN', { login: author.login })
    }
    if (own !== one && own !== other) throw new Fault('EVENT_CONVERSATION_FOREIGN')
    return this.#parts.chats.direct(own === one ? other : one)
  }

  /** Inside a group commit: refuses by its value. */
  #store(prepared: Prepared, chain: ChainPlace, rows: ReadonlyMap<Fingerprint, number>): Stored {
    const { history, primitives, now } = this.#parts
    const { burst, chat, device, certificates, bytes } = prepared
    const head = chat.head(device.peerId)
    const last = burst.last.header.seq
    const held = head === undefined || last > head.seq ? undefined : this.#held(chain, head, last)
    const verdict = faultOr(() =>
      accept({
        burst,
        conversation: chat.place.name,
        isMember: (login) => chat.isMember(login),
        author: device.peerId,
        head,
        held,
        certificate: (fingerprint) => certificates.get(fingerprint),
        now: now(),
        primitives,
      }),
    )
    if (verdict instanceof Fault) return { ...NOTHING, verdict }
    if (verdict.kind === 'equivocation') {
      const evidence = history.events.keepEvidence(chain, verdict.seq, burst.last.hash, bytes, now())
      return { ...NOTHING, verdict, evidence }
    }
    if (verdict.kind === 'duplicate')
      return { ...NOTHING, verdict, applied: fillWords(this.#parts, chain, burst) }
    if (verdict.kind !== 'accepted') return { ...NOTHING, verdict }
    history.events.append(chain, verdict.burst, rows)
    chat.advance(device.peerId, verdict.burst.head)
    const reads = this.#storeReads(chat, chain, verdict.burst)
    return { verdict, reads, applied: applyEvents(this.#parts, chat, chain, verdict.burst), evidence: false }
  }

  #held(chain: ChainPlace, head: { seq: number; hash: Uint8Array }, seq: number): Uint8Array | undefined {
    return seq === head.seq ? head.hash : this.#parts.history.events.hashAt(chain, seq)
  }

  /** Read marks among the events. Marks on chains that are not known here are kept as events only. */
  #storeReads(chat: Chat, reader: ChainPlace, burst: ProvenBurst): Reads {
    const { history, primitives } = this.#parts
    const reads = new Map<ChainPlace, { from: number; to: number }>()
    const chainAt = ({ device }: Place) =>
      history.places.chainOf(chainTagOf(chat.place.name, device, primitives))
    for (const { content } of burst.events) {
      if (content?.kind !== KIND.read) continue
      for (const place of content.places) {
        const chain = chainAt(place)
        // Nobody has read what is not written yet.
        const seq = Math.min(place.seq, chain === undefined ? 0 : (chat.head(chain.device.peerId)?.seq ?? 0))
        if (chain === undefined || seq === 0) continue
        history.cursors.setRead(chain, reader.device, seq)
        const before = chain === chat.own ? chat.readByThem : chat.readHere(chain.tag)
        if (chat.setRead(chain, reader.device.login, seq)) {
          reads.set(chain, { from: reads.get(chain)?.from ?? before + 1, to: seq })
        }
      }
    }
    return reads
  }

  #tell(
    chat: Chat,
    chain: ChainPlace,
    verdict: Verdict,
    reads: Reads,
    applied: Applied,
    evidence: boolean,
  ): void {
    const { feed, log } = this.#parts
    const { peerId, login } = chain.device
    const about = { conversation: chat.place.id, target: chat.target }
    if (verdict.kind === 'equivocation' && evidence) {
      log.error(
        { code: 'EVENT_EQUIVOCATION', peer: peerId, login, seq: verdict.seq },
        'two events with one number',
      )
      feed.emit({ kind: 'equivocation', ...about, from: login, device: peerId, seq: verdict.seq })
    }
    if (verdict.kind !== 'accepted') {
      tellApplied(this.#parts, chat, login, applied)
      return
    }
    const fresh = this.#tellTexts(chat, chain, verdict.burst, applied)
    tellApplied(this.#parts, chat, login, applied, fresh)
    if (feed.silent) return
    for (const [read, { from, to }] of reads) {
      if (read === chat.own) feed.emit({ kind: 'state', ...about, chain: read.tag, from, to, state: 'read' })
      else feed.emit({ kind: 'unread', ...about, unread: unreadIn(chat, this.#parts.history) })
    }
  }

  /** @returns those that were told */
  #tellTexts(chat: Chat, chain: ChainPlace, { events }: ProvenBurst, { vanished }: Applied): Set<MessageId> {
    const { feed } = this.#parts
    const told = new Set<MessageId>()
    if (feed.silent) return told
    const { peerId, login } = chain.device
    for (const { content, header } of events) {
      const id = messageIdOf(chain.tag, header.seq)
      if (content?.kind !== KIND.text || vanished.has(id)) continue
      const { seq, time } = header
      const message = messageOf(this.#parts, chat, {
        chain: chain.tag,
        seq,
        time,
        login,
        peerId,
        content,
        gone: null,
      })
      feed.emit({ kind: 'message', message })
      told.add(id)
    }
    return told
  }

  #refuse(author: VerifiedCert, have: number, fault: Fault): Answer {
    const { code, parameters } = fault
    this.#parts.log.warn({ code, peer: author.peerId, login: author.login, ...parameters }, 'events refused')
    return { have, refusal: code }
  }
}

/** A refusal as a value: throwing it would undo what others wrote in the same group. */
function faultOr<Result>(judge: () => Result): Result | Fault {
  try {
    return judge()
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
}
