// What administrators do with people, as verbs.
import { z } from 'zod'
import { shortText, verb } from '../control/verb.ts'
import { listUsers } from './list.ts'
import { restoreUser, suspend } from './suspend.ts'

export const peopleVerbs = {
  users: verb(z.strictObject({}), {
    signs: false,
    right: 'people.read',
    run: ({ store }) => listUsers(store.db),
  }),
  suspend: verb(z.strictObject({ login: shortText }), {
    signs: true,
    right: 'people.suspend',
    run: (authority, { login }, asker) => suspend(authority, login, asker),
  }),
  'restore-user': verb(z.strictObject({ login: shortText }), {
    signs: true,
    right: 'people.suspend',
    run: (authority, { login }, asker) => restoreUser(authority, login, asker),
  }),
}
