// The second factor at a real authority: whose codes count, when, how often, and who has to wait.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { blockOf } from '@parley/ca-node/accounts/places.ts'
import {
  keepSecondFactor,
  needsSecondFactor,
  newSecondFactor,
  proveSecondFactor,
} from '@parley/ca-node/accounts/second-factor.ts'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { readPolicy, setPolicy } from '@parley/ca-node/realm/policy.ts'
import { login } from '@parley/shared/identity/login.ts'
import { TOTP, URI } from 'otpauth'
import { startTestAuthority, type TestAuthority } from '../../support/authority.ts'
import { fault } from '../../support/fault.ts'
import { enrolment, postEnrolment } from '../request.ts'
import { steppedClock } from './browser.ts'

const STEP = 30_000
const alice = login('alice')

async function withAlice(test: TestContext) {
  const clock = steppedClock()
  const harbour = await startTestAuthority(test, { now: clock.read })
  const enrolled = await postEnrolment(harbour, enrolment('alice', await harbour.secret()))
  assert.equal(enrolled.status, 201)
  const { link, secret } = newSecondFactor(harbour.authority.realm, alice)
  const app = URI.parse(link)
  assert.ok(app instanceof TOTP)
  const code = (steps = 0) => app.generate({ timestamp: clock.now + steps * STEP })
  const recovery = await keep(harbour, secret, code())
  return { harbour, clock, app, code, recovery, prove: prover(harbour) }
}

const keep = ({ authority }: TestAuthority, secret: string, code: string) =>
  authority.store.transaction((db) => keepSecondFactor(authority, db, alice, secret, code))

const prover =
  ({ authority }: TestAuthority) =>
  (code: string | undefined, place?: { about: string; known: boolean; shared: boolean }) =>
    proveSecondFactor(authority, alice, code, place)

test('an authenticator app reads the link: realm, login, and the codes of RFC 6238', async (t) => {
  const { app, harbour } = await withAlice(t)
  assert.equal(app.issuer, 'Parley harbour')
  assert.equal(app.label, 'alice')
  const row = await harbour.authority.store.db
    .selectFrom('second_factors')
    .selectAll()
    .executeTakeFirstOrThrow()
  assert.equal(Buffer.from(row.secret).includes(Buffer.from(app.secret.bytes)), false, 'sealed at rest')
})

test('a code counts within a step of now, and never twice', async (t) => {
  const { clock, code, prove } = await withAlice(t)
  await assert.rejects(prove(code()), fault('SECOND_FACTOR_USED'), 'the code it was set up with')
  clock.now += STEP
  await prove(code())
  await assert.rejects(prove(code()), fault('SECOND_FACTOR_USED'))
  clock.now += 10 * STEP
  await assert.rejects(prove(code(-2)), fault('SECOND_FACTOR_WRONG'))
  await assert.rejects(prove(code(2)), fault('SECOND_FACTOR_WRONG'))
  await prove(code(-1))
  await prove(code(1))
  await assert.rejects(prove(code(0)), fault('SECOND_FACTOR_USED'), 'older than the last one that counted')
})

test('of twenty who show one code at once, one gets in', async (t) => {
  const { clock, code, prove } = await withAlice(t)
  clock.now += STEP
  const places = Array.from({ length: 20 }, (_, index) => ({
    about: `block:10.0.0.${index}`,
    known: true,
    shared: true,
  }))
  const results = await Promise.allSettled(places.map((place) => prove(code(), place)))
  assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1)
})

