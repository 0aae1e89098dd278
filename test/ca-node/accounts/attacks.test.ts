// Mallory at the sign-in of a real authority, through its HTTPS port: guessing, enumerating, replaying, forging, and
// locking others out. Each try is refused with its own code and leaves its line in the audit log.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { forgetTriesOf, sweepTries } from '@parley/ca-node/accounts/tries.ts'
import { ACCOUNT_PATHS, BROWSER_COOKIE, SESSION_COOKIE } from '@parley/shared/accounts/constants.ts'
import { login } from '@parley/shared/identity/login.ts'
import { startTestAuthority } from '../../support/authority.ts'
import { tells } from '../../support/secrets.ts'
import { send } from '../request.ts'
import { browserAt, enrol, infoIn, setUpFactor, steppedClock } from './browser.ts'

const WRONG = 'not the right one at all'
const alice = login('alice')

async function harbourWith(t: TestContext) {
  const clock = steppedClock()
  const harbour = await startTestAuthority(t, { now: clock.read, requestsPerMinute: 100_000 })
  await enrol(harbour, 'alice')
  const refused = (act: string, code: string) =>
    harbour.lines.some((line) => line.act === act && line.code === code)
  return { harbour, clock, refused }
}

test('an unknown login and a wrong password get the same answer', async (t) => {
  const { harbour, refused } = await harbourWith(t)
  const known = await browserAt(harbour).signIn('alice', { password: WRONG })
  const unknown = await browserAt(harbour).signIn('nobody', { password: WRONG })
  assert.equal(known.status, 401)
  assert.equal(known.text, unknown.text)
  const { date: _known, ...knownHeaders } = known.headers
  const { date: _unknown, ...unknownHeaders } = unknown.headers
  const still = (headers: NodeJS.Dict<string | string[]>) =>
    Object.entries(headers).filter(([name]) => !name.startsWith('x-ratelimit'))
  assert.deepEqual(still(knownHeaders), still(unknownHeaders))
  assert.ok(refused('sign-in', 'PASSWORD_WRONG'))
  // Also when they have to wait.
  const waits = async (name: string) => {
    await Promise.all(Array.from({ length: 4 }, () => browserAt(harbour).signIn(name, { password: WRONG })))
    return (await browserAt(harbour).signIn(name, { password: WRONG })).text
  }
  assert.equal(await waits('alice'), await waits('nobody'))
})

test('and after the same time', async (t) => {
  const { harbour } = await harbourWith(t)
  const { db } = harbour.authority.store
  await db.deleteFrom('known_places').execute()
  const took = { alice: [] as number[], nobody: [] as number[] }
  await browserAt(harbour).signIn('nobody', { password: WRONG })
  const fastest = (times: number[]) => Math.min(...times)
  const alike = () => {
    const [known, unknown] = [fastest(took.alice), fastest(took.nobody)]
    return unknown > known * 0.7 && unknown < known * 1.4
  }
  // In turn, so that whatever else the machine does falls on both; for longer where it does much.
  for (let round = 0; round < 8 || (round < 60 && !alike()); round++)
    for (const who of ['alice', 'nobody'] as const) {
      await forgetTriesOf(db, login(who))
      const before = performance.now()
      assert.equal((await browserAt(harbour).signIn(who, { password: WRONG })).code, 'PASSWORD_WRONG')
      took[who].push(performance.now() - before)
    }
  // Without the hash of nobody the second would be a twentieth of the first.
  assert.ok(alike(), `${fastest(took.alice)} ms and ${fastest(took.nobody)} ms`)
})

