// Alice waits for an administrator: what is reserved meanwhile, who decides, and that nothing is ever done twice. Through
// the real HTTPS port, and by her own device.
import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { approve, refuse } from '@parley/ca-node/enrolment/decide.ts'
import { listPending } from '@parley/ca-node/enrolment/list.ts'
import { listInvitations } from '@parley/ca-node/invitations/list.ts'
import { revokeInvitation } from '@parley/ca-node/invitations/revoke.ts'
import { setPolicy } from '@parley/ca-node/realm/policy.ts'
import type { JoinStep } from '@parley/peer/enrol/join.ts'
import { startTestAuthority, type TestAuthority } from '../../support/authority.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { freePort } from '../../support/free-port.ts'
import { enrolment, postEnrolment, send } from '../request.ts'

const ADMIN = { who: 'ada', role: 'admin', source: '127.0.0.1' } as const
const MODERATOR = { who: 'mona', role: 'moderator', source: '127.0.0.1' } as const

async function waiting({ authority }: TestAuthority): Promise<string[]> {
  const { pending } = await listPending(authority.store.db, {}, authority.now())
  return pending.map(({ login, state }) => `${login} ${state}`)
}

/** Joins, and says when it waits. */
async function joining(t: TestContext, harbour: TestAuthority, invitation: string, folder?: string) {
  const steps: JoinStep[] = []
  const { promise: waits, resolve } = Promise.withResolvers<void>()
  const into = folder ?? (await temporaryFolder(t))
  const joined = harbour.join(
    { login: 'alice', firstName: 'Alice' },
    { invitation, folder: into, onStep: (step) => steps.push(step), onWaiting: () => resolve() },
  )
  joined.catch(() => undefined)
  return { joined, waits, steps, folder: into }
}

