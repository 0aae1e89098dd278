// Signs this device's person in for one command, by password and, where one is wanted, a code; and out again.
import { faultIn } from '@parley/shared/faults/fault.ts'
import type { Host } from '@parley/shared/host/cli/host.ts'
import type { Output } from '@parley/shared/host/cli/output.ts'
import { readSecret } from '@parley/shared/host/cli/secret.ts'
import { accountWords } from '@parley/shared/text/account.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { ownAuthority } from '../account/authority.ts'
import { type AccountSession, openSession } from '../account/session.ts'
import { type Codes, codesFor } from './codes.ts'

export interface AccountCall {
  readonly folder: string
  readonly host: Host
  readonly out: Output
}

export interface AccountOptions {
  readonly passwordFile: string | undefined
  readonly secondFactorFile: string | undefined
  readonly qr: boolean
}

export interface SignedIn {
  readonly session: AccountSession
  readonly login: string
  readonly password: string
  readonly codes: Codes
}

/** @throws Fault DATA_MISSING, AUTHORITY_*, PASSWORD_WRONG, SECOND_FACTOR_*, SIGN_IN_LOCKED, USER_SUSPENDED */
export async function inAccount(
  { folder, host, out }: AccountCall,
  { passwordFile, secondFactorFile, qr }: AccountOptions,
  work: (signedIn: SignedIn) => Promise<void>,
): Promise<void> {
  const authority = await ownAuthority(folder)
  const { login } = authority
  const secret = await readSecret(host, out, {
    kind: 'password',
    file: passwordFile,
    folder,
    purpose: 'open',
    prompt: sayIn(accountWords, host.language)('askPassword', { login }),
  })
  const password = decoded(secret)
  secret.fill(0)
  const codes = await codesFor({ host, out, folder, file: secondFactorFile, qr, quiet: () => undefined })
  const session = await openSession(authority, { login, password }).catch(async (error: unknown) => {
    if (faultIn(error)?.code !== 'SECOND_FACTOR_NEEDED') throw error
    const code = await codes.code(undefined, new Date())
    return openSession(authority, { login, password, code })
  })
  try {
    await work({ session, login, password, codes })
  } finally {
    await session.end()
  }
}

export const decoded = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
