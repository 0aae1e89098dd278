// Takes texts from the disk when their time is up, also those whose time was up while the program did not run.
import { type MessageId, messageIdOf } from '@parley/shared/events/ids.ts'
import { type ExpiryRow, GONE } from '../history/words.ts'
import { wipeText } from './apply.ts'
import type { Chat } from './chat.ts'
import { EXPIRED_AT_ONCE, EXPIRY_LOOK_MS, SETTLE_MS } from './constants.ts'
import type { Parts } from './parts.ts'
import { tellVanished } from './tell.ts'

type ExpiryParts = Pick<
  Parts,
  'history' | 'store' | 'chats' | 'feed' | 'log' | 'now' | 'choices' | 'rights' | 'primitives'
>

export class Expiry {
  readonly #parts: ExpiryParts
  #next: NodeJS.Timeout | undefined
  #settling: NodeJS.Timeout | undefined
  #stopped = false

  constructor(parts: ExpiryParts) {
    this.#parts = parts
  }

  /** Something has to go at some time: sleeps until the first. */
  look(): void {
    clearTimeout(this.#next)
    const { history, now } = this.#parts
    const at = this.#stopped ? undefined : history.words.nextDue()
    if (at === undefined) return
    const wait = Math.max(0, Math.min(at - now().getTime(), EXPIRY_LOOK_MS))
    this.#next = setTimeout(() => void this.#expire(), wait)
  }

  /** Words were taken away: soon no copy of them is left in the log of the database either. */
  settleSoon(): void {
    if (this.#stopped) return
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined
      this.#parts.history.words.settle()
    }, SETTLE_MS)
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#next)
    clearTimeout(this.#settling)
  }

  async #expire(): Promise<void> {
    const { store, history, log, now } = this.#parts
    try {
      const gone = await store.writer.write(() => {
        const due = history.words.due(now().getTime(), EXPIRED_AT_ONCE)
        for (const { tag, seq } of due) {
          const chain = history.places.chainOf(tag)
          if (chain !== undefined) wipeText(this.#parts, chain, seq, GONE.expired)
        }
        return due
      })
      if (gone.length > 0) this.settleSoon()
      this.#tell(gone)
      this.look()
    } catch (error) {
      // The disk may be full: tried again, and what has to go is not shown meanwhile.
      log.error({ err: error }, 'messages whose time is up could not be taken away')
      if (!this.#stopped) this.#next = setTimeout(() => void this.#expire(), EXPIRY_LOOK_MS)
    }
  }

  #tell(gone: readonly ExpiryRow[]): void {
    const { history, chats } = this.#parts
    const byChat = new Map<Chat, MessageId[]>()
    for (const { tag, seq } of gone) {
      const chain = history.places.chainOf(tag)
      if (chain === undefined) continue
      const chat = chats.of(chain.conversation)
      byChat.set(chat, [...(byChat.get(chat) ?? []), messageIdOf(tag, seq)])
    }
    for (const [chat, ids] of byChat) tellVanished(this.#parts, chat, ids)
  }
}
