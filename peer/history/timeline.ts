// Texts in conversation order: hybrid clock, then author's device. The same order on every device. Those whose time
// was up are as if they had never been.
import type { ChainTag } from '@parley/shared/events/ids.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Store } from '../store/open.ts'
import type { ChainPlace, ConversationPlace } from './places.ts'
import { GONE, type Gone } from './words.ts'

export interface TextRow {
  readonly tag: ChainTag
  readonly seq: number
  readonly time: number
  readonly count: number
  readonly peer: PeerIdText
  /** Empty when its words are gone. */
  readonly body: Uint8Array
  readonly gone: Gone | null
}

export type Placed = Pick<TextRow, 'seq' | 'time' | 'count'>

/** A place in the order. */
export interface Position {
  readonly time: number
  readonly count: number
  readonly peer: string
}

export const BEGINNING: Position = { time: -1, count: 0, peer: '' }
export const END: Position = { time: Number.MAX_SAFE_INTEGER, count: 0, peer: '' }

export interface Timeline {
  /** Texts strictly between two positions, oldest first: the first or the last `limit` of them. */
  between(
    conversation: ConversationPlace,
    from: Position,
    to: Position,
    { limit, take }: { limit: number; take: 'first' | 'last' },
  ): TextRow[]
  at(chain: ChainPlace, seq: number): TextRow | undefined
  /** How many texts of a chain come after `seq`. */
  countAfter(chain: ChainPlace, seq: number): number
  /** The first of them, and where each stands. */
  textsAfter(chain: ChainPlace, seq: number, limit: number): readonly Placed[]
  /** The highest seq of a chain that is not after `position`, of any kind; 0 for none. */
  lastSeqUpTo(chain: ChainPlace, position: Position): number
}

const COLUMNS = 'c.tag, e.seq, e.time, e.count, d.peer, e.body, e.gone'
const THERE = `(e.gone IS NULL OR e.gone <> ${GONE.expired})`
const FROM = 'event e JOIN chain c ON c.id = e.chain JOIN device d ON d.id = c.device'

export function openTimeline({ db }: Store): Timeline {
  const query = (order: 'ASC' | 'DESC') =>
    db.prepare<[number, number, number, number, string, number, number, number, string, number], TextRow>(
      // The bounds on time alone are for the index; those on the whole position are the exact ones.
      `SELECT ${COLUMNS} FROM ${FROM}
       WHERE e.kind = 1 AND e.conversation = ? AND ${THERE}
         AND e.time >= ? AND (e.time, e.count, d.peer) > (?, ?, ?)
         AND e.time <= ? AND (e.time, e.count, d.peer) < (?, ?, ?)
       ORDER BY e.time ${order}, e.count ${order}, d.peer ${order} LIMIT ?`,
    )
  const queries = { first: query('ASC'), last: query('DESC') }
  const single = db.prepare<[number, number], TextRow>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE e.chain = ? AND e.seq = ? AND e.kind = 1 AND ${THERE}`,
  )
  const AFTER = 'FROM event WHERE chain = ? AND seq > ? AND kind = 1 AND gone IS NULL'
  const after = db.prepare<[number, number], number>(`SELECT count(*) ${AFTER}`).pluck()
  const texts = db.prepare<[number, number, number], Placed>(
    `SELECT seq, time, count ${AFTER} ORDER BY seq LIMIT ?`,
  )
  const upTo = db
    .prepare<[number, string, number, number, string], number>(
      // A chain's clock rises with its seq: the first one found from the newest down is the one.
      'SELECT seq FROM event WHERE chain = ? AND (time, count, ?) <= (?, ?, ?) ORDER BY seq DESC LIMIT 1',
    )
    .pluck()
  return {
    between(conversation, from, to, { limit, take }) {
      const rows = queries[take].all(
        conversation.row,
        from.time,
        from.time,
        from.count,
        from.peer,
        to.time,
        to.time,
        to.count,
        to.peer,
        limit,
      )
      return take === 'first' ? rows : rows.reverse()
    },
    at: (chain, seq) => single.get(chain.row, seq),
    countAfter: (chain, seq) => after.get(chain.row, seq) ?? 0,
    textsAfter: (chain, seq, limit) => texts.all(chain.row, seq, limit),
    lastSeqUpTo: (chain, { time, count, peer }) =>
      upTo.get(chain.row, chain.device.peerId, time, count, peer) ?? 0,
  }
}
