// Proves a known person's password. The same answer for a login nobody has.
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { passwordText } from '@parley/shared/people/password.ts'
import type { Authority } from '../authority.ts'

/** @throws Fault PASSWORD_WRONG */
export async function provePassword(
  { store, passwords }: Authority,
  login: Login,
  password: string,
  _from: { readonly source: string },
): Promise<void> {
  const user = await store.db
    .selectFrom('users')
    .select('password_hash')
    .where('login', '=', login)
    .executeTakeFirst()
  if (!user) throw new Fault('PASSWORD_WRONG')
  await passwords.verify(user.password_hash, passwordText(password))
}
