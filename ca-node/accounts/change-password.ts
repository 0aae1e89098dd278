// A new password: chosen by its person with the old one, or by who holds a one-time link that an administrator made.
// Either ends the person's other sessions. The link's secret stands behind its #, so that no log ever has it.

import { formatResetLink, resetSecret } from '@parley/shared/accounts/reset-link.ts'
import { SECRET_BYTES } from '@parley/shared/enrolment/constants.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives, randomBytes } from '@parley/shared/host/crypto.ts'
import { type Login, typedLogin } from '@parley/shared/identity/login.ts'
import { type Password, strongPassword } from '@parley/shared/people/password.ts'
import { attempted } from '../audit/record.ts'
import { type Asker, type Authority, nobodyAt } from '../authority.ts'
import { gravely } from '../rights/gravely.ts'
import type { Db } from '../store/open.ts'
import { RESET_LINK_LIFE } from './constants.ts'
import { forgetPlaces } from './places.ts'
import { provePassword } from './prove-password.ts'
import { endSessionsOf, rotateSession, type Session } from './sessions.ts'
import { forgetTriesOf } from './tries.ts'

/**
 * @returns the secret of this session, which goes on
 * @throws Fault those of provePassword and strongPassword, PASSWORD_SAME, PASSWORD_ELSEWHERE
 */
export function changePassword(
  authority: Authority,
  session: Session,
  { old, password }: { readonly old: string; readonly password: string },
  asker: Asker,
): Promise<string> {
  return attempted(authority, { act: 'change-password', asker, detail: {} }, async () => {
    const { store, passwords } = authority
    const { login } = session
    const chosen = await acceptable(authority, login, password)
    await provePassword(authority, login, old, asker.source)
    if (old.normalize('NFC') === chosen) throw new Fault('PASSWORD_SAME')
    const hash = await passwords.hash(chosen)
    return store.transaction(async (db) => {
      await keepPassword(db, login, hash)
      await db.deleteFrom('password_resets').where('login', '=', login).execute()
      await endSessionsOf(db, login, session.id)
      return rotateSession(db, session, session.proved, authority.now())
    })
  })
}

export interface ResetLink {
  readonly login: Login
  /** The only place where the secret is. */
  readonly link: string
  readonly expires: string
}

/**
 * An earlier link of the same person ends. For an administrator's account it takes two voices: whoever could take it over
 * alone could be both of them.
 * @throws Fault LOGIN_MALFORMED, USER_UNKNOWN, PASSWORD_ELSEWHERE, SECOND_ADMIN_NEEDED
 */
export function makeResetLink(authority: Authority, typed: string, asker: Asker): Promise<ResetLink> {
  const act = 'reset-password'
  return attempted(authority, { act, asker, detail: { login: typed.slice(0, 64) } }, async () => {
    const login = typedLogin(typed)
    const { role } = await localPerson(authority.store.db, login)
    const make = () => newResetLink(authority, login)
    return role === 'admin' ? gravely(authority, { act, input: { login }, asker }, make) : make()
  })
}

async function newResetLink({ store, realm, live, now }: Authority, login: Login): Promise<ResetLink> {
  const secret = resetSecret(Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url'))
  const created_at = now().getTime()
  const row = { secret_hash: hashOf(secret), created_at, expires_at: created_at + RESET_LINK_LIFE }
  await store.db
    .insertInto('password_resets')
    .values({ login, ...row })
    .onConflict((conflict) => conflict.column('login').doUpdateSet(row))
    .execute()
  return {
    login,
    link: formatResetLink({
      addresses: live.httpsAddresses(),
      root: realm.standing.newest.fingerprint,
      secret,
    }),
    expires: new Date(row.expires_at).toISOString(),
  }
}

/**
 * Everything that was counted against the person is forgotten; their second factor stays.
 * @throws Fault RESET_LINK_MALFORMED, RESET_LINK_UNKNOWN, RESET_LINK_EXPIRED, those of strongPassword
 */
export function useResetLink(
  authority: Authority,
  { secret, password }: { readonly secret: string; readonly password: string },
  source: string,
): Promise<{ readonly login: Login }> {
  return attempted(authority, { act: 'use-reset-link', asker: nobodyAt(source), detail: {} }, async () => {
    const { store, passwords } = authority
    const hashed = hashOf(resetSecret(secret))
    const row = await store.db
      .selectFrom('password_resets')
      .select(['login', 'expires_at'])
      .where('secret_hash', '=', hashed)
      .executeTakeFirst()
    if (!row) throw new Fault('RESET_LINK_UNKNOWN')
    if (row.expires_at <= authority.now().getTime()) throw new Fault('RESET_LINK_EXPIRED')
    const { login } = row
    const hash = await passwords.hash(await acceptable(authority, login, password))
    await store.transaction(async (db) => {
      // Of two who use it at once, one finds it.
      const { numDeletedRows } = await db
        .deleteFrom('password_resets')
        .where('secret_hash', '=', hashed)
        .executeTakeFirstOrThrow()
      if (numDeletedRows !== 1n) throw new Fault('RESET_LINK_UNKNOWN')
      await keepPassword(db, login, hash)
      await endSessionsOf(db, login)
      await forgetTriesOf(db, login)
      await forgetPlaces(db, login)
    })
    return { login }
  })
}

/** By the clock. */
export async function sweepResetLinks({ store, now }: Authority): Promise<void> {
  await store.db
    .deleteFrom('password_resets')
    .where('expires_at', '<=', now().getTime() - RESET_LINK_LIFE)
    .execute()
}

/** By the same rules as when joining. */
async function acceptable({ store, realm }: Authority, login: Login, password: string): Promise<Password> {
  const person = await localPerson(store.db, login)
  const mailbox = person.email?.slice(0, person.email.lastIndexOf('@'))
  const about = [login, person.first_name, person.last_name, mailbox, realm.name]
  return strongPassword(
    password,
    about.filter((word) => word !== null && word !== undefined),
  )
}

/** @throws Fault USER_UNKNOWN, PASSWORD_ELSEWHERE */
async function localPerson(db: Db, login: Login) {
  const person = await db
    .selectFrom('users')
    .select(['role', 'first_name', 'last_name', 'email', 'source'])
    .where('login', '=', login)
    .executeTakeFirst()
  if (!person) throw new Fault('USER_UNKNOWN', { login })
  if (person.source === 'ldap') throw new Fault('PASSWORD_ELSEWHERE', { login })
  return person
}

async function keepPassword(db: Db, login: Login, password_hash: string): Promise<void> {
  await db.updateTable('users').set({ password_hash }).where('login', '=', login).execute()
}

/** 128 random bits need no slow hash. */
function hashOf(secret: string): string {
  return Buffer.from(primitives.sha256(new TextEncoder().encode(secret))).toString('hex')
}
