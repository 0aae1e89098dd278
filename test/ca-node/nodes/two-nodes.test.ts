// Two authorities on one PostgreSQL: they enrol, revoke and serve one directory together; either may be gone.
import assert from 'node:assert/strict'
import { after, before, describe, it, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { multiaddr } from '@multiformats/multiaddr'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { revoke } from '@parley/ca-node/certificates/revoke.ts'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { KEY } from '@parley/ca-node/keys/names.ts'
import { openSecret, sealSecret } from '@parley/ca-node/keys/store-key.ts'
import { GONE_AFTER, LOOK_PERIOD } from '@parley/ca-node/nodes/constants.ts'
import { restoreUser, suspend } from '@parley/ca-node/people/suspend.ts'
import { serverPlace } from '@parley/ca-node/store/place.ts'
import { DirectoryClient } from '@parley/peer/directory/client.ts'
import { openDevice } from '@parley/peer/enrol/device.ts'
import type { Joined } from '@parley/peer/enrol/join.ts'
import type { RevocationList } from '@parley/shared/certificates/revocation-list.ts'
import { verifyRevocationList } from '@parley/shared/certificates/revocation-list.ts'
import type { ClaimedPerson, Presence } from '@parley/shared/directory/person.ts'
import { formatInvitation, hostPort, parseInvitation } from '@parley/shared/enrolment/invitation.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { openVault } from '@parley/shared/host/vault.ts'
import { newRealm, PASSPHRASE, startTestAuthority, type TestAuthority } from '../../support/authority.ts'
import { fault } from '../../support/fault.ts'
import { startJoinedNode } from '../../support/joined-node.ts'
import { lastFirst } from '../../support/last-first.ts'
import { noPostgres, type PostgresServer, startPostgres } from '../../support/postgres.ts'
import { secondAuthority } from '../../support/second-authority.ts'
import { enrolment, postEnrolment, send } from '../request.ts'

/** What the other authority did must be known within about a second; a slow machine gets more. */
const SOON = 30_000

interface Pair {
  readonly a: TestAuthority
  readonly b: TestAuthority
  readonly folders: readonly [string, string]
}

async function pair(t: TestContext, postgres: PostgresServer): Promise<Pair> {
  const first = await newRealm(t, { place: serverPlace(await postgres.newDatabase()) })
  const second = await secondAuthority(t, first)
  const a = atItself(await startTestAuthority(t, { data: first }))
  const b = atItself(await startTestAuthority(t, { data: second }))
  return { a, b, folders: [first, second] }
}

/** Links name every authority of the realm, and who joins takes the first that answers: here it must be that one. */
function atItself(authority: TestAuthority): TestAuthority {
  return {
    ...authority,
    async join(person, options) {
      const link = parseInvitation(await authority.invite())
      const invitation = formatInvitation({ ...link, addresses: [hostPort(authority.address)] })
      return authority.join(person, { invitation, ...options })
    },
  }
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<number> {
  const began = performance.now()
  while (!(await holds())) {
    if (performance.now() - began > SOON) throw new Error(`not in time: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return performance.now() - began
}

function inTime<Result>(what: string, awaited: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not in time: ${what}`)), SOON)
  })
  return Promise.race([awaited, late]).finally(() => clearTimeout(timer))
}

/** The same, connected to an authority and watching its directory. */
async function connected(t: TestContext, person: Joined & { folder: string }, to: TestAuthority) {
  const node = await startJoinedNode(t, person)
  const people = new Map<string, ClaimedPerson>()
  const presence = new Map<string, Presence>()
  const watch = async (authority: TestAuthority) => {
    const address = authority.ready.p2p[0] ?? ''
    const session = await node.sessions.connect(multiaddr(address), AbortSignal.timeout(SOON))
    const client = await DirectoryClient.open(
      session,
      0,
      (change) => {
        for (const one of change.people) people.set(one.login, one)
        for (const one of change.presence) presence.set(one.peerId, one)
      },
      AbortSignal.timeout(SOON),
    )
    void client.run().catch(() => undefined)
    return client
  }
  return { node, people, presence, watch, client: await watch(to) }
}

