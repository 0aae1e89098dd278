// Signing in to a real authority over HTTPS: sessions, what they are good for, and how they end.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { suspend } from '@parley/ca-node/people/suspend.ts'
import { setPolicy } from '@parley/ca-node/realm/policy.ts'
import { ACCOUNT_PATHS, BROWSER_COOKIE, SESSION_COOKIE } from '@parley/shared/accounts/constants.ts'
import { startTestAuthority } from '../../support/authority.ts'
import { send } from '../request.ts'
import { type Browser, browserAt, enrol, infoIn, setUpFactor, steppedClock } from './browser.ts'

/** Of the password everybody has here, with 8 MiB and one pass. */
const CHEAP_HASH =
  '$argon2id$v=19$m=8192,t=1,p=1$YSBzYWx0IGZvciBhIHRlc3Q$PBDMN7G+ZF849j/EnDtGNLYpb7TEyGOqYXFBglh4GRE'

async function harbourWith(t: TestContext, people: Parameters<typeof enrol>[2][] = ['member']) {
  const clock = steppedClock()
  const harbour = await startTestAuthority(t, { now: clock.read })
  for (const [index, role] of people.entries())
    await enrol(harbour, ['alice', 'bob', 'carol'][index] ?? 'dave', role)
  return { harbour, clock }
}

async function signInWithFactor(browser: Browser, login: string, now: number) {
  await browser.signIn(login)
  return setUpFactor(browser, now)
}

