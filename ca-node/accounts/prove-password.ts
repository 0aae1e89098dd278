// Whether somebody is who they say, by their password: for sign-in, for one more device, for EST. An unknown login and a
// wrong password get the same answer after the same work. Never keeps or logs a password.
import type { Role } from '@parley/shared/certificates/role.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import { type Login, typedLogin } from '@parley/shared/identity/login.ts'
import { type Password, passwordText } from '@parley/shared/people/password.ts'
import type { Authority } from '../authority.ts'
import { PASSWORD_FROM_ANYWHERE, PASSWORD_FROM_ONE_PLACE, PLACE_FOR_ALL_LOGINS } from './constants.ts'
import { blockOf, type Place, placeOf } from './places.ts'
import { countTry, forgetTries, uncountTry } from './tries.ts'

export interface ProvedPerson {
  readonly login: Login
  readonly role: Role
  /** For `proveSecondFactor`. */
  readonly place: Place
}

interface KeptPerson {
  readonly role: Role
  readonly status: 'active' | 'suspended'
  readonly password_hash: string
  readonly source: 'local' | 'ldap'
}

/**
 * @param source IP address, or `local`
 * @param token what a browser keeps of an earlier sign-in
 * @throws Fault LOGIN_MALFORMED, PASSWORD_TOO_LONG, PASSWORD_MALFORMED (whoever it is about), SIGN_IN_LOCKED,
 * PASSWORD_WRONG, USER_SUSPENDED (to who knows the password), AUTHORITY_BUSY, ASKER_GONE, LDAP_*
 */
export async function provePassword(
  authority: Authority,
  claimedLogin: string,
  raw: string,
  source: string,
  token?: string,
): Promise<ProvedPerson> {
  const login = typedLogin(claimedLogin)
  const password = passwordText(raw)
  const { db } = authority.store

  // 1. Counted before it is looked at; for somebody who does not exist just as well.
  const place = await placeOf(authority, login, { source, token })
  const here = { about: `password ${login} ${place.about}`, login, bound: PASSWORD_FROM_ONE_PLACE }
  const anywhere = { about: `password ${login}`, login, bound: PASSWORD_FROM_ANYWHERE }
  const everybody = { about: `password ${blockOf(source)}`, login: undefined, bound: PLACE_FOR_ALL_LOGINS }
  const shared = [...(place.known ? [] : [anywhere]), ...(place.shared ? [everybody] : [])]
  const counted = [here, ...shared]
  await countTry(authority, counted, (seconds) => new Fault('SIGN_IN_LOCKED', { seconds }))

  // 2. Proved, by work that does not depend on who it is.
  const person = await db
    .selectFrom('users')
    .select(['role', 'status', 'password_hash', 'source'])
    .where('login', '=', login)
    .executeTakeFirst()
  try {
    await prove(authority, login, person, password)
  } catch (error) {
    // Sent away before anything was looked at: no guess was made.
    if (faultIn(error)?.code === 'AUTHORITY_BUSY')
      for (const { about } of counted) await uncountTry(db, about)
    throw error
  }
  if (!person) throw new Fault('PASSWORD_WRONG')

  // 3. Right: they start afresh here, and their try is none of a guesser's.
  await forgetTries(db, [here.about])
  for (const { about } of shared) await uncountTry(db, about)
  if (person.status === 'suspended') throw new Fault('USER_SUSPENDED', { login })
  await strengthen(authority, login, person, password)
  return { login, role: person.role, place }
}

async function prove(
  { passwords, ldap }: Authority,
  login: Login,
  person: KeptPerson | undefined,
  password: Password,
): Promise<void> {
  if (person?.source === 'ldap' && ldap) {
    // The directory says so; the hash of nobody beside it hides in the time whose word counts.
    const [byDirectory] = await Promise.allSettled([
      ldap.prove(login, password),
      passwords.verifyNobody(password),
    ])
    if (byDirectory.status === 'rejected') throw byDirectory.reason
    return
  }
  if (!person?.password_hash) return passwords.verifyNobody(password)
  await passwords.verify(person.password_hash, password)
}

/** A hash of earlier, cheaper days is replaced while the password is at hand. */
async function strengthen(
  { passwords, store }: Authority,
  login: Login,
  { password_hash: kept }: KeptPerson,
  password: Password,
): Promise<void> {
  if (kept === '' || !passwords.isWeak(kept)) return
  await store.db
    .updateTable('users')
    .set({ password_hash: await passwords.hash(password) })
    .where('login', '=', login)
    // Unless it was changed in the meantime.
    .where('password_hash', '=', kept)
    .execute()
}
