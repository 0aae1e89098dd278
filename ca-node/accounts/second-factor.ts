// The second factor (T4): codes of an authenticator app (TOTP, RFC 6238) and recovery codes. A code counts once, ever,
// whichever node it is shown to. The secret lies sealed in the database and is never logged.

import type { Role } from '@parley/shared/certificates/role.ts'
import type { RealmPolicy } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { randomBytes } from '@parley/shared/host/crypto.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { Secret, TOTP } from 'otpauth'
import { type Authority, keysOf } from '../authority.ts'
import { openSecret, sealSecret } from '../keys/store-key.ts'
import type { Realm } from '../realm/realm.ts'
import type { Db } from '../store/open.ts'
import {
  CODE_FROM_ANYWHERE,
  CODE_FROM_ONE_PLACE,
  MAX_CODE_LENGTH,
  TOTP_DIGITS,
  TOTP_PERIOD_SECONDS,
  TOTP_SECRET_BYTES,
  TOTP_WINDOW,
} from './constants.ts'
import type { Place } from './places.ts'
import { makeRecoveryCodes, recoveryCode, recoveryCodesLeft, spendRecoveryCode } from './recovery.ts'
import { countTry, forgetTries, uncountTry } from './tries.ts'

export interface NewSecondFactor {
  /** Base 32, as it is typed by who cannot scan. */
  readonly secret: string
  /** otpauth://totp/..., for the QR code. */
  readonly link: string
}

export interface ProvedSecondFactor {
  readonly by: 'code' | 'recovery-code'
  readonly recoveryCodesLeft: number
}

/** Admins always; others as the realm's policy says. */
export function needsSecondFactor(policy: Pick<RealmPolicy, 'secondFactor'>, role: Role): boolean {
  return role === 'admin' || policy.secondFactor.some((each) => each === role)
}

/** Keeps nothing. */
export function newSecondFactor({ name }: Pick<Realm, 'name'>, login: Login): NewSecondFactor {
  const { buffer } = Uint8Array.from(randomBytes(TOTP_SECRET_BYTES))
  const totp = totpOf(new Secret({ buffer }), { realm: name, login })
  return { secret: totp.secret.base32, link: totp.toString() }
}

/**
 * Keeps a second factor in place of any earlier one, once its first code proves that the person has it.
 * @param db the transaction it belongs to
 * @returns the recovery codes: the only time anybody sees them
 * @throws Fault SECOND_FACTOR_NEEDED, SECOND_FACTOR_WRONG
 */
export async function keepSecondFactor(
  authority: Authority,
  db: Db,
  login: Login,
  secret: string,
  code: string,
): Promise<readonly string[]> {
  const now = authority.now().getTime()
  const bytes = secretBytes(secret)
  const step = matchingStep(bytes, typedCode(code), now)
  if (step === undefined) throw new Fault('SECOND_FACTOR_WRONG')
  const row = {
    secret: sealSecret(keysOf(authority), contextOf(login), bytes),
    last_step: step,
    created_at: now,
  }
  await db
    .insertInto('second_factors')
    .values({ login, ...row })
    .onConflict((conflict) => conflict.column('login').doUpdateSet(row))
    .execute()
  return makeRecoveryCodes(db, login)
}