test('guessing a password is slowed down, a crowd of guesses at once too', async (t) => {
  const { harbour, clock, refused } = await harbourWith(t)
  const guess = (password = WRONG) => browserAt(harbour).signIn('alice', { password })
  const codes = (await Promise.all(Array.from({ length: 30 }, () => guess()))).map((reply) => reply.code)
  assert.equal(codes.filter((code) => code === 'PASSWORD_WRONG').length, 5)
  assert.equal(codes.filter((code) => code === 'SIGN_IN_LOCKED').length, 25)
  const locked = await guess('three loud herons at dawn')
  assert.equal(locked.status, 429)
  assert.equal(JSON.parse(locked.text).parameters.seconds, 2, 'the right one waits, too')
  assert.ok(refused('sign-in', 'SIGN_IN_LOCKED'))
  // Mallory is patient: each try as soon as it counts.
  let tries = 0
  for (const end = clock.now + 3 * 3_600_000; clock.now < end; tries++) {
    const reply = await guess()
    clock.now += reply.code === 'SIGN_IN_LOCKED' ? JSON.parse(reply.text).parameters.seconds * 1000 : 0
  }
  // Half of them were told to wait.
  assert.ok(tries / 2 < 25, `${tries / 2} tries in three hours from one place`)
  clock.now += 15 * 60_000
  assert.equal((await guess('three loud herons at dawn')).status, 201, 'and alice is not out for ever')
})

test('mallory cannot lock alice out: not from elsewhere, not from her own address where her browser is known', async (t) => {
  const { harbour, clock } = await harbourWith(t)
  const { db } = harbour.authority.store
  const her = browserAt(harbour)
  assert.equal((await her.signIn('alice')).status, 201)

  // From her own address: her browser is told apart.
  for (let tries = 0; tries < 8; tries++) await browserAt(harbour).signIn('alice', { password: WRONG })
  assert.equal((await browserAt(harbour).signIn('alice')).code, 'SIGN_IN_LOCKED')
  assert.equal((await her.signIn('alice')).status, 201)
  // A token mallory made up is none of hers.
  const forger = browserAt(harbour)
  forger.cookies.set(BROWSER_COOKIE, 'A'.repeat(22))
  assert.equal((await forger.signIn('alice')).code, 'SIGN_IN_LOCKED')

  // From everywhere: as if a thousand addresses had tried. Where she has signed in before it does not count.
  const everywhere = {
    about: 'password alice',
    login: alice,
    count: 1000,
    last_at: clock.now,
    next_at: clock.now + 900_000,
  }
  await db
    .insertInto('tries')
    .values(everywhere)
    .onConflict((conflict) => conflict.column('about').doUpdateSet(everywhere))
    .execute()
  await db.deleteFrom('tries').where('about', 'like', '%block%').execute()
  assert.equal((await browserAt(harbour).signIn('alice')).status, 201, 'her known address')
  await db.deleteFrom('known_places').execute()
  assert.equal((await browserAt(harbour).signIn('alice')).code, 'SIGN_IN_LOCKED', 'an address nobody knows')
  clock.now += 900_000
  assert.equal((await browserAt(harbour).signIn('alice')).status, 201, 'and that ends by itself')
})

test('one password for every login is slowed down', async (t) => {
  const { harbour, clock } = await harbourWith(t)
  const about = 'password block:127.0.0.1'
  await harbour.authority.store.db
    .insertInto('tries')
    .values({ about, login: null, count: 198, last_at: clock.now, next_at: clock.now })
    .execute()
  const spray = async (who: string) => (await browserAt(harbour).signIn(who, { password: WRONG })).code
  assert.deepEqual(
    [await spray('bob'), await spray('carol'), await spray('dave')],
    ['PASSWORD_WRONG', 'PASSWORD_WRONG', 'SIGN_IN_LOCKED'],
  )
})

test('counted tries do not fill the disk', async (t) => {
  const { harbour, clock } = await harbourWith(t)
  const { authority } = harbour
  await browserAt(harbour).signIn('nobody', { password: WRONG })
  const count = async () => (await authority.store.db.selectFrom('tries').selectAll().execute()).length
  assert.ok((await count()) > 0)
  await sweepTries(authority)
  assert.ok((await count()) > 0)
  clock.now += 25 * 3_600_000
  await sweepTries(authority)
  assert.equal(await count(), 0)
})

