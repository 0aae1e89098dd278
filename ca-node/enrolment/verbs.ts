// What administrators do with requests that wait, as verbs.
import { z } from 'zod'
import { MAX_PAGE } from '../constants.ts'
import { shortText, verb } from '../control/verb.ts'
import { MAX_REASON } from './constants.ts'
import { approve, refuse } from './decide.ts'
import { listPending } from './list.ts'

export const enrolmentVerbs = {
  pending: verb(
    z.strictObject({ after: shortText.optional(), limit: z.int().min(1).max(MAX_PAGE).optional() }),
    {
      signs: false,
      right: 'people.read',
      run: ({ store, now }, input) => listPending(store.db, input, now()),
    },
  ),
  approve: verb(z.strictObject({ login: shortText }), {
    signs: false,
    right: 'invitations.manage',
    run: (authority, { login }, asker) => approve(authority, login, asker),
  }),
  refuse: verb(z.strictObject({ login: shortText, reason: z.string().max(MAX_REASON).optional() }), {
    signs: false,
    right: 'invitations.manage',
    run: (authority, input, asker) => refuse(authority, input, asker),
  }),
}
