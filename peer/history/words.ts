// The bodies of stored texts as long as they may be here: takes them from the disk and the search, knows when each has
// to go. Headers and hashes stay, so that the chain stays provable. Call writes inside a group commit.
import type { ChainTag } from '@parley/shared/events/ids.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import { indexMessage, unindexMessage } from '../search/index.ts'
import type { Store } from '../store/open.ts'
import type { ChainPlace, ConversationPlace } from './places.ts'

/** Why words are not on this disk. Numbers as in the database. */
export const GONE = { deleted: 1, expired: 2, missing: 3 } as const
export type Gone = (typeof GONE)[keyof typeof GONE]

export interface ExpiryRow {
  readonly tag: ChainTag
  readonly seq: number
  readonly at: number
}

export interface Words {
  /** Whether a text's words are here; undefined when there is no such text. */
  at(chain: ChainPlace, seq: number): { readonly gone: Gone | null } | undefined
  /** It is found by these words from now on: its own, or those of the event with that `arrival`. */
  index(chain: ChainPlace, seq: number, text: string, arrival?: number): void
  /** Takes the body from the disk, for good. */
  wipe(chain: Pick<ChainPlace, 'row'>, seq: number, why: Gone): void
  /** Puts in the body of a text that came without. */
  fill(chain: ChainPlace, seq: number, body: Uint8Array): void
  /** Numbers of events from `from` to `to` whose words never came. */
  missing(chain: ChainPlace, from: number, to: number): readonly number[]
  /** Chains of a conversation that have texts whose words never came. */
  lackingChains(conversation: ConversationPlace, limit: number): readonly ChainTag[]
  /** The first of them in a chain after `above`. */
  nextMissing(chain: ChainPlace, above: number): number | undefined
  /** Texts of a conversation whose words never came: place and time. */
  missingIn(conversation: ConversationPlace): readonly { chain: number; seq: number; time: number }[]
  /** Body of the event that says how long texts written now live there. */
  lifetime(conversation: ConversationPlace): Uint8Array | undefined
  /** The same of all times, the newest last. */
  lifetimes(conversation: ConversationPlace): readonly { readonly time: number; readonly body: Uint8Array }[]
  /** A text has to go at `at`, ms since 1970. */
  expire(chain: ChainPlace, seq: number, at: number): void
  /** Those whose time is up, the longest first. */
  due(now: number, limit: number): readonly ExpiryRow[]
  nextDue(): number | undefined
  /** Folds what was written into the database file, so that no older page image is left beside it. */
  settle(): void
}

export function openWords({ db }: Store): Words {
  const state = db.prepare<[number, number], { gone: Gone | null; arrival: number; time: number }>(
    `SELECT gone, arrival, time FROM event WHERE chain = ? AND seq = ? AND kind = ${KIND.text}`,
  )
  const empty = db.prepare<[number, number, number]>(
    `UPDATE event SET body = x'', gone = ? WHERE chain = ? AND seq = ?`,
  )
  const forget = db.prepare<[number, number]>('DELETE FROM expiry WHERE chain = ? AND seq = ?')
  const put = db.prepare<[Uint8Array, number, number]>(
    'UPDATE event SET body = ?, gone = NULL WHERE chain = ? AND seq = ? AND gone = 3',
  )
  const lacking = db
    .prepare<[number, number, number], number>(
      'SELECT seq FROM event WHERE chain = ? AND seq BETWEEN ? AND ? AND gone = 3 ORDER BY seq',
    )
    .pluck()
  const lackingIn = db.prepare<[number], { chain: number; seq: number; time: number }>(
    `SELECT chain, seq, time FROM event INDEXED BY event_missing
     WHERE gone = 3 AND kind = ${KIND.text} AND conversation = ?`,
  )
  const lackingChains = db
    .prepare<[number, number], ChainTag>(
      `SELECT DISTINCT c.tag FROM event e INDEXED BY event_missing JOIN chain c ON c.id = e.chain
       WHERE e.gone = 3 AND e.conversation = ? LIMIT ?`,
    )
    .pluck()
  const nextLacking = db
    .prepare<[number, number], number | null>(
      'SELECT min(seq) FROM event WHERE chain = ? AND seq > ? AND gone = 3',
    )
    .pluck()
  const lifetimes = db.prepare<[number], { time: number; body: Uint8Array }>(
    `SELECT e.time, e.body FROM event e JOIN chain c ON c.id = e.chain JOIN device d ON d.id = c.device
     WHERE e.kind = ${KIND.lifetime} AND e.conversation = ? ORDER BY e.time, e.count, d.peer`,
  )
  const lifetime = db
    .prepare<[number], Uint8Array>(
      `SELECT e.body FROM event e JOIN chain c ON c.id = e.chain JOIN device d ON d.id = c.device
       WHERE e.kind = ${KIND.lifetime} AND e.conversation = ?
       ORDER BY e.time DESC, e.count DESC, d.peer DESC LIMIT 1`,
    )
    .pluck()
  const schedule = db.prepare<[number, number, number]>(
    'INSERT INTO expiry (chain, seq, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const due = db.prepare<[number, number], ExpiryRow>(
    'SELECT c.tag, x.seq, x.at FROM expiry x JOIN chain c ON c.id = x.chain WHERE x.at <= ? ORDER BY x.at LIMIT ?',
  )
  const next = db.prepare<[], number | null>('SELECT min(at) FROM expiry').pluck()
  return {
    at: (chain, seq) => state.get(chain.row, seq),
    index(chain, seq, text, arrival) {
      const message = state.get(chain.row, seq)
      if (message === undefined) return
      indexMessage(db, {
        message: message.arrival,
        words: arrival ?? message.arrival,
        conversation: chain.conversation.row,
        device: chain.device.row,
        time: message.time,
        text,
      })
    },
    wipe(chain, seq, why) {
      // The index lets go of words only by being told them: before they are gone.
      const message = state.get(chain.row, seq)
      if (message !== undefined) unindexMessage(db, message.arrival)
      empty.run(why, chain.row, seq)
      // The trace of a deletion stays no longer than the message would have.
      if (why === GONE.expired) forget.run(chain.row, seq)
    },
    fill(chain, seq, body) {
      put.run(body, chain.row, seq)
    },
    missing: (chain, from, to) => lacking.all(chain.row, from, to),
    lackingChains: (conversation, limit) => lackingChains.all(conversation.row, limit),
    nextMissing: (chain, above) => nextLacking.get(chain.row, above) ?? undefined,
    missingIn: (conversation) => lackingIn.all(conversation.row),
    lifetime: (conversation) => lifetime.get(conversation.row),
    lifetimes: (conversation) => lifetimes.all(conversation.row),
    expire(chain, seq, at) {
      schedule.run(chain.row, seq, at)
    },
    due: (now, limit) => due.all(now, limit),
    nextDue: () => next.get() ?? undefined,
    settle() {
      db.pragma('wal_checkpoint(TRUNCATE)')
    },
  }
}
