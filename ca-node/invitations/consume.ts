// Looks an invitation up by its secret, and spends one use of it. Spending is one conditional update, so that two
// who ask at once cannot both have the last use.
import { type InvitationSecret, invitationSecret } from '@parley/shared/enrolment/invitation.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Db } from '../store/open.ts'
import type { InvitationRow } from '../store/tables.ts'
import { secretHash } from './create.ts'

/** @throws Fault INVITATION_MALFORMED, INVITATION_UNKNOWN, INVITATION_EXPIRED, INVITATION_USED, INVITATION_FOR_OTHER */
export async function findInvitation(
  db: Db,
  secret: string,
  login: Login,
  now: Date,
): Promise<InvitationRow> {
  const known: InvitationSecret = invitationSecret(secret)
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('secret_hash', '=', secretHash(known))
    .executeTakeFirst()
  if (!row) throw new Fault('INVITATION_UNKNOWN')
  if (row.expires_at <= now.getTime()) throw new Fault('INVITATION_EXPIRED')
  if (row.uses_left < 1) throw new Fault('INVITATION_USED')
  if (row.login !== null && row.login !== login) throw new Fault('INVITATION_FOR_OTHER')
  return row
}

/** Within the transaction of what it is spent for. @throws Fault INVITATION_USED */
export async function spendInvitation(db: Db, { id }: InvitationRow): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('invitations')
    .set((row) => ({ uses_left: row('uses_left', '-', 1) }))
    .where('id', '=', id)
    .where('uses_left', '>', 0)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) throw new Fault('INVITATION_USED')
}
