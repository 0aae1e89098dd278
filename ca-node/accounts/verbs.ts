// What administrators do with accounts, as verbs.
import { typedLogin } from '@parley/shared/identity/login.ts'
import { z } from 'zod'
import { shortText, verb } from '../control/verb.ts'
import { endSessions, resetSecondFactor } from './administer.ts'
import { makeResetLink } from './change-password.ts'
import { listSessions } from './sessions.ts'

export const accountVerbs = {
  'reset-password': verb(z.strictObject({ login: shortText }), {
    signs: false,
    right: 'people.manage',
    run: (authority, { login }, asker) => makeResetLink(authority, login, asker),
  }),
  'reset-second-factor': verb(z.strictObject({ login: shortText }), {
    signs: false,
    right: 'people.manage',
    run: (authority, { login }, asker) => resetSecondFactor(authority, login, asker),
  }),
  sessions: verb(z.strictObject({ login: shortText.optional() }), {
    signs: false,
    right: 'people.read',
    run: (authority, { login }) =>
      listSessions(authority, login === undefined ? undefined : typedLogin(login)),
  }),
  'end-session': verb(z.strictObject({ id: shortText.optional(), login: shortText.optional() }), {
    signs: false,
    right: 'people.manage',
    run: (authority, which, asker) => endSessions(authority, which, asker),
  }),
}
