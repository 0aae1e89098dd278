// Accounts over HTTPS: sign in and out, second factor, password, one's own sessions, and the verbs of the authority for
// who is signed in. Each route hands over to one function.
import { ACCOUNT_PATHS, BROWSER_COOKIE, SESSION_COOKIE } from '@parley/shared/accounts/constants.ts'
import {
  ownSessions,
  passwordChange,
  passwordReset,
  passwordResetDone,
  type SessionInfo,
  secondFactorBegin,
  secondFactorBegun,
  secondFactorConfirm,
  secondFactorConfirmed,
  sessionInfo,
  signInRequest,
} from '@parley/shared/accounts/schema.ts'
import { humanRole } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { ZodError, z } from 'zod'
import { attempted } from '../audit/record.ts'
import type { Authority } from '../authority.ts'
import { isVerb, runRaw } from '../control/verbs.ts'
import { readPolicy } from '../realm/policy.ts'
import { changePassword, useResetLink } from './change-password.ts'
import { KNOWN_PLACE_LIFE, MAX_VERB_BYTES } from './constants.ts'
import { recoveryCodesLeft } from './recovery.ts'
import { fromOwnPage, type SignedInRequest, signedIn } from './request.ts'
import { hasSecondFactor, needsSecondFactor } from './second-factor.ts'
import { csrfToken, endSession, findSession, listSessions, type Session } from './sessions.ts'
import { beginSecondFactor, confirmSecondFactor, leaveSecondFactor } from './set-up-factor.ts'
import { signIn } from './sign-in.ts'

const COOKIE = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const

export function accountRoutes(authority: Authority) {
  return async (plain: FastifyInstance): Promise<void> => {
    const app = plain.withTypeProvider<ZodTypeProvider>()

    app.post(
      ACCOUNT_PATHS.session,
      { schema: { body: signInRequest, response: { 201: sessionInfo } } },
      async (request, reply) => {
        await fromOwnPage(authority, request, 'sign-in')
        const { secret, token } = await signIn(authority, request.body, {
          source: request.ip,
          token: request.cookies[BROWSER_COOKIE],
          agent: request.headers['user-agent'] ?? '',
        })
        // A session that came along ends: whoever planted it gains nothing.
        await endPlanted(authority, request)
        reply.setCookie(BROWSER_COOKIE, token, { ...COOKIE, maxAge: KNOWN_PLACE_LIFE / 1000 })
        reply.code(201)
        return sessionWith(authority, reply, secret)
      },
    )
    app.get(ACCOUNT_PATHS.session, { schema: { response: { 200: sessionInfo } } }, async (request) => {
      const { session, csrf } = await signedIn(authority, request, 'session', { limited: true })
      return infoOf(authority, session, csrf)
    })
    app.delete(ACCOUNT_PATHS.session, async (request, reply) => {
      const { session, asker } = await signedIn(authority, request, 'sign-out', { limited: true })
      await attempted(authority, { act: 'sign-out', asker, detail: {} }, () =>
        endSession(authority.store.db, session.id),
      )
      reply.clearCookie(SESSION_COOKIE, COOKIE)
      return reply.code(204).send()
    })

    app.get(ACCOUNT_PATHS.sessions, { schema: { response: { 200: ownSessions } } }, async (request) => {
      const { session } = await signedIn(authority, request, 'own-sessions')
      const lines = await listSessions(authority, session.login)
      return { sessions: lines.map((line) => ({ ...line, current: line.id === session.id })) }
    })
    app.delete(
      `${ACCOUNT_PATHS.sessions}/:id`,
      { schema: { params: z.strictObject({ id: z.uuid() }) } },
      async (request, reply) => {
        const { session, asker } = await signedIn(authority, request, 'end-own-session')
        const { id } = request.params
        await attempted(authority, { act: 'end-own-session', asker, detail: { session: id } }, async () => {
          const own = await listSessions(authority, session.login)
          if (!own.some((line) => line.id === id)) throw new Fault('SESSION_UNKNOWN')
          await endSession(authority.store.db, id)
        })
        return reply.code(204).send()
      },
    )

    app.post(
      ACCOUNT_PATHS.secondFactor,
      { schema: { body: secondFactorBegin, response: { 200: secondFactorBegun } } },
      async (request) => {
        const act = 'begin-second-factor'
        const { session, asker } = await signedIn(authority, request, act, { limited: true })
        return beginSecondFactor(authority, session, request.body, asker)
      },
    )
    app.post(
      ACCOUNT_PATHS.confirmSecondFactor,
      { schema: { body: secondFactorConfirm, response: { 200: secondFactorConfirmed } } },
      async (request, reply) => {
        const act = 'set-second-factor'
        const { session, asker } = await signedIn(authority, request, act, { limited: true })
        const kept = await confirmSecondFactor(authority, session, request.body.code, asker)
        return {
          recoveryCodes: [...kept.recoveryCodes],
          session: await sessionWith(authority, reply, kept.secret),
        }
      },
    )
    app.delete(
      ACCOUNT_PATHS.secondFactor,
      { schema: { body: secondFactorBegin } },
      async (request, reply) => {
        const { session, asker } = await signedIn(authority, request, 'remove-second-factor')
        await leaveSecondFactor(authority, session, request.body, asker)
        return reply.code(204).send()
      },
    )

    app.post(
      ACCOUNT_PATHS.password,
      { schema: { body: passwordChange, response: { 200: sessionInfo } } },
      async (request, reply) => {
        const { session, asker } = await signedIn(authority, request, 'change-password')
        const secret = await changePassword(authority, session, request.body, asker)
        return sessionWith(authority, reply, secret)
      },
    )
    app.post(
      ACCOUNT_PATHS.passwordReset,
      { schema: { body: passwordReset, response: { 200: passwordResetDone } } },
      async (request) => {
        await fromOwnPage(authority, request, 'use-reset-link')
        return useResetLink(authority, request.body, request.ip)
      },
    )

    const asking = new WeakMap<FastifyRequest, SignedInRequest>()
    app.post(
      '/v1/verbs/:name',
      {
        bodyLimit: MAX_VERB_BYTES,
        schema: { params: z.strictObject({ name: z.string() }), body: z.unknown() },
        // Before the body is read: a stranger's is not taken in.
        onRequest: async (request) => {
          asking.set(request, await signedIn(authority, request, verbOf(request)))
        },
      },
      async (request) => {
        const { name } = request.params
        const from = asking.get(request)
        if (!from || !isVerb(name)) throw new Fault('PATH_UNKNOWN')
        return { result: (await runVerb(authority, name, request.body, from)) ?? null }
      },
    )
  }
}

