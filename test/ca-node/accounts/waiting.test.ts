// More people than passwords can be hashed for at a time: who waits too long is told so and when to come back, and loses nothing by
// it; for who went away nothing is hashed.
import assert from 'node:assert/strict'
import { request } from 'node:https'
import { availableParallelism } from 'node:os'
import { describe, it, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { Authority } from '@parley/ca-node/authority.ts'
import { MAX_HASHES_AT_ONCE } from '@parley/ca-node/constants.ts'
import { passwordHasher } from '@parley/ca-node/people/password.ts'
import { ACCOUNT_PATHS } from '@parley/shared/accounts/constants.ts'
import { encodePem } from '@parley/shared/certificates/pem.ts'
import { PASSWORD, startTestAuthority, type TestAuthority } from '../../support/authority.ts'
import { enrolment, postEnrolment } from '../request.ts'
import { browserAt } from './browser.ts'

/** As many as are looked at at one time. */
const STRANGERS = Math.min(availableParallelism(), MAX_HASHES_AT_ONCE)

/** An authority where strangers' sign-ins take all turns, until they are let go. */
async function crowded(t: TestContext, longest?: number) {
  const harbour = await startTestAuthority(t)
  await harbour.join({ login: 'alice' })
  const held = Promise.withResolvers<void>()
  const full = Promise.withResolvers<void>()
  let verified = 0
  const passwords = passwordHasher({
    ...(longest === undefined ? {} : { longest }),
    argon2: {
      hash: async () => 'a hash',
      async verify() {
        if (++verified === STRANGERS) full.resolve()
        await held.promise
        return true
      },
    },
  })
  Object.assign<Authority, Partial<Authority>>(harbour.authority, { passwords })
  const strangers = Array.from({ length: STRANGERS }, (_, at) => browserAt(harbour).signIn(`stranger${at}`))
  await full.promise
  return {
    harbour,
    verified: () => verified,
    async letGo() {
      held.resolve()
      for (const { code } of await Promise.all(strangers)) assert.equal(code, 'PASSWORD_WRONG')
    },
  }
}

const triesOf = ({ authority }: TestAuthority, login: string) =>
  authority.store.db
    .selectFrom('tries')
    .select('count')
    .where('about', 'like', `password ${login} %`)
    .executeTakeFirst()

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const began = performance.now()
  while (!(await holds())) {
    if (performance.now() - began > 60_000) throw new Error(`not in time: ${what}`)
    await delay(10)
  }
}

describe('while all turns for a password hash are taken', () => {
  it('who waits too long hears when to come back, and nothing was tried or spent', async (t) => {
    const { harbour, letGo } = await crowded(t, 200)
    const alice = browserAt(harbour)
    const secret = await harbour.secret()
    const body = enrolment('carol', secret)
    for (const reply of [await alice.signIn('alice'), await postEnrolment(harbour, body)]) {
      assert.deepEqual([reply.status, reply.code], [503, 'AUTHORITY_BUSY'])
      assert.equal(reply.headers['retry-after'], '60')
    }
    assert.equal((await triesOf(harbour, 'alice'))?.count, 0, 'no guess was made')
    await letGo()
    assert.equal((await alice.signIn('alice')).status, 201)
    assert.equal((await postEnrolment(harbour, body)).status, 201, 'the invitation is as it was')
  })

  it('for who goes away nothing is hashed, and the log says so', async (t) => {
    const { harbour, verified, letGo } = await crowded(t)
    const { address, authority, lines } = harbour
    const [host, port] = address.split(':')
    const asked = request({
      ...{ host, port, path: ACCOUNT_PATHS.session, method: 'POST', agent: false },
      ca: encodePem('CERTIFICATE', authority.realm.root.der),
      headers: { 'content-type': 'application/json', origin: `https://${address}` },
    })
    asked.on('error', () => undefined)
    asked.end(JSON.stringify({ login: 'alice', password: PASSWORD }))
    await until('alice is heard', async () => (await triesOf(harbour, 'alice')) !== undefined)
    asked.destroy()
    await until('it is noticed', () => lines.some(({ code }) => code === 'ASKER_GONE'))
    await letGo()
    assert.equal((await browserAt(harbour).signIn('alice')).status, 201)
    assert.equal(verified(), STRANGERS + 1, 'the strangers, and alice once')
  })
})
