// What a person changes of their own account, each in a session that ends with it.
import { ACCOUNT_PATHS } from '@parley/shared/accounts/constants.ts'
import {
  passwordResetDone,
  secondFactorBegun,
  secondFactorConfirmed,
  sessionInfo,
} from '@parley/shared/accounts/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { speakPinned } from '../enrol/https.ts'
import { linkedAuthority } from './authority.ts'
import { ACCOUNT_TIMEOUT } from './constants.ts'
import type { AccountSession } from './session.ts'

/** @throws Fault PASSWORD_WRONG, PASSWORD_SAME, PASSWORD_ELSEWHERE, those of a password that may not be */
export async function changeOwnPassword(
  session: AccountSession,
  { old, password }: { readonly old: string; readonly password: string },
): Promise<void> {
  await session.ask('POST', ACCOUNT_PATHS.password, { old, password }, sessionInfo)
}

/** @returns whose it is. @throws Fault RESET_LINK_*, those of a password that may not be */
export async function resetByLink(link: string, password: string): Promise<string> {
  const { address, root, secret } = await linkedAuthority(link)
  const { json } = await speakPinned(
    address,
    { method: 'POST', path: ACCOUNT_PATHS.passwordReset, body: { secret, password }, headers: {} },
    { roots: [root], signal: AbortSignal.timeout(ACCOUNT_TIMEOUT) },
  )
  const done = passwordResetDone.safeParse(json)
  if (!done.success) throw new Fault('AUTHORITY_ANSWER_WRONG', { address }, { cause: done.error })
  return done.data.login
}

export interface FactorToSetUp {
  /** Base 32, for who cannot scan. */
  readonly secret: string
  /** otpauth://totp/... */
  readonly link: string
}

/** In a session of a moment ago. @throws Fault SECOND_FACTOR_NEEDED, PASSWORD_NEEDED */
export function beginOwnFactor(session: AccountSession): Promise<FactorToSetUp> {
  return session.ask('POST', ACCOUNT_PATHS.secondFactor, {}, secondFactorBegun)
}

/** @returns the recovery codes, shown once. @throws Fault SECOND_FACTOR_WRONG */
export async function confirmOwnFactor(session: AccountSession, code: string): Promise<readonly string[]> {
  const done = await session.ask('POST', ACCOUNT_PATHS.confirmSecondFactor, { code }, secondFactorConfirmed)
  return done.recoveryCodes
}