const listOf = async (asked: TestAuthority, issuer: TestAuthority): Promise<RevocationList> => {
  const { bytes } = await send(asked, `/crl/${issuer.authority.realm.issuing.keyId}.crl`, { plain: true })
  const { realm } = asked.authority
  const issuers = [realm.issuing.der, issuer.authority.realm.issuing.der]
  return verifyRevocationList(bytes, { roots: [realm.root], issuers, primitives })
}

describe('two authorities on one database', { skip: noPostgres }, () => {
  let postgres: PostgresServer
  const whole = lastFirst({ after })
  before(async () => {
    postgres = await startPostgres(whole)
  })

  it('each enrols under its own issuing CA, and the directory of both has everybody', async (t) => {
    const { a, b } = await pair(t, postgres)
    const [alice, bob] = await Promise.all([a.join({ login: 'alice' }), b.join({ login: 'bob' })])
    const device = await openDevice(alice.folder, PASSPHRASE)
    t.after(() => device.close())
    assert.deepEqual(
      device
        .issuers()
        .map((der) => Buffer.from(der).toString('base64'))
        .sort(),
      [a, b].map(({ authority }) => Buffer.from(authority.realm.issuing.der).toString('base64')).sort(),
      'she was told of both issuing CAs',
    )
    const hers = await connected(t, alice, a)
    const his = await connected(t, bob, b)
    for (const { people } of [hers, his])
      await until('both in the directory', () => people.has('alice') && people.has('bob'))
    await until('bob is seen online by alice', () => hers.presence.get(bob.peerId)?.online === true)
    await until('alice is seen online by bob', () => his.presence.get(alice.peerId)?.online === true)

    const keyOf = (person: ClaimedPerson | undefined) => Buffer.from(person?.devices[0]?.chain[1] ?? [])
    assert.deepEqual(keyOf(hers.people.get('alice')), Buffer.from(a.authority.realm.issuing.der))
    assert.deepEqual(keyOf(hers.people.get('bob')), Buffer.from(b.authority.realm.issuing.der))

    // The two devices believe each other: different issuing CAs, one root.
    await hers.node.sessions.connect(multiaddr(his.node.addresses[0] ?? ''), AbortSignal.timeout(SOON))

    await a.join({ login: 'carol' })
    const took = await until('bob hears of carol, whom the other authority enrolled', () =>
      his.people.has('carol'),
    )
    t.diagnostic(`${Math.round(took)} ms`)
    await his.node.stop()
    await until('bob is gone', () => hers.presence.get(bob.peerId)?.online === false)
  })

  it('of two who ask both for one login at once, exactly one wins', async (t) => {
    const { a, b } = await pair(t, postgres)
    const secret = await a.secret({ uses: 40 })
    const bodies = Array.from({ length: 40 }, (_, at) => enrolment(`user${at % 10}`, secret))
    const replies = await Promise.all(bodies.map((body, at) => postEnrolment(at % 2 === 0 ? a : b, body)))
    const outcomes = replies.map((reply) => reply.code ?? String(reply.status))
    assert.equal(outcomes.filter((outcome) => outcome === '201').length, 10, outcomes.join())
    assert.equal(outcomes.filter((outcome) => outcome === 'LOGIN_TAKEN').length, 30, outcomes.join())
    const { uses_left: left } = await a.authority.store.db
      .selectFrom('invitations')
      .select('uses_left')
      .executeTakeFirstOrThrow()
    assert.equal(left, 30)
  })

  it('a certificate of the one revoked at the other: refused there at once, and on its own list within a second', async (t) => {
    const { a, b } = await pair(t, postgres)
    const bob = await b.join({ login: 'bob' })
    const carol = await b.join({ login: 'carol' })
    const alice = await a.join({ login: 'alice' })
    const his = await connected(t, bob, b)
    const carols = await connected(t, carol, a)
    const hers = await connected(t, alice, a)
    const before = await listOf(b, b)
    const closed = his.node.closed()
    const { issuing } = b.authority.realm
    const listed = () => carols.node.trust.lists().of(issuing.keyId)?.lookUp(bob.serial) !== undefined
    const heard = new Promise<void>((resolve) => {
      carols.node.trust.onChange(() => {
        if (listed()) resolve()
      })
    })
    const began = performance.now()
    await revoke(a.authority, { login: 'bob', reason: 'keyCompromise' }, LOCAL)
    await inTime('his session closed', closed)
    await inTime('carol has heard', heard)
    const took = performance.now() - began
    t.diagnostic(`${Math.round(took)} ms`)
    assert.ok(took < SOON)
    assert.ok((await listOf(a, b)).number > before.number)
    for (const asked of [a, b]) assert.ok((await listOf(asked, b)).lookUp(bob.serial))
    await assert.rejects(
      his.node.sessions.connect(multiaddr(a.ready.p2p[0] ?? ''), AbortSignal.timeout(SOON)),
    )
    // Alice never met anybody of his issuing CA, and he brings the list of before: what she was told since counts.
    await a.join({ login: 'dave' })
    const told = new Promise<void>((resolve) => {
      hers.node.trust.onChange(() => resolve())
    })
    await revoke(a.authority, { login: 'dave', reason: 'cessationOfOperation' }, LOCAL)
    await inTime('alice has heard of dave, and of all before him', told)
    assert.equal(hers.node.trust.lists().of(issuing.keyId), undefined)
    await his.node.stop()
    const mallory = await startJoinedNode(t, bob)
    assert.equal(mallory.trust.lists().of(issuing.keyId)?.number, before.number)
    await assert.rejects(
      mallory.sessions.connect(multiaddr(hers.node.addresses[0] ?? ''), AbortSignal.timeout(SOON)),
      (error) => error instanceof Fault && error.parameters.code === 'CERT_REVOKED',
    )
    assert.ok(hers.node.trust.lists().of(issuing.keyId)?.lookUp(bob.serial))
  })

  it('while the one is off the other refuses its certificates by the row alone; its list follows when it is back', async (t) => {
    const { a, b, folders } = await pair(t, postgres)
    const bob = await b.join({ login: 'bob' })
    const his = await connected(t, bob, a)
    const before = await listOf(a, b)
    await b.stop()
    const closed = his.node.closed()
    await revoke(a.authority, { device: bob.peerId, reason: 'keyCompromise' }, LOCAL)
    assert.equal(
      (await inTime('his session closed', closed)).session.peerId,
      a.ready.p2p[0]?.split('/').at(-1),
    )
    assert.equal((await listOf(a, b)).lookUp(bob.serial), undefined, 'nobody else can sign that list')
    await assert.rejects(
      his.node.sessions.connect(multiaddr(a.ready.p2p[0] ?? ''), AbortSignal.timeout(SOON)),
      fault('SESSION_REFUSED'),
    )
    const again = await startTestAuthority(t, { data: folders[1] })
    await until('the list of the one that is back', async () => {
      const list = await listOf(a, again)
      return list.lookUp(bob.serial) !== undefined && list.number > before.number
    })
  })

  it('who is suspended at the one and restored at the other comes and goes at both', async (t) => {
    const { a, b } = await pair(t, postgres)
    const bob = await b.join({ login: 'bob' })
    const his = await connected(t, bob, b)
    const closed = his.node.closed()
    await suspend(a.authority, 'bob', LOCAL)
    await inTime('his session closed', closed)
    await until('on hold', async () => (await listOf(b, b)).lookUp(bob.serial) !== undefined)
    await restoreUser(a.authority, 'bob', LOCAL)
    await until('lifted', async () => (await listOf(b, b)).lookUp(bob.serial) === undefined)
    await his.watch(b)
  })

  it('the store key reaches the second; what one seals the other opens', async (t) => {
    const { a, b, folders } = await pair(t, postgres)
    const keys = [a, b].map(({ authority }) => authority.keys)
    await until('the second has the key', () => keys[1]?.vault.has(KEY.store) === true)
    assert.ok(keys[0] && keys[1])
    const sealed = sealSecret(keys[0], 'second-factor:alice', Uint8Array.of(1, 2, 3))
    assert.deepEqual(openSecret(keys[1], 'second-factor:alice', sealed), Uint8Array.of(1, 2, 3))
    const rows = await a.authority.store.db.selectFrom('nodes').selectAll().execute()
    assert.ok(rows.every((row) => row.key_wanted === null && row.key_given === null))
    await b.stop()
    const vault = await openVault(authorityFolder(folders[1]).vault, PASSPHRASE)
    assert.ok(vault.has(KEY.store) && !vault.has(KEY.handover))
    vault.close()
  })

  it('mallory, who can write in the database, neither gets the store key nor puts another in its place', async (t) => {
    const { a, b } = await pair(t, postgres)
    const { db } = a.authority.store
    await until('the second has the key', () => b.authority.keys?.vault.has(KEY.store) === true)
    await b.stop()
    // Mallory asks in the name of the second, with a key of his own.
    const own = b.authority.realm.issuing.keyId
    await db
      .updateTable('nodes')
      .set({ key_wanted: new Uint8Array(104).fill(9), key_given: null })
      .where('issuer_key_id', '=', own)
      .execute()
    await until('refused', () =>
      a.lines.some((line) => line.act === 'store-key' && line.msg === 'store key not given'),
    )
    const row = await db.selectFrom('nodes').selectAll().where('issuer_key_id', '=', own).executeTakeFirst()
    assert.equal(row?.key_given, null)
  })

  it('the one killed in the middle: the other goes on, and says who is no longer there', async (t) => {
    const { a, b } = await pair(t, postgres)
    const [alice, bob] = await Promise.all([a.join({ login: 'alice' }), b.join({ login: 'bob' })])
    const hers = await connected(t, alice, a)
    const his = await connected(t, bob, b)
    await until('bob is seen', () => hers.presence.get(bob.peerId)?.online === true)
    const handedOn = () => [...a.authority.live.p2pAddresses(), ...a.authority.live.httpsAddresses()]
    const waysToB = [b.ready.p2p[0] ?? '', b.address]
    assert.ok(
      waysToB.every((way) => handedOn().includes(way)),
      'both ways in are handed on',
    )
    await b.stop()
    await until('bob is gone', () => hers.presence.get(bob.peerId)?.online === false)
    await delay(GONE_AFTER + LOOK_PERIOD)
    // Whoever renews now and sleeps until a is gone and b is back must find b.
    assert.ok(
      waysToB.every((way) => handedOn().includes(way)),
      'it may be back',
    )
    assert.ok(a.authority.live.p2pAddresses().indexOf(waysToB[0] ?? '') > 0, 'behind those that live')
    await his.watch(a)
    await until('bob is back, at the other', () => hers.presence.get(bob.peerId)?.online === true)
    await a.join({ login: 'carol' })
  })

  it('the database is away for a while: said plainly, and everything goes on when it is back', async (t) => {
    const { a, b } = await pair(t, postgres)
    const secret = await a.secret({ uses: 5 })
    const [first, second, third] = await Promise.all(
      ['alice', 'bob', 'carol'].map((who) => enrolment(who, secret)),
    )
    assert.ok(first && second && third)
    assert.equal((await postEnrolment(a, first)).status, 201)
    await postgres.kill()
    try {
      const refused = await postEnrolment(a, second)
      assert.deepEqual([refused.status, refused.code], [503, 'AUTHORITY_OUT_OF_ORDER'], refused.text)
      assert.ok(!/127\.0\.0\.1|postgres|realm_/.test(refused.text), 'a stranger does not hear where it is')
      assert.ok(
        a.lines.some(({ code }) => code === 'DATABASE_UNREACHABLE'),
        'the log says it plainly',
      )
    } finally {
      await postgres.start()
    }
    for (const [authority, body] of [
      [a, second],
      [b, third],
    ] as const) {
      let text = ''
      // The audit log tries again once a second; until its lines are kept nothing new is done.
      await until(`enrolled again, not ${text}`, async () => {
        const reply = await postEnrolment(authority, body)
        text = reply.text
        return reply.status === 201
      })
    }
  })
})
