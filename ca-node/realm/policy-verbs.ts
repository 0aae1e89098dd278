// What administrators ask and change of the realm itself, as verbs.
import { z } from 'zod'
import { verb } from '../control/verb.ts'
import { policyChange, readPolicy, setPolicy } from './policy.ts'

export const policyVerbs = {
  policy: verb(z.strictObject({}), {
    signs: false,
    right: 'realm.read',
    run: ({ store }) => readPolicy(store.db),
  }),
  'set-policy': verb(z.strictObject({ change: policyChange }), {
    signs: false,
    right: 'realm.manage',
    run: (authority, { change }, asker) => setPolicy(authority, change, asker),
  }),
}
