// Reaching somebody when it does not go straight: dials that meet, addresses that are dead, a network that changes.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { peerIdFromString } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'
import { silentLog } from '@parley/shared/host/log.ts'
import { ADDRESS_DIAL_MS } from '@parley/shared/host/net/constants.ts'
import { watchInterfaces } from '@parley/shared/host/net/interfaces.ts'
import { survive } from '@parley/shared/host/net/survive.ts'
import { startTestNode } from '../../../support/certified-node.ts'
import { fault } from '../../../support/fault.ts'
import { makeRealm } from '../../../support/realm.ts'

const soon = () => AbortSignal.timeout(30_000)

async function aliceAndBob(t: TestContext) {
  const realm = makeRealm()
  const trusted = { roots: [realm.root], lists: realm.lists() }
  const alice = await startTestNode(t, realm.device('alice'), trusted)
  const bob = await startTestNode(t, realm.device('bob'), trusted)
  return { alice, bob }
}

test('a dial of an address is not dragged down by a dial without one', async (t) => {
  const { alice, bob } = await aliceAndBob(t)
  // What the DHT does by itself. libp2p makes one dial of the two.
  const bare = alice.libp2p.dial(peerIdFromString(bob.peerId))
  bare.catch(() => undefined)
  const session = await alice.sessions.connect(multiaddr(bob.addresses[0]), soon())
  assert.equal(session.cert.login, 'bob')
})

test('nor by somebody who asks for the same peer by its ID alone', async (t) => {
  const { alice, bob } = await aliceAndBob(t)
  const byName = alice.sessions.connect(bob.peerId, soon())
  byName.catch(() => undefined)
  const session = await alice.sessions.connect(multiaddr(bob.addresses[0]), soon())
  assert.equal(session.cert.login, 'bob')
  await byName.catch((error) => assert.ok(fault('PEER_UNREACHABLE')(error)))
})

test('who is being dialled in vain and comes by itself is met at once', async (t) => {
  const { alice, bob } = await aliceAndBob(t)
  alice.contacts.learn(bob.peerId, [await muteAddress(t)], 'remembered')
  const began = performance.now()
  const met = alice.sessions.connect(bob.peerId, soon())
  await bob.sessions.connect(multiaddr(alice.addresses[0]), soon())
  assert.equal((await met).direction, 'in')
  assert.ok(performance.now() - began < ADDRESS_DIAL_MS, 'waited for the dead address')
})

test('a network that changed is noticed, each time and only then', async () => {
  const seen = ['eth0 10.0.0.2/24', 'eth0 10.0.0.2/24', '', 'eth0 10.0.0.9/24', 'eth0 10.0.0.9/24']
  const changes: string[] = []
  let at = 0
  await new Promise<void>((resolve) => {
    const end = watchInterfaces(
      () => changes.push(seen[at - 1] ?? ''),
      1,
      () => {
        if (at === seen.length) {
          end()
          resolve()
        }
        return seen[at++] ?? seen.at(-1) ?? ''
      },
    )
  })
  assert.deepEqual(changes, ['', 'eth0 10.0.0.9/24'])
})

/** Where a connection is accepted and nothing is ever said. */
async function muteAddress(t: TestContext): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => sockets.add(socket.on('error', () => undefined))).listen(
    0,
    '127.0.0.1',
  )
  await once(server, 'listening')
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return `/ip4/127.0.0.1/tcp/${port}`
}

test('a connection that broke where nobody looked ends no program; anything else does', () => {
  const named = (name: string) =>
    Object.assign(new Error('Cannot write to a stream that is closed'), { name })
  const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  for (const error of [named('StreamStateError'), reset]) assert.equal(survive(silentLog, error), true)
  for (const error of [named('TypeError'), 'text', undefined]) assert.equal(survive(silentLog, error), false)
})
