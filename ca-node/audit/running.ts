// The audit log of a running node: says when it started and stopped, and what became of the log while it was off.
import type { Authority } from '../authority.ts'
import type { Db } from '../store/open.ts'
import { own } from './log.ts'

/** @throws what the database says: an authority that cannot record does not begin */
export async function recordStart({ audit, store, log }: Authority, address: string): Promise<void> {
  // Without its `stop` the last run was killed: what it was doing at that moment may lack its line.
  const unclean = await wasKilled(store.db, audit.chain)
  if (unclean) log.warn({ act: 'start' }, 'the last run did not stop in order')
  await audit.append(own('start', 'DONE', { address, unclean }))
}

export async function recordStop({ audit }: Authority): Promise<void> {
  await audit.append(own('stop', 'DONE'))
}

async function wasKilled(db: Db, chain: string): Promise<boolean> {
  const last = async (act: string) =>
    (
      await db
        .selectFrom('audit_lines')
        .select('seq')
        .where('act', '=', act)
        .where('chain', '=', chain)
        .orderBy('at', 'desc')
        .limit(1)
        .executeTakeFirst()
    )?.seq ?? 0
  return (await last('start')) > (await last('stop'))
}