export async function hasSecondFactor(db: Db, login: Login): Promise<boolean> {
  const row = await db
    .selectFrom('second_factors')
    .select('login')
    .where('login', '=', login)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Takes a code of the app or a recovery code. Each try is counted first; see constants.ts for the waits.
 * @param code undefined or empty when none was given
 * @param place where from: a place known for this login is not slowed down by tries elsewhere
 * @throws Fault SECOND_FACTOR_NOT_SET, SECOND_FACTOR_NEEDED, SECOND_FACTOR_LOCKED, SECOND_FACTOR_WRONG, SECOND_FACTOR_USED
 */
export async function proveSecondFactor(
  authority: Authority,
  login: Login,
  code: string | undefined,
  place?: Place,
): Promise<ProvedSecondFactor> {
  const { db } = authority.store
  const factor = await db
    .selectFrom('second_factors')
    .select(['secret', 'last_step'])
    .where('login', '=', login)
    .executeTakeFirst()
  if (!factor) throw new Fault('SECOND_FACTOR_NOT_SET', { login })
  const typed = typedCode(code)

  // 1. Counted before it is looked at.
  const here = { about: `code ${login} ${place?.about ?? ''}`, login, bound: CODE_FROM_ONE_PLACE }
  const anywhere = { about: `code ${login}`, login, bound: CODE_FROM_ANYWHERE }
  const counted = place?.known === true ? [here] : [here, anywhere]
  await countTry(authority, counted, (seconds) => new Fault('SECOND_FACTOR_LOCKED', { seconds }))

  // 2. Taken, by one conditional write.
  const recovery = recoveryCode(typed)
  const secret = openSecret(keysOf(authority), contextOf(login), factor.secret)
  try {
    if (recovery === undefined)
      await spendStep(db, login, matchingStep(secret, typed, authority.now().getTime()))
    else if ((await spendRecoveryCode(db, login, recovery)) !== 1) throw new Fault('SECOND_FACTOR_WRONG')
  } finally {
    secret.fill(0)
  }

  // 3. Right: the person starts afresh here, and their try is none of a guesser's.
  await forgetTries(db, [here.about])
  if (counted.includes(anywhere)) await uncountTry(db, anywhere.about)
  return {
    by: recovery === undefined ? 'code' : 'recovery-code',
    recoveryCodesLeft: await recoveryCodesLeft(db, login),
  }
}

/** Only a later step than the last one counts: of two who show one code at once, one finds it so. */
async function spendStep(db: Db, login: Login, step: number | undefined): Promise<void> {
  if (step === undefined) throw new Fault('SECOND_FACTOR_WRONG')
  const { numUpdatedRows } = await db
    .updateTable('second_factors')
    .set({ last_step: step })
    .where('login', '=', login)
    .where('last_step', '<', step)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) throw new Fault('SECOND_FACTOR_USED')
}

/** For who lost both app and recovery codes; an administrator's act. @returns how many were removed, 0 or 1 */
export async function removeSecondFactor(db: Db, login: Login): Promise<number> {
  await db.deleteFrom('recovery_codes').where('login', '=', login).execute()
  const { numDeletedRows } = await db
    .deleteFrom('second_factors')
    .where('login', '=', login)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** Spaces as apps show them are not part of it. @throws Fault SECOND_FACTOR_NEEDED, SECOND_FACTOR_WRONG */
function typedCode(raw: string | undefined): string {
  const typed = raw?.trim() ?? ''
  if (typed === '') throw new Fault('SECOND_FACTOR_NEEDED')
  if (typed.length > MAX_CODE_LENGTH) throw new Fault('SECOND_FACTOR_WRONG')
  return typed.replace(/\s+/g, '')
}

/** @returns the time step whose code it is; undefined when it is none of those that count now */
function matchingStep(secret: Uint8Array, code: string, now: number): number | undefined {
  if (!/^\d+$/.test(code)) return undefined
  const totp = totpOf(new Secret({ buffer: Uint8Array.from(secret).buffer }))
  // The library compares in constant time.
  const delta = totp.validate({ token: code, timestamp: now, window: TOTP_WINDOW })
  return delta === null ? undefined : totp.counter({ timestamp: now }) + delta
}

function totpOf(secret: Secret, { realm = '', login = '' } = {}): TOTP {
  return new TOTP({
    issuer: `Parley ${realm}`.trim(),
    label: login,
    algorithm: 'SHA1',
    digits: TOTP_DIGITS,
    period: TOTP_PERIOD_SECONDS,
    secret,
  })
}

function secretBytes(base32: string): Uint8Array {
  const { bytes } = Secret.fromBase32(base32)
  if (bytes.length !== TOTP_SECRET_BYTES) throw new Fault('SECOND_FACTOR_WRONG')
  return bytes
}

const contextOf = (login: Login): string => `second-factor:${login}`
