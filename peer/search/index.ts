// Keeps the index in step with what is stored: each call inside the transaction that stores, edits or forgets a message.
// Keeps words only; texts stay where they are.
import { readBody } from '@parley/shared/events/body.ts'
import type { Database, Statement } from 'better-sqlite3-multiple-ciphers'
import { PER_MILLISECOND, TIME_LAST } from './constants.ts'
import { type Placed, placeWords } from './place.ts'
import { wordsOf } from './words.ts'

export interface IndexedMessage extends Placed {
  /** `event.arrival` of the message. */
  readonly message: number
  /** `event.arrival` of the event its words are in now, when it was edited. */
  readonly words?: number
  /** When it was written, ms since 1970. */
  readonly time: number
}

/** What was said can be found from now on; said again in other words, only by those. */
export function indexMessage(db: Database, message: IndexedMessage): void {
  const statements = statementsOf(db)
  unindexMessage(db, message.message)
  const id = takeNumber(statements, message)
  statements.insert.run(id, wordsOf(message.text).join(' '), placeWords(message))
}

/** A stored event, as the index takes it in. */
export interface StoredRow {
  readonly arrival: number
  readonly kind: number
  readonly conversation: number
  readonly device: number
  readonly time: number
  readonly body: Uint8Array
}

/** Stored messages can be found, but for those that were said again in other words, or forgotten, before their turn came. */
export function indexStored(db: Database, rows: readonly StoredRow[]): void {
  const { has } = statementsOf(db)
  for (const { arrival: message, kind, body, conversation, device, time } of rows) {
    const text = textIn({ kind, body })
    if (text !== '' && has.get(message) !== 1) indexMessage(db, { message, conversation, device, time, text })
  }
}

/** The next free number from its time on. */
function takeNumber(statements: Statements, { message, words = message, time }: IndexedMessage): number {
  const first = Math.max(0, Math.min(time, TIME_LAST)) * PER_MILLISECOND
  const taken = (id: number) => statements.take.run(id, message, words).changes > 0
  // A whole burst has one time: most often the number after the last one given is free.
  const guess = statements.last.first === first ? statements.last.id + 1 : first
  const id = taken(guess) ? guess : (statements.nextFree.get(first) ?? first)
  if (id !== guess) taken(id)
  statements.last = { first, id }
  return id
}

/**
 * It can no longer be found, and its words are out of the index. Call it while the event still has its body: the index
 * knows words only by being told them again.
 */
export function unindexMessage(db: Database, message: number): void {
  const { numberOf, freeNumber, takeOut } = statementsOf(db)
  const row = numberOf.get(message)
  if (row === undefined) return
  const text = textIn(row)
  takeOut.run(row.id, wordsOf(text).join(' '), placeWords({ ...row, text }))
  freeNumber.run(row.id)
}

/** The text of an event; empty for what has none. */
function textIn({ kind, body }: { readonly kind: number; readonly body: Uint8Array }): string {
  if (body.length === 0) return ''
  const content = readBody({ kind, body })
  return content !== undefined && 'text' in content ? content.text : ''
}

interface Numbered {
  readonly id: number
  readonly conversation: number
  readonly device: number
  readonly kind: number
  readonly body: Uint8Array
}

interface Statements {
  /** The first number of the last time, and the one given: only a guess where the next may be. */
  last: { readonly first: number; readonly id: number }
  /** Whether a message can be found. */
  readonly has: Statement<[number], number>
  readonly take: Statement<[number, number, number]>
  readonly nextFree: Statement<[number], number>
  readonly freeNumber: Statement<[number]>
  readonly numberOf: Statement<[number], Numbered>
  readonly insert: Statement<[number, string, string]>
  readonly takeOut: Statement<[number, string, string]>
}

/** Preparing one costs as much as running it. */
const prepared = new WeakMap<Database, Statements>()

function statementsOf(db: Database): Statements {
  const known = prepared.get(db)
  if (known !== undefined) return known
  const statements: Statements = {
    last: { first: -1, id: -1 },
    has: db.prepare<[number], number>('SELECT 1 FROM said WHERE message = ?').pluck(),
    take: db.prepare('INSERT OR IGNORE INTO said (id, message, words) VALUES (?, ?, ?)'),
    nextFree: db
      .prepare<[number], number>(
        `SELECT id + 1 FROM said s WHERE id >= ? AND NOT EXISTS (SELECT 1 FROM said WHERE id = s.id + 1)
         ORDER BY id LIMIT 1`,
      )
      .pluck(),
    freeNumber: db.prepare('DELETE FROM said WHERE id = ?'),
    numberOf: db.prepare(
      `SELECT s.id, m.conversation, c.device, w.kind, w.body
       FROM said s JOIN event m ON m.arrival = s.message JOIN chain c ON c.id = m.chain JOIN event w ON w.arrival = s.words
       WHERE s.message = ?`,
    ),
    insert: db.prepare('INSERT INTO said_words (rowid, text, place) VALUES (?, ?, ?)'),
    takeOut: db.prepare(`INSERT INTO said_words (said_words, rowid, text, place) VALUES ('delete', ?, ?, ?)`),
  }
  prepared.set(db, statements)
  return statements
}
