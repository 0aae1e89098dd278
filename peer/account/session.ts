// A person's session with their authority, held for one command: pinned HTTPS, the cookies of the session, its token.
// Nothing of it is kept; it is ended when the command is.
import { ACCOUNT_PATHS, CSRF_HEADER } from '@parley/shared/accounts/constants.ts'
import { type SessionInfo, sessionInfo } from '@parley/shared/accounts/schema.ts'
import type { HostPort } from '@parley/shared/enrolment/invitation.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { z } from 'zod'
import { type Spoken, speakPinned } from '../enrol/https.ts'
import type { KnownAuthority } from './authority.ts'
import { ACCOUNT_TIMEOUT } from './constants.ts'

export interface AccountSession {
  info(): SessionInfo
  ask<Shape extends z.ZodType>(
    method: Spoken['method'],
    path: string,
    body: object,
    answer: Shape,
  ): Promise<z.output<Shape>>
  /** Never throws: a session that could not be ended ends by itself. */
  end(): Promise<void>
}

export interface Credentials {
  readonly login: string
  readonly password: string
  readonly code?: string
}

/** @throws Fault PASSWORD_WRONG, SECOND_FACTOR_*, SIGN_IN_LOCKED, USER_SUSPENDED, AUTHORITY_* */
export async function openSession(
  { address, root }: KnownAuthority,
  credentials: Credentials,
): Promise<AccountSession> {
  const cookies = new Map<string, string>()
  let csrf = ''
  const speak = async (method: Spoken['method'], path: string, body?: object): Promise<unknown> => {
    const answer = await speakPinned(
      address,
      { method, path, ...(body && { body }), headers: headersOf(cookies, csrf) },
      { roots: [root], signal: AbortSignal.timeout(ACCOUNT_TIMEOUT) },
    )
    for (const line of answer.cookies) keepCookie(cookies, line)
    return answer.json
  }
  const told = (json: unknown, at: HostPort): SessionInfo => shaped(sessionInfo, json, at)
  let info = told(await speak('POST', ACCOUNT_PATHS.session, credentials), address)
  csrf = info.csrf
  return {
    info: () => info,
    async ask(method, path, body, answer) {
      const json = await speak(method, path, body)
      const result = shaped(answer, json, address)
      // Whatever changed what this session may do gave it another secret, and with it another token.
      if (method !== 'GET') {
        info = told(await speak('GET', ACCOUNT_PATHS.session), address)
        csrf = info.csrf
      }
      return result
    },
    end: () =>
      speak('DELETE', ACCOUNT_PATHS.session).then(
        () => undefined,
        () => undefined,
      ),
  }
}

function headersOf(cookies: ReadonlyMap<string, string>, csrf: string): Record<string, string> {
  if (cookies.size === 0) return {}
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return { cookie, [CSRF_HEADER]: csrf }
}

/** Ours alone: names and values without anything that would have to be quoted. */
function keepCookie(cookies: Map<string, string>, line: string): void {
  const [, name, value] = /^([\w-]{1,64})=([\w-]{0,128})(?:;|$)/.exec(line) ?? []
  if (name !== undefined && value) cookies.set(name, value)
}

function shaped<Shape extends z.ZodType>(shape: Shape, json: unknown, address: HostPort): z.output<Shape> {
  const parsed = shape.safeParse(json)
  if (!parsed.success) throw new Fault('AUTHORITY_ANSWER_WRONG', { address }, { cause: parsed.error })
  return parsed.data
}
