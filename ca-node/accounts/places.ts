// Where somebody signs in from: a block of addresses, or a browser that keeps a token of an earlier sign-in. A place
// where the person has signed in before counts its tries apart, so that nobody can lock them out there from elsewhere.
import { primitives } from '@parley/shared/host/crypto.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Authority } from '../authority.ts'
import { addressBlock } from '../http/address-block.ts'
import type { Db } from '../store/open.ts'
import { KNOWN_PLACE_LIFE, MAX_KNOWN_PLACES } from './constants.ts'

export interface Place {
  /** How tries from there are counted. */
  readonly about: string
  /** Whether this login has signed in from there. */
  readonly known: boolean
  /** An address, which others may have as well; not a browser. */
  readonly shared: boolean
}

export interface Origin {
  /** IP address, or `local`. */
  readonly source: string
  /** What the browser keeps since an earlier sign-in. */
  readonly token?: string | undefined
}

/** The best known place this is: the browser before the address, which others may share. */
export async function placeOf(
  { store, now }: Authority,
  login: Login,
  { source, token }: Origin,
): Promise<Place> {
  const block = blockOf(source)
  const browser = token === undefined ? undefined : browserOf(token)
  const rows = await store.db
    .selectFrom('known_places')
    .select('place')
    .where('login', '=', login)
    .where('place', 'in', browser === undefined ? [block] : [browser, block])
    .where('last_at', '>', now().getTime() - KNOWN_PLACE_LIFE)
    .execute()
  const known = new Set(rows.map((row) => row.place))
  if (browser !== undefined && known.has(browser)) return { about: browser, known: true, shared: false }
  return { about: block, known: known.has(block), shared: true }
}

/** After everything was proved. The places used longest ago make room. */
export async function rememberPlace(
  db: Db,
  login: Login,
  { source, token }: Origin,
  now: Date,
): Promise<void> {
  const last_at = now.getTime()
  const places = [blockOf(source), ...(token === undefined ? [] : [browserOf(token)])]
  await db
    .insertInto('known_places')
    .values(places.map((place) => ({ login, place, last_at })))
    .onConflict((conflict) => conflict.columns(['login', 'place']).doUpdateSet({ last_at }))
    .execute()
  const kept = await db
    .selectFrom('known_places')
    .select('place')
    .where('login', '=', login)
    .orderBy('last_at', 'desc')
    .limit(MAX_KNOWN_PLACES)
    .execute()
  await db
    .deleteFrom('known_places')
    .where('login', '=', login)
    .where(
      'place',
      'not in',
      kept.map((row) => row.place),
    )
    .execute()
}

/** When somebody took a password over, the places they used count no more. */
export async function forgetPlaces(db: Db, login: Login): Promise<void> {
  await db.deleteFrom('known_places').where('login', '=', login).execute()
}

export const blockOf = (source: string): string => `block:${addressBlock(source)}`

function browserOf(token: string): string {
  return `browser:${Buffer.from(primitives.sha256(new TextEncoder().encode(token))).toString('hex')}`
}
