// Catches up: keeps what others say they have, asks one of them at a time for what is missing here, another when that one
// says nothing more, and tells a few from time to time what has come. Moves no events: couriers do.
import type { VerifiedCert } from '@parley/shared/certificates/check.ts'
import { deviceBytes } from '@parley/shared/events/device.ts'
import { chainTagOf } from '@parley/shared/events/hash.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Chat } from '../conversations/chat.ts'
import type { Parts } from '../conversations/parts.ts'
import { SYNC_FANOUT, SYNC_PERIOD, WANT_PATIENCE, WANTED_MAX, WORDLESS_MAX } from '../delivery/constants.ts'
import type { Courier } from '../delivery/courier.ts'
import type { ChainPosition, Subject } from '../delivery/frames.ts'
import { subjectOf } from '../delivery/subject.ts'
import type { ChainPlace } from '../history/places.ts'

/** What is on its way here. */
interface Wanted {
  readonly chat: Chat
  readonly device: PeerIdText
  readonly supplier: PeerIdText
  readonly upTo: number
  /** When it last got on, ms of a steady clock. */
  at: number
}

/** What one device says it has and this one has not: of a conversation, seq by author's device. */
type Heard = Map<Chat, Map<PeerIdText, number>>

export class Sync {
  readonly #parts: Parts
  readonly #courierTo: (device: PeerIdText) => Courier | undefined
  readonly #heard = new Map<PeerIdText, Heard>()
  readonly #wanted = new Map<string, Wanted>()
  /** Since when each is missed while its author is here, who will bring it unasked. */
  readonly #missed = new Map<string, number>()
  /** Conversations that have grown since they were told, and who wrote there. */
  readonly #grown = new Map<Chat, Set<PeerIdText>>()
  /** Of each device, how far words that are missing here were asked of it: by chain. */
  readonly #wordless = new Map<PeerIdText, Map<ChainPlace, number>>()
  readonly #timer: NodeJS.Timeout
  #planned = false
  #toldMissing = 0

  constructor(parts: Parts, courierTo: (device: PeerIdText) => Courier | undefined) {
    this.#parts = parts
    this.#courierTo = courierTo
    this.#timer = setInterval(() => this.#tick(), SYNC_PERIOD)
    this.#timer.unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** Somebody says how far a conversation has come there. Who is not in it is not listened to. */
  heard(cert: VerifiedCert, subject: Subject, places: readonly ChainPosition[]): void {
    const chat = this.#chatOf(cert, subject)
    if (chat === 'strange') {
      // A group that is new here: it begins with what its creator wrote.
      if (subject.kind !== 'group' || !places.some(({ device }) => device === subject.creator)) return
      this.#courierTo(cert.peerId)?.want(subject, [{ device: subject.creator, seq: 0 }])
      return
    }
    if (chat === undefined) return
    const self = chat.own.device.peerId
    const ahead = new Map<PeerIdText, number>()
    for (const { device, seq } of places) {
      const have = chat.head(device)?.seq ?? 0
      if (device === self && seq <= have) this.#courierTo(cert.peerId)?.has(chat, seq)
      if (device !== self && seq > have) ahead.set(device, seq)
    }
    this.#askWords(cert.peerId, chat, places)
    const heard = this.#heard.get(cert.peerId) ?? new Map()
    this.#heard.set(cert.peerId, heard.set(chat, ahead))
    this.#planSoon()
  }

  /**
   * Words that never came, as from a device whose owner keeps things for a while only, others may have. They are asked for each time
   * they speak of the conversation, from where they were asked last: who does not have them is not asked again. Their author is asked,
   * too: who has heard that the event is here takes it as delivered.
   */
  #askWords(supplier: PeerIdText, chat: Chat, places: readonly ChainPosition[]): void {
    const { history } = this.#parts
    const lacking = history.words.lackingChains(chat.place, WORDLESS_MAX)
    if (lacking.length === 0) return
    const asked = this.#wordless.get(supplier) ?? new Map<ChainPlace, number>()
    this.#wordless.set(supplier, asked)
    const there = new Map(places.map(({ device, seq }) => [device, seq]))
    const wants = lacking.flatMap((tag) => {
      const chain = history.places.chainOf(tag)
      const { peerId: device } = chain?.device ?? {}
      if (chain === undefined || device === undefined) return []
      const seq = history.words.nextMissing(chain, asked.get(chain) ?? 0)
      if (seq === undefined || seq > (there.get(device) ?? 0)) return []
      asked.set(chain, seq)
      return [{ device, seq: seq - 1 }]
    })
    if (wants.length > 0) this.#courierTo(supplier)?.want(subjectOf(chat), wants)
  }

