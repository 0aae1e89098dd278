// Brings one device what is meant for it: finds a session or makes one, keeps one line over it, tries again with
// growing pauses, at once when a session opens. Idle when there is nothing to bring.
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { faultIn } from '@parley/shared/faults/fault.ts'
import type { Chat } from '../conversations/chat.ts'
import type { Parts } from '../conversations/parts.ts'
import type { DevicePlace } from '../history/places.ts'
import { waitAfter } from './backoff.ts'
import { CONNECT_TIMEOUT, OPEN_TIMEOUT } from './constants.ts'
import { Line, type LineEvents } from './line.ts'
import { PROTOCOL } from './protocol.ts'

export class Courier {
  readonly #device: DevicePlace
  readonly #parts: Parts
  readonly #chats: () => readonly Chat[]
  readonly #unreachable: () => void
  readonly #stopping = new AbortController()
  readonly #running: Promise<void>
  /** Conversations that were refused there, and for how long they are left alone. */
  readonly #refused = new Map<Chat, { failures: number; timer: NodeJS.Timeout | undefined }>()
  /** Conversations whose cursor has moved and is not on disk. */
  readonly #unnoted = new Set<Chat>()
  #line: Line | undefined
  #failures = 0
  #rouse: () => void = () => undefined

  /** @param chats what that device should have. @param unreachable called after each vain attempt */
  constructor(device: DevicePlace, chats: () => readonly Chat[], parts: Parts, unreachable: () => void) {
    this.#device = device
    this.#chats = chats
    this.#parts = parts
    this.#unreachable = unreachable
    this.#running = this.#run()
  }

  /** There is something new. */
  wake(): void {
    if (this.#line !== undefined) this.#offer(this.#line)
    else if (this.#failures === 0) this.#rouse()
  }

  /** The device can be reached now. */
  reached(): void {
    this.#failures = 0
    this.#rouse()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#rouse()
    for (const { timer } of this.#refused.values()) clearTimeout(timer)
    await this.#running
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
        this.#parts.log.debug({ code, err: error, peer: this.#device.peerId }, 'not delivered yet')
        this.#unreachable()
      }
      if (this.#failures > 0) await this.#roused(waitAfter(this.#failures, this.#parts.random()))
    }
  }

  /** Over one stream, until it ends. */
  async #converse(): Promise<void> {
    const { sessions } = this.#parts
    const { peerId } = this.#device
    const within = (ms: number) => AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(ms)])
    const session = sessions.of(peerId) ?? (await sessions.connect(peerId, within(CONNECT_TIMEOUT)))
    const stream = await session.openStream(PROTOCOL, { signal: within(OPEN_TIMEOUT) })
    const line = new Line(stream, this.#device, this.#parts, this.#events)
    const end = () => stream.abort(new Error('delivery is stopping'))
    this.#stopping.signal.addEventListener('abort', end)
    if (this.#stopping.signal.aborted) end()
    this.#line = line
    // Until something is delivered this counts as a failure: a line that dies at once must not be reopened at once.
    this.#failures += 1
    try {
      this.#offer(line)
      await line.ended
    } finally {
      this.#line = undefined
      this.#stopping.signal.removeEventListener('abort', end)
    }
  }

  readonly #events: LineEvents = {
    delivered: (chat, seq) => {
      this.#failures = 0
      this.#refused.delete(chat)
      const before = chat.delivered
      const news = chat.setDelivered(this.#device, seq)
      this.#note(chat)
      if (news)
        this.#parts.feed.emit({
          kind: 'state',
          ...about(chat),
          from: before + 1,
          to: seq,
          state: 'delivered',
        })
      if (this.#line !== undefined) this.#offer(this.#line)
    },
    sent: (chat, from, to) => {
      const first = Math.max(from, chat.sent + 1, chat.delivered + 1)
      chat.setSent(to)
      if (first > to || this.#parts.feed.silent) return
      this.#parts.feed.emit({ kind: 'state', ...about(chat), from: first, to, state: 'sent' })
    },
    rewound: () => this.wake(),
    refused: (chat, code) => this.#leaveAlone(chat, code),
  }

  /** May be lost in a crash: the other side answers the same again. */
  #note(chat: Chat): void {
    if (this.#unnoted.has(chat)) return
    this.#unnoted.add(chat)
    const { store, history } = this.#parts
    store.writer.writeLazily(() => {
      this.#unnoted.delete(chat)
      history.cursors.setDelivered(chat.own, this.#device, chat.deliveredTo(this.#device.peerId))
    })
  }

  #leaveAlone(chat: Chat, code: FaultCode): void {
    const { log, feed, random } = this.#parts
    const { peerId } = this.#device
    const failures = (this.#refused.get(chat)?.failures ?? 0) + 1
    const timer = setTimeout(
      () => {
        this.#refused.set(chat, { failures, timer: undefined })
        this.#line?.retry(chat)
        this.wake()
      },
      waitAfter(failures, random()),
    )
    this.#refused.set(chat, { failures, timer })
    log.warn(
      { code, peer: peerId, login: this.#device.login },
      'the other side refuses messages of this device',
    )
    feed.emit({ kind: 'refused', conversation: chat.place.id, target: chat.target, device: peerId, code })
  }

  #offer(line: Line): void {
    line.offer(this.#chats().filter((chat) => this.#refused.get(chat)?.timer === undefined))
  }

  #hasWork(): boolean {
    return this.#chats().some(
      (chat) =>
        (chat.ownHead?.seq ?? 0) > chat.deliveredTo(this.#device.peerId) &&
        this.#refused.get(chat)?.timer === undefined,
    )
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

function about(chat: Chat) {
  return { conversation: chat.place.id, target: chat.target, chain: chat.own.tag }
}
