// Which issuing CAs owe a revocation list: somebody revoked one of their certificates at another authority, and only they
// have the key. Until they sign, every authority refuses those certificates by the row alone (docs/decisions/013).
import type { Serial } from '@parley/shared/identity/ids.ts'
import type { Db } from '../store/open.ts'

/** Within the transaction that changes what the list must say. */
export async function listBecomesDue(db: Db, issuerKeyId: string, now: Date): Promise<void> {
  await db
    .insertInto('due_lists')
    .values({ issuer_key_id: issuerKeyId, since: now.getTime() })
    .onConflict((conflict) => conflict.column('issuer_key_id').doNothing())
    .execute()
}

/** Within the transaction that keeps the signed list. */
export async function listWasSigned(db: Db, issuerKeyId: string): Promise<void> {
  await db.deleteFrom('due_lists').where('issuer_key_id', '=', issuerKeyId).execute()
}

export async function isListDue(db: Db, issuerKeyId: string): Promise<boolean> {
  const row = await db
    .selectFrom('due_lists')
    .select('since')
    .where('issuer_key_id', '=', issuerKeyId)
    .executeTakeFirst()
  return row !== undefined
}

export interface Unlisted {
  readonly serial: Serial
  readonly reason: string
  readonly revokedAt: Date
}

/** Revoked, but on no list yet. */
export async function unlistedRevocations(db: Db): Promise<readonly Unlisted[]> {
  const rows = await db
    .selectFrom('due_lists')
    .innerJoin('revocations', 'revocations.issuer_key_id', 'due_lists.issuer_key_id')
    .select(['revocations.serial', 'revocations.reason', 'revocations.revoked_at'])
    .whereRef('revocations.revoked_at', '>=', 'due_lists.since')
    .execute()
  return rows.map((row) => ({
    serial: row.serial,
    reason: row.reason,
    revokedAt: new Date(row.revoked_at),
  }))
}
