// The gravest acts take two voices: administrators over HTTPS, the keeper over the control socket. Alone only the keeper
// may, and only while there are fewer than two administrators.
import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { type AuditAsked, readAudit } from '@parley/ca-node/audit/read.ts'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { ask } from '@parley/ca-node/control/ask.ts'
import type { VerbInput, VerbName } from '@parley/ca-node/control/verbs.ts'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { suspend } from '@parley/ca-node/people/suspend.ts'
import type { Proposal } from '@parley/ca-node/rights/proposals.ts'
import type { Role } from '@parley/shared/certificates/role.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { startTestAuthority } from '../../support/authority.ts'
import { fault } from '../../support/fault.ts'
import { type Browser, browserAt, enrol, setUpFactor, steppedClock } from '../accounts/browser.ts'
import type { Reply } from '../request.ts'

const INVITATION = { role: 'admin', uses: 1, life: 3_600_000 } as const
const HOUR = 3_600_000

/** Administrators at their browsers, the keeper at the machine, and members. */
async function council(t: TestContext, people: Record<string, Role>) {
  const clock = steppedClock()
  const harbour = await startTestAuthority(t, { now: clock.read })
  const browsers: Record<string, Browser> = {}
  for (const [login, role] of Object.entries(people)) {
    await enrol(harbour, login, role)
    const browser = browserAt(harbour)
    await browser.signIn(login)
    if (role === 'admin') await setUpFactor(browser, clock.now)
    browsers[login] = browser
  }
  const at = (login: string): Browser => browsers[login] ?? assert.fail(login)
  /** Over the control socket of the running node. */
  const keeper = <Name extends VerbName>(name: Name, input: VerbInput<Name>) =>
    ask(authorityFolder(harbour.folder), name, input, async () => assert.fail('the node runs'))
  const roleOf = async (login: string) =>
    (
      await harbour.authority.store.db
        .selectFrom('users')
        .select('role')
        .where('login', '=', login as never)
        .executeTakeFirstOrThrow()
    ).role
  const acts = async (asked: AuditAsked) =>
    (await readAudit(harbour.authority.store.db, { after: '', ...asked })).map(
      ({ act, outcome, who }) => `${act} ${outcome} ${who}`,
    )
  return { harbour, clock, at, keeper, roleOf, acts }
}

function proposalIn(reply: Reply): string {
  assert.equal(reply.code, 'SECOND_ADMIN_NEEDED', reply.text)
  assert.equal(reply.status, 403)
  return String(JSON.parse(reply.text).parameters.proposal)
}

const resultIn = (reply: Reply) => {
  assert.equal(reply.status, 200, reply.text)
  return JSON.parse(reply.text).result
}

async function proposalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof Fault && error.code === 'SECOND_ADMIN_NEEDED')
      return String(error.parameters.proposal)
    throw error
  }
  throw new Error('it was done')
}

describe('while there are fewer than two administrators', () => {
  it('the keeper alone makes the first and the second, and not the third', async (t) => {
    const { keeper, roleOf, at } = await council(t, { alice: 'member', bob: 'member', carol: 'member' })
    assert.equal((await keeper('role', { login: 'alice', role: 'admin' })).role, 'admin')
    assert.match((await keeper('invite', INVITATION)).invite, /^https:/)
    assert.equal((await keeper('role', { login: 'bob', role: 'admin' })).role, 'admin')
    await assert.rejects(keeper('role', { login: 'carol', role: 'admin' }), fault('SECOND_ADMIN_NEEDED'))
    await assert.rejects(keeper('invite', INVITATION), fault('SECOND_ADMIN_NEEDED'))
    assert.equal(await roleOf('carol'), 'member')
    assert.equal((await at('carol').verb('role', { login: 'carol', role: 'admin' })).code, 'RIGHT_MISSING')
  })

  it('an only administrator still needs the keeper', async (t) => {
    const { at, keeper, roleOf, acts } = await council(t, { alice: 'admin', bob: 'member' })
    const wanted = { login: 'bob', role: 'admin' }
    const proposal = proposalIn(await at('alice').verb('role', wanted))
    assert.equal(proposalIn(await at('alice').verb('role', wanted)), proposal, 'the same one')
    await keeper('approve-proposal', { id: proposal })
    assert.equal(resultIn(await at('alice').verb('role', wanted)).role, 'admin')
    assert.equal(await roleOf('bob'), 'admin')
    assert.deepEqual(await acts({ act: 'use-proposal' }), ['use-proposal DONE alice'])
    assert.deepEqual(await acts({ act: 'approve-proposal' }), ['approve-proposal DONE keeper'])
    assert.deepEqual(await acts({ act: 'role' }), [
      'role SECOND_ADMIN_NEEDED alice',
      'role SECOND_ADMIN_NEEDED alice',
      'role DONE alice',
    ])
  })
})

