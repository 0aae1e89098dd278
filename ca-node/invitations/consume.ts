// Looks an invitation up by its secret, and spends one use of it. Spending is one conditional update, so that two
// who ask at once cannot both have the last use.
import { invitationSecret } from '@parley/shared/enrolment/invitation.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Db } from '../store/open.ts'
import type { InvitationRow } from '../store/tables.ts'
import { secretHash } from './create.ts'

/** Whether it can still be used is another question. @throws Fault INVITATION_MALFORMED, INVITATION_UNKNOWN, INVITATION_FOR_OTHER */
export async function findInvitation(db: Db, secret: string, login: Login): Promise<InvitationRow> {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('secret_hash', '=', secretHash(invitationSecret(secret)))
    .executeTakeFirst()
  if (!row) throw new Fault('INVITATION_UNKNOWN')
  if (row.login !== null && row.login !== login) throw new Fault('INVITATION_FOR_OTHER')
  return row
}

/** @throws Fault INVITATION_REVOKED, INVITATION_EXPIRED, INVITATION_USED */
export function assertUsable(row: InvitationRow, now: Date): void {
  if (row.revoked_at !== null) throw new Fault('INVITATION_REVOKED')
  if (row.expires_at <= now.getTime()) throw new Fault('INVITATION_EXPIRED')
  if (row.uses_left < 1) throw new Fault('INVITATION_USED')
}

export interface Use {
  readonly login: Login
  readonly peerId: PeerIdText
  readonly now: Date
}

/** Within the transaction of what it is spent for. @throws Fault INVITATION_REVOKED, INVITATION_USED */
export async function spendInvitation(
  db: Db,
  { id }: InvitationRow,
  { login, peerId, now }: Use,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('invitations')
    .set((row) => ({ uses_left: row('uses_left', '-', 1) }))
    .where('id', '=', id)
    .where('uses_left', '>', 0)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) {
    const row = await db
      .selectFrom('invitations')
      .select('revoked_at')
      .where('id', '=', id)
      .executeTakeFirst()
    throw new Fault(row?.revoked_at == null ? 'INVITATION_USED' : 'INVITATION_REVOKED')
  }
  await db
    .insertInto('invitation_uses')
    .values({ invitation_id: id, peer_id: peerId, login, at: now.getTime() })
    .onConflict((conflict) =>
      conflict.columns(['invitation_id', 'peer_id']).doUpdateSet({ login, at: now.getTime() }),
    )
    .execute()
}
