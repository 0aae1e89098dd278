// Who a request over HTTPS comes from: the session behind its cookie, and whether a page of ours sent it. Every refusal
// here is recorded. Decides nothing about rights.
import { timingSafeEqual } from 'node:crypto'
import { CSRF_HEADER, SESSION_COOKIE } from '@parley/shared/accounts/constants.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { FastifyRequest } from 'fastify'
import { recordRefusal } from '../audit/record.ts'
import { type Asker, type Authority, nobodyAt } from '../authority.ts'
import { csrfToken, findSession, type Session } from './sessions.ts'

export interface SignedInRequest {
  readonly session: Session
  readonly asker: Asker
  readonly csrf: string
}

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD'])

/**
 * @param act for the record, when it is refused
 * @param options.limited whether a session that can only set up a second factor is enough
 * @throws Fault ORIGIN_FOREIGN, SESSION_*, USER_SUSPENDED, CSRF_TOKEN_WRONG
 */
export async function signedIn(
  authority: Authority,
  request: FastifyRequest,
  act: string,
  { limited = false }: { limited?: boolean } = {},
): Promise<SignedInRequest> {
  const source = request.ip
  return refusalsRecorded(authority, act, source, async () => {
    assertOwnPage(request)
    const secret = request.cookies[SESSION_COOKIE]
    const session = await findSession(authority, secret)
    const csrf = csrfToken(secret ?? '')
    if (!READING.has(request.method)) assertToken(csrf, request.headers[CSRF_HEADER])
    if (session.limited && !limited) throw new Fault('SESSION_LIMITED', { role: session.role })
    return { session, csrf, asker: { who: session.login, role: session.role, source } }
  })
}

/** For who is not signed in: a page of another origin may not sign anybody in either. @throws Fault ORIGIN_FOREIGN */
export function fromOwnPage(authority: Authority, request: FastifyRequest, act: string): Promise<void> {
  return refusalsRecorded(authority, act, request.ip, async () => assertOwnPage(request))
}

/** Browsers say where a request comes from; other programs say nothing, and have no cookies of anybody's. */
function assertOwnPage({ headers }: FastifyRequest): void {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Fault('ORIGIN_FOREIGN')
  const { origin, host } = headers
  if (origin !== undefined && origin !== `https://${host ?? ''}`) throw new Fault('ORIGIN_FOREIGN')
}

function assertToken(expected: string, given: string | string[] | undefined): void {
  const [want, got] = [Buffer.from(expected), Buffer.from(typeof given === 'string' ? given : '')]
  if (want.length !== got.length || !timingSafeEqual(want, got)) throw new Fault('CSRF_TOKEN_WRONG')
}

/** What is let in is recorded by what it does; what is refused before, here. */
async function refusalsRecorded<Result>(
  authority: Authority,
  act: string,
  source: string,
  check: () => Promise<Result>,
): Promise<Result> {
  try {
    return await check()
  } catch (error) {
    // A page that asks whether somebody is signed in is no attempt.
    if (error instanceof Fault && error.code === 'SESSION_MISSING' && act === 'session') throw error
    await recordRefusal(authority, { act, asker: nobodyAt(source) }, error)
    throw error
  }
}