describe('with two administrators', () => {
  const two = { alice: 'admin', bob: 'admin', carol: 'member', dora: 'auditor' } as const

  it('one proposes, the other approves, the first does it: once', async (t) => {
    const { at } = await council(t, two)
    const proposal = proposalIn(await at('alice').verb('invite', INVITATION))
    assert.equal((await at('alice').verb('approve-proposal', { id: proposal })).code, 'PROPOSAL_OWN')
    assert.equal((await at('carol').verb('approve-proposal', { id: proposal })).code, 'RIGHT_MISSING')
    assert.equal((await at('dora').verb('approve-proposal', { id: proposal })).code, 'RIGHT_MISSING')
    const [listed]: Proposal[] = resultIn(await at('dora').verb('proposals'))
    assert.deepEqual([listed?.id, listed?.state, listed?.proposedBy], [proposal, 'open', 'alice'])
    assert.deepEqual(listed?.input, { approval: false, ...INVITATION })

    const approved: Proposal = resultIn(await at('bob').verb('approve-proposal', { id: proposal }))
    assert.deepEqual([approved.state, approved.decidedBy], ['approved', 'bob'])
    assert.equal((await at('bob').verb('approve-proposal', { id: proposal })).code, 'PROPOSAL_OVER')
    // It is for alice, and for exactly this.
    proposalIn(await at('bob').verb('invite', INVITATION))
    proposalIn(await at('alice').verb('invite', { ...INVITATION, uses: 2 }))
    proposalIn(await at('alice').verb('role', { login: 'carol', role: 'admin' }))
    assert.match(resultIn(await at('alice').verb('invite', INVITATION)).invite, /^https:/)
    assert.notEqual(proposalIn(await at('alice').verb('invite', INVITATION)), proposal, 'spent')
  })

  it('the keeper is one voice: it may propose or approve, and not both', async (t) => {
    const { at, keeper, roleOf } = await council(t, two)
    const wanted = { login: 'carol', role: 'admin' } as const
    const id = await proposalOf(keeper('role', wanted))
    await assert.rejects(keeper('approve-proposal', { id }), fault('PROPOSAL_OWN'))
    resultIn(await at('bob').verb('approve-proposal', { id }))
    assert.equal((await keeper('role', wanted)).role, 'admin')
    assert.equal(await roleOf('carol'), 'admin')
  })

  it('what is less than an administrator takes one voice', async (t) => {
    const { at, roleOf } = await council(t, two)
    resultIn(await at('alice').verb('role', { login: 'carol', role: 'moderator' }))
    resultIn(await at('alice').verb('invite', { ...INVITATION, role: 'auditor' }))
    assert.equal(await roleOf('carol'), 'moderator')
  })

  it('refused, taken back, too late: then it is over', async (t) => {
    const { at, keeper, clock } = await council(t, two)
    const wanted = { login: 'carol', role: 'admin' }
    const refused = proposalIn(await at('alice').verb('role', wanted))
    resultIn(await at('bob').verb('refuse-proposal', { id: refused }))
    assert.equal((await at('bob').verb('approve-proposal', { id: refused })).code, 'PROPOSAL_OVER')
    const again = proposalIn(await at('alice').verb('role', wanted))
    assert.notEqual(again, refused)
    resultIn(await at('alice').verb('refuse-proposal', { id: again }))

    const late = proposalIn(await at('alice').verb('role', wanted))
    resultIn(await at('bob').verb('approve-proposal', { id: late }))
    await keeper('refuse-proposal', { id: late })
    proposalIn(await at('alice').verb('role', wanted))
    const old = await proposalOf(keeper('role', { login: 'carol', role: 'admin' }))
    clock.now += 73 * HOUR
    await assert.rejects(keeper('refuse-proposal', { id: old }), fault('PROPOSAL_OVER'))
    await assert.rejects(keeper('approve-proposal', { id: 'ffffffffff' }), fault('PROPOSAL_UNKNOWN'))
    const all = await keeper('proposals', { all: true })
    assert.equal(all.find(({ id }) => id === old)?.state, 'expired')
    assert.equal((await keeper('proposals', {})).length, 0)
  })

  it('who lost the office between approving and doing has given no voice; nor does who is suspended', async (t) => {
    const { at, keeper, harbour, roleOf } = await council(t, { ...two, erin: 'admin' })
    const wanted = { login: 'carol', role: 'admin' }
    const first = proposalIn(await at('alice').verb('role', wanted))
    resultIn(await at('bob').verb('approve-proposal', { id: first }))
    await keeper('role', { login: 'bob', role: 'member' })
    proposalIn(await at('alice').verb('role', wanted))
    assert.equal(await roleOf('carol'), 'member')

    const second = proposalIn(await at('alice').verb('role', wanted))
    await suspend(harbour.authority, 'erin', LOCAL)
    assert.notEqual((await at('erin').verb('approve-proposal', { id: second })).status, 200)
    // One that was proposed by somebody who is no administrator any more cannot be carried out by them.
    await keeper('approve-proposal', { id: second })
    await keeper('role', { login: 'alice', role: 'moderator' })
    assert.equal((await at('alice').verb('role', wanted)).code, 'RIGHT_MISSING')
    assert.equal(await roleOf('carol'), 'member')
  })

  it('many at once: one approval counts once', async (t) => {
    const { at, keeper, harbour, acts } = await council(t, two)
    const id = proposalIn(await at('alice').verb('invite', INVITATION))
    const approvals = await Promise.all([
      ...Array.from({ length: 5 }, () => at('bob').verb('approve-proposal', { id })),
      keeper('approve-proposal', { id }).then(
        () => ({ code: undefined }),
        (error: Fault) => ({ code: error.code }),
      ),
    ])
    assert.equal(approvals.filter(({ code }) => code === undefined).length, 1)
    const before = (await acts({ act: 'invite', outcome: 'DONE' })).length
    const replies = await Promise.all(
      Array.from({ length: 12 }, () => at('alice').verb('invite', INVITATION)),
    )
    assert.equal(replies.filter(({ status }) => status === 200).length, 1)
    assert.deepEqual([...new Set(replies.map(({ code }) => code))].toSorted(), [
      'SECOND_ADMIN_NEEDED',
      undefined,
    ])
    assert.equal((await acts({ act: 'invite', outcome: 'DONE' })).length, before + 1)
    const made = await harbour.authority.store.db
      .selectFrom('invitations')
      .select('id')
      .where('role', '=', 'admin')
      .execute()
    assert.equal(made.length, 1)
  })

  it('the last administrator cannot leave the realm without one, but the keeper can', async (t) => {
    const { at, keeper, roleOf } = await council(t, { alice: 'admin' })
    assert.equal((await at('alice').verb('role', { login: 'alice', role: 'member' })).code, 'LAST_ADMIN')
    assert.equal((await at('alice').verb('suspend', { login: 'alice' })).code, 'LAST_ADMIN')
    assert.equal(await roleOf('alice'), 'admin')
    await keeper('role', { login: 'alice', role: 'member' })
    assert.equal(await roleOf('alice'), 'member')
  })
})

describe('a moderator', () => {
  it('handles members and guests, and nobody who may do more', async (t) => {
    const { at } = await council(t, { mona: 'moderator', alice: 'admin', dora: 'auditor', bob: 'member' })
    for (const login of ['alice', 'dora', 'mona'])
      assert.equal((await at('mona').verb('suspend', { login })).code, 'RIGHT_MISSING')
    resultIn(await at('mona').verb('suspend', { login: 'bob' }))
    resultIn(await at('mona').verb('restore-user', { login: 'bob' }))
    assert.equal(
      (await at('mona').verb('invite', { ...INVITATION, role: 'moderator' })).code,
      'RIGHT_MISSING',
    )
    assert.equal((await at('mona').verb('invite', INVITATION)).code, 'RIGHT_MISSING')
    resultIn(await at('mona').verb('invite', { ...INVITATION, role: 'guest' }))
    assert.equal((await at('mona').verb('role', { login: 'bob', role: 'guest' })).code, 'RIGHT_MISSING')
    assert.equal((await at('mona').verb('audit')).code, 'RIGHT_MISSING')
  })
})
