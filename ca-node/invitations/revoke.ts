// `parley ca revoke-invitation`: from now on nobody uses that link. Who came in by it stays.
import { Fault } from '@parley/shared/faults/fault.ts'
import { attempted } from '../audit/record.ts'
import type { Asker, Authority } from '../authority.ts'
import { stateOf } from './list.ts'

export interface RevokedInvitation {
  readonly id: string
  readonly state: 'revoked'
}

/** Twice changes nothing. @throws Fault INVITATION_ID_UNKNOWN, INVITATION_OVER */
export function revokeInvitation(
  authority: Authority,
  { id }: { readonly id: string },
  asker: Asker,
): Promise<RevokedInvitation> {
  return attempted(
    authority,
    { act: 'revoke-invitation', asker, detail: { id: id.slice(0, 64) } },
    async () => {
      const now = authority.now()
      const { db } = authority.store
      const row = await db.selectFrom('invitations').selectAll().where('id', '=', id).executeTakeFirst()
      if (!row) throw new Fault('INVITATION_ID_UNKNOWN', { id: id.slice(0, 64) })
      const state = stateOf(row, now)
      if (state === 'used' || state === 'expired') throw new Fault('INVITATION_OVER', { id })
      await db
        .updateTable('invitations')
        .set({ revoked_at: now.getTime(), revoked_by: asker.who ?? null })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .execute()
      return { id, state: 'revoked' }
    },
  )
}