test('alice signs in, is herself until she signs out, and the cookie is worth nothing after', async (t) => {
  const { harbour } = await harbourWith(t)
  const browser = browserAt(harbour)
  assert.equal((await browser.session()).code, 'SESSION_MISSING')
  const reply = await browser.signIn('alice')
  const info = infoIn(reply)
  assert.equal(reply.status, 201)
  assert.deepEqual([info.login, info.role, info.limited, info.realm], ['alice', 'member', false, 'harbour'])
  for (const line of [reply.headers['set-cookie'] ?? []].flat())
    assert.match(
      line,
      /^__Host-parley-(?:session|browser)=[\w-]+; (?:Max-Age=\d+; )?Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
  assert.equal(infoIn(await browser.session()).id, info.id)
  const kept = browser.cookies.get(SESSION_COOKIE) ?? ''
  const row = await harbour.authority.store.db.selectFrom('sessions').selectAll().executeTakeFirstOrThrow()
  assert.equal(JSON.stringify(row).includes(kept), false, 'only its hash is kept')
  assert.equal((await browser.send(ACCOUNT_PATHS.session, { method: 'DELETE' })).status, 204)
  assert.equal(browser.cookies.has(SESSION_COOKIE), false)
  browser.cookies.set(SESSION_COOKIE, kept)
  assert.equal((await browser.session()).code, 'SESSION_UNKNOWN')
})

test('an admin without a second factor can set one up and do nothing else; with it all is open', async (t) => {
  const { harbour, clock } = await harbourWith(t, ['admin'])
  const browser = browserAt(harbour)
  const info = infoIn(await browser.signIn('alice'))
  assert.deepEqual(
    [info.limited, info.secondFactor],
    [true, { set: false, required: true, recoveryCodesLeft: 0 }],
  )
  const limited = browser.cookies.get(SESSION_COOKIE) ?? ''
  for (const reply of [
    await browser.verb('users'),
    await browser.send(ACCOUNT_PATHS.sessions),
    await browser.send(ACCOUNT_PATHS.password, { body: { old: 'x', password: 'y' } }),
  ])
    assert.equal(reply.code, 'SESSION_LIMITED')
  assert.equal(
    (await browser.send(ACCOUNT_PATHS.confirmSecondFactor, { body: { code: '1' } })).code,
    'SECOND_FACTOR_NOT_BEGUN',
  )

  const app = await setUpFactor(browser, clock.now)
  assert.equal(app.recoveryCodes.length, 10)
  assert.equal(infoIn(await browser.session()).limited, false)
  assert.equal((await browser.verb('users')).status, 200)
  const thief = browserAt(harbour)
  thief.cookies.set(SESSION_COOKIE, limited)
  assert.equal((await thief.session()).code, 'SESSION_UNKNOWN', 'the secret from before is worth nothing')

  // From now on the password alone opens nothing.
  const other = browserAt(harbour)
  assert.equal((await other.signIn('alice')).code, 'SECOND_FACTOR_NEEDED')
  assert.equal((await other.signIn('alice', { code: app.code(clock.now) })).code, 'SECOND_FACTOR_USED')
  clock.step()
  assert.equal(infoIn(await other.signIn('alice', { code: app.code(clock.now) })).limited, false)
  assert.equal(
    infoIn(await other.signIn('alice', { code: app.recoveryCodes[0] ?? '' })).secondFactor.recoveryCodesLeft,
    9,
  )
})

test('a second factor is replaced only with a code of the one there is, left only where nobody asks for it', async (t) => {
  const { harbour, clock } = await harbourWith(t)
  const browser = browserAt(harbour)
  await browser.signIn('alice')
  clock.now += 6 * 60_000
  assert.equal(
    (await browser.send(ACCOUNT_PATHS.secondFactor, { body: {} })).code,
    'PASSWORD_NEEDED',
    'not fresh',
  )
  assert.equal(
    (await browser.send(ACCOUNT_PATHS.secondFactor, { body: { password: 'not hers at all' } })).code,
    'PASSWORD_WRONG',
  )
  await browser.signIn('alice')
  const app = await setUpFactor(browser, clock.now)
  clock.now += 6 * 60_000
  assert.equal((await browser.send(ACCOUNT_PATHS.secondFactor, { body: {} })).code, 'SECOND_FACTOR_NEEDED')
  clock.step()
  const begun = await browser.send(ACCOUNT_PATHS.secondFactor, { body: { code: app.code(clock.now) } })
  assert.equal(begun.status, 200)
  clock.step()
  assert.equal(
    (await browser.send(ACCOUNT_PATHS.confirmSecondFactor, { body: { code: app.code(clock.now) } })).code,
    'SECOND_FACTOR_WRONG',
  )
  await setPolicy(harbour.authority, { secondFactor: ['member'] }, LOCAL)
  const leave = { method: 'DELETE', body: { code: app.code(clock.now) } }
  assert.equal((await browser.send(ACCOUNT_PATHS.secondFactor, leave)).code, 'SECOND_FACTOR_REQUIRED')
  await setPolicy(harbour.authority, { secondFactor: [] }, LOCAL)
  assert.equal((await browser.send(ACCOUNT_PATHS.secondFactor, leave)).status, 204)
  assert.equal((await browserAt(harbour).signIn('alice')).status, 201)
})

test('a session ends when it is idle, when it is old, when its person is suspended; another role counts at once', async (t) => {
  const { harbour, clock } = await harbourWith(t, ['moderator'])
  const { authority } = harbour
  const browser = browserAt(harbour)
  await browser.signIn('alice')
  assert.equal((await browser.verb('users')).status, 200)
  await authority.store.db.updateTable('users').set({ role: 'member' }).execute()
  assert.equal((await browser.verb('users')).code, 'RIGHT_MISSING')
  assert.equal(infoIn(await browser.session()).role, 'member')
  await authority.store.db.updateTable('users').set({ role: 'admin' }).execute()
  assert.equal((await browser.verb('users')).code, 'SESSION_LIMITED', 'no admin without a second factor')

  clock.now += 29 * 60_000
  assert.equal((await browser.session()).status, 200)
  clock.now += 30 * 60_000
  assert.equal((await browser.session()).code, 'SESSION_EXPIRED')
  assert.equal((await browser.session()).code, 'SESSION_UNKNOWN')

  await browser.signIn('alice')
  for (let used = 0; used < 12 * 60; used += 20) {
    assert.equal((await browser.session()).status, 200)
    clock.now += 20 * 60_000
  }
  assert.equal((await browser.session()).code, 'SESSION_EXPIRED', 'after 12 hours, however busy')

  await browser.signIn('alice')
  await suspend(authority, 'alice', LOCAL)
  assert.equal((await browser.session()).code, 'USER_SUSPENDED')
  assert.equal((await browser.session()).code, 'SESSION_UNKNOWN')
  assert.equal((await browser.signIn('alice')).code, 'USER_SUSPENDED')
  assert.equal(
    (await browser.signIn('alice', { password: 'not hers at all' })).code,
    'PASSWORD_WRONG',
    'only to her',
  )
})

test('sessions are listed and ended: one’s own by oneself, anybody’s by an admin', async (t) => {
  const { harbour, clock } = await harbourWith(t, ['member', 'admin'])
  const [first, second, bob] = [browserAt(harbour), browserAt(harbour), browserAt(harbour)]
  await first.signIn('alice')
  await second.signIn('alice')
  await bob.signIn('bob')
  await setUpFactor(bob, clock.now)
  const { sessions } = JSON.parse((await first.send(ACCOUNT_PATHS.sessions)).text)
  assert.equal(sessions.length, 2)
  assert.equal(sessions[0].agent, 'Test/1.0 (harbour)')
  assert.equal(sessions.filter((each: { current: boolean }) => each.current).length, 1)
  const other = sessions.find((each: { current: boolean }) => !each.current)
  assert.equal((await first.send(`${ACCOUNT_PATHS.sessions}/${other.id}`, { method: 'DELETE' })).status, 204)
  assert.equal((await second.session()).code, 'SESSION_UNKNOWN')
  assert.equal((await first.session()).status, 200)

  // Bob's is none of hers.
  const bobs = infoIn(await bob.session()).id
  assert.equal(
    (await first.send(`${ACCOUNT_PATHS.sessions}/${bobs}`, { method: 'DELETE' })).code,
    'SESSION_UNKNOWN',
  )
  assert.equal((await first.verb('sessions')).code, 'RIGHT_MISSING')
  assert.equal((await first.verb('end-session', { login: 'bob' })).code, 'RIGHT_MISSING')
  const all = JSON.parse((await bob.verb('sessions')).text).result
  assert.deepEqual(all.map((each: { login: string }) => each.login).sort(), ['alice', 'bob'])
  assert.deepEqual(JSON.parse((await bob.verb('end-session', { login: 'alice' })).text), {
    result: { ended: 1 },
  })
  assert.equal((await first.session()).code, 'SESSION_UNKNOWN')
  assert.equal((await bob.verb('end-session', { id: bobs, login: 'bob' })).code, 'REQUEST_MALFORMED')
  assert.equal((await bob.verb('end-session', { id: bobs })).status, 200)
  assert.equal((await bob.session()).code, 'SESSION_UNKNOWN')
})

test('a new password needs the old one, ends the other sessions, and is one that may be', async (t) => {
  const { harbour } = await harbourWith(t)
  const [browser, other] = [browserAt(harbour), browserAt(harbour)]
  await browser.signIn('alice')
  await other.signIn('alice')
  const before = browser.cookies.get(SESSION_COOKIE)
  const change = (old: string, password: string) =>
    browser.send(ACCOUNT_PATHS.password, { body: { old, password } })
  const old = 'three loud herons at dawn'
  assert.equal((await change('not hers at all', 'four quiet storks at noon')).code, 'PASSWORD_WRONG')
  assert.equal((await change(old, 'short')).code, 'PASSWORD_TOO_SHORT')
  assert.equal((await change(old, 'alice and the storks')).code, 'PASSWORD_CONTAINS_NAME')
  assert.equal((await change(old, old)).code, 'PASSWORD_SAME')
  assert.equal((await change(old, 'four quiet storks at noon')).status, 200)
  assert.notEqual(browser.cookies.get(SESSION_COOKIE), before)
  assert.equal((await browser.session()).status, 200)
  assert.equal((await other.session()).code, 'SESSION_UNKNOWN')
  assert.equal((await other.signIn('alice')).code, 'PASSWORD_WRONG')
  assert.equal((await other.signIn('alice', { password: 'four quiet storks at noon' })).status, 201)
})

test('who lost the password gets a link, good once, in time, the newest alone; the second factor stays', async (t) => {
  const { harbour, clock } = await harbourWith(t, ['member', 'admin'])
  const [alice, bob] = [browserAt(harbour), browserAt(harbour)]
  await bob.signIn('bob')
  await setUpFactor(bob, clock.now)
  await alice.signIn('alice')
  const app = await setUpFactor(alice, clock.now)
  const link = async () => {
    const { result } = JSON.parse((await bob.verb('reset-password', { login: 'alice' })).text)
    assert.match(result.link, /^https:\/\/127\.0\.0\.1:\d+\/reset#v=1&root=[0-9a-f]{64}&secret=[\w-]{22}/)
    return new URLSearchParams(new URL(result.link).hash.slice(1)).get('secret') ?? ''
  }
  const use = (secret: string, password = 'four quiet storks at noon') =>
    browserAt(harbour).send(ACCOUNT_PATHS.passwordReset, { body: { secret, password } })
  const [first, second] = [await link(), await link()]
  assert.equal((await use(first)).code, 'RESET_LINK_UNKNOWN', 'a newer one was made')
  assert.equal((await use(second, 'short')).code, 'PASSWORD_TOO_SHORT')
  assert.equal((await use('x')).code, 'RESET_LINK_MALFORMED')
  const both = await Promise.all([use(second), use(second)])
  assert.deepEqual(both.map((reply) => reply.code ?? 'DONE').sort(), ['DONE', 'RESET_LINK_UNKNOWN'])
  assert.equal((await alice.session()).code, 'SESSION_UNKNOWN', 'whoever was signed in is out')
  assert.equal((await alice.signIn('alice')).code, 'PASSWORD_WRONG')
  clock.step()
  const password = 'four quiet storks at noon'
  assert.equal((await alice.signIn('alice', { password })).code, 'SECOND_FACTOR_NEEDED')
  assert.equal((await alice.signIn('alice', { password, code: app.code(clock.now) })).status, 201)
  const late = await link()
  clock.now += 24 * 3_600_000
  assert.equal((await use(late)).code, 'RESET_LINK_EXPIRED')
  assert.equal(JSON.stringify(harbour.lines).includes(second), false, 'no log has the secret')

  const page = await send(harbour, '/reset', { headers: { 'accept-language': 'fr' } })
  assert.equal(page.status, 200)
  assert.match(page.text, /<html lang="fr">/)
  assert.equal((await bob.verb('reset-second-factor', { login: 'alice' })).code, 'SESSION_EXPIRED')
})

test('an administrator takes a lost second factor off', async (t) => {
  const { harbour, clock } = await harbourWith(t, ['member', 'admin'])
  const [alice, bob] = [browserAt(harbour), browserAt(harbour)]
  await bob.signIn('bob')
  await setUpFactor(bob, clock.now)
  await alice.signIn('alice')
  assert.equal((await bob.verb('reset-second-factor', { login: 'alice' })).code, 'SECOND_FACTOR_NOT_SET')
  await setUpFactor(alice, clock.now)
  assert.equal((await bob.verb('reset-second-factor', { login: 'alice' })).status, 200)
  assert.equal((await alice.session()).code, 'SESSION_UNKNOWN')
  assert.equal(infoIn(await alice.signIn('alice')).secondFactor.set, false)
})

test('an administrator’s account is not taken over by one other alone', async (t) => {
  const { harbour, clock } = await harbourWith(t, ['admin', 'admin', 'admin'])
  const [alice, bob] = [browserAt(harbour), browserAt(harbour)]
  const bobsApp = await signInWithFactor(bob, 'bob', clock.now)
  const alicesApp = await signInWithFactor(alice, 'alice', clock.now)
  assert.ok(bobsApp && alicesApp)
  const link = () => bob.verb('reset-password', { login: 'alice' })
  assert.equal((await link()).code, 'SECOND_ADMIN_NEEDED')
  assert.equal((await bob.verb('reset-second-factor', { login: 'alice' })).code, 'SECOND_ADMIN_NEEDED')
  const carol = browserAt(harbour)
  await signInWithFactor(carol, 'carol', clock.now)
  const { parameters } = JSON.parse((await link()).text)
  const approved = await carol.verb('approve-proposal', { id: parameters.proposal })
  assert.equal(approved.status, 200, approved.text)
  assert.equal((await link()).status, 200)
  assert.equal((await link()).code, 'SECOND_ADMIN_NEEDED', 'an approval is for once')
})

test('a hash of cheaper days is made anew when its person signs in', async (t) => {
  const { harbour } = await harbourWith(t)
  const { db } = harbour.authority.store
  await db.updateTable('users').set({ password_hash: CHEAP_HASH }).execute()
  const kept = async () =>
    (await db.selectFrom('users').select('password_hash').executeTakeFirstOrThrow()).password_hash
  assert.equal(
    (await browserAt(harbour).signIn('alice', { password: 'not hers at all' })).code,
    'PASSWORD_WRONG',
  )
  assert.equal(await kept(), CHEAP_HASH)
  assert.equal((await browserAt(harbour).signIn('alice')).status, 201)
  const strong = await kept()
  assert.match(strong, /^\$argon2id\$v=19\$m=65536,t=5,p=1\$/)
  assert.equal((await browserAt(harbour).signIn('alice')).status, 201)
  assert.equal(await kept(), strong)
})

test('the browser is known again by a cookie that opens nothing', async (t) => {
  const { harbour } = await harbourWith(t)
  const browser = browserAt(harbour)
  await browser.signIn('alice')
  const token = browser.cookies.get(BROWSER_COOKIE)
  browser.cookies.delete(SESSION_COOKIE)
  assert.equal((await browser.session()).code, 'SESSION_MISSING')
  await browser.signIn('alice')
  assert.equal(browser.cookies.get(BROWSER_COOKIE), token)
})