function verbOf({ params }: FastifyRequest): string {
  const name = z.object({ name: z.string() }).safeParse(params).data?.name ?? ''
  return isVerb(name) ? name : 'verb'
}

/** @throws Fault RIGHT_MISSING and those of the verb, REQUEST_MALFORMED */
async function runVerb(
  authority: Authority,
  name: Parameters<typeof runRaw>[1],
  body: unknown,
  { asker }: SignedInRequest,
): Promise<unknown> {
  try {
    return await runRaw(authority, name, body ?? {}, asker)
  } catch (error) {
    if (error instanceof ZodError) {
      const field = error.issues[0]?.path.join('/') || (error.issues[0]?.message ?? 'body')
      throw new Fault('REQUEST_MALFORMED', { field: field.slice(0, 64) }, { cause: error })
    }
    throw error
  }
}

async function endPlanted(authority: Authority, request: FastifyRequest): Promise<void> {
  const planted = request.cookies[SESSION_COOKIE]
  if (planted === undefined) return
  try {
    await endSession(authority.store.db, (await findSession(authority, planted)).id)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
  }
}

/** Gives the browser the session's secret and tells who is signed in. */
async function sessionWith(authority: Authority, reply: FastifyReply, secret: string): Promise<SessionInfo> {
  reply.setCookie(SESSION_COOKIE, secret, COOKIE)
  return infoOf(authority, await findSession(authority, secret), csrfToken(secret))
}

async function infoOf({ store, realm }: Authority, session: Session, csrf: string): Promise<SessionInfo> {
  const { login, role, limited } = session
  const person = await store.db
    .selectFrom('users')
    .select(['first_name', 'last_name'])
    .where('login', '=', login)
    .executeTakeFirstOrThrow()
  return {
    realm: realm.name,
    login,
    ...(person.first_name === null ? {} : { firstName: person.first_name }),
    ...(person.last_name === null ? {} : { lastName: person.last_name }),
    role: humanRole.parse(role),
    csrf,
    limited,
    secondFactor: {
      set: await hasSecondFactor(store.db, login),
      required: needsSecondFactor(await readPolicy(store.db), role),
      recoveryCodesLeft: await recoveryCodesLeft(store.db, login),
    },
    id: session.id,
    since: session.createdAt.toISOString(),
    ends: session.endsAt.toISOString(),
  }
}
