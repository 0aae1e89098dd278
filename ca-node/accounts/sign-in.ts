// Signing in: password, second factor, a session; and out again. Everybody of the realm may, also members: to change their
// own password and second factor and to see their own sessions. What else they may is decided by the table of rights.
import { randomBytes } from '@parley/shared/host/crypto.ts'
import { attempted, claimedLogin } from '../audit/record.ts'
import { type Authority, nobodyAt } from '../authority.ts'
import { BROWSER_TOKEN_BYTES } from './constants.ts'
import { rememberPlace } from './places.ts'
import { provePassword } from './prove-password.ts'
import { hasSecondFactor, proveSecondFactor } from './second-factor.ts'
import { createSession } from './sessions.ts'

export interface SignInRequest {
  readonly login: string
  readonly password: string
  readonly code?: string | undefined
}

export interface SignInFrom {
  readonly source: string
  /** What this browser keeps since an earlier sign-in. */
  readonly token: string | undefined
  readonly agent: string
}

export interface SignedIn {
  /** For the session's cookie. */
  readonly secret: string
  /** For the browser to be known by, whoever signs in elsewhere. */
  readonly token: string
}

const TOKEN = /^[A-Za-z0-9_-]{22}$/

/** @throws Fault of provePassword and proveSecondFactor */
export function signIn(authority: Authority, request: SignInRequest, from: SignInFrom): Promise<SignedIn> {
  const { source, agent } = from
  const asker = nobodyAt(source)
  const detail = { login: claimedLogin(request.login) }
  return attempted(authority, { act: 'sign-in', asker, detail }, async () => {
    const { store } = authority
    const known = from.token !== undefined && TOKEN.test(from.token) ? from.token : undefined

    // 1. The password, then the code where there is a second factor: in that order a code alone says nothing.
    const { login, place } = await provePassword(authority, request.login, request.password, source, known)
    const withFactor = await hasSecondFactor(store.db, login)
    if (withFactor) await proveSecondFactor(authority, login, request.code, place)

    // 2. A session of its own, whatever cookie came along; and the place is known from now on.
    const token = known ?? Buffer.from(randomBytes(BROWSER_TOKEN_BYTES)).toString('base64url')
    const now = authority.now()
    const secret = await store.transaction(async (db) => {
      await rememberPlace(db, login, { source, token }, now)
      const proved = withFactor ? ('second-factor' as const) : ('password' as const)
      return createSession(db, { login, proved, source, agent }, now)
    })
    return { secret, token }
  })
}