describe('an enrolment that needs approval', () => {
  it('waits, and goes on by itself when an administrator says yes', async (t) => {
    const harbour = await startTestAuthority(t)
    const { joined, waits, steps } = await joining(t, harbour, await harbour.invite({ approval: true }))
    await waits
    assert.deepEqual(await waiting(harbour), ['alice waiting'])
    assert.equal(
      (await postEnrolment(harbour, enrolment('alice', await harbour.secret()))).code,
      'LOGIN_TAKEN',
    )
    assert.equal(
      (await postEnrolment(harbour, enrolment('a1ice', await harbour.secret()))).code,
      'LOGIN_CONFUSABLE',
    )
    await approve(harbour.authority, 'alice', ADMIN)
    assert.equal((await joined).login, 'alice')
    assert.ok(steps.includes('waiting'))
    assert.deepEqual(await waiting(harbour), [])
    const user = await harbour.authority.store.db.selectFrom('users').selectAll().executeTakeFirstOrThrow()
    assert.deepEqual([user.login, user.first_name], ['alice', 'Alice'])
    const acts = harbour.lines.filter((line) => line.act === 'enrol').map((line) => line.state)
    assert.deepEqual(acts.filter(Boolean), ['waiting', 'enrolled'])
  })

  it('by the realm’s policy, whatever the invitation says', async (t) => {
    const harbour = await startTestAuthority(t)
    await setPolicy(harbour.authority, { approval: 'always' }, LOCAL)
    const reply = await postEnrolment(harbour, enrolment('alice', await harbour.secret()))
    assert.equal(reply.status, 202)
    assert.equal(JSON.parse(reply.text).state, 'waiting')
    assert.ok(Number(reply.headers['retry-after']) >= 2)
  })

  it('shows a refusal with its reason, again and again, and frees the login', async (t) => {
    const harbour = await startTestAuthority(t)
    const invitation = await harbour.invite({ approval: true })
    const { joined, waits, folder } = await joining(t, harbour, invitation)
    await waits
    await refuse(harbour.authority, { login: 'alice', reason: 'Come by the office first.' }, ADMIN)
    const told = (error: unknown) =>
      fault('ENROLMENT_REFUSED')(error) &&
      (error as { parameters: { reason: string } }).parameters.reason === 'Come by the office first.'
    await assert.rejects(joined, told)
    await assert.rejects(harbour.join({ login: 'alice' }, { invitation, folder }), told)
    const another = await postEnrolment(harbour, enrolment('alice', await harbour.secret()))
    assert.equal(another.status, 201, 'somebody else may have the login')
    // With an invitation of their own the same device comes in under another login.
    assert.equal((await harbour.join({ login: 'alicia' }, { folder })).login, 'alicia')
  })

  it('survives the person’s, the network’s and the authority’s breaks with one use and one key', async (t) => {
    const http = { host: '127.0.0.1', port: await freePort() }
    const harbour = await startTestAuthority(t, { http })
    const invitation = await harbour.invite({ approval: true })
    const folder = await temporaryFolder(t)
    const cut = new AbortController()
    const first = harbour.join(
      { login: 'alice' },
      { invitation, folder, signal: cut.signal, onWaiting: () => cut.abort() },
    )
    await assert.rejects(first)
    await assert.rejects(
      harbour.join({ login: 'alice' }, { invitation, folder, wait: false }),
      fault('ENROLMENT_WAITING'),
    )
    assert.deepEqual(await waiting(harbour), ['alice waiting'])
    await approve(harbour.authority, 'alice', LOCAL)
    assert.deepEqual(await waiting(harbour), ['alice approved'])
    await harbour.stop()
    const again = await startTestAuthority(t, { data: harbour.folder, http })
    const alice = await again.join({ login: 'alice' }, { invitation, folder })
    const uses = await again.authority.store.db.selectFrom('invitation_uses').selectAll().execute()
    assert.deepEqual(
      uses.map(({ login, peer_id }) => [login, peer_id]),
      [['alice', alice.peerId]],
    )
  })

  it('is found again while the authority is away for a while', async (t) => {
    const http = { host: '127.0.0.1', port: await freePort() }
    const harbour = await startTestAuthority(t, { http })
    const { joined, waits } = await joining(t, harbour, await harbour.invite({ approval: true }))
    await waits
    await approve(harbour.authority, 'alice', LOCAL)
    await harbour.stop()
    const again = await startTestAuthority(t, { data: harbour.folder, http })
    assert.equal((await joined).login, 'alice')
    assert.deepEqual(await waiting(again), [])
  })

  it('is changed by the device that made it, and by nobody else', async (t) => {
    const harbour = await startTestAuthority(t)
    const secret = await harbour.secret({ approval: true })
    const body = enrolment('alicee', secret)
    assert.equal((await postEnrolment(harbour, body)).status, 202)
    assert.equal(
      (await postEnrolment(harbour, { ...body, password: 'four quiet herons' })).code,
      'PASSWORD_WRONG',
    )
    assert.equal((await postEnrolment(harbour, { ...body, login: 'alice' })).status, 202)
    assert.deepEqual(await waiting(harbour), ['alice waiting'], 'the typing fault is gone')
    assert.equal((await postEnrolment(harbour, enrolment('bob', secret))).code, 'INVITATION_USED')
  })

  it('ends when nobody decides in time', async (t) => {
    let late = 0
    const harbour = await startTestAuthority(t, { now: () => new Date(Date.now() + late) })
    const secret = await harbour.secret({ approval: true, uses: 2, life: 30 * 86_400_000 })
    const body = enrolment('alice', secret)
    await postEnrolment(harbour, body)
    late = 7 * 86_400_000 + 1000
    const told = await send(harbour, '/v1/enrolment', { body: JSON.stringify({ csr: body.csr }) })
    assert.equal(JSON.parse(told.text).state, 'none')
    await assert.rejects(approve(harbour.authority, 'alice', ADMIN), fault('ENROLMENT_UNKNOWN'))
    assert.equal((await postEnrolment(harbour, enrolment('alice', secret))).status, 202, 'the login is free')
  })

  it('is decided once, by who may', async (t) => {
    const harbour = await startTestAuthority(t)
    await assert.rejects(approve(harbour.authority, 'alice', ADMIN), fault('ENROLMENT_UNKNOWN'))
    await postEnrolment(
      harbour,
      enrolment('alice', await harbour.secret({ approval: true, role: 'auditor' })),
    )
    await assert.rejects(approve(harbour.authority, 'alice', MODERATOR), fault('RIGHT_MISSING'))
    await Promise.all([
      approve(harbour.authority, 'alice', ADMIN),
      approve(harbour.authority, 'alice', LOCAL).catch(() => undefined),
    ])
    assert.deepEqual(await waiting(harbour), ['alice approved'])
    await refuse(harbour.authority, { login: 'alice' }, ADMIN)
    assert.deepEqual(await waiting(harbour), [])
  })

  it('tells a stranger nothing but a word', async (t) => {
    const harbour = await startTestAuthority(t)
    const body = enrolment('alice', await harbour.secret({ approval: true }))
    await postEnrolment(harbour, body)
    const ask = async (csr: string) =>
      JSON.parse((await send(harbour, '/v1/enrolment', { body: JSON.stringify({ csr }) })).text)
    assert.deepEqual(await ask(body.csr), { state: 'waiting', againSeconds: 2 })
    assert.equal((await ask(enrolment('alice', 'x').csr)).state, 'none')
    assert.equal((await ask('AAAA')).code, 'CSR_MALFORMED')
  })
})