test('a code that was seen is worth nothing, shown twice at once it opens one session, guessing it is slowed down', async (t) => {
  const { harbour, clock, refused } = await harbourWith(t)
  const her = browserAt(harbour)
  await her.signIn('alice')
  const app = await setUpFactor(her, clock.now)
  clock.step()
  const code = app.code(clock.now)
  const both = await Promise.all([
    browserAt(harbour).signIn('alice', { code }),
    browserAt(harbour).signIn('alice', { code }),
  ])
  assert.deepEqual(both.map((reply) => reply.code ?? 'DONE').sort(), ['DONE', 'SECOND_FACTOR_USED'])
  assert.equal((await browserAt(harbour).signIn('alice', { code })).code, 'SECOND_FACTOR_USED')
  assert.ok(refused('sign-in', 'SECOND_FACTOR_USED'))
  const guesses = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      browserAt(harbour).signIn('alice', { code: String(index).padStart(6, '0') }),
    ),
  )
  const codes = guesses.map((reply) => reply.code)
  assert.ok(
    codes.every(
      (each) =>
        each === 'SECOND_FACTOR_WRONG' || each === 'SECOND_FACTOR_LOCKED' || each === 'SIGN_IN_LOCKED',
    ),
  )
  assert.ok(codes.filter((each) => each === 'SECOND_FACTOR_WRONG').length <= 5)
  assert.ok(refused('sign-in', 'SECOND_FACTOR_LOCKED') || refused('sign-in', 'SIGN_IN_LOCKED'))
  assert.equal((await her.session()).status, 200, 'who is in stays in')
  clock.now += 3_600_000
  assert.equal((await browserAt(harbour).signIn('alice', { code: app.code(clock.now) })).status, 201)
  const all = JSON.stringify(harbour.lines)
  for (const secret of [code, ...app.recoveryCodes, WRONG, 'three loud herons'])
    assert.equal(tells(all, secret), false, 'no log has a secret')
})

test('a forged, stolen or borrowed session opens nothing', async (t) => {
  const { harbour, refused } = await harbourWith(t)
  const mallory = browserAt(harbour)
  for (const cookie of ['A'.repeat(43), 'x', "' OR '1'='1", '%00', 'A'.repeat(5000), '../../etc/passwd']) {
    mallory.cookies.set(SESSION_COOKIE, encodeURIComponent(cookie))
    assert.equal((await mallory.session()).code, 'SESSION_UNKNOWN', cookie.slice(0, 20))
    assert.equal((await mallory.verb('users')).code, 'SESSION_UNKNOWN')
  }
  assert.ok(refused('users', 'SESSION_UNKNOWN'))
  mallory.cookies.delete(SESSION_COOKIE)
  assert.equal((await mallory.verb('users')).code, 'SESSION_MISSING')
  // The browser's token, a session's id and its hash are not the session.
  const her = browserAt(harbour)
  const { id } = infoIn(await her.signIn('alice'))
  const { secret_hash } = await harbour.authority.store.db
    .selectFrom('sessions')
    .selectAll()
    .executeTakeFirstOrThrow()
  for (const other of [her.cookies.get(BROWSER_COOKIE) ?? '', id, secret_hash]) {
    mallory.cookies.set(SESSION_COOKIE, other)
    assert.equal((await mallory.session()).code, 'SESSION_UNKNOWN')
  }
  // Two cookies of one name: the browser's first one counts, and it is mallory's own problem.
  const cookie = `${SESSION_COOKIE}=${'A'.repeat(43)}; ${SESSION_COOKIE}=${her.cookies.get(SESSION_COOKIE)}`
  assert.equal((await send(harbour, ACCOUNT_PATHS.session, { headers: { cookie } })).code, 'SESSION_UNKNOWN')
})

test('a session that mallory planted is not the one alice signs in to', async (t) => {
  const { harbour } = await harbourWith(t)
  await enrol(harbour, 'mallory')
  const [his, her] = [browserAt(harbour), browserAt(harbour)]
  await his.signIn('mallory')
  const planted = his.cookies.get(SESSION_COOKIE) ?? ''
  her.cookies.set(SESSION_COOKIE, planted)
  assert.equal(infoIn(await her.signIn('alice')).login, 'alice')
  assert.notEqual(her.cookies.get(SESSION_COOKIE), planted)
  assert.equal((await his.session()).code, 'SESSION_UNKNOWN', 'his own ended with it')
})

