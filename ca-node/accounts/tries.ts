// Slows guessing down: each try is counted before it is looked at, in the database, so that neither many at once nor
// several nodes get more tries than one after the other. Knows nothing of what is tried.
import type { Fault } from '@parley/shared/faults/fault.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Authority } from '../authority.ts'
import type { Db } from '../store/open.ts'
import { type Bound, LONGEST_MEMORY, MAX_CLAIM_RETRIES, MAX_TRIES_KEPT } from './constants.ts'

export interface Counted {
  /** What is tried, for whom and from where: the key under which it is counted. */
  readonly about: string
  /** Whose it is to be forgotten with; undefined for a place that tries many. */
  readonly login: Login | undefined
  readonly bound: Bound
}

/**
 * Counts one try under every key, or under none when one of them has to wait.
 * @param refusal made from the seconds that are left
 * @throws what `refusal` makes; Fault DATABASE_BUSY
 */
export async function countTry(
  { store, now }: Authority,
  counted: readonly Counted[],
  refusal: (seconds: number) => Fault,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store.transaction(async (db) => {
        for (const each of counted) await countOne(db, each, now().getTime(), refusal)
      })
    } catch (error) {
      // Two nodes counted the first try at once: now there is a row to count on.
      if (!store.isDuplicate(error) || attempt >= MAX_CLAIM_RETRIES) throw error
    }
  }
}

async function countOne(
  db: Db,
  { about, login, bound }: Counted,
  now: number,
  refusal: (seconds: number) => Fault,
): Promise<void> {
  const kept = await db.selectFrom('tries').selectAll().where('about', '=', about).executeTakeFirst()
  if (!kept) {
    const row = { about, login: login ?? null, count: 1, last_at: now, next_at: nextAt(1, bound, now) }
    await db.insertInto('tries').values(row).execute()
    return
  }
  // A clock that was set back must not keep anybody out longer than the longest wait.
  const wait = Math.min(kept.next_at - now, bound.longest)
  if (wait > 0) throw refusal(Math.ceil(wait / 1000))
  const count = now - kept.last_at > bound.forget ? 1 : kept.count + 1
  await db
    .updateTable('tries')
    .set({ count, last_at: now, next_at: nextAt(count, bound, now) })
    .where('about', '=', about)
    .execute()
}

function nextAt(count: number, { free, first, longest }: Bound, now: number): number {
  if (count < free) return now
  return now + Math.min(longest, first * 2 ** Math.min(count - free, 30))
}

/** The try was right: what was counted for it alone is forgotten. */
export async function forgetTries(db: Db, abouts: readonly string[]): Promise<void> {
  if (abouts.length > 0) await db.deleteFrom('tries').where('about', 'in', abouts).execute()
}

/** Somebody starts afresh everywhere: an administrator or a new password says so. */
export async function forgetTriesOf(db: Db, login: Login): Promise<void> {
  await db.deleteFrom('tries').where('login', '=', login).execute()
}

/** The try was right: it does not count among others' under a key that is shared. */
export async function uncountTry(db: Db, about: string): Promise<void> {
  await db
    .updateTable('tries')
    .set((row) => ({ count: row('count', '-', 1), next_at: row.ref('last_at') }))
    .where('about', '=', about)
    .where('count', '>', 0)
    .execute()
}

/** By the clock: forgets what is old, and the oldest where there are too many. */
export async function sweepTries({ store, now }: Authority): Promise<void> {
  await store.db
    .deleteFrom('tries')
    .where('last_at', '<', now().getTime() - LONGEST_MEMORY)
    .execute()
  const newestTooMany = await store.db
    .selectFrom('tries')
    .select('last_at')
    .orderBy('last_at', 'desc')
    .offset(MAX_TRIES_KEPT)
    .limit(1)
    .executeTakeFirst()
  if (newestTooMany)
    await store.db.deleteFrom('tries').where('last_at', '<=', newestTooMany.last_at).execute()
}
