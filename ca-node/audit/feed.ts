// New lines as they come, for who watches: this node's at once, those of other nodes by looking, only while somebody does.
import { faultIn } from '@parley/shared/faults/fault.ts'
import type { Authority } from '../authority.ts'
import type { Db } from '../store/open.ts'
import { FEED_POLL_MS, LINES_PER_PAGE_MAX } from './constants.ts'
import { type ShownLine, shownLine } from './read.ts'

export type AuditListener = (lines: readonly ShownLine[]) => void

/**
 * @param listener is called with one or more new lines, those of one chain in order; what it throws is logged
 * @returns a function that ends it
 */
export function auditFeed({ audit, store, log }: Authority, listener: AuditListener): () => void {
  const tell = (lines: readonly ShownLine[]) => {
    try {
      if (lines.length > 0) listener(lines)
    } catch (error) {
      log.error(
        { code: faultIn(error)?.code ?? 'INTERNAL', err: error },
        'a listener of the audit log failed',
      )
    }
  }
  const end = audit.onLines((lines) => tell(lines.map(shownLine)))
  const ends = new Map<string, number>()
  let ended = false
  let first = true
  let timer: NodeJS.Timeout | undefined
  const look = async () => {
    try {
      for (const [chain, seq] of await chainEnds(store.db, audit.chain)) {
        // What there was before somebody watched is history; a chain that begins later is new from its first line.
        const known = ends.get(chain) ?? (first ? seq : 0)
        ends.set(chain, Math.max(seq, known))
        if (seq <= known) continue
        const rows = await store.db
          .selectFrom('audit_lines')
          .selectAll()
          .where('chain', '=', chain)
          .where('seq', '>', known)
          .where('seq', '<=', seq)
          .orderBy('seq', 'desc')
          .limit(LINES_PER_PAGE_MAX)
          .execute()
        if (!ended) tell(rows.toReversed().map(shownLine))
      }
      first = false
    } catch (error) {
      log.warn({ code: faultIn(error)?.code ?? 'INTERNAL', err: error }, 'other nodes could not be watched')
    }
    if (!ended) timer = setTimeout(() => void look(), FEED_POLL_MS).unref()
  }
  void look()
  return () => {
    ended = true
    end()
    clearTimeout(timer)
  }
}

/** By the signed heads: one row for a thousand lines. */
async function chainEnds(db: Db, but: string): Promise<readonly (readonly [string, number])[]> {
  const rows = await db
    .selectFrom('audit_heads')
    .select('chain')
    .select((row) => row.fn.max('seq').as('seq'))
    .where('chain', '!=', but)
    .groupBy('chain')
    .execute()
  return rows.map(({ chain, seq }) => [chain, Number(seq)] as const)
}
