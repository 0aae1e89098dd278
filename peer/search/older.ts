// The messages of a conversation that still have words here, the oldest first: for whoever has to forget some. Writes
// only what the index still lacks.
import type { ChainTag } from '@parley/shared/events/ids.ts'
import type { Database } from 'better-sqlite3-multiple-ciphers'
import { PER_MILLISECOND } from './constants.ts'
import { indexNow } from './later.ts'
import { conversationWord } from './place.ts'

export interface OldMessage {
  /** Its place in the index. */
  readonly id: number
  readonly tag: ChainTag
  readonly seq: number
}

/** @param before ms since 1970. @param above the place in the index from which to go on */
export function olderThan(
  db: Database,
  conversation: number,
  before: number,
  { above, limit }: { readonly above: number; readonly limit: number },
): readonly OldMessage[] {
  indexNow(db)
  return db
    .prepare<[string, number, number, number], OldMessage>(
      `SELECT s.id, c.tag, e.seq FROM said_words w CROSS JOIN said s ON s.id = w.rowid
         JOIN event e ON e.arrival = s.message JOIN chain c ON c.id = e.chain
       WHERE said_words MATCH ? AND w.rowid > ? AND w.rowid < ? ORDER BY w.rowid LIMIT ?`,
    )
    .all(`place : "${conversationWord(conversation)}"`, above, Math.max(0, before) * PER_MILLISECOND, limit)
}