  /** Somebody asks for events. */
  wanted(cert: VerifiedCert, subject: Subject, places: readonly ChainPosition[]): void {
    const chat = this.#chatOf(cert, subject)
    if (chat === undefined || chat === 'strange') return
    const { places: known } = this.#parts.history
    for (const { device, seq } of places) {
      const tag = chainTagOf(chat.place.name, deviceBytes(device), this.#parts.primitives)
      const chain = known.chainOf(tag)
      if (chain !== undefined) this.#courierTo(cert.peerId)?.bring(chat, chain, seq)
    }
  }

  /** A chain of another device has grown here. */
  grown({ conversation, device }: ChainPlace): void {
    const chat = this.#parts.chats.of(conversation)
    const authors = this.#grown.get(chat) ?? new Set()
    this.#grown.set(chat, authors.add(device.peerId))
    const key = keyOf(chat, device.peerId)
    this.#missed.delete(key)
    const wanted = this.#wanted.get(key)
    if (wanted === undefined) return
    wanted.at = performance.now()
    if ((chat.head(device.peerId)?.seq ?? 0) < wanted.upTo) return
    this.#wanted.delete(key)
    this.#planSoon()
  }

  /** The last session with a device has ended. */
  lost(device: PeerIdText): void {
    this.#heard.delete(device)
    this.#wordless.delete(device)
    for (const [key, { supplier }] of this.#wanted) if (supplier === device) this.#wanted.delete(key)
    this.#planSoon()
  }

  /** Events that are missing here as far as this device knows: for people who wait. */
  get missing(): number {
    const most = new Map<string, number>()
    for (const heard of this.#heard.values()) {
      for (const [chat, ahead] of heard) {
        for (const [device, seq] of ahead) {
          const left = seq - (chat.head(device)?.seq ?? 0)
          const key = keyOf(chat, device)
          if (left > (most.get(key) ?? 0)) most.set(key, left)
        }
      }
    }
    return [...most.values()].reduce((sum, left) => sum + left, 0)
  }

  /** @returns undefined where whoever speaks of it has no part; `strange` for a group this device has never seen */
  #chatOf({ login, role }: VerifiedCert, subject: Subject): Chat | 'strange' | undefined {
    const { chats, history, own } = this.#parts
    if (role === 'authority') return undefined
    switch (subject.kind) {
      case 'direct': {
        const { one, other } = subject
        const self = own().login
        const areBoth = (login === one || login === other) && (self === one || self === other)
        return areBoth ? chats.direct(self === one ? other : one) : undefined
      }
      case 'everyone':
        return chats.everyone()
      case 'group': {
        const place = history.places.knownGroup(subject)
        if (place === undefined) return 'strange'
        const chat = chats.of(place)
        return !chat.group?.isKnown || chat.isMember(login) ? chat : undefined
      }
    }
  }

  /** What a turn brings is looked at together. */
  #planSoon(): void {
    if (this.#planned) return
    this.#planned = true
    setImmediate(() => {
      this.#planned = false
      this.#plan()
      this.#tellPeople()
    })
  }

  /**
   * Asks for what is missing, in the order it was told, which is the newest conversation first: who was away does not know
   * which that is. Of each chain one device at a time.
   */
  #plan(): void {
    const now = performance.now()
    for (const [supplier, heard] of this.#heard) {
      const wants: { chat: Chat; places: ChainPosition[] }[] = []
      for (const chat of heard.keys()) {
        const places: ChainPosition[] = []
        for (const [device, seq] of heard.get(chat) ?? []) {
          const have = chat.head(device)?.seq ?? 0
          const key = keyOf(chat, device)
          if (seq <= have) heard.get(chat)?.delete(device)
          if (seq <= have || this.#wanted.has(key) || this.#wanted.size >= WANTED_MAX) continue
          if (this.#bringsItself(device, supplier, key, now)) continue
          this.#wanted.set(key, { chat, device, supplier, upTo: seq, at: now })
          places.push({ device, seq: have })
        }
        if (places.length > 0) wants.push({ chat, places })
      }
      for (const { chat, places } of wants) this.#courierTo(supplier)?.want(subjectOf(chat), places)
    }
  }

  /** Who is here brings what they wrote unasked; others are asked when that does not happen. */
  #bringsItself(author: PeerIdText, supplier: PeerIdText, key: string, now: number): boolean {
    if (author === supplier || this.#parts.sessions.of(author) === undefined) return false
    const since = this.#missed.get(key) ?? now
    this.#missed.set(key, since)
    return now - since < WANT_PATIENCE
  }

  #tick(): void {
    const now = performance.now()
    for (const [key, { chat, device, supplier, at }] of this.#wanted) {
      if (now - at < WANT_PATIENCE) continue
      // Whoever does not bring what they say they have is not asked again until they say it again.
      this.#wanted.delete(key)
      this.#heard.get(supplier)?.get(chat)?.delete(device)
    }
    this.#plan()
    this.#tellSome()
    this.#tellPeople()
  }

  /** People who wait see how much is still to come. */
  #tellPeople(): void {
    const { missing } = this
    if (missing === this.#toldMissing) return
    this.#toldMissing = missing
    this.#parts.feed.emit({ kind: 'catching-up', missing })
  }

  /** Tells some of those in session how far conversations have come here: what they miss they ask for. */
  #tellSome(): void {
    const { sessions, random } = this.#parts
    const present = sessions.list()
    for (const [chat, authors] of this.#grown) {
      const others = present.filter(
        ({ peerId, cert }) => chat.isMember(cert.login) && !(authors.size === 1 && authors.has(peerId)),
      )
      for (let left = SYNC_FANOUT; left > 0 && others.length > 0; left--) {
        const [one] = others.splice(Math.floor(random() * others.length), 1)
        if (one !== undefined) this.#courierTo(one.peerId)?.tell(chat)
      }
    }
    this.#grown.clear()
  }
}

function keyOf(chat: Chat, device: PeerIdText): string {
  return `${chat.place.row} ${device}`
}
