// Takes people over from what was read of the directory: new ones are made known, names follow, who is disabled or gone is
// suspended and who is back is restored. Touches nobody who was enrolled here, and lifts no suspension of an administrator.
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { skeleton } from '@parley/shared/people/skeleton.ts'
import type { Asker, Authority } from '../authority.ts'
import { assertCardFree, assertLoginFree } from '../people/free.ts'
import { restoreUser, suspend } from '../people/suspend.ts'
import { keepWords } from '../people/words.ts'
import { MASS_LOSS } from './constants.ts'
import type { Entries, LdapPerson } from './entries.ts'

/** In `suspended_by`: a suspension by the directory, which the directory may lift. */
export const BY_LDAP = 'ldap'
/** No hash: no password of theirs is kept here, and none can match. */
const NO_PASSWORD = ''

export interface TakenOver {
  readonly added: number
  readonly changed: number
  readonly suspended: number
  readonly restored: number
  /** Who could not be taken over, and why. */
  readonly refused: readonly { readonly dn: string; readonly code: string }[]
}

/** @throws Fault LDAP_MASS_LOSS, and what the database throws */
export async function takeOver(authority: Authority, entries: Entries, asker: Asker): Promise<TakenOver> {
  const known = await knownPeople(authority)
  const gone = [...known.values()].filter(
    ({ login }) => !entries.people.has(login) && !entries.unsure.has(login),
  )
  const lost = gone.filter(({ status }) => status === 'active')
  const done = { added: 0, changed: 0, suspended: 0, restored: 0, refused: [...entries.bad] }

  for (const person of entries.people.values()) {
    const user = known.get(person.login)
    try {
      if (user === undefined) {
        // Somebody disabled need not become known first.
        if (!person.disabled) done.added += await add(authority, person)
        continue
      }
      if (differs(user, person)) done.changed += await change(authority, person)
      if (person.disabled && user.status === 'active')
        done.suspended += await out(authority, user.login, asker)
      else if (!person.disabled && isHeld(user)) done.restored += await back(authority, user.login, asker)
    } catch (error) {
      const fault = faultIn(error)
      if (fault === undefined || fault.code.startsWith('DATA_') || fault.code === 'DISK_FULL') throw error
      done.refused.push({ dn: person.dn, code: fault.code })
    }
  }

  // A wrong base or filter looks as if everybody had left.
  if (lost.length >= MASS_LOSS && lost.length * 2 > known.size)
    throw new Fault('LDAP_MASS_LOSS', { count: lost.length })
  for (const { login } of lost) done.suspended += await out(authority, login, asker)
  return done
}

interface KnownPerson {
  readonly login: Login
  readonly status: 'active' | 'suspended'
  readonly suspended_by: string | null
  readonly ldap_dn: string | null
  readonly first_name: string | null
  readonly last_name: string | null
  readonly email: string | null
  readonly card_number: string | null
}

async function knownPeople({ store }: Authority): Promise<ReadonlyMap<Login, KnownPerson>> {
  const rows = await store.db
    .selectFrom('users')
    .select(['login', 'status', 'suspended_by', 'ldap_dn'])
    .select(['first_name', 'last_name', 'email', 'card_number'])
    .where('source', '=', 'ldap')
    .execute()
  return new Map(rows.map((row) => [row.login, row]))
}

const isHeld = (user: KnownPerson) => user.status === 'suspended' && user.suspended_by === BY_LDAP

function differs(user: KnownPerson, person: LdapPerson): boolean {
  const { dn, firstName, lastName, email, cardNumber } = person
  return (
    user.ldap_dn !== dn ||
    user.first_name !== (firstName ?? null) ||
    user.last_name !== (lastName ?? null) ||
    user.email !== (email ?? null) ||
    user.card_number !== (cardNumber ?? null)
  )
}

/** @throws Fault LOGIN_TAKEN (somebody enrolled here has it), LOGIN_CONFUSABLE, CARD_NUMBER_TAKEN */
async function add({ store, now, live }: Authority, person: LdapPerson): Promise<1> {
  const { login } = person
  await assertLoginFree(store.db, login)
  await assertCardFree(store.db, person.cardNumber)
  const at = now().getTime()
  try {
    await store.transaction(async (db) => {
      await db
        .insertInto('users')
        .values({
          ...factsOf(person),
          login,
          skeleton: skeleton(login),
          role: 'member',
          status: 'active',
          password_hash: NO_PASSWORD,
          invitation_id: null,
          created_at: at,
          changed_at: at,
          source: 'ldap',
        })
        .execute()
      await keepWords(db, login, person.firstName, person.lastName)
    })
  } catch (error) {
    // Another node of this realm was quicker.
    if (store.isDuplicate(error)) throw new Fault('LOGIN_TAKEN', { login }, { cause: error })
    throw error
  }
  live.personChanged(login)
  return 1
}

async function change({ store, now, live }: Authority, person: LdapPerson): Promise<1> {
  const { login } = person
  try {
    await store.transaction(async (db) => {
      await db
        .updateTable('users')
        .set({ ...factsOf(person), changed_at: now().getTime() })
        .where('login', '=', login)
        .where('source', '=', 'ldap')
        .execute()
      await keepWords(db, login, person.firstName, person.lastName)
    })
  } catch (error) {
    if (store.isDuplicate(error)) throw new Fault('CARD_NUMBER_TAKEN', {}, { cause: error })
    throw error
  }
  live.personChanged(login)
  return 1
}

function factsOf({ dn, firstName, lastName, email, cardNumber }: LdapPerson) {
  return {
    ldap_dn: dn,
    first_name: firstName ?? null,
    last_name: lastName ?? null,
    email: email ?? null,
    card_number: cardNumber ?? null,
  }
}

async function out(authority: Authority, login: Login, asker: Asker): Promise<1> {
  await suspend(authority, login, asker)
  return 1
}

async function back(authority: Authority, login: Login, asker: Asker): Promise<1> {
  await restoreUser(authority, login, asker)
  return 1
}