test('recovery codes: ten, each once, however they are typed; a new set ends the old one', async (t) => {
  const { clock, code, prove, recovery, harbour } = await withAlice(t)
  const [first = '', second = '', third = ''] = recovery
  assert.equal(new Set(recovery).size, 10)
  assert.match(first, /^(?:[0-9a-hjkmnp-tv-z]{5}-){3}[0-9a-hjkmnp-tv-z]{5}$/)
  assert.deepEqual(await prove(first), { by: 'recovery-code', recoveryCodesLeft: 9 })
  await assert.rejects(prove(first), fault('SECOND_FACTOR_WRONG'))
  await prove(second.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l'))
  clock.now += STEP
  await keep(harbour, newSecondFactor(harbour.authority.realm, alice).secret, code()).then(
    () => assert.fail('another secret must not be taken with a code of this one'),
    () => undefined,
  )
  const { link, secret } = newSecondFactor(harbour.authority.realm, alice)
  await keep(harbour, secret, URI.parse(link).generate({ timestamp: clock.now } as never))
  await assert.rejects(prove(third), fault('SECOND_FACTOR_WRONG'))
})

test('guessing is slowed down, tries in a crowd too; where alice is known she is not held up by it', async (t) => {
  const { clock, code, prove } = await withAlice(t)
  clock.now += 10 * STEP
  const guesses = await Promise.allSettled(
    Array.from({ length: 40 }, (_, index) =>
      prove(String(index).padStart(6, '0'), { about: `block:10.9.9.${index}`, known: false, shared: true }),
    ),
  )
  const codes = guesses.map((guess) => (guess.status === 'rejected' ? guess.reason.code : 'DONE'))
  assert.equal(codes.filter((each) => each === 'SECOND_FACTOR_WRONG').length, 10)
  assert.equal(codes.filter((each) => each === 'SECOND_FACTOR_LOCKED').length, 30)
  await assert.rejects(
    prove(code(), { about: blockOf('10.1.1.1'), known: false, shared: true }),
    fault('SECOND_FACTOR_LOCKED'),
  )
  await prove(code(), { about: blockOf('10.1.1.1'), known: true, shared: true })
  clock.now += 31_000
  await prove(code(), { about: blockOf('10.1.1.2'), known: false, shared: true })
})

test('what is no code at all', async (t) => {
  const { prove, harbour } = await withAlice(t)
  await assert.rejects(prove(undefined), fault('SECOND_FACTOR_NEEDED'))
  await assert.rejects(prove('  '), fault('SECOND_FACTOR_NEEDED'))
  await assert.rejects(prove('1'.repeat(10_000)), fault('SECOND_FACTOR_WRONG'))
  await assert.rejects(prove('٣٤٥٦٧٨'), fault('SECOND_FACTOR_WRONG'))
  await assert.rejects(prove("' OR 1=1 --"), fault('SECOND_FACTOR_WRONG'))
  await assert.rejects(
    proveSecondFactor(harbour.authority, login('bob'), '123456'),
    fault('SECOND_FACTOR_NOT_SET'),
  )
})

test('who needs one is the policy’s to say, for admins it says so always', async (t) => {
  const { harbour } = await withAlice(t)
  const { authority } = harbour
  const before = await readPolicy(authority.store.db)
  assert.equal(needsSecondFactor(before, 'admin'), true)
  assert.equal(needsSecondFactor(before, 'moderator'), false)
  await setPolicy(authority, { secondFactor: ['moderator'] }, LOCAL)
  const after = await readPolicy(authority.store.db)
  assert.deepEqual({ ...after, secondFactor: [] }, before)
  assert.equal(needsSecondFactor(after, 'moderator'), true)
  for (const [change, code] of [
    [{ secondFactors: [] }, 'POLICY_UNKNOWN'],
    [{ secondFactor: ['authority'] }, 'POLICY_VALUE_WRONG'],
    [{ validitySeconds: 1 }, 'POLICY_VALUE_WRONG'],
    [{ validitySeconds: Number.NaN }, 'POLICY_VALUE_WRONG'],
    [{ required: 'email' }, 'POLICY_VALUE_WRONG'],
  ] as const)
    await assert.rejects(setPolicy(authority, change, LOCAL), fault(code))
  assert.deepEqual(await readPolicy(authority.store.db), after)
})
