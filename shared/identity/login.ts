// What a login and a realm's name are: the one constructor of each. Whether a login is free or allowed is
// decided in shared/people and by the authority's database, never here.
import { Fault } from '../faults/fault.ts'
import type { Brand } from './brand.ts'

/** A user's name in the realm: 2-32 of a-z 0-9 and single . _ - inside; begins with a letter. */
export type Login = Brand<string, 'Login'>
/** A realm's name, which is also its SPIFFE trust domain and the O of its certificates: 1-63 of a-z 0-9 . - */
export type RealmName = Brand<string, 'RealmName'>

const LOGIN = /^(?=.{2,32}$)[a-z](?:[a-z0-9]|[._-](?=[a-z0-9]))*$/
/** DNS-like labels; SPIFFE-ID section 2.1 allows exactly these (and `_`). */
const REALM = /^(?=.{1,63}$)[a-z0-9](?:[a-z0-9]|[.-](?=[a-z0-9]))*$/

/** Takes only the canonical form, as certificates and messages carry it. @throws Fault LOGIN_MALFORMED */
export function login(raw: string): Login {
  if (!LOGIN.test(raw)) throw new Fault('LOGIN_MALFORMED', { value: raw.slice(0, 64) })
  return raw as Login
}

/** What a person typed: Unicode NFC and lower case first, an `@` in front allowed. @throws Fault LOGIN_MALFORMED */
export function typedLogin(raw: string): Login {
  return login(raw.slice(0, 256).normalize('NFC').trim().replace(/^@/, '').toLowerCase())
}

/** Takes only the canonical form. @throws Fault REALM_NAME_MALFORMED */
export function realmName(raw: string): RealmName {
  if (!REALM.test(raw)) throw new Fault('REALM_NAME_MALFORMED', { value: raw.slice(0, 96) })
  return raw as RealmName
}
