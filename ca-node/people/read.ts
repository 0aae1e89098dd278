// What the directory may show of people and their devices. Never e-mail, card number or password hash.
import type { Role } from '@parley/shared/certificates/role.ts'
import type { PeerIdText, Serial } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { folded } from '@parley/shared/people/text.ts'
import { MAX_PAGE } from '../constants.ts'
import type { Db } from '../store/open.ts'

export interface ListedDevice {
  readonly peerId: PeerIdText
  readonly name: string
  /** The newest certificate and its issuing CA, DER. It may have expired: the device can be off for long. */
  readonly chain: readonly [Uint8Array, Uint8Array]
  readonly serial: Serial
  readonly notAfter: Date
  /** Empty when it has shown none. */
  readonly prekey: Uint8Array
}

export interface ListedPerson {
  readonly login: Login
  readonly firstName: string | undefined
  readonly lastName: string | undefined
  readonly role: Role
  readonly status: 'active' | 'suspended'
  readonly changedAt: Date
  /** Without the revoked ones. */
  readonly devices: readonly ListedDevice[]
}

/** People with a login or name that begins with `prefix`, without case and accents, ordered by login. */
export async function searchPeople(db: Db, prefix: string, limit: number): Promise<readonly ListedPerson[]> {
  const start = folded(prefix.slice(0, 128)).trim()
  if (start === '') return listPeople(db, { limit })
  const found = await db
    .selectFrom('user_words')
    .select('login')
    .distinct()
    .where('word', '>=', start)
    .where('word', '<=', `${start}\u{10FFFF}`)
    .orderBy('login')
    .limit(bounded(limit))
    .execute()
  return peopleByLogin(
    db,
    found.map((row) => row.login),
  )
}

/** One page, ordered by login. `after` is the last login of the page before. */
export async function listPeople(
  db: Db,
  { after, limit }: { after?: string; limit: number },
): Promise<readonly ListedPerson[]> {
  let page = db.selectFrom('users').select('login').orderBy('login').limit(bounded(limit))
  if (after !== undefined) page = page.where('login', '>', after as Login)
  const found = await page.execute()
  return peopleByLogin(
    db,
    found.map((row) => row.login),
  )
}

const NO_PREKEY = new Uint8Array()

/** Ordered by login; who does not exist is missing. */
export async function peopleByLogin(db: Db, logins: readonly Login[]): Promise<readonly ListedPerson[]> {
  if (logins.length === 0) return []
  const wanted = filledUp(logins)
  const users = await db
    .selectFrom('users')
    .select(['login', 'first_name', 'last_name', 'role', 'status', 'changed_at'])
    .where('login', 'in', wanted)
    .orderBy('login')
    .execute()
  const devices = await db
    .selectFrom('devices')
    .innerJoin('certificates', 'certificates.serial', 'devices.serial')
    .innerJoin('issuers', 'issuers.key_id', 'certificates.issuer_key_id')
    .select(['devices.peer_id', 'devices.login', 'devices.name', 'devices.serial', 'certificates.not_after'])
    .select(['certificates.der as leaf', 'issuers.der as issuing', 'devices.prekey'])
    .where('devices.login', 'in', wanted)
    .where('devices.status', '=', 'active')
    .orderBy('devices.created_at')
    .execute()
  const devicesOf = Map.groupBy(devices, (row) => row.login)
  return users.map((user) => ({
    login: user.login,
    firstName: user.first_name ?? undefined,
    lastName: user.last_name ?? undefined,
    role: user.role,
    status: user.status,
    changedAt: new Date(user.changed_at),
    devices: (devicesOf.get(user.login) ?? []).map((row) => ({
      peerId: row.peer_id,
      name: row.name,
      chain: [row.leaf, row.issuing] as const,
      serial: row.serial,
      notAfter: new Date(row.not_after),
      prekey: row.prekey ?? NO_PREKEY,
    })),
  }))
}

/** To the next power of two by repeating the last: few kinds of statement, and each stays prepared. */
function filledUp(logins: readonly Login[]): readonly Login[] {
  const count = 2 ** Math.ceil(Math.log2(logins.length))
  return Array.from({ length: count }, (_, at) => logins[Math.min(at, logins.length - 1)] as Login)
}

function bounded(limit: number): number {
  return Math.min(Math.max(Math.trunc(limit), 1), MAX_PAGE)
}
