// Brings one device what is meant for it: finds a session or makes one, keeps one line over it, tries again with
// growing pauses, at once when a session opens. Idle when there is nothing to bring.
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { faultIn } from '@parley/shared/faults/fault.ts'
import type { Chat } from '../conversations/chat.ts'
import type { Parts } from '../conversations/parts.ts'
import type { ChainPlace, DevicePlace } from '../history/places.ts'
import { waitAfter } from './backoff.ts'
import { CONNECT_TIMEOUT, FRAME_PLACES_MAX, OPEN_TIMEOUT } from './constants.ts'
import { type ChainPosition, encodeFrame, type Subject } from './frames.ts'
import { Line, type LineEvents, type Strand } from './line.ts'
import { PROTOCOL } from './protocol.ts'
import { about, tellSent } from './states.ts'
import { subjectOf } from './subject.ts'

export class Courier {
  readonly device: DevicePlace
  readonly #parts: Parts
  readonly #unreachable: () => void
  readonly #stopping = new AbortController()
  readonly #running: Promise<void>
  /** Own chains that were refused there, and for how long they are left alone. */
  readonly #refused = new Map<ChainPlace, { failures: number; timer: NodeJS.Timeout | undefined }>()
  /** Conversations whose cursor has moved and is not on disk. */
  readonly #unnoted = new Set<Chat>()
  /** For as long as the session lives: what the device asked for, what it is to be told and to be asked. */
  readonly #asked = new Map<ChainPlace, number>()
  readonly #untold = new Set<Chat>()
  /** This device's prekey for everybody. */
  #prekey: Uint8Array | undefined
  #isShown = false
  #wants: { readonly subject: Subject; readonly places: readonly ChainPosition[] }[] = []
  #line: Line | undefined
  #failures = 0
  #rouse: () => void = () => undefined

  /** @param unreachable called after each vain attempt */
  constructor(device: DevicePlace, parts: Parts, unreachable: () => void) {
    this.device = device
    this.#parts = parts
    this.#unreachable = unreachable
    this.#running = this.#run()
  }

