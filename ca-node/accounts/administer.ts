// What administrators do with others' accounts: take a lost second factor off, end sessions.
import { Fault } from '@parley/shared/faults/fault.ts'
import { type Login, typedLogin } from '@parley/shared/identity/login.ts'
import { attempted } from '../audit/record.ts'
import type { Asker, Authority } from '../authority.ts'
import { gravely } from '../rights/gravely.ts'
import type { Db } from '../store/open.ts'
import { removeSecondFactor } from './second-factor.ts'
import { endSession, endSessionsOf } from './sessions.ts'

/**
 * Their sessions end; where their role needs a factor, the next one can only set a new one up. Of an administrator it
 * takes two voices, as with a password.
 * @throws Fault LOGIN_MALFORMED, USER_UNKNOWN, SECOND_FACTOR_NOT_SET, SECOND_ADMIN_NEEDED
 */
export function resetSecondFactor(
  authority: Authority,
  typed: string,
  asker: Asker,
): Promise<{ readonly login: Login }> {
  const act = 'reset-second-factor'
  return attempted(authority, { act, asker, detail: { login: typed.slice(0, 64) } }, async () => {
    const { login, role } = await knownPerson(authority.store.db, typed)
    const remove = () =>
      authority.store.transaction(async (db) => {
        if ((await removeSecondFactor(db, login)) === 0) throw new Fault('SECOND_FACTOR_NOT_SET', { login })
        await endSessionsOf(db, login)
        return { login }
      })
    return role === 'admin' ? gravely(authority, { act, input: { login }, asker }, remove) : remove()
  })
}

export interface Ended {
  readonly ended: number
}

/** Of one session by its id, or all of a person. @throws Fault SESSION_UNKNOWN, USER_UNKNOWN, LOGIN_MALFORMED */
export function endSessions(
  authority: Authority,
  which: { readonly id?: string | undefined; readonly login?: string | undefined },
  asker: Asker,
): Promise<Ended> {
  const { id, login } = which
  const detail = { session: id?.slice(0, 64), login: login?.slice(0, 64) }
  return attempted(authority, { act: 'end-session', asker, detail }, async () => {
    const { db } = authority.store
    if ((id === undefined) === (login === undefined))
      throw new Fault('REQUEST_MALFORMED', { field: 'id, login' })
    if (login !== undefined) return { ended: await endSessionsOf(db, (await knownPerson(db, login)).login) }
    const row = await db
      .selectFrom('sessions')
      .select('id')
      .where('id', '=', id ?? '')
      .executeTakeFirst()
    if (!row) throw new Fault('SESSION_UNKNOWN')
    await endSession(db, row.id)
    return { ended: 1 }
  })
}

async function knownPerson(db: Db, typed: string) {
  const login = typedLogin(typed)
  const row = await db
    .selectFrom('users')
    .select(['login', 'role'])
    .where('login', '=', login)
    .executeTakeFirst()
  if (!row) throw new Fault('USER_UNKNOWN', { login })
  return row
}
