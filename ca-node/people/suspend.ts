// Suspends a person and lets them come back. Their certificates are put on hold on the revocation list
// (RFC 5280 reason certificateHold, the one that can be lifted), their sessions closed, renewal refused.
import type { Role } from '@parley/shared/certificates/role.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { type Login, typedLogin } from '@parley/shared/identity/login.ts'
import { attempted } from '../audit/record.ts'
import type { Asker, Authority } from '../authority.ts'
import { signNextList } from '../certificates/list.ts'
import { insertRevocation, usableCertificates } from '../certificates/revoke.ts'
import { listBecomesDue } from '../nodes/due-lists.ts'
import { countAdmins } from '../rights/gravely.ts'
import { assertRight, isStaff } from '../rights/rights.ts'
import type { Db } from '../store/open.ts'
import type { UserTable } from '../store/tables.ts'

export interface UserStatus {
  readonly login: Login
  readonly status: UserTable['status']
}

/** Suspending twice changes nothing. @throws Fault LOGIN_MALFORMED, USER_UNKNOWN, RIGHT_MISSING, LAST_ADMIN */
export function suspend(authority: Authority, typed: string, asker: Asker): Promise<UserStatus> {
  return attempted(authority, { act: 'suspend', asker, detail: { login: typed.slice(0, 64) } }, async () => {
    const login = typedLogin(typed)
    const now = authority.now()
    const list = await authority.store.transaction(async (db) => {
      const role = await handledRole(db, login, asker)
      await setStatus(db, login, 'suspended', now, asker.who ?? null)
      if (role === 'admin' && asker.role !== 'keeper' && (await countAdmins(db)) === 0)
        throw new Fault('LAST_ADMIN', { login })
      for (const row of await usableCertificates(db, login, now)) {
        await insertRevocation(db, row, 'certificateHold', now)
      }
      return signNextList(db, authority)
    })
    authority.live.pushList(list)
    authority.live.closeUser(login)
    authority.live.personChanged(login)
    return { login, status: 'suspended' }
  })
}

/** What was revoked for another reason stays revoked. @throws Fault LOGIN_MALFORMED, USER_UNKNOWN, RIGHT_MISSING */
export function restoreUser(authority: Authority, typed: string, asker: Asker): Promise<UserStatus> {
  return attempted(
    authority,
    { act: 'restore-user', asker, detail: { login: typed.slice(0, 64) } },
    async () => {
      const login = typedLogin(typed)
      const now = authority.now()
      const list = await authority.store.transaction(async (db) => {
        await handledRole(db, login, asker)
        await setStatus(db, login, 'active', now, null)
        await listsBecomeDue(db, login, now)
        await db
          .deleteFrom('revocations')
          .where('reason', '=', 'certificateHold')
          .where('serial', 'in', (query) =>
            query.selectFrom('certificates').select('serial').where('login', '=', login),
          )
          .execute()
        return signNextList(db, authority)
      })
      authority.live.pushList(list)
      authority.live.personChanged(login)
      return { login, status: 'active' }
    },
  )
}

/** The role of the person it is about. @throws Fault USER_UNKNOWN; RIGHT_MISSING for who may not handle such a person */
async function handledRole(db: Db, login: Login, asker: Asker): Promise<Role> {
  const person = await db.selectFrom('users').select('role').where('login', '=', login).executeTakeFirst()
  if (!person) throw new Fault('USER_UNKNOWN', { login })
  if (isStaff(person.role)) assertRight(asker, 'staff.manage')
  return person.role
}

/** Of every issuing CA that has put them on hold. */
async function listsBecomeDue(db: Db, login: Login, now: Date): Promise<void> {
  const rows = await db
    .selectFrom('revocations')
    .innerJoin('certificates', 'certificates.serial', 'revocations.serial')
    .select('revocations.issuer_key_id')
    .distinct()
    .where('certificates.login', '=', login)
    .where('revocations.reason', '=', 'certificateHold')
    .execute()
  for (const row of rows) await listBecomesDue(db, row.issuer_key_id, now)
}

async function setStatus(
  db: Db,
  login: Login,
  status: UserTable['status'],
  now: Date,
  suspendedBy: string | null,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set({ status, suspended_by: suspendedBy, changed_at: now.getTime() })
    .where('login', '=', login)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Fault('USER_UNKNOWN', { login })
}
