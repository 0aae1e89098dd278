// Reads the audit log for people: filtered, a page at a time, newest or oldest first. Checks nothing; `verify` does.
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Db } from '../store/open.ts'
import type { AuditLineTable } from '../store/tables.ts'
import { LINES_PER_PAGE_MAX } from './constants.ts'

export interface AuditAsked {
  /** Milliseconds since 1970, included. */
  readonly since?: number | undefined
  readonly until?: number | undefined
  readonly act?: string | undefined
  readonly who?: string | undefined
  readonly source?: string | undefined
  /** DONE, a fault's code, or `refused` for everything but DONE. */
  readonly outcome?: string | undefined
  /** Pages backwards in time, from this place; from the newest line when neither this nor `after` is given. */
  readonly before?: string | undefined
  /** Pages forwards in time. `` begins with the oldest. */
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

export interface ShownLine {
  /** Where it stands among all lines: for `before` and `after`. */
  readonly place: string
  readonly chain: string
  readonly seq: number
  readonly time: string
  readonly act: string
  readonly outcome: string
  readonly who: string | null
  readonly source: string
  readonly detail: unknown
  readonly prev: string
  readonly hash: string
}

/** @throws Fault VALUE_INVALID for a place that is none */
export async function readAudit(db: Db, asked: AuditAsked): Promise<readonly ShownLine[]> {
  const forwards = asked.after !== undefined
  const direction = forwards ? 'asc' : 'desc'
  let query = db
    .selectFrom('audit_lines')
    .selectAll()
    .orderBy('at', direction)
    .orderBy('chain', direction)
    .orderBy('seq', direction)
    .limit(Math.min(asked.limit ?? LINES_PER_PAGE_MAX, LINES_PER_PAGE_MAX))
  if (asked.since !== undefined) query = query.where('at', '>=', asked.since)
  if (asked.until !== undefined) query = query.where('at', '<', asked.until)
  if (asked.act !== undefined) query = query.where('act', '=', asked.act)
  if (asked.who !== undefined) query = query.where('who', '=', asked.who)
  if (asked.source !== undefined) query = query.where('source', '=', asked.source)
  if (asked.outcome === 'refused') query = query.where('outcome', '!=', 'DONE')
  else if (asked.outcome !== undefined) query = query.where('outcome', '=', asked.outcome)
  const from = forwards ? asked.after : asked.before
  if (from !== undefined && from !== '') {
    const { at, chain, seq } = placeOf(from)
    const beyond = forwards ? '>' : '<'
    query = query
      .where('at', forwards ? '>=' : '<=', at)
      .where((row) =>
        row.or([
          row('at', beyond, at),
          row.and([row('at', '=', at), row('chain', beyond, chain)]),
          row.and([row('at', '=', at), row('chain', '=', chain), row('seq', beyond, seq)]),
        ]),
      )
  }
  return (await query.execute()).map(shownLine)
}

export function shownLine(row: Omit<AuditLineTable, 'seal'>): ShownLine {
  return {
    place: `${row.at}.${row.chain}.${row.seq}`,
    chain: row.chain,
    seq: row.seq,
    time: new Date(row.at).toISOString(),
    act: row.act,
    outcome: row.outcome,
    who: row.who,
    source: row.source,
    detail: detailOf(row.detail),
    prev: row.prev,
    hash: row.hash,
  }
}

/** An altered line is shown as it is; that it was altered is `verify`'s to say. */
function detailOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function placeOf(text: string): { at: number; chain: string; seq: number } {
  const [, at, chain, seq] = /^(\d{1,15})\.([0-9a-f]{40,64})\.(\d{1,15})$/.exec(text) ?? []
  if (at === undefined || chain === undefined || seq === undefined)
    throw new Fault('VALUE_INVALID', { name: 'place', value: text.slice(0, 64), expected: 'TIME.CHAIN.SEQ' })
  return { at: Number(at), chain, seq: Number(seq) }
}
