// That somebody is typing: said over live sessions and forgotten. Never stored, never an event, never to many; who has
// switched it off neither says nor sees it.
import type { Stream } from '@libp2p/interface'
import { hex } from '@parley/shared/certificates/bytes.ts'
import { HASH_BYTES } from '@parley/shared/events/constants.ts'
import { conversationId } from '@parley/shared/events/ids.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import type { Chat } from './chat.ts'
import { TYPING_EVERY_MS, TYPING_PEOPLE_MAX, TYPING_SHOWN_MS } from './constants.ts'
import type { Parts } from './parts.ts'

/** One stream, one frame: the 32 bytes of the conversation. It ends by itself. */
const PROTOCOL = '/parley/1/typing'
/** A device opens one at a time; more are refused by the session. */
const STREAMS_MAX = 2
/** A stream that says nothing is cut, ms. */
const PATIENCE_MS = 5_000

export class TypingNotes {
  readonly #parts: Parts
  readonly #said = new Map<Chat, number>()
  /** When a device last said so: what comes sooner than it may is passed over. */
  readonly #heard = new Map<string, number>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async begin(): Promise<void> {
    const handler = (stream: Stream, session: Session) => this.#listen(stream, session)
    await this.#parts.sessions.handle(PROTOCOL, handler, { maxInboundStreams: STREAMS_MAX })
  }

  /** At most once in TYPING_EVERY_MS to those who are there now. */
  say(chat: Chat): void {
    const { history, sessions, choices } = this.#parts
    const now = performance.now()
    if (!history.own.isOn('typing') || chat.others().length > TYPING_PEOPLE_MAX) return
    if (chat.place.kind === 'everyone') return
    if (now - (this.#said.get(chat) ?? Number.NEGATIVE_INFINITY) < TYPING_EVERY_MS) return
    this.#said.set(chat, now)
    const others = new Set(chat.others().filter((login) => !choices.isBlocked(login)))
    for (const session of sessions.list()) {
      if (others.has(session.cert.login) && session.cert.role !== 'authority') void this.#tell(session, chat)
    }
  }

  async #tell(session: Session, chat: Chat): Promise<void> {
    try {
      const stream = await session.openStream(PROTOCOL, { signal: AbortSignal.timeout(PATIENCE_MS) })
      stream.send(chat.place.name)
      await stream.close({ signal: AbortSignal.timeout(PATIENCE_MS) })
    } catch {
      // Nobody misses it.
    }
  }

  #listen(stream: Stream, { cert }: Session): void {
    const bytes: number[] = []
    const timer = setTimeout(() => stream.abort(new Error('nothing was said')), PATIENCE_MS)
    stream.addEventListener('message', ({ data }) => {
      if (bytes.length + data.byteLength > HASH_BYTES) return stream.abort(new Error('too much was said'))
      bytes.push(...data.subarray())
      if (bytes.length < HASH_BYTES) return
      this.#heardFrom(cert, Uint8Array.from(bytes))
      void stream.close().catch(() => undefined)
    })
    stream.addEventListener('close', () => clearTimeout(timer))
  }

  #heardFrom({ login, peerId, role }: Session['cert'], name: Uint8Array): void {
    const { history, chats, feed, choices } = this.#parts
    const now = performance.now()
    const soonest = (this.#heard.get(peerId) ?? Number.NEGATIVE_INFINITY) + TYPING_EVERY_MS / 4
    if (now < soonest || role === 'authority' || !history.own.isOn('typing')) return
    if (choices.isBlocked(login)) return
    this.#heard.set(peerId, now)
    const id = conversationId(hex(name))
    const place = history.places.conversations().find((one) => one.id === id)
    if (place === undefined || place.kind === 'everyone') return
    const chat = chats.of(place)
    if (!chat.isOpen || !chat.isMember(login) || login === chat.own.device.login) return
    const { target } = chat
    feed.emit({ kind: 'typing', conversation: place.id, target, from: login, milliseconds: TYPING_SHOWN_MS })
  }
}
