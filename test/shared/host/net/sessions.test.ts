// Two certified nodes in one process: who gets a session, and what ends it.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'node:test'
import { multiaddr } from '@multiformats/multiaddr'
import { createLog } from '@parley/shared/host/log.ts'
import { REFUSAL_LINES_BURST } from '@parley/shared/host/net/constants.ts'
import { typedAddress } from '@parley/shared/host/net/contacts.ts'
import { Refusals } from '@parley/shared/host/net/refusals.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import { startTestNode, type TestNode } from '../../../support/certified-node.ts'
import { fault } from '../../../support/fault.ts'
import { makeRealm, seconds } from '../../../support/realm.ts'

const soon = () => AbortSignal.timeout(30_000)
/** A life long enough to meet in, on a busy machine too, ms. */
const SHORT_LIFE_MS = 6_000

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

test('an RSA device is a device', async (t) => {
  const { realm, trusted, alice } = setup()
  const a = await startTestNode(t, alice, trusted)
  const b = await startTestNode(t, realm.device('bob', { key: 'rsa' }), trusted)
  const session = await a.sessions.connect(multiaddr(b.addresses[0]), soon())
  assert.equal(session.cert.scheme, 'rsa-pkcs1-sha256')
})

test('a live session ends when its peer is revoked, and the peer hears why', async (t) => {
  const { realm, trusted, alice, bob } = setup()
  const a = await startTestNode(t, alice, trusted)
  const b = await startTestNode(t, bob, trusted)
  await a.sessions.connect(multiaddr(b.addresses[0]), soon())
  await b.opened()
  const [atAlice, atBob] = [a.closed(), b.closed()]
  assert.equal(a.trust.offer(realm.revoke({ serial: bob.serial })), 'newer')
  assert.equal((await atAlice).reason, 'CERT_REVOKED')
  assert.equal((await atBob).reason, 'CERT_REVOKED')
  assert.equal(a.sessions.of(bob.peerId), undefined)
  await assert.rejects(a.sessions.connect(multiaddr(b.addresses[0]), soon()), fault('CERT_REVOKED'))
})

test('a suspended peer comes back when the hold is lifted', async (t) => {
  const { realm, trusted, alice, bob } = setup()
  const a = await startTestNode(t, alice, trusted)
  const b = await startTestNode(t, bob, trusted)
  a.trust.offer(realm.revoke({ serial: bob.serial, reason: 'certificateHold' }))
  await assert.rejects(a.sessions.connect(multiaddr(b.addresses[0]), soon()), fault('CERT_SUSPENDED'))
  a.trust.offer(realm.unrevoke(bob.serial))
  assert.equal((await a.sessions.connect(multiaddr(b.addresses[0]), soon())).cert.login, 'bob')
})

test('a newer list goes from alice to bob to carol, and mallory is out everywhere', async (t) => {
  const { realm, trusted, alice, bob } = setup()
  const mallory = realm.device('mallory')
  const a = await startTestNode(t, alice, trusted)
  const b = await startTestNode(t, bob, trusted)
  const c = await startTestNode(t, realm.device('carol'), trusted)
  const m = await startTestNode(t, mallory, trusted)
  await a.sessions.connect(multiaddr(b.addresses[0]), soon())
  await b.sessions.connect(multiaddr(c.addresses[0]), soon())
  await m.sessions.connect(multiaddr(c.addresses[0]), soon())
  await c.opened((session) => session.peerId === mallory.peerId)
  const outAtCarol = c.closed((session) => session.peerId === mallory.peerId)
  a.trust.offer(realm.revoke({ serial: mallory.serial }))
  assert.equal((await outAtCarol).reason, 'CERT_REVOKED')
})

test('a session ends when the certificate of the other side runs out', async (t) => {
  const { realm, trusted, alice } = setup()
  const a = await startTestNode(t, alice, trusted)
  const bob = realm.device('bob', { notAfter: seconds(Date.now() + SHORT_LIFE_MS) })
  const b = await startTestNode(t, bob, trusted)
  const closed = a.closed()
  await a.sessions.connect(multiaddr(b.addresses[0]), soon())
  assert.equal((await closed).reason, 'CERT_EXPIRED')
})

