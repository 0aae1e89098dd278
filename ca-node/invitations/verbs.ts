// What administrators do with invitations, as verbs.
import { ROLES } from '@parley/shared/certificates/role.ts'
import { z } from 'zod'
import { MAX_INVITATION_LIFE, MAX_INVITATION_USES, MAX_PAGE } from '../constants.ts'
import { shortText, verb } from '../control/verb.ts'
import { invite, realmLink } from './create.ts'
import { listInvitations } from './list.ts'
import { revokeInvitation } from './revoke.ts'

/** What people have; `authority` is no one's. */
export const HUMAN_ROLES = ROLES.filter((role) => role !== 'authority')

export const invitationVerbs = {
  invite: verb(
    z.strictObject({
      login: shortText.optional(),
      role: z.enum(HUMAN_ROLES),
      uses: z.int().min(1).max(MAX_INVITATION_USES),
      life: z.int().min(1).max(MAX_INVITATION_LIFE),
      approval: z.boolean().optional(),
    }),
    {
      signs: false,
      right: 'invitations.manage',
      run: (authority, input, asker) => invite(authority, input, asker),
    },
  ),
  invitations: verb(
    z.strictObject({
      all: z.boolean().optional(),
      after: shortText.optional(),
      limit: z.int().min(1).max(MAX_PAGE).optional(),
    }),
    {
      signs: false,
      right: 'people.read',
      run: ({ store, now }, input) => listInvitations(store.db, input, now()),
    },
  ),
  'revoke-invitation': verb(z.strictObject({ id: shortText }), {
    signs: false,
    right: 'invitations.manage',
    run: (authority, input, asker) => revokeInvitation(authority, input, asker),
  }),
  link: verb(z.strictObject({}), {
    signs: false,
    right: 'realm.read',
    run: async (authority) => realmLink(authority),
  }),
}
