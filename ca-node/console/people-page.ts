// One page of people for the console: searched, filtered, in the order of logins. Reads by keyset and index only, so that
// the hundredth page of 50,000 people costs what the first does.
import type { Role } from '@parley/shared/certificates/role.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { folded } from '@parley/shared/people/text.ts'
import type { Expression, SqlBool } from 'kysely'
import type { Authority } from '../authority.ts'
import type { Db } from '../store/open.ts'
import type { UserTable } from '../store/tables.ts'
import { MAX_ASKED_AT_ONCE, MAX_COUNTED, MAX_SEARCH_LENGTH, MAX_SEARCH_WORDS } from './constants.ts'

export interface PeopleQuery {
  /** Beginnings of words of login and names; with an @ the beginning of an e-mail address; or a card number. */
  readonly search?: string | undefined
  readonly role?: Role | undefined
  readonly status?: UserTable['status'] | undefined
  readonly connected?: boolean | undefined
  /** The last login of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

export interface PersonLine {
  readonly login: Login
  readonly firstName: string | null
  readonly lastName: string | null
  readonly role: Role
  readonly status: UserTable['status']
  /** Not revoked ones, and how many of them are connected to this node. */
  readonly devices: number
  readonly online: number
  readonly created: string
}

export interface PeoplePage {
  readonly people: readonly PersonLine[]
  /** `after` of the next page; undefined on the last. */
  readonly next: string | undefined
  /** Of everybody who fits, told with the first page; never more than MAX_COUNTED + 1. */
  readonly total: number | undefined
}

export async function peoplePage({ store, live }: Authority, query: PeopleQuery): Promise<PeoplePage> {
  const online = countBy(live.connected().map((device) => device.login))
  const total = query.after === undefined ? await countPeople(store.db, query, online) : undefined
  // One more than shown says whether a page follows.
  const logins = await loginsOf(store.db, { ...query, limit: query.limit + 1 }, online)
  const shown = logins.slice(0, query.limit)
  return {
    people: await linesOf(store.db, shown, online),
    next: logins.length > query.limit ? shown.at(-1) : undefined,
    total,
  }
}

type Online = ReadonlyMap<Login, number>

async function loginsOf(db: Db, query: PeopleQuery, online: Online): Promise<readonly Login[]> {
  const { after, limit, connected } = query
  let page = matching(db, query).select('users.login').orderBy('users.login').limit(limit)
  if (after !== undefined) page = page.where('users.login', '>', after as Login)
  if (connected !== true) return (await page.execute()).map((row) => row.login)

  // Who is connected is in memory: their logins are asked about, a handful at a time.
  const candidates = [...online.keys()].filter((login) => after === undefined || login > after).sort()
  const found: Login[] = []
  for (let at = 0; at < candidates.length && found.length < limit; at += MAX_ASKED_AT_ONCE) {
    const some = await page.where('users.login', 'in', candidates.slice(at, at + MAX_ASKED_AT_ONCE)).execute()
    found.push(...some.map((row) => row.login))
  }
  return found.slice(0, limit)
}

async function countPeople(db: Db, query: PeopleQuery, online: Online): Promise<number> {
  if (query.connected === true) {
    return (await loginsOf(db, { ...query, after: undefined, limit: MAX_COUNTED + 1 }, online)).length
  }
  const some = matching(db, query)
    .select('users.login')
    .limit(MAX_COUNTED + 1)
  const { count } = await db
    .selectFrom(some.as('some'))
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

function matching(db: Db, { search, role, status }: PeopleQuery) {
  let query = db.selectFrom('users')
  if (role !== undefined) query = query.where('users.role', '=', role)
  if (status !== undefined) query = query.where('users.status', '=', status)
  const words = (search ?? '').slice(0, MAX_SEARCH_LENGTH).trim().split(/\s+/).filter(Boolean)
  for (const word of words.slice(0, MAX_SEARCH_WORDS)) {
    query = query.where((row) => {
      const start = folded(word)
      const ways: Expression<SqlBool>[] = [
        row('users.login', 'in', (words) =>
          words
            .selectFrom('user_words')
            .select('user_words.login')
            .where('word', '>=', start)
            .where('word', '<=', `${start}\u{10FFFF}`),
        ),
        row('users.card_number', '=', word.replaceAll(' ', '').toUpperCase()),
      ]
      if (word.includes('@')) ways.push(row('users.email', 'like', `${escaped(word)}%`))
      return row.or(ways)
    })
  }
  return query
}

/** No sign of a person's search is a pattern: a `_` in an address stands for any letter, which finds too much, never too little. */
function escaped(text: string): string {
  return text.replace(/[%\\]/g, '_')
}

async function linesOf(db: Db, logins: readonly Login[], online: Online): Promise<readonly PersonLine[]> {
  if (logins.length === 0) return []
  const users = await db
    .selectFrom('users')
    .select(['login', 'first_name', 'last_name', 'role', 'status', 'created_at'])
    .where('login', 'in', logins)
    .orderBy('login')
    .execute()
  const devices = await db
    .selectFrom('devices')
    .select('login')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .where('login', 'in', logins)
    .where('status', '=', 'active')
    .groupBy('login')
    .execute()
  const devicesOf = new Map(devices.map((row) => [row.login, Number(row.count)]))
  return users.map((row) => ({
    login: row.login,
    firstName: row.first_name,
    lastName: row.last_name,
    role: row.role,
    status: row.status,
    devices: devicesOf.get(row.login) ?? 0,
    online: online.get(row.login) ?? 0,
    created: new Date(row.created_at).toISOString(),
  }))
}

function countBy<Key>(keys: Iterable<Key>): ReadonlyMap<Key, number> {
  const counts = new Map<Key, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