test('a peer that renewed its certificate stays beyond the end of the old one', async (t) => {
  const { realm, trusted, alice } = setup()
  const a = await startTestNode(t, alice, trusted)
  const end = seconds(Date.now() + SHORT_LIFE_MS)
  const bob = realm.device('bob', { notAfter: end })
  const b = await startTestNode(t, bob, trusted)
  const session = await a.sessions.connect(multiaddr(b.addresses[0]), soon())
  await b.opened()
  const renewed = realm.device('bob', { same: bob })
  const heard = new Promise<void>((resolve) => void a.sessions.onRenewed(() => resolve()))
  b.setChain(renewed.chain)
  await b.renewed()
  await heard
  assert.equal(session.cert.serial, renewed.serial)
  await new Promise((resolve) => setTimeout(resolve, end.getTime() - Date.now() + 300))
  assert.equal(a.sessions.of(bob.peerId), session)
  // Bob's own view of alice did not suffer either, and new sessions use the new chain.
  await session.close()
  assert.equal((await a.sessions.connect(multiaddr(b.addresses[0]), soon())).cert.serial, renewed.serial)
})

test('somebody else’s new certificate is not taken in a session', async (t) => {
  const { realm, trusted, alice, bob } = setup()
  const a = await startTestNode(t, alice, trusted)
  const b = await startTestNode(t, bob, trusted)
  const session = await a.sessions.connect(multiaddr(b.addresses[0]), soon())
  await b.opened()
  b.setChain(realm.device('mallory').chain)
  await b.renewed()
  assert.equal(session.cert.login, 'bob')
})

test('alice and bob dial each other at once: both end with one session, the same one', async (t) => {
  const { trusted, alice, bob } = setup()
  const a = await startTestNode(t, alice, trusted)
  const b = await startTestNode(t, bob, trusted)
  const [at, to] = await Promise.all([
    a.sessions.connect(multiaddr(b.addresses[0]), soon()),
    b.sessions.connect(multiaddr(a.addresses[0]), soon()),
  ])
  assert.ok(at.cert.login === 'bob' && to.cert.login === 'alice')
  // Either the second dial joined the first, or the two connections became one after a moment.
  const only = (node: TestNode) => (node.sessions.list().length === 1 ? node.sessions.list()[0] : undefined)
  await until(() => {
    const [one, other] = [only(a)?.direction, only(b)?.direction]
    return one !== undefined && other !== undefined && one !== other
  })
})

test('many who ask for one peer share one dial', async (t) => {
  const { trusted, alice, bob } = setup()
  const a = await startTestNode(t, alice, trusted)
  const b = await startTestNode(t, bob, trusted)
  a.contacts.learn(bob.peerId, b.addresses, 'typed')
  const sessions = await Promise.all(Array.from({ length: 20 }, () => a.sessions.connect(bob.peerId, soon())))
  assert.equal(new Set(sessions.map((session) => session.id)).size, 1)
  await b.opened()
  assert.equal(b.sessions.list().length, 1)
})

test('who is found is dialled unasked, and again at once after a loss', async (t) => {
  const { trusted, alice, bob } = setup()
  const a = await startTestNode(t, alice, { ...trusted, dialFound: true })
  const b = await startTestNode(t, bob, trusted)
  const first = a.opened()
  a.contacts.learn(bob.peerId, b.addresses, 'mdns')
  const lost = await first
  await b.opened()
  const [gone, back] = [a.closed(), nextOpened(a)]
  b.libp2p.getConnections()[0]?.abort(new Error('cable pulled'))
  await gone
  assert.notEqual((await back).id, lost.id)
})

test('addresses that nobody can mean are not learned', async (t) => {
  const { trusted, alice, bob } = setup()
  const a = await startTestNode(t, alice, trusted)
  a.contacts.learn(
    bob.peerId,
    [
      'nonsense',
      '/ip4/10.0.0.1/udp/4001/quic-v1',
      '/dns4/evil.example/tcp/80',
      '/ip4/10.0.0.1/tcp/0',
      `/ip4/10.0.0.1/tcp/4001/p2p/${alice.peerId}`,
      `/ip4/10.0.0.2/tcp/4001/p2p/${bob.peerId}/p2p-circuit`,
      `/ip4/10.0.0.1/${'x'.repeat(300)}`,
      `/ip4/10.0.0.3/tcp/4001/p2p/${bob.peerId}`,
    ],
    'told',
  )
  assert.deepEqual(a.contacts.addressesOf(bob.peerId), ['/ip4/10.0.0.3/tcp/4001'])
})

