// Checks a person's password against the directory, by binding as them. Keeps nothing of it.
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { LdapConfig } from './config.ts'
import { asAuthority, connected } from './connection.ts'
import { readEntry } from './entries.ts'

/**
 * Returns when the directory accepted the password of that person's one entry.
 * @throws Fault PASSWORD_WRONG (also where there is no such entry, or two), USER_SUSPENDED, LDAP_*
 */
export async function proveByLdap(
  config: LdapConfig,
  login: Login,
  password: string,
  now: Date,
): Promise<void> {
  if (password === '') throw new Fault('PASSWORD_WRONG')
  const person = await asAuthority(config, (client) => readEntry(client, config, login, now))
  if (person === undefined) throw new Fault('PASSWORD_WRONG')
  await connected(config, { dn: person.dn, password }, async () => undefined)
  // Said only to who knows the password.
  if (person.disabled) throw new Fault('USER_SUSPENDED', { login })
}
