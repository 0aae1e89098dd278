// A browser as accounts see one: keeps cookies, sends what browsers send, carries the session's token; and people at it.
import assert from 'node:assert/strict'
import { ACCOUNT_PATHS } from '@parley/shared/accounts/constants.ts'
import { type SessionInfo, sessionInfo } from '@parley/shared/accounts/schema.ts'
import type { Role } from '@parley/shared/certificates/role.ts'
import { TOTP, URI } from 'otpauth'
import { PASSWORD, type TestAuthority } from '../../support/authority.ts'
import { enrolment, postEnrolment, type Reply, send } from '../request.ts'

export interface Browser {
  readonly cookies: Map<string, string>
  /** Of the last answer that told it. */
  csrf: string
  send(
    path: string,
    options?: { method?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<Reply>
  signIn(login: string, more?: { password?: string; code?: string }): Promise<Reply>
  session(): Promise<Reply>
  verb(name: string, input?: unknown): Promise<Reply>
}

export function browserAt(harbour: TestAuthority): Browser {
  const cookies = new Map<string, string>()
  const origin = `https://${harbour.address}`
  const browser: Browser = {
    cookies,
    csrf: '',
    async send(path, { method, body, headers = {} } = {}) {
      const reply = await send(harbour, path, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headers: {
          origin,
          'sec-fetch-site': 'same-origin',
          'user-agent': 'Test/1.0 (harbour)',
          ...(cookies.size === 0
            ? {}
            : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
          ...(browser.csrf === '' ? {} : { 'x-csrf': browser.csrf }),
          ...headers,
        },
      })
      for (const line of [reply.headers['set-cookie'] ?? []].flat()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (value === '') cookies.delete(name)
        else cookies.set(name, value)
      }
      const csrf = reply.code === undefined ? /"csrf":"([^"]+)"/.exec(reply.text)?.[1] : undefined
      if (csrf !== undefined) browser.csrf = csrf
      return reply
    },
    signIn: (login, { password = PASSWORD, ...more } = {}) =>
      browser.send(ACCOUNT_PATHS.session, { body: { login, password, ...more } }),
    session: () => browser.send(ACCOUNT_PATHS.session),
    verb: (name, input = {}) => browser.send(`/v1/verbs/${name}`, { body: input }),
  }
  return browser
}

export function infoIn(reply: Reply): SessionInfo {
  assert.ok(reply.status === 200 || reply.status === 201, reply.text)
  return sessionInfo.parse(JSON.parse(reply.text))
}

/** Straight into the database: how people get their roles is tested elsewhere. */
export async function enrol(harbour: TestAuthority, login: string, role: Role = 'member'): Promise<void> {
  const done = await postEnrolment(harbour, enrolment(login, await harbour.secret()))
  assert.equal(done.status, 201, done.text)
  await harbour.authority.store.db
    .updateTable('users')
    .set({ role })
    .where('skeleton', 'is not', null)
    .where('login', '=', login as never)
    .execute()
}

export interface App {
  code(at: number): string
}

/** Sets a second factor up in a browser that is signed in. */
export async function setUpFactor(
  browser: Browser,
  now: number,
): Promise<App & { readonly recoveryCodes: string[]; readonly reply: Reply }> {
  const begun = await browser.send(ACCOUNT_PATHS.secondFactor, { body: {} })
  assert.equal(begun.status, 200, begun.text)
  const app = URI.parse(JSON.parse(begun.text).link)
  assert.ok(app instanceof TOTP)
  const code = (at: number) => app.generate({ timestamp: at })
  const reply = await browser.send(ACCOUNT_PATHS.confirmSecondFactor, { body: { code: code(now) } })
  assert.equal(reply.status, 200, reply.text)
  return { code, recoveryCodes: JSON.parse(reply.text).recoveryCodes, reply }
}

/** A clock that stands where a test puts it, ten seconds into a step of TOTP; near the real one, which TLS goes by. */
export function steppedClock() {
  const step = 30_000
  const clock = {
    now: Math.floor(Date.now() / step) * step + 10_000,
    step: (steps = 1) => {
      clock.now += steps * step
    },
    read: () => new Date(clock.now),
  }
  return clock
}