test('what cannot be reached is said so', async (t) => {
  const { trusted, alice, bob } = setup()
  const a = await startTestNode(t, alice, trusted)
  const closed = await closedPort()
  await assert.rejects(
    a.sessions.connect(multiaddr(`/ip4/127.0.0.1/tcp/${closed}`), soon()),
    fault('PEER_UNREACHABLE'),
  )
  await assert.rejects(a.sessions.connect(bob.peerId, soon()), fault('PEER_UNREACHABLE'))
  await assert.rejects(a.sessions.connect(alice.peerId, soon()), fault('SESSION_SELF'))
  const own = (a.addresses[0] ?? '').replace(/\/p2p\/.*/, '')
  await assert.rejects(a.sessions.connect(multiaddr(own), soon()), fault('SESSION_SELF'))
  await assert.rejects(
    a.sessions.connect(bob.peerId, AbortSignal.abort(new Error('changed my mind'))),
    /changed my mind/,
  )
  for (const typed of ['', 'hello', '/ip4/1.2.3.4', '/ip4/1.2.3.4/udp/1', `/ip4/1.2.3.4/tcp/1/p2p/nobody`]) {
    assert.throws(() => typedAddress(typed), fault('ADDRESS_MALFORMED'))
  }
})

test('another listener on the port is said so', async (t) => {
  const { trusted, alice, bob } = setup()
  const a = await startTestNode(t, alice, trusted)
  const listen = [(a.addresses[0] ?? '').replace(/\/p2p\/.*/, '')]
  await assert.rejects(startTestNode(t, bob, { ...trusted, listen }), fault('PORT_IN_USE'))
})

test('listeners that reset every connection harm nobody', async (t) => {
  const { trusted, alice } = setup()
  const a = await startTestNode(t, alice, trusted)
  const server = createServer((socket) => socket.resetAndDestroy())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  const dials = Array.from({ length: 50 }, (_, at) =>
    a.sessions
      .connect(multiaddr(`/ip4/127.0.0.1/tcp/${port}`), AbortSignal.timeout(1 + at * 5))
      .catch(() => 'failed'),
  )
  assert.deepEqual(new Set(await Promise.all(dials)), new Set(['failed']))
})

test('a handler gets streams of certified peers only, each with its session', async (t) => {
  const { trusted, alice, bob } = setup()
  const a = await startTestNode(t, alice, trusted)
  const b = await startTestNode(t, bob, trusted)
  const heard = new Promise<string>((resolve, reject) => {
    b.sessions
      .handle('/parley/1/test', (_stream, session) => resolve(session.cert.login), { maxInboundStreams: 1 })
      .catch(reject)
  })
  const session = await a.sessions.connect(multiaddr(b.addresses[0]), soon())
  await session.openStream('/parley/1/test', { signal: soon() })
  assert.equal(await heard, 'alice')
  await session.close()
  await assert.rejects(session.openStream('/parley/1/test', { signal: soon() }), fault('SESSION_CLOSED'))
})

test('no more than the allowed number of lines tells of refusals', async (t) => {
  const lines: string[] = []
  const refusals = new Refusals(createLog({ write: (line: string) => void lines.push(line) }))
  for (let i = 0; i < 1_000; i++)
    refusals.note({ code: 'SESSION_TIMEOUT', address: `/ip4/10.0.0.1/tcp/${i}`, direction: 'in' })
  t.after(() => refusals.flush())
  assert.ok(lines.length >= REFUSAL_LINES_BURST && lines.length < REFUSAL_LINES_BURST + 20)
  refusals.flush()
  assert.match(lines.at(-1) ?? '', /"count":\d{3}/)
})

/** For states that no single event announces. */
async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 30_000
  while (!holds()) {
    assert.ok(performance.now() < end, 'it did not come to that')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function nextOpened(node: TestNode): Promise<Session> {
  return new Promise((resolve) => {
    const end = node.sessions.onOpened((session) => {
      end()
      resolve(session)
    })
  })
}

async function closedPort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
