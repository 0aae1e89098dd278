// Finds messages by words, person, conversation, time and what is in them, the newest first. Writes only what the index
// still lacks.

import type { ChainTag } from '@parley/shared/events/ids.ts'
import { type MessageId, messageIdOf } from '@parley/shared/events/ids.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Database } from 'better-sqlite3-multiple-ciphers'
import { PER_MILLISECOND, RESULTS_DEFAULT, RESULTS_MAX, TIME_LAST } from './constants.ts'
import { indexNow } from './later.ts'
import { conversationWord, deviceWord, kindWord, type SearchKind } from './place.ts'
import { matchOf, type Question } from './question.ts'

export interface Wanted {
  readonly question: Question
  /** Row of the conversation. */
  readonly conversation?: number | undefined
  /** Rows of the author's devices; none of them means nobody. */
  readonly devices?: readonly number[] | undefined
  readonly kind?: SearchKind | undefined
  /** Milliseconds since 1970, both included. */
  readonly since?: number | undefined
  readonly until?: number | undefined
  readonly limit?: number | undefined
  /** `next` of the answer before. */
  readonly before?: number | undefined
}

export interface Found {
  readonly messages: readonly MessageId[]
  /** Where the next page begins; undefined when that was all. */
  readonly next: number | undefined
}

/** @throws Fault SEARCH_EMPTY when nothing says what to look for */
export function find(db: Database, wanted: Wanted): Found {
  const { question, devices } = wanted
  const match = [...(question.length > 0 ? [matchOf(question)] : []), ...placesOf(wanted)].join(' AND ')
  if (match === '' && wanted.since === undefined && wanted.until === undefined)
    throw new Fault('SEARCH_EMPTY')
  if (devices?.length === 0) return { messages: [], next: undefined }
  indexNow(db)
  const limit = Math.max(1, Math.min(wanted.limit ?? RESULTS_DEFAULT, RESULTS_MAX))
  const from = numberAt(wanted.since ?? 0)
  const to = Math.min(wanted.before ?? Number.MAX_SAFE_INTEGER, numberAt((wanted.until ?? TIME_LAST) + 1))
  const rows =
    match === ''
      ? db.prepare<[number, number, number], Row>(BY_TIME).all(from, to, limit)
      : db.prepare<[string, number, number, number], Row>(BY_WORDS).all(match, from, to, limit)
  return {
    messages: rows.map(({ tag, seq }) => messageIdOf(tag, seq)),
    next: rows.length === limit ? rows.at(-1)?.id : undefined,
  }
}

interface Row {
  readonly id: number
  readonly tag: ChainTag
  readonly seq: number
}

const EVENT = 'JOIN event e ON e.arrival = s.message JOIN chain c ON c.id = e.chain'
const BY_TIME = `SELECT s.id, c.tag, e.seq FROM said s ${EVENT} WHERE s.id >= ? AND s.id < ? ORDER BY s.id DESC LIMIT ?`
/** The index gives its rows in order: it stops at the limit. */
const BY_WORDS = `SELECT s.id, c.tag, e.seq FROM said_words w CROSS JOIN said s ON s.id = w.rowid ${EVENT}
  WHERE said_words MATCH ? AND w.rowid >= ? AND w.rowid < ? ORDER BY w.rowid DESC LIMIT ?`

const numberAt = (time: number): number => Math.max(0, Math.min(time, TIME_LAST + 1)) * PER_MILLISECOND

/** Words of the index for what narrows a search. */
function* placesOf({ conversation, devices, kind }: Wanted): Generator<string> {
  if (conversation !== undefined) yield `place : "${conversationWord(conversation)}"`
  if (devices !== undefined && devices.length > 0)
    yield `place : (${devices.map((row) => `"${deviceWord(row)}"`).join(' OR ')})`
  if (kind !== undefined) yield `place : "${kindWord(kind)}"`
}