  /** There is something new. */
  wake(): void {
    if (this.#line !== undefined) this.#serve(this.#line)
    else if (this.#failures === 0) this.#rouse()
  }

  /** Shows this device's prekey, on each stream anew. */
  show(signed: Uint8Array): void {
    if (this.#prekey === signed) return
    this.#prekey = signed
    this.#isShown = false
    this.wake()
  }

  /** The device can be reached now: it is told what is here. */
  reached(): void {
    this.#failures = 0
    this.#tellAll()
    if (this.#line !== undefined) this.#serve(this.#line)
    this.#rouse()
  }

  /** The newest conversation first: in that order the other side asks for what it misses. */
  #tellAll(): void {
    const newestFirst = [...this.#chats()].sort((a, b) => b.clock.time - a.clock.time)
    for (const chat of newestFirst) if (chat.heads.size > 0) this.#untold.add(chat)
  }

  /** The last session with the device has ended. */
  lost(): void {
    this.#asked.clear()
    this.#untold.clear()
    this.#wants = []
  }

  /** Tells the device how far a conversation has come here. */
  tell(chat: Chat): void {
    this.#untold.add(chat)
    this.wake()
  }

  /** Asks the device for events. */
  want(subject: Subject, places: readonly ChainPosition[]): void {
    this.#wants.push({ subject, places })
    this.wake()
  }

  /** The device asks for a chain, above `seq`: when it hears how far this has come, also for what it is being brought. */
  bring(chat: Chat, chain: ChainPlace, seq: number): void {
    this.#asked.set(chain, seq)
    const isOnItsWay = chain === chat.own && this.#line?.brings(chain, seq) === true
    if (!isOnItsWay) this.#line?.retry(this.#strand(chat, chain, seq))
    this.wake()
  }

  /** Whether it was tried in vain to reach it. */
  get isVain(): boolean {
    return this.#line === undefined && this.#failures > 0
  }

  /** The device has that much of the own chain. */
  has(chat: Chat, seq: number): void {
    const before = chat.delivered
    if (seq <= chat.deliveredTo(this.device.peerId)) return
    const news = chat.setDelivered(this.device, seq)
    this.#note(chat)
    if (!news) return
    this.#parts.feed.emit({
      kind: 'state',
      ...about(chat),
      from: before + 1,
      to: chat.delivered,
      state: 'delivered',
    })
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#rouse()
    for (const { timer } of this.#refused.values()) clearTimeout(timer)
    await this.#running
  }

  /** What the owner of the device has a part in. */
  #chats(): readonly Chat[] {
    return this.#parts.chats.with(this.device.login)
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      if (!this.#hasWork()) {
        await this.#roused()
        continue
      }
      try {
        await this.#converse()
      } catch (error) {
        if (signal.aborted) return
        this.#failures += 1
        const code = faultIn(error)?.code
        this.#parts.log.debug({ code, err: error, peer: this.device.peerId }, 'not delivered yet')
        this.#unreachable()
      }
      if (signal.aborted) return
      if (this.#failures > 0) await this.#roused(waitAfter(this.#failures, this.#parts.random()))
    }
  }

  /** Over one stream, until it ends. */
  async #converse(): Promise<void> {
    const { sessions } = this.#parts
    const { peerId } = this.device
    const within = (ms: number) => AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(ms)])
    const session = sessions.of(peerId) ?? (await sessions.connect(peerId, within(CONNECT_TIMEOUT)))
    const stream = await session.openStream(PROTOCOL, { signal: within(OPEN_TIMEOUT) })
    const line = new Line(stream, this.device, this.#parts, this.#events)
    const end = () => stream.abort(new Error('delivery is stopping'))
    this.#stopping.signal.addEventListener('abort', end)
    if (this.#stopping.signal.aborted) end()
    this.#line = line
    // What was told on a line that was dying was told to nobody.
    this.#tellAll()
    this.#isShown = false
    // Until something is delivered this counts as a failure: a line that dies at once must not be reopened at once.
    this.#failures += 1
    try {
      this.#serve(line)
      await line.ended
    } finally {
      this.#line = undefined
      this.#stopping.signal.removeEventListener('abort', end)
    }
  }

  readonly #events: LineEvents = {
    delivered: ({ chat, chain }, seq) => {
      this.#failures = 0
      this.#refused.delete(chain)
      if (chain === chat.own) this.has(chat, seq)
      if (seq >= (chat.head(chain.device.peerId)?.seq ?? 0)) this.#asked.delete(chain)
      if (this.#line !== undefined) this.#serve(this.#line)
    },
    sent: ({ chat, chain }, from, to) => {
      if (chain === chat.own) tellSent(this.#parts, chat, from, to)
    },
    rewound: () => this.wake(),
    refused: (strand, code) => this.#leaveAlone(strand, code),
  }

  /** May be lost in a crash: the other side answers the same again. */
  #note(chat: Chat): void {
    if (this.#unnoted.has(chat)) return
    this.#unnoted.add(chat)
    const { store, history } = this.#parts
    store.writer.writeLazily(() => {
      this.#unnoted.delete(chat)
      history.cursors.setDelivered(chat.own, this.device, chat.deliveredTo(this.device.peerId))
    })
  }

  #leaveAlone({ chat, chain }: Strand, code: FaultCode): void {
    const { log, feed, random } = this.#parts
    const { peerId, login } = this.device
    // Whoever asked for another's chain asks again.
    this.#asked.delete(chain)
    if (chain !== chat.own) return
    const failures = (this.#refused.get(chain)?.failures ?? 0) + 1
    const timer = setTimeout(
      () => {
        this.#refused.set(chain, { failures, timer: undefined })
        this.#line?.retry(this.#strand(chat, chain, chat.deliveredTo(peerId)))
        this.wake()
      },
      waitAfter(failures, random()),
    )
    this.#refused.set(chain, { failures, timer })
    log.warn({ code, peer: peerId, login }, 'the other side refuses messages of this device')
    feed.emit({ kind: 'refused', conversation: chat.place.id, target: chat.target, device: peerId, code })
  }

  /** Says, asks and offers whatever there is. */
  #serve(line: Line): void {
    const frames: Uint8Array[] = []
    if (this.#prekey !== undefined && !this.#isShown) {
      frames.push(encodeFrame({ kind: 'prekey', signed: this.#prekey }))
      this.#isShown = true
    }
    for (const chat of this.#untold) {
      if (chat.isMember(this.device.login)) frames.push(encodeFrame(headsOf(chat)))
    }
    for (const want of this.#wants) frames.push(encodeFrame({ kind: 'want', ...want }))
    this.#untold.clear()
    this.#wants = []
    line.tell(frames)
    line.offer([...this.#own(), ...this.#foreign()])
  }

  /** Own chains, as far as the owner of the device is told: from where it stands, or from where it says that it stands. */
  #own(): Strand[] {
    return this.#chats()
      .filter((chat) => this.#refused.get(chat.own)?.timer === undefined)
      .map((chat) => {
        const asked = this.#asked.get(chat.own) ?? Number.POSITIVE_INFINITY
        return this.#strand(chat, chat.own, Math.min(asked, chat.deliveredTo(this.device.peerId)))
      })
  }

  /** What it asked for. */
  #foreign(): Strand[] {
    const { chats } = this.#parts
    return [...this.#asked]
      .map(([chain, from]) => this.#strand(chats.of(chain.conversation), chain, from))
      .filter(({ chat }) => chat.isMember(this.device.login))
  }

  #strand(chat: Chat, chain: ChainPlace, from: number): Strand {
    const head = chat.head(chain.device.peerId)?.seq ?? 0
    return { chat, chain, from, to: Math.min(head, chat.reachOf(this.device.login)) }
  }

  #hasWork(): boolean {
    const due = this.#own().filter(({ from, to }) => to > from)
    // In the room of everyone nobody is called for a message: who is there hears it, who comes is told.
    if (due.some(({ chat }) => chat.place.kind !== 'everyone')) return true
    if (this.#parts.sessions.of(this.device.peerId) === undefined) return false
    if (this.#prekey !== undefined && !this.#isShown) return true
    return due.length + this.#untold.size + this.#wants.length + this.#asked.size > 0
  }

  /** @param ms at most that long; for ever when left out */
  #roused(ms?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(resolve, ms)
      this.#rouse = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

/** Those that wrote last, where there are more than a frame holds. */
function headsOf(chat: Chat) {
  const places = [...chat.heads]
    .sort(([, a], [, b]) => b.time - a.time)
    .slice(0, FRAME_PLACES_MAX)
    .map(([device, { seq }]) => ({ device, seq }))
  return { kind: 'heads', subject: subjectOf(chat), places } as const
}
