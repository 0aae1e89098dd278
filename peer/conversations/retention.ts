// How long this device keeps what was said: rules of its owner, and the work of forgetting. Bodies go from the disk, the search
// and the log of the database; headers, hashes and signatures stay, so that every chain can still be proved.
import { type MessageId, messageIdOf } from '@parley/shared/events/ids.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { ChainPlace } from '../history/places.ts'
import { GONE } from '../history/words.ts'
import { olderThan } from '../search/older.ts'
import { wipeText } from './apply.ts'
import type { Chat } from './chat.ts'
import { FORGET_REST_MS, FORGOTTEN_AT_ONCE, RETENTION_DAYS_MAX, RETENTION_LOOK_MS } from './constants.ts'
import type { Parts } from './parts.ts'
import { tellVanished } from './tell.ts'
import type { Keep, RetentionRules } from './types.ts'

const DAY_MS = 86_400_000

export class Retention {
  readonly #parts: Parts
  #timer: NodeJS.Timeout | undefined
  #wake = () => {}
  #stopped = false
  #running: Promise<void> | undefined
  #again = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  rules(): RetentionRules {
    const kept = this.#kept()
    return {
      all: kept.get('') ?? 'forever',
      own: this.#parts.chats.all().flatMap((chat) => {
        const keep = kept.get(chat.place.id)
        return keep === undefined ? [] : [{ target: chat.target, keep }]
      }),
    }
  }

  /**
   * Durable when it resolves; what is too old goes from then on. `default`: as everything else.
   * @param chat undefined for all that have no rule of their own
   * @throws Fault RETENTION_MALFORMED
   */
  async set(chat: Chat | undefined, keep: Keep | 'default'): Promise<void> {
    if (typeof keep === 'number' && !(Number.isSafeInteger(keep) && keep >= 1 && keep <= RETENTION_DAYS_MAX))
      throw new Fault('RETENTION_MALFORMED', { limit: RETENTION_DAYS_MAX })
    const { db, writer } = this.#parts.store
    const name = `${PREFIX}${chat?.place.id ?? ''}`
    await writer.write(() => {
      db.prepare<[string]>('DELETE FROM choice WHERE name = ?').run(name)
      if (keep === 'default' || (chat === undefined && keep === 'forever')) return
      db.prepare<[string, string]>('INSERT INTO choice (name, value) VALUES (?, ?)').run(name, `${keep}`)
    })
    void this.run()
  }

  /** Now, and from then on regularly. */
  begin(): void {
    if (this.#stopped) return
    void this.run().finally(() => {
      if (!this.#stopped) this.#timer = setTimeout(() => this.begin(), RETENTION_LOOK_MS)
    })
  }

  /** Resolves when what is too old now is gone. A rule set meanwhile is followed, too. */
  run(): Promise<void> {
    this.#again = true
    this.#running ??= this.#work().then(() => {
      this.#running = undefined
      // Asked for again after its last look.
      return this.#again && !this.#stopped ? this.run() : undefined
    })
    return this.#running
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    this.#wake()
    await this.#running
  }

  async #work(): Promise<void> {
    const { chats, expiry, log, now } = this.#parts
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false
        const kept = this.#kept()
        let gone = 0
        for (const chat of chats.all()) {
          const keep = kept.get(chat.place.id) ?? kept.get('') ?? 'forever'
          if (keep !== 'forever') gone += await this.#forget(chat, now().getTime() - keep * DAY_MS)
        }
        if (gone === 0) continue
        expiry.settleSoon()
        log.info({ messages: gone }, 'forgotten by the rules of retention')
      }
    } catch (err) {
      // The disk may be full: tried again with the next look.
      log.error({ code: 'INTERNAL', err }, 'what is too old could not be forgotten')
    }
  }

  /** @returns how many messages went */
  async #forget(chat: Chat, before: number): Promise<number> {
    const { store, history } = this.#parts
    let count = 0
    for (let above = 0; !this.#stopped; ) {
      const from = above
      const { gone, last, more } = await store.writer.write(() => {
        const old = olderThan(store.db, chat.place.row, before, { above: from, limit: FORGOTTEN_AT_ONCE })
        const gone: MessageId[] = []
        for (const { tag, seq } of old) {
          const chain = history.places.chainOf(tag)
          if (chain === undefined || !mayGo(chat, chain, seq)) continue
          wipeText(this.#parts, chain, seq, GONE.expired)
          gone.push(messageIdOf(tag, seq))
        }
        return { gone, last: old.at(-1)?.id ?? from, more: old.length === FORGOTTEN_AT_ONCE }
      })
      tellVanished(this.#parts, chat, gone)
      count += gone.length
      if (!more) break
      above = last
      await this.#rest()
    }
    await store.writer.write(() =>
      store.db
        .prepare<[number, number]>(
          'DELETE FROM equivocation WHERE found < ? AND chain IN (SELECT id FROM chain WHERE conversation = ?)',
        )
        .run(before, chat.place.row),
    )
    return count
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
      setTimeout(resolve, FORGET_REST_MS)
    })
  }

  /** By conversation; '' for all others. */
  #kept(): ReadonlyMap<string, Keep> {
    const rows = this.#parts.store.db
      .prepare<[], { name: string; value: string }>(
        `SELECT name, value FROM choice WHERE name GLOB '${PREFIX}*'`,
      )
      .all()
    return new Map(
      rows.map(({ name, value }) => [
        name.slice(PREFIX.length),
        value === 'forever' ? 'forever' : Number(value),
      ]),
    )
  }
}

/** In the table of what the owner chose. */
const PREFIX = 'retention:'

/** What nobody has yet but this device stays: it was shown as sent. Notes to oneself are for nobody else. */
function mayGo(chat: Chat, { tag }: ChainPlace, seq: number): boolean {
  const { target, own } = chat
  const isNote = target.kind === 'direct' && target.login === own.device.login
  if (tag !== own.tag || isNote) return true
  const state = chat.stateOf(tag, seq)
  return state === 'delivered' || state === 'read'
}
