// Roles and the second voice, as verbs.
import { z } from 'zod'
import { shortText, verb } from '../control/verb.ts'
import { HUMAN_ROLES } from '../invitations/verbs.ts'
import { changeRole } from './change-role.ts'
import { MAX_PROPOSALS } from './constants.ts'
import { approveProposal, listProposals, refuseProposal } from './proposals.ts'
import { RIGHTS } from './rights.ts'

const oneProposal = z.strictObject({ id: shortText })

export const rightsVerbs = {
  role: verb(z.strictObject({ login: shortText, role: z.enum(HUMAN_ROLES) }), {
    signs: true,
    right: 'roles.change',
    run: (authority, input, asker) => changeRole(authority, input, asker),
  }),
  rights: verb(z.strictObject({}), {
    signs: false,
    right: 'realm.read',
    run: async () => RIGHTS,
  }),
  proposals: verb(
    z.strictObject({
      all: z.boolean().optional(),
      after: shortText.optional(),
      limit: z.int().min(1).max(MAX_PROPOSALS).optional(),
    }),
    {
      signs: false,
      right: 'proposals.read',
      run: (authority, input) => listProposals(authority, input),
    },
  ),
  'approve-proposal': verb(oneProposal, {
    signs: false,
    right: 'proposals.decide',
    run: (authority, { id }, asker) => approveProposal(authority, id, asker),
  }),
  'refuse-proposal': verb(oneProposal, {
    signs: false,
    right: 'proposals.decide',
    run: (authority, { id }, asker) => refuseProposal(authority, id, asker),
  }),
}
