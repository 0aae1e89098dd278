// Who asks over EST to be enrolled (RFC 7030 section 3.2.3): HTTP Basic with the login and an invitation's secret.

import { Fault } from '@parley/shared/faults/fault.ts'
import { randomBytes } from '@parley/shared/host/crypto.ts'
import { MAX_CREDENTIALS_LENGTH, UNKNOWN_PASSWORD_BYTES } from './constants.ts'

export interface EstCredentials {
  readonly login: string
  /** Of an invitation. */
  readonly invitation: string
  /** Of the person. */
  readonly password: string
}

const BASIC = /^basic +([A-Za-z0-9+/]+={0,2})$/i

/**
 * LOGIN:SECRET or LOGIN:SECRET:PASSWORD; neither a login nor a secret has a colon. An EST client knows one password
 * only. A person who is new and gave none of their own gets one that nobody knows: their device works, and they cannot
 * sign in by password until an administrator gives them one.
 * @param header Authorization
 * @throws Fault EST_CREDENTIALS_MISSING, EST_CREDENTIALS_MALFORMED
 */
export function estCredentials(header: string | undefined): EstCredentials {
  if (header === undefined || header === '') throw new Fault('EST_CREDENTIALS_MISSING')
  const base64 = header.length > MAX_CREDENTIALS_LENGTH ? undefined : BASIC.exec(header)?.[1]
  if (base64 === undefined) throw new Fault('EST_CREDENTIALS_MALFORMED')
  const [login, invitation, ...rest] = utf8(Buffer.from(base64, 'base64')).split(':')
  if (!login || !invitation) throw new Fault('EST_CREDENTIALS_MALFORMED')
  return { login, invitation, password: rest.length > 0 ? rest.join(':') : unknownPassword() }
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new Fault('EST_CREDENTIALS_MALFORMED', {}, { cause })
  }
}

function unknownPassword(): string {
  return Buffer.from(randomBytes(UNKNOWN_PASSWORD_BYTES)).toString('base64url')
}
