// A person's role changes, and with it their certificates, at once: each one in use says the old role, so all of them go
// on the revocation list in the same transaction. Their devices may renew right away and get the new role.
import type { Role } from '@parley/shared/certificates/role.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Serial } from '@parley/shared/identity/ids.ts'
import { type Login, typedLogin } from '@parley/shared/identity/login.ts'
import { attempted } from '../audit/record.ts'
import type { Asker, Authority } from '../authority.ts'
import { signNextList } from '../certificates/list.ts'
import { insertRevocation, usableCertificates } from '../certificates/revoke.ts'
import { countAdmins, gravely } from './gravely.ts'
import type { HumanRole } from './rights.ts'

export interface RoleChange {
  readonly login: string
  readonly role: HumanRole
}

export interface RoleChanged {
  readonly login: Login
  readonly role: Role
  readonly was: Role
  /** Serials of the certificates that no longer count. */
  readonly revoked: readonly Serial[]
}

/** To the role they have: changes nothing. @throws Fault LOGIN_MALFORMED, USER_UNKNOWN, LAST_ADMIN, SECOND_ADMIN_NEEDED */
export function changeRole(
  authority: Authority,
  { login: typed, role }: RoleChange,
  asker: Asker,
): Promise<RoleChanged> {
  return attempted(
    authority,
    { act: 'role', asker, detail: { login: typed.slice(0, 64), role } },
    async () => {
      const login = typedLogin(typed)
      const person = await authority.store.db
        .selectFrom('users')
        .select('role')
        .where('login', '=', login)
        .executeTakeFirst()
      if (!person) throw new Fault('USER_UNKNOWN', { login })
      if (person.role === role) return { login, role, was: role, revoked: [] }
      const change = () => changed(authority, login, role, asker)
      if (role !== 'admin') return change()
      return gravely(authority, { act: 'role', input: { login, role }, asker }, change)
    },
  )
}

async function changed(
  authority: Authority,
  login: Login,
  role: HumanRole,
  asker: Asker,
): Promise<RoleChanged> {
  const { store, live } = authority
  const now = authority.now()
  const { was, revoked, list } = await store.transaction(async (db) => {
    const before = await db
      .selectFrom('users')
      .select('role')
      .where('login', '=', login)
      .executeTakeFirstOrThrow()
    // First of all: whoever issues to this person meanwhile waits for this row, or finds that the role is another.
    await db
      .updateTable('users')
      .set({ role, changed_at: now.getTime() })
      .where('login', '=', login)
      .execute()
    if (before.role === 'admin' && asker.role !== 'keeper' && (await countAdmins(db)) === 0)
      throw new Fault('LAST_ADMIN', { login })
    // Links for one more device of theirs carry the role, too.
    await db
      .updateTable('invitations')
      .set({ role })
      .where('login', '=', login)
      .where('purpose', '=', 'device')
      .execute()
    const replaced: Serial[] = []
    for (const each of await usableCertificates(db, login, now))
      if (await insertRevocation(db, each, 'affiliationChanged', now)) replaced.push(each.serial)
    return {
      was: before.role,
      revoked: replaced,
      list: await signNextList(db, authority),
    }
  })
  // Every session that rests on one of them ends here and with every peer that hears of the list.
  live.pushList(list)
  live.personChanged(login)
  return { login, role, was, revoked }
}
