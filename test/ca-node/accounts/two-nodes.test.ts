// Mallory at two authorities of one realm at once: tries, codes, links and sessions are counted for both together, because
// they are counted in the database they share.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serverPlace } from '@parley/ca-node/store/place.ts'
import { ACCOUNT_PATHS, SESSION_COOKIE } from '@parley/shared/accounts/constants.ts'
import { newRealm, PASSWORD, startTestAuthority } from '../../support/authority.ts'
import { lastFirst } from '../../support/last-first.ts'
import { noPostgres, startPostgres } from '../../support/postgres.ts'
import { secondAuthority } from '../../support/second-authority.ts'
import { browserAt, enrol, setUpFactor, steppedClock } from './browser.ts'

const WRONG = 'not the right one at all'

test('two authorities on one PostgreSQL count as one', { skip: noPostgres }, async (t) => {
  const ending = lastFirst(t)
  const postgres = await startPostgres(ending)
  const clock = steppedClock()
  const options = { now: clock.read, requestsPerMinute: 100_000 }
  const first = await newRealm(ending, { place: serverPlace(await postgres.newDatabase()) })
  const second = await secondAuthority(ending, first)
  const a = await startTestAuthority(ending, { data: first, ...options })
  const b = await startTestAuthority(ending, { data: second, ...options })
  await enrol(a, 'alice')
  await enrol(b, 'bob', 'admin')
  const both = <Result>(count: number, ask: (at: typeof a, index: number) => Promise<Result>) =>
    Promise.all(Array.from({ length: count }, (_, index) => ask(index % 2 === 0 ? a : b, index)))
  const outcomes = (replies: readonly { code: string | undefined }[]) =>
    replies.map(({ code }) => code ?? 'DONE').toSorted()
  const her = browserAt(a)
  assert.equal((await her.signIn('alice')).status, 201)
  const app = await setUpFactor(her, clock.now)

  await t.test('a crowd of guesses at both gets no more tries than at one', async () => {
    const guesses = await both(24, (at) => browserAt(at).signIn('alice', { password: WRONG }))
    const [wrong, locked] = ['PASSWORD_WRONG', 'SIGN_IN_LOCKED'].map(
      (code) => guesses.filter((reply) => reply.code === code).length,
    )
    assert.deepEqual([wrong, locked], [5, 19])
    assert.equal((await browserAt(b).signIn('alice')).code, 'SIGN_IN_LOCKED')
    clock.now += 15 * 60_000
    assert.equal((await browserAt(b).signIn('alice', { code: app.code(clock.now) })).status, 201)
  })

  await t.test('a code shown to both at once opens one session', async () => {
    clock.step()
    const code = app.code(clock.now)
    const replies = await both(2, (at) => browserAt(at).signIn('alice', { code }))
    assert.deepEqual(outcomes(replies), ['DONE', 'SECOND_FACTOR_USED'])
  })

  await t.test('a recovery code as well', async () => {
    const [code = ''] = app.recoveryCodes
    const replies = await both(2, (at) => browserAt(at).signIn('alice', { code }))
    assert.deepEqual(outcomes(replies), ['DONE', 'SECOND_FACTOR_WRONG'])
  })

  await t.test('a session of the one is one of the other, and ends at both', async () => {
    clock.step()
    assert.equal((await her.signIn('alice', { code: app.code(clock.now) })).status, 201)
    const there = browserAt(b)
    there.cookies.set(SESSION_COOKIE, her.cookies.get(SESSION_COOKIE) ?? '')
    assert.equal((await there.session()).status, 200)
    assert.equal((await there.send(ACCOUNT_PATHS.session, { method: 'DELETE' })).status, 204)
    assert.equal((await her.session()).code, 'SESSION_UNKNOWN')
  })

  await t.test('a reset link used at both at once counts once', async () => {
    const bob = browserAt(b)
    await bob.signIn('bob')
    await setUpFactor(bob, clock.now)
    const { result } = JSON.parse((await bob.verb('reset-password', { login: 'alice' })).text)
    const secret = new URLSearchParams(new URL(result.link).hash.slice(1)).get('secret') ?? ''
    const body = (index: number) => ({ secret, password: `${index} quiet storks at noon` })
    const replies = await both(2, (at, index) =>
      browserAt(at).send(ACCOUNT_PATHS.passwordReset, { body: body(index) }),
    )
    assert.deepEqual(outcomes(replies), ['DONE', 'RESET_LINK_UNKNOWN'])
    clock.step()
    assert.equal((await browserAt(a).signIn('alice', { password: PASSWORD })).code, 'PASSWORD_WRONG')
  })
})
