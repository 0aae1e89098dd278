// Two certified nodes in one process: who gets a session, and what ends it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { multiaddr } from '@multiformats/multiaddr'
import { startTestNode } from '../../../support/certified-node.ts'
import { fault } from '../../../support/fault.ts'
import { makeRealm } from '../../../support/realm.ts'

const soon = () => AbortSignal.timeout(10_000)

function setup() {
  const realm = makeRealm()
  const trusted = { roots: [realm.root], lists: realm.lists() }
  return { realm, trusted, alice: realm.device('alice'), bob: realm.device('bob') }
}

test('alice and bob prove themselves to each other and then exchange streams', async (t) => {
  const { trusted, alice, bob } = setup()
  const a = await startTestNode(t, alice, trusted)
  const b = await startTestNode(t, bob, trusted)
  const [address] = b.addresses
  const session = await a.sessions.connect(multiaddr(address), soon())
  assert.equal(session.cert.login, 'bob')
  const back = await b.opened()
  assert.equal(back.cert.login, 'alice')
  assert.equal(a.sessions.of(bob.peerId), session)
  assert.equal(session.direction, 'out')
  assert.equal(back.direction, 'in')
})

test('an address without a peer ID is enough', async (t) => {
  const { trusted, alice, bob } = setup()
  const a = await startTestNode(t, alice, trusted)
  const b = await startTestNode(t, bob, trusted)
  const bare = (b.addresses[0] ?? '').replace(/\/p2p\/.*/, '')
  assert.equal((await a.sessions.connect(multiaddr(bare), soon())).cert.login, 'bob')
})

test('a revoked peer is refused by name, and hears why', async (t) => {
  const { realm, trusted, alice, bob } = setup()
  const a = await startTestNode(t, alice, trusted)
  realm.revoke({ serial: alice.serial })
  const b = await startTestNode(t, bob, { ...trusted, lists: realm.lists() })
  await assert.rejects(a.sessions.connect(multiaddr(b.addresses[0]), soon()), fault('SESSION_REFUSED'))
  await b.logged((line) => line.code === 'CERT_REVOKED')
})

test('the dialling side learns a newer list before it decides', async (t) => {
  const { realm, trusted, alice, bob } = setup()
  const a = await startTestNode(t, alice, trusted)
  realm.revoke({ serial: realm.device('eve').serial })
  const b = await startTestNode(t, bob, { ...trusted, lists: realm.lists() })
  await a.sessions.connect(multiaddr(b.addresses[0]), soon())
  assert.deepEqual(
    a.trust
      .lists()
      .all()
      .map((list) => list.number)
      .sort(),
    b.trust
      .lists()
      .all()
      .map((list) => list.number)
      .sort(),
  )
})

test('the dialled side asks for a newer list before it decides', async (t) => {
  const { realm, trusted, alice, bob } = setup()
  const b = await startTestNode(t, bob, trusted)
  realm.revoke({ serial: realm.device('eve').serial })
  const a = await startTestNode(t, alice, { ...trusted, lists: realm.lists() })
  await a.sessions.connect(multiaddr(b.addresses[0]), soon())
  assert.ok(
    b.trust
      .lists()
      .all()
      .some((list) => list.number === 2n),
  )
})
