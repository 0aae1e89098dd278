// The verbs of `parley ca` by name, with the shape of what each takes. The running node serves this table on its
// control socket; the command line runs the very same table when the node is off.

import { revocationReason } from '@parley/shared/certificates/revocation-reason.ts'
import { ROLES } from '@parley/shared/certificates/role.ts'
import { MAX_TEXT_FIELD } from '@parley/shared/enrolment/constants.ts'
import { z } from 'zod'
import { type Authority, LOCAL } from '../authority.ts'
import { listCertificates } from '../certificates/list-issued.ts'
import { revoke } from '../certificates/revoke.ts'
import { showLists, showRoot } from '../certificates/show.ts'
import { MAX_INVITATION_LIFE, MAX_INVITATION_USES } from '../constants.ts'
import { invite } from '../invitations/create.ts'
import { listUsers } from '../people/list.ts'
import { restoreUser, suspend } from '../people/suspend.ts'

interface Verb<Input, Result> {
  /** Whether it signs: then the vault must be open. */
  readonly signs: boolean
  /** @throws Fault of the verb, ZodError for a shape no command line sends */
  run(authority: Authority, raw: Input): Promise<Result>
}

function verb<Shape extends z.ZodType, Result>(
  input: Shape,
  { signs, run }: { signs: boolean; run: (authority: Authority, input: z.output<Shape>) => Promise<Result> },
): Verb<z.input<Shape>, Result> {
  return { signs, run: async (authority, raw) => run(authority, input.parse(raw)) }
}

const text = z.string().max(MAX_TEXT_FIELD)
/** What people have; `authority` is no one's. */
export const HUMAN_ROLES = ROLES.filter((role) => role !== 'authority')

export const verbs = {
  invite: verb(
    z.strictObject({
      login: text.optional(),
      role: z.enum(HUMAN_ROLES),
      uses: z.int().min(1).max(MAX_INVITATION_USES),
      life: z.int().min(1).max(MAX_INVITATION_LIFE),
    }),
    { signs: false, run: (authority, input) => invite(authority, input, LOCAL) },
  ),
  users: verb(z.strictObject({}), { signs: false, run: ({ store }) => listUsers(store.db) }),
  certs: verb(z.strictObject({ login: text.optional() }), {
    signs: false,
    run: ({ store, now }, input) => listCertificates(store.db, input, now()),
  }),
  root: verb(z.strictObject({}), { signs: false, run: async (authority) => showRoot(authority) }),
  crl: verb(z.strictObject({}), { signs: false, run: (authority) => showLists(authority) }),
  revoke: verb(
    z.strictObject({
      serial: text.optional(),
      device: text.optional(),
      login: text.optional(),
      reason: z.string().transform(revocationReason),
    }),
    { signs: true, run: (authority, input) => revoke(authority, input, LOCAL) },
  ),
  suspend: verb(z.strictObject({ login: text }), {
    signs: true,
    run: (authority, { login }) => suspend(authority, login, LOCAL),
  }),
  'restore-user': verb(z.strictObject({ login: text }), {
    signs: true,
    run: (authority, { login }) => restoreUser(authority, login, LOCAL),
  }),
}

export type VerbName = keyof typeof verbs
export type VerbInput<Name extends VerbName> = Parameters<(typeof verbs)[Name]['run']>[1]
export type VerbResult<Name extends VerbName> = Awaited<ReturnType<(typeof verbs)[Name]['run']>>

export function isVerb(name: string): name is VerbName {
  return Object.hasOwn(verbs, name)
}

/** For what came over the control socket: the verb's own shape refuses what it cannot take. */
export function runRaw(authority: Authority, name: VerbName, raw: unknown): Promise<unknown> {
  const chosen: { run(authority: Authority, raw: never): Promise<unknown> } = verbs[name]
  return chosen.run(authority, raw as never)
}
