// Whether this machine's clock agrees with what the authority did last. A doubt is told, never acted upon: after a clock
// that was wrong and is right again, a refusal would lock everybody out.
import { BACK_DATING } from '@parley/shared/certificates/constants.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Db } from '../store/open.ts'

/** Nothing done for so long, ms: a school's summer is over by then, a clock that is years ahead is not. */
const AHEAD = 180 * 86_400_000
/** The last thing done lies so far in the future, ms: several nodes on one database may differ by a little. */
const BEHIND = 5 * 60_000

/** @returns what to tell the keeper; undefined when nothing is odd */
export async function clockDoubt(db: Db, now: Date): Promise<Fault | undefined> {
  const last = await lastDeed(db)
  if (last === undefined) return undefined
  const words = { here: readable(now.getTime()), last: readable(last) }
  if (now.getTime() - last > AHEAD) return new Fault('AUTHORITY_CLOCK_AHEAD', words)
  if (last - now.getTime() > BEHIND) return new Fault('AUTHORITY_CLOCK_BEHIND', words)
  return undefined
}

/** The newest list: signed every day, at every revocation, and anew as soon as a clock that was ahead is right again. */
async function lastDeed(db: Db): Promise<number | undefined> {
  const newest = await db
    .selectFrom('lists')
    .select('this_update')
    .orderBy('this_update', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest && newest.this_update + BACK_DATING
}

const readable = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
