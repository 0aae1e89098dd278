// Setting a second factor up, changing and leaving it, within a session. The new secret waits sealed in the session until
// its first code proves that the person has it; a stolen session alone can neither replace nor remove one.
import { Fault } from '@parley/shared/faults/fault.ts'
import { attempted } from '../audit/record.ts'
import { type Asker, type Authority, keysOf } from '../authority.ts'
import { openSecret, sealSecret } from '../keys/store-key.ts'
import { readPolicy } from '../realm/policy.ts'
import { SESSION_FRESH } from './constants.ts'
import { provePassword } from './prove-password.ts'
import {
  hasSecondFactor,
  keepSecondFactor,
  type NewSecondFactor,
  needsSecondFactor,
  newSecondFactor,
  proveSecondFactor,
  removeSecondFactor,
} from './second-factor.ts'
import { endSessionsOf, rotateSession, type Session } from './sessions.ts'

export interface Proofs {
  /** Where the session is not fresh: of the factor that is there already, */
  readonly code?: string | undefined
  /** or, where there is none, the password. */
  readonly password?: string | undefined
}

/** @throws Fault PASSWORD_NEEDED, those of provePassword and proveSecondFactor */
export function beginSecondFactor(
  authority: Authority,
  session: Session,
  proofs: Proofs,
  asker: Asker,
): Promise<NewSecondFactor> {
  return attempted(authority, { act: 'begin-second-factor', asker, detail: {} }, async () => {
    await proveAgain(authority, session, proofs, asker)
    const made = newSecondFactor(authority.realm, session.login)
    const sealed = sealSecret(keysOf(authority), contextOf(session), new TextEncoder().encode(made.secret))
    await authority.store.db
      .updateTable('sessions')
      .set({ pending_factor: sealed })
      .where('id', '=', session.id)
      .execute()
    return made
  })
}

export interface KeptSecondFactor {
  readonly recoveryCodes: readonly string[]
  /** Of this session, which goes on as one with a second factor; all others ended. */
  readonly secret: string
}

/** @throws Fault SECOND_FACTOR_NOT_BEGUN, SECOND_FACTOR_NEEDED, SECOND_FACTOR_WRONG */
export function confirmSecondFactor(
  authority: Authority,
  session: Session,
  code: string,
  asker: Asker,
): Promise<KeptSecondFactor> {
  return attempted(authority, { act: 'set-second-factor', asker, detail: {} }, () =>
    authority.store.transaction(async (db) => {
      const row = await db
        .selectFrom('sessions')
        .select('pending_factor')
        .where('id', '=', session.id)
        .executeTakeFirst()
      if (!row?.pending_factor) throw new Fault('SECOND_FACTOR_NOT_BEGUN')
      const opened = openSecret(keysOf(authority), contextOf(session), row.pending_factor)
      const pending = new TextDecoder().decode(opened)
      opened.fill(0)
      const recoveryCodes = await keepSecondFactor(authority, db, session.login, pending, code)
      await endSessionsOf(db, session.login, session.id)
      const secret = await rotateSession(db, session, 'second-factor', authority.now())
      return { recoveryCodes, secret }
    }),
  )
}

/** Where the realm does not ask for one. @throws Fault SECOND_FACTOR_REQUIRED, those of proveSecondFactor */
export function leaveSecondFactor(
  authority: Authority,
  session: Session,
  proofs: Proofs,
  asker: Asker,
): Promise<void> {
  return attempted(authority, { act: 'remove-second-factor', asker, detail: {} }, async () => {
    if (needsSecondFactor(await readPolicy(authority.store.db), session.role))
      throw new Fault('SECOND_FACTOR_REQUIRED', { role: session.role })
    await proveSecondFactor(authority, session.login, proofs.code)
    await authority.store.transaction((db) => removeSecondFactor(db, session.login))
  })
}

/** Who signed in a moment ago with all there is has just done so. */
async function proveAgain(
  authority: Authority,
  session: Session,
  { code, password }: Proofs,
  { source }: Asker,
): Promise<void> {
  const withFactor = await hasSecondFactor(authority.store.db, session.login)
  const age = authority.now().getTime() - session.createdAt.getTime()
  const fresh = age >= 0 && age < SESSION_FRESH
  if (fresh && (!withFactor || session.proved === 'second-factor')) return
  if (withFactor) {
    await proveSecondFactor(authority, session.login, code)
    return
  }
  if (password === undefined || password === '') throw new Fault('PASSWORD_NEEDED')
  await provePassword(authority, session.login, password, source)
}

const contextOf = ({ id }: Session): string => `pending-second-factor:${id}`
