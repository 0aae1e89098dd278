// From a burst off the wire to events on this disk: decode, find the conversation, accept, store, tell. Answers where
// this device stands; knows nothing of streams.
import { hex, sameBytes } from '@parley/shared/certificates/bytes.ts'
import type { VerifiedCert } from '@parley/shared/certificates/check.ts'
import { accept, type Verdict } from '@parley/shared/events/accept.ts'
import { readBody } from '@parley/shared/events/body.ts'
import { type Burst, decodeBurst } from '@parley/shared/events/burst.ts'
import { deviceText } from '@parley/shared/events/device.ts'
import { chainTagOf } from '@parley/shared/events/hash.ts'
import { conversationId, type MessageId, messageIdOf } from '@parley/shared/events/ids.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import type { ProvenBurst } from '@parley/shared/events/proven.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Fingerprint, PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Carried, Subject } from '../delivery/frames.ts'
import type { ChainPlace, DevicePlace, GroupOrigin } from '../history/places.ts'
import type { OpenedParcel } from '../sealing/sealing.ts'
import { type Applied, applyEvents, fillWords, NOTHING_APPLIED } from './apply.ts'
import type { Chat } from './chat.ts'
import { STRANGE_GROUPS_MAX } from './constants.ts'
import { messageOf } from './message.ts'
import type { Parts } from './parts.ts'
import { tellApplied, tellUnread } from './tell.ts'

/** Where this device stands with the chain of the burst's author, on disk. */
export interface Answer {
  readonly have: number
  readonly refusal?: FaultCode
  /** Something from before it is not here yet. */
  readonly early?: true
  /** New events that were stored. */
  readonly events?: number
}

/** What came, and who answers for it: the other end of the session, or whoever sealed it. */
interface Brought {
  readonly sender: VerifiedCert
  readonly subject: Subject
  readonly bytes: Uint8Array
  readonly burst: Burst
  readonly opened?: OpenedParcel
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
  /** Whether it may be others now who are in. */
  readonly company: 'same' | 'changed'
  readonly applied: Applied
  /** A contradiction that was not known before. */
  readonly evidence: boolean
}

const NO_READS: Reads = new Map()
const NOTHING = { reads: NO_READS, applied: NOTHING_APPLIED, evidence: false, company: 'same' } as const

export class Receiver {
  readonly #parts: Parts
  readonly #grown: (chain: ChainPlace, company: 'same' | 'changed') => void

  /** @param grown called for each chain of another device that has new events on disk */
  constructor(parts: Parts, grown: (chain: ChainPlace, company: 'same' | 'changed') => void) {
    this.#parts = parts
    this.#grown = grown
  }

  /**
   * @param sender certificate of the live session it came over, of somebody who is in; not always the author
   * @throws Fault DISK_FULL, DATA_DAMAGED ...: only when this device cannot store
   */
  async receive(sender: VerifiedCert, { subject, burst: bytes }: Carried): Promise<Answer> {
    const burst = faultOr(() => decodeBurst(bytes, this.#parts.primitives))
    return burst instanceof Fault
      ? this.#refuse(sender, 0, burst)
      : this.#take({ sender, subject, bytes, burst })
  }

  /**
   * The same for what was sealed by its author.
   * @param bringer certificate of the live session it came over, of the author or of a carrier
   */
  async receiveSealed(bringer: VerifiedCert, parcel: Uint8Array): Promise<Answer> {
    const { sealing, primitives } = this.#parts
    const opened = faultOr(() => sealing.open(bringer, parcel))
    if (opened instanceof Fault) return this.#refuse(bringer, 0, opened)
    const { subject, burst: bytes, place } = opened
    const taken = faultOr(() => {
      const burst = decodeBurst(bytes, primitives)
      return { sender: this.#senderOf(bringer, place.author, burst), subject, bytes, burst, opened }
    })
    if (!(taken instanceof Fault)) return this.#take(taken)
    opened.giveBack()
    return this.#refuse(bringer, 0, taken)
  }

  /** Who sealed it speaks for what is inside, whoever brings it. */
  #senderOf(bringer: VerifiedCert, author: PeerIdText, burst: Burst): VerifiedCert {
    if (bringer.peerId === author) return bringer
    const [certificate] = this.#parts.certificates.of(undefined, author, burst).values()
    if (certificate === undefined) throw new Fault('EVENT_CERTIFICATE_UNKNOWN', { device: author })
    return certificate
  }

  async #take(brought: Brought): Promise<Answer> {
    const { store, history } = this.#parts
    const { sender, opened } = brought
    // Step 1: what can be judged without the disk.
    const prepared = this.#prepare(brought)
    if (prepared instanceof Fault) {
      opened?.giveBack()
      return this.#refuse(sender, 0, prepared)
    }
    const { chat, certificates, device } = prepared
    // Step 2: names that are new, on disk before what refers to them.
    const chain = history.places.chain(chat.place, device)
    const rows = new Map([...certificates].map(([name, cert]) => [name, history.places.certificate(cert)]))
    // Step 3: decide and store, in one transaction with whatever else waits.
    const { verdict, reads, applied, evidence, company } = await store.writer.write(() =>
      this.#store(prepared, chain, rows, opened),
    )
    // Step 4: it is durable: tell, and answer.
    if (takes(verdict)) opened?.wipe()
    else opened?.giveBack()
    const have = chat.head(device.peerId)?.seq ?? 0
    if (verdict instanceof Fault) return this.#refuse(sender, have, verdict)
    this.#tell(chat, chain, verdict, reads, applied, evidence)
    if (verdict.kind === 'accepted') this.#grown(chain, company)
    if (verdict.kind === 'gap') return { have, early: true }
    if (verdict.kind === 'accepted') return { have, events: verdict.burst.events.length }
    if (verdict.kind !== 'equivocation') return { have }
    return this.#refuse(
      sender,
      have,
      new Fault('EVENT_EQUIVOCATION', { device: device.peerId, seq: verdict.seq }),
    )
  }

