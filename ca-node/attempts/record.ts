// The record of everything that was tried at the authority, also what was refused: in a table and in the log.
// Never holds a secret. A record that cannot be written does not undo what was done.
import { randomUUID } from 'node:crypto'
import { faultIn } from '@parley/shared/faults/fault.ts'
import type { Asker, Authority } from '../authority.ts'

export type AttemptDetail = Readonly<Record<string, string | number | boolean | undefined>>

/** Runs `work` and records how it ended. @throws what `work` throws */
export async function attempted<Result>(
  authority: Authority,
  { act, asker, detail }: { act: string; asker: Asker; detail: AttemptDetail },
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await work()
    await record(authority, act, 'DONE', asker, detail)
    return result
  } catch (error) {
    await record(authority, act, faultIn(error)?.code ?? 'INTERNAL', asker, detail)
    throw error
  }
}

async function record(
  { store, log, now }: Authority,
  act: string,
  outcome: string,
  { who, source }: Asker,
  detail: AttemptDetail,
): Promise<void> {
  const entry = { act, code: outcome, who, source, ...detail }
  if (outcome === 'DONE') log.info(entry, 'done')
  else log.warn(entry, 'refused')
  const at = now().getTime()
  const row = {
    // Ordered by time, and unique where several nodes write.
    id: `${String(at).padStart(15, '0')}-${randomUUID()}`,
    at,
    act,
    outcome,
    who: who ?? null,
    source,
    detail: JSON.stringify(detail),
  }
  try {
    await store.db.insertInto('attempts').values(row).execute()
  } catch (error) {
    log.error({ act, code: faultIn(error)?.code ?? 'INTERNAL', err: error }, 'attempt not recorded')
  }
}
