// What administrators do with invitations, as verbs.
import { ROLES } from '@parley/shared/certificates/role.ts'
import { z } from 'zod'
import { MAX_INVITATION_LIFE, MAX_INVITATION_USES } from '../constants.ts'
import { shortText, verb } from '../control/verb.ts'
import { invite } from './create.ts'

/** What people have; `authority` is no one's. */
export const HUMAN_ROLES = ROLES.filter((role) => role !== 'authority')

export const invitationVerbs = {
  invite: verb(
    z.strictObject({
      login: shortText.optional(),
      role: z.enum(HUMAN_ROLES),
      uses: z.int().min(1).max(MAX_INVITATION_USES),
      life: z.int().min(1).max(MAX_INVITATION_LIFE),
    }),
    {
      signs: false,
      right: 'invitations.manage',
      run: (authority, input, asker) => invite(authority, input, asker),
    },
  ),
}