test('a page of another origin can neither act for alice nor sign her in', async (t) => {
  const { harbour, refused } = await harbourWith(t)
  const her = browserAt(harbour)
  await her.signIn('alice')
  const body = { old: 'three loud herons at dawn', password: 'four quiet storks at noon' }
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `http://${harbour.address}` },
    { origin: `https://${harbour.address}.evil.example` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  for (const headers of foreign) {
    assert.equal((await her.send(ACCOUNT_PATHS.password, { body, headers })).code, 'ORIGIN_FOREIGN')
    assert.equal((await her.send(ACCOUNT_PATHS.session, { headers })).code, 'ORIGIN_FOREIGN')
    const signIn = await browserAt(harbour).send(ACCOUNT_PATHS.session, {
      body: { login: 'alice', password: 'x' },
      headers,
    })
    assert.equal(signIn.code, 'ORIGIN_FOREIGN')
  }
  assert.ok(refused('change-password', 'ORIGIN_FOREIGN'))
  // Where a browser says nothing, the token is what a foreign page cannot have.
  const other = browserAt(harbour)
  await other.signIn('alice')
  for (const token of ['', 'x', other.csrf, `${her.csrf}x`])
    assert.equal(
      (await her.send(ACCOUNT_PATHS.password, { body, headers: { 'x-csrf': token } })).code,
      'CSRF_TOKEN_WRONG',
    )
  assert.ok(refused('change-password', 'CSRF_TOKEN_WRONG'))
  // A form of another page can send these kinds of body only.
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const reply = await her.send(ACCOUNT_PATHS.password, { body, headers: { 'content-type': type } })
    assert.equal(reply.code, 'REQUEST_MALFORMED')
  }
  assert.equal((await her.send(ACCOUNT_PATHS.password, { body })).status, 200)
})

test('what is no login, no password, no verb and no path', async (t) => {
  const { harbour } = await harbourWith(t)
  const visitor = browserAt(harbour)
  const said = async (name: string, password: string) => (await visitor.signIn(name, { password })).code
  for (const name of [
    "' OR 1=1 --",
    'alice"; DROP TABLE users; --',
    '*)(uid=*',
    'alice\u0000',
    '../alice',
    'a'.repeat(1000),
  ])
    assert.equal(await said(name, WRONG), 'LOGIN_MALFORMED', name)
  assert.equal(await said('alice', 'x'.repeat(1000)), 'PASSWORD_TOO_LONG')
  assert.equal(await said('alice', 'tab\there'), 'PASSWORD_MALFORMED')
  assert.equal(await said('alice', ''), 'PASSWORD_WRONG')
  for (const body of [
    { login: 'alice' },
    { login: ['alice'], password: 'x' },
    { login: 'alice', password: 'x', role: 'admin' },
    [],
  ])
    assert.equal((await visitor.send(ACCOUNT_PATHS.session, { body })).code, 'REQUEST_MALFORMED')
  await visitor.signIn('alice')
  for (const name of ['nothing', '__proto__', 'constructor', '..%2f..%2fusers', 'users%00', "users'--"])
    assert.equal((await visitor.verb(name)).code, 'PATH_UNKNOWN', name)
  assert.equal((await visitor.verb('users', [])).code, 'RIGHT_MISSING', 'rights come before shapes')
  assert.equal((await visitor.verb('policy', { all: 1 })).code, 'REQUEST_MALFORMED')
  assert.equal((await visitor.verb('policy')).status, 200, 'whoever is of the realm may know its rules')
  for (const path of ['/v1/session/', '/v1//session', '/V1/session', '/v1/session;x=1', '/v1/%73ession/..'])
    assert.notEqual((await visitor.send(path)).status, 200, path)
  // The address that counts is the connection's, whatever headers say.
  for (let tries = 0; tries < 8; tries++)
    await visitor.send(ACCOUNT_PATHS.session, {
      body: { login: 'bob', password: WRONG },
      headers: { 'x-forwarded-for': `10.0.0.${tries}`, forwarded: `for=10.0.0.${tries}` },
    })
  assert.equal((await visitor.signIn('bob', { password: WRONG })).code, 'SIGN_IN_LOCKED')
})

test('a body too large for signing in, and a large one from a stranger for a verb', async (t) => {
  const { harbour } = await harbourWith(t)
  const large = await browserAt(harbour).signIn('alice', { password: 'x'.repeat(40_000) })
  assert.equal(large.code, 'REQUEST_TOO_LARGE')
  const stranger = await browserAt(harbour).verb('policy', { filler: 'x'.repeat(100_000) })
  assert.equal(stranger.code, 'SESSION_MISSING')
})
