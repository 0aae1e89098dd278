// Who is nearest to a device in the certified DHT: asked through one peer, found among those it does not know.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { multiaddr } from '@multiformats/multiaddr'
import { primitives } from '@parley/shared/host/crypto.ts'
import { byNearness } from '@parley/shared/mailbox/nearest.ts'
import { startTestNode } from '../../../support/certified-node.ts'
import { makeRealm } from '../../../support/realm.ts'

const soon = () => AbortSignal.timeout(20_000)

test('peers one was never connected with are found, through one who is', async (t) => {
  const realm = makeRealm()
  const options = { roots: [realm.root], lists: realm.lists(), dht: 'server' } as const
  const hub = await startTestNode(t, realm.device('hub'), options)
  const others = await Promise.all(
    ['alice', 'bob', 'carol', 'dave'].map((who) => startTestNode(t, realm.device(who), options)),
  )
  const address = multiaddr(hub.addresses[0])
  await Promise.all(others.map((node) => node.sessions.connect(address, soon())))
  const [alice] = others
  assert.ok(alice !== undefined)
  const target = realm.device('zoe').peerId
  const expected = byNearness(
    target,
    [hub, ...others].filter((node) => node !== alice).map(({ peerId }) => peerId),
    primitives,
  )
  // Who is a server of the DHT shows when identify has run in each session.
  for (const until = soon(); !until.aborted; ) {
    const found = await alice.nearest(target, soon())
    if (expected.every((peer) => found.includes(peer))) {
      assert.deepEqual(
        byNearness(target, found, primitives).filter((peer) => peer !== alice.peerId),
        expected,
      )
      assert.ok(others.slice(1).every(({ peerId }) => alice.contacts.addressesOf(peerId).length > 0))
      return
    }
  }
  assert.fail('not found')
})

test('without a DHT there is nobody; a question that is taken back answers with what it has', async (t) => {
  const realm = makeRealm()
  const options = { roots: [realm.root], lists: realm.lists() } as const
  const off = await startTestNode(t, realm.device('alice'), options)
  const alone = await startTestNode(t, realm.device('bob'), { ...options, dht: 'server' })
  const target = realm.device('zoe').peerId
  assert.deepEqual(await off.nearest(target, soon()), [])
  assert.deepEqual(await alone.nearest(target, AbortSignal.timeout(200)), [])
  assert.deepEqual(await alone.nearest(target, AbortSignal.abort()), [])
})
