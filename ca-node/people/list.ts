// `parley ca users`: every user with what an administrator may see. A page at a time inside, all of them outside.
import type { Role } from '@parley/shared/certificates/role.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { MAX_PAGE } from '../constants.ts'
import type { Db } from '../store/open.ts'

export interface UserLine {
  readonly login: Login
  readonly firstName: string | null
  readonly lastName: string | null
  readonly email: string | null
  readonly cardNumber: string | null
  readonly role: Role
  readonly status: 'active' | 'suspended'
  /** Not revoked ones. */
  readonly devices: number
  readonly created: string
}

export async function listUsers(db: Db): Promise<readonly UserLine[]> {
  const lines: UserLine[] = []
  for (;;) {
    const page = await usersPage(db, lines.at(-1)?.login)
    lines.push(...page)
    if (page.length < MAX_PAGE) return lines
  }
}

/** MAX_PAGE users after a login; fewer on the last page. */
export async function usersPage(db: Db, after: string | undefined): Promise<readonly UserLine[]> {
  let query = db
    .selectFrom('users')
    .select(['login', 'first_name', 'last_name', 'email', 'card_number', 'role', 'status', 'created_at'])
    .select((row) =>
      row
        .selectFrom('devices')
        .select((device) => device.fn.countAll<number | string>().as('count'))
        .whereRef('devices.login', '=', 'users.login')
        .where('devices.status', '=', 'active')
        .as('devices'),
    )
    .orderBy('login')
    .limit(MAX_PAGE)
  if (after !== undefined) query = query.where('login', '>', after as Login)
  return (await query.execute()).map((row) => ({
    login: row.login,
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    cardNumber: row.card_number,
    role: row.role,
    status: row.status,
    devices: Number(row.devices ?? 0),
    created: new Date(row.created_at).toISOString(),
  }))
}
