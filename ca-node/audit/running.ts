// The audit log of a running node: says when it started and stopped, and what became of the log while it was off.
import type { Authority } from '../authority.ts'
import type { Db } from '../store/open.ts'
import { own } from './log.ts'

/** @throws what the database says: an authority that cannot record does not begin */
export async function recordStart({ audit, store, log }: Authority, address: string): Promise<void> {
  // Without its `stop` the last run was killed: what it was doing at that moment may lack its line.
  const before = await unstopped(store.db, [audit.chain, ...audit.former])
  if (before !== undefined) {
    log.warn({ act: 'start' }, 'the last run did not stop in order')
    await audit.append(own('stop', 'UNCLEAN', { started: new Date(before).toISOString() }))
  }
  await audit.append(own('start', 'DONE', { address, unclean: before !== undefined }))
}

export async function recordStop({ audit }: Authority): Promise<void> {
  await audit.append(own('stop', 'DONE'))
}

/** When the last run began, if it never said that it stopped. @param chains the newest first */
async function unstopped(db: Db, chains: readonly string[]): Promise<number | undefined> {
  for (const chain of chains) {
    const last = await db
      .selectFrom('audit_lines')
      .select(['act', 'at'])
      .where('act', 'in', ['start', 'stop'])
      .where('chain', '=', chain)
      .orderBy('at', 'desc')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last) return last.act === 'start' ? last.at : undefined
  }
  return undefined
}