  #prepare({ sender, subject, bytes, burst, opened }: Brought): Prepared | Fault {
    return faultOr(() => {
      // The authority has a certificate, and no part in any conversation.
      if (sender.role === 'authority') throw new Fault('EVENT_AUTHOR_FOREIGN', { login: sender.login })
      const author = deviceText(burst.first.header.device)
      const chat = this.#chatOf(sender, subject, burst)
      if (!sameBytes(burst.first.header.conversation, chat.place.name)) {
        throw new Fault('EVENT_CONVERSATION_FOREIGN')
      }
      if (opened !== undefined) refuseMisplaced(opened, author, burst)
      const certificates = this.#parts.certificates.of(sender, author, burst)
      const [certificate] = certificates.values()
      if (certificate === undefined) throw new Fault('EVENT_CERTIFICATE_UNKNOWN', { device: author })
      if (certificate.role === 'authority')
        throw new Fault('EVENT_AUTHOR_FOREIGN', { login: certificate.login })
      // What others wrote is taken from those who are in; what somebody wrote who was put out since, from them alone.
      const isBringer = sender.peerId !== author && chat.group?.isKnown === true
      if (isBringer && !chat.isMember(sender.login))
        throw new Fault('EVENT_AUTHOR_FOREIGN', { login: sender.login })
      const { places } = this.#parts.history
      return { bytes, burst, chat, certificates, device: places.device(author, certificate.login) }
    })
  }

  /** The conversation, of which whoever brings something has to be a part. @throws Fault EVENT_AUTHOR_FOREIGN ... */
  #chatOf(sender: VerifiedCert, subject: Subject, burst: Burst): Chat {
    const { chats, own } = this.#parts
    switch (subject.kind) {
      case 'direct': {
        const { one, other } = subject
        const self = own().login
        if (sender.login !== one && sender.login !== other) {
          throw new Fault('EVENT_AUTHOR_FOREIGN', { login: sender.login })
        }
        if (self !== one && self !== other) throw new Fault('EVENT_CONVERSATION_FOREIGN')
        return chats.direct(self === one ? other : one)
      }
      case 'everyone':
        return chats.everyone()
      case 'group':
        return this.#groupOf(subject, burst)
    }
  }

  /** A group that is new here begins with the event that creates it; until that is here nobody is in it. */
  #groupOf(origin: GroupOrigin, { first }: Burst): Chat {
    const { chats, history } = this.#parts
    if (history.places.knownGroup(origin) === undefined) {
      const { header, body } = first
      const isFirst = header.seq === 1 && body !== undefined
      const content = isFirst ? readBody({ kind: header.kind, body }) : undefined
      const creates =
        deviceText(header.device) === origin.creator &&
        content?.kind === KIND.membership &&
        content.deed.kind === 'create' &&
        sameBytes(content.deed.nonce, origin.nonce)
      if (!creates) throw new Fault('EVENT_CONVERSATION_FOREIGN')
      const strange = chats.all().filter((chat) => !chat.isOpen).length
      if (strange >= STRANGE_GROUPS_MAX) throw new Fault('GROUP_TOO_LARGE', { limit: STRANGE_GROUPS_MAX })
    }
    return chats.group(origin)
  }

  /** Inside a group commit: refuses by its value. */
  #store(
    prepared: Prepared,
    chain: ChainPlace,
    rows: ReadonlyMap<Fingerprint, number>,
    opened: OpenedParcel | undefined,
  ): Stored {
    const { history, primitives, now } = this.#parts
    const { burst, chat, device, certificates, bytes } = prepared
    const head = chat.head(device.peerId)
    const last = burst.last.header.seq
    const held = head === undefined || last > head.seq ? undefined : this.#held(chain, head, last)
    const verdict = faultOr(() =>
      accept({
        burst,
        conversation: chat.place.name,
        isMember: (login) => chat.takesFrom(device.peerId, login),
        author: device.peerId,
        head,
        held,
        certificate: (fingerprint) => certificates.get(fingerprint),
        now: now(),
        primitives,
      }),
    )
    if (verdict instanceof Fault) return { ...NOTHING, verdict }
    if (takes(verdict)) opened?.keep(chain)
    if (verdict.kind === 'equivocation') {
      const evidence = history.events.keepEvidence(chain, verdict.seq, burst.last.hash, bytes, now())
      return { ...NOTHING, verdict, evidence }
    }
    if (verdict.kind === 'duplicate')
      return { ...NOTHING, verdict, applied: fillWords(this.#parts, chain, burst) }
    if (verdict.kind !== 'accepted') return { ...NOTHING, verdict }
    history.events.append(chain, verdict.burst, rows)
    if (device.peerId !== chat.own.device.peerId)
      this.#parts.sealing.heard(chat, verdict.burst, (name) => certificates.get(name))
    const company = chat.advance(verdict.burst) ? 'changed' : 'same'
    const reads = this.#storeReads(chat, chain, verdict.burst)
    const applied = applyEvents(this.#parts, chat, chain, verdict.burst)
    return { verdict, reads, applied, evidence: false, company }
  }

  #held(chain: ChainPlace, head: { seq: number; hash: Uint8Array }, seq: number): Uint8Array | undefined {
    return seq === head.seq ? head.hash : this.#parts.history.events.hashAt(chain, seq)
  }

  /** Read marks among the events. Marks on chains that are not known here are kept as events only. */
  #storeReads(here: Chat, reader: ChainPlace, burst: ProvenBurst): Reads {
    const { history, primitives } = this.#parts
    const reads = new Map<ChainPlace, { from: number; to: number }>()
    for (const { content } of burst.events) {
      if (content?.kind !== KIND.read) continue
      const chat = content.conversation === undefined ? here : this.#meant(here, content.conversation)
      if (chat === undefined) continue
      for (const { device, ...place } of content.places) {
        const chain = history.places.chainOf(chainTagOf(chat.place.name, device, primitives))
        // Nobody has read what is not written yet.
        const seq = Math.min(place.seq, chain === undefined ? 0 : (chat.head(chain.device.peerId)?.seq ?? 0))
        if (chain === undefined || seq === 0) continue
        history.cursors.setRead(chain, reader.device, seq)
        const news = chat.setRead(chain, reader.device.login, seq)
        if (news !== undefined) reads.set(chain, { from: reads.get(chain)?.from ?? news.from, to: news.to })
      }
    }
    return reads
  }

  /** Only in the notes to oneself one of one's own devices speaks of other conversations. */
  #meant({ place, own }: Chat, name: Uint8Array): Chat | undefined {
    if (place.kind !== 'direct' || place.login !== own.device.login) return undefined
    const id = conversationId(hex(name))
    const found = this.#parts.history.places.conversations().find((one) => one.id === id)
    return found === undefined ? undefined : this.#parts.chats.of(found)
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
      if (read === chat.own) {
        feed.emit({ kind: 'state', ...about, chain: read.tag, from, to, state: 'read' })
        continue
      }
      tellUnread(this.#parts, this.#parts.chats.of(read.conversation))
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
      if (!chat.isOpen || !chat.counts(peerId, login, header)) continue
      if (this.#parts.choices.silences(chat, login)) continue
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

  #refuse(sender: VerifiedCert, have: number, fault: Fault): Answer {
    const { code, parameters } = fault
    const level = SECOND.has(code) ? 'debug' : 'warn'
    this.#parts.log[level](
      { code, peer: sender.peerId, login: sender.login, ...parameters },
      'events refused',
    )
    return { have, refusal: code }
  }
}

/** Somebody else was first: of three mailboxes two always are second. */
const SECOND: ReadonlySet<FaultCode> = new Set(['ENVELOPE_REPLAYED', 'GRANT_REPLAYED'])

/** What a key opened is here, now or since before: the key is over. */
function takes(verdict: Verdict | Fault): boolean {
  return !(verdict instanceof Fault) && verdict.kind !== 'gap'
}

/** What is inside an envelope is of the author and the conversation it was sealed for. */
function refuseMisplaced({ place }: OpenedParcel, author: PeerIdText, { first }: Burst): void {
  if (place.author !== author) throw new Fault('EVENT_DEVICE_FOREIGN', { device: author })
  if (!sameBytes(place.conversation, first.header.conversation)) throw new Fault('EVENT_CONVERSATION_FOREIGN')
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