describe('an invitation', () => {
  it('is listed with who made it and who used it, and taken back', async (t) => {
    const harbour = await startTestAuthority(t)
    const secret = await harbour.secret({ uses: 3 })
    await postEnrolment(harbour, enrolment('alice', secret))
    const { db } = harbour.authority.store
    const now = harbour.authority.now
    const list = async (all: boolean) => (await listInvitations(db, { all }, now())).invitations
    const [line] = await list(false)
    assert.deepEqual([line?.by, line?.uses, line?.usesLeft, line?.state], ['keeper', 3, 2, 'open'])
    assert.deepEqual(
      line?.usedBy.map(({ login }) => login),
      ['alice'],
    )
    assert.ok(!JSON.stringify(line).includes(secret))

    await revokeInvitation(harbour.authority, { id: line?.id ?? '' }, ADMIN)
    assert.equal((await postEnrolment(harbour, enrolment('bob', secret))).code, 'INVITATION_REVOKED')
    assert.deepEqual(await list(false), [])
    assert.deepEqual(
      (await list(true)).map(({ state, revokedBy }) => [state, revokedBy]),
      [['revoked', 'ada']],
    )
    await assert.rejects(
      revokeInvitation(harbour.authority, { id: "' or 1=1" }, ADMIN),
      fault('INVITATION_ID_UNKNOWN'),
    )
  })

  it('is listed in pages that miss and double none', async (t) => {
    const harbour = await startTestAuthority(t, { now: () => new Date('2026-11-21T12:00:00Z') })
    for (let each = 0; each < 7; each++) await harbour.invite()
    const { db } = harbour.authority.store
    const ids: string[] = []
    let after: string | undefined
    do {
      const page = await listInvitations(db, { after, limit: 3 }, harbour.authority.now())
      ids.push(...page.invitations.map(({ id }) => id))
      after = page.next ?? undefined
    } while (after !== undefined)
    assert.equal(ids.length, 7)
    assert.equal(new Set(ids).size, 7)
  })

  it('for more than a member is made by who may give that role', async (t) => {
    const { invite } = await import('@parley/ca-node/invitations/create.ts')
    const harbour = await startTestAuthority(t)
    const wanted = { role: 'moderator', uses: 1, life: 3_600_000 } as const
    await assert.rejects(invite(harbour.authority, wanted, MODERATOR), fault('RIGHT_MISSING'))
    assert.equal((await invite(harbour.authority, { ...wanted, role: 'guest' }, MODERATOR)).role, 'guest')
  })
})
