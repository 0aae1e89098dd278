// Somebody is away: what is for them is left with the peers nearest to them, and is there when they come, whoever else has
// gone since.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ROUNDS_AT_ONCE, SHARE_PARCELS_MAX } from '@parley/peer/mailbox/constants.ts'
import { role } from '@parley/shared/certificates/role.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { MAILBOX_PROTOCOL, MAILBOXES } from '@parley/shared/mailbox/constants.ts'
import { byNearness } from '@parley/shared/mailbox/nearest.ts'
import { startTestNode } from '../../support/certified-node.ts'
import {
  type MailboxPeer,
  type MailboxPeerOptions,
  placeOf,
  startMailboxPeer,
} from '../../support/mailbox.ts'
import { type Device, makeRealm, type TestRealm } from '../../support/realm.ts'

type Test = Parameters<typeof startMailboxPeer>[0]

/** Alice, in session with all the others; bob is away. The others in the order of their nearness to bob. */
async function setup(t: Test, others: readonly string[], options: MailboxPeerOptions = {}) {
  const realm = makeRealm()
  const bob = realm.device('bob')
  const devices = others.map((who) => realm.device(who))
  const order = byNearness(
    bob.peerId,
    devices.map(({ peerId }) => peerId),
    primitives,
  )
  const nearest = order.flatMap((peer) => devices.find(({ peerId }) => peerId === peer) ?? [])
  const alice = await startMailboxPeer(t, realm, realm.device('alice'), options)
  const mailboxes = await Promise.all(nearest.map((device) => startMailboxPeer(t, realm, device)))
  for (const mailbox of mailboxes) await alice.connect(mailbox)
  return { realm, alice, bob, mailboxes }
}

const leaves = (alice: MailboxPeer, bob: Device, ...texts: readonly string[]) => {
  for (const text of texts) alice.post.write(text)
  alice.mailbox.absent(placeOf(bob))
  const upTo = alice.post.written.length
  return alice.post.until(({ leftUpTo }) => leftUpTo >= upTo)
}

const comes = (t: Test, realm: TestRealm, bob: Device) => startMailboxPeer(t, realm, bob)

test('it is left with the three nearest, and picked up when the sender has gone', async (t) => {
  const { realm, alice, bob, mailboxes } = await setup(t, ['carol', 'dave', 'erin', 'frank', 'grace'])
  await leaves(alice, bob, 'Hello', 'Are you there?')
  await alice.stop()
  assert.deepEqual(
    mailboxes.map(({ mailbox }) => mailbox.held().parcels),
    [2, 2, 2, 0, 0],
  )
  const [first, ...rest] = mailboxes
  assert.ok(first !== undefined)
  assert.deepEqual(first.mailbox.held(), { state: 'on', parcels: 2, bytes: 19, devices: 1 })
  const back = await comes(t, realm, bob)
  await back.connect(first)
  await first.holds(0)
  assert.deepEqual(back.post.taken, ['Hello', 'Are you there?'])
  // Whoever comes later brings the same once more, and forgets it too.
  for (const mailbox of rest.slice(0, 2)) {
    await back.connect(mailbox)
    await mailbox.holds(0)
  }
  assert.equal(back.post.taken.length, 2 * MAILBOXES)
})

test('what is written later goes where the rest is, once, also after a restart', async (t) => {
  const { realm, alice, bob, mailboxes } = await setup(t, ['carol', 'dave', 'erin'])
  await leaves(alice, bob, 'one')
  await leaves(alice, bob, 'two')
  for (const { mailbox } of mailboxes) assert.equal(mailbox.held().parcels, 2)
  await alice.stop()
  const again = await startMailboxPeer(t, realm, alice.node.device, { folder: alice.folder })
  assert.equal(again.post.leftUpTo, 2)
  again.post.write('one')
  again.post.write('two')
  for (const mailbox of mailboxes) await again.connect(mailbox)
  await leaves(again, bob, 'three')
  for (const { mailbox } of mailboxes) assert.equal(mailbox.held().parcels, 3)
})

test('who is switched off, or full, or gone, is passed over for the next nearest', async (t) => {
  const { alice, bob, mailboxes } = await setup(t, ['carol', 'dave', 'erin', 'frank', 'grace', 'heidi'])
  const [off, , gone] = mailboxes
  off?.mailbox.setHolding(false)
  await gone?.stop()
  await leaves(alice, bob, 'Hello')
  assert.deepEqual(
    mailboxes.map(({ mailbox }, at) => (at === 2 ? 'gone' : mailbox.held().parcels)),
    [0, 1, 'gone', 1, 1, 0],
  )
})

test('who comes later becomes a mailbox, where there were too few', async (t) => {
  const { realm, alice, bob, mailboxes } = await setup(t, ['carol'])
  await leaves(alice, bob, 'Hello')
  const late = await startMailboxPeer(t, realm, realm.device('dave'))
  await alice.connect(late)
  await late.holds(1)
  assert.equal(mailboxes[0]?.mailbox.held().parcels, 1)
})

test('nobody is asked while the device is there, nor when it lacks nothing', async (t) => {
  const { realm, alice, bob, mailboxes } = await setup(t, ['carol', 'dave'])
  const back = await comes(t, realm, bob)
  await alice.connect(back)
  alice.post.write('Hello')
  alice.mailbox.absent(placeOf(bob))
  await alice.mailbox.stop()
  assert.equal(alice.post.made, 0)
  for (const { mailbox } of mailboxes) assert.equal(mailbox.held().parcels, 0)
})

test('what was being left when the program is asked to end is left', async (t) => {
  const { alice, bob, mailboxes } = await setup(t, ['carol', 'dave', 'erin'])
  await leaves(alice, bob, 'one')
  // The round is over: the next one waits for its pause.
  await new Promise(setImmediate)
  alice.post.write('two')
  alice.mailbox.absent(placeOf(bob))
  await alice.mailbox.stop()
  assert.equal(alice.post.leftUpTo, 2)
  for (const { mailbox } of mailboxes) assert.equal(mailbox.held().parcels, 2)
})

/** An authority that would take anything. @returns how often it was asked */
async function startAuthority(t: Test, realm: TestRealm, device: Device) {
  const node = await startTestNode(t, device, { roots: [realm.root], lists: realm.lists() })
  const asked = { times: 0 }
  await node.sessions.handle(
    MAILBOX_PROTOCOL,
    (stream) => {
      asked.times += 1
      stream.abort(new Error('not for me'))
    },
    { maxInboundStreams: 4 },
  )
  return { node, asked }
}

test('the authority is left nothing, however near it is', async (t) => {
  const { realm, alice, bob, mailboxes } = await setup(t, ['carol'])
  const device = realm.device('authority', { role: role('authority') })
  const authority = await startAuthority(t, realm, device)
  await alice.connect(authority)
  await leaves(alice, bob, 'Hello')
  assert.equal(mailboxes[0]?.mailbox.held().parcels, 1)
  assert.equal(authority.asked.times, 0)
})

test('nor is one the DHT names, which only a session shows to be one', async (t) => {
  const realm = makeRealm()
  const [bob, device] = [realm.device('bob'), realm.device('authority', { role: role('authority') })]
  const authority = await startAuthority(t, realm, device)
  const alice = await startMailboxPeer(t, realm, realm.device('alice'), { nearest: [device.peerId] })
  alice.node.contacts.learn(device.peerId, authority.node.addresses, 'dht')
  const met = alice.node.opened(({ peerId }) => peerId === device.peerId)
  alice.post.write('Hello')
  alice.mailbox.absent(placeOf(bob))
  await met
  await alice.mailbox.stop()
  assert.equal(authority.asked.times, 0)
  assert.equal(alice.post.leftUpTo, 0)
})

test('mailboxes are found in the DHT where one knows a single peer, and so is what they hold', async (t) => {
  const realm = makeRealm()
  const bob = realm.device('bob')
  const dht = { dht: 'server' } as const
  const hub = await startMailboxPeer(t, realm, realm.device('hub'), dht)
  const others = await Promise.all(
    ['carol', 'dave', 'erin'].map((who) => startMailboxPeer(t, realm, realm.device(who), dht)),
  )
  await Promise.all(others.map((other) => other.connect(hub)))
  const alice = await startMailboxPeer(t, realm, realm.device('alice'), dht)
  await alice.connect(hub)
  // Who takes part in the DHT shows once identify has run in each session.
  for (const late = AbortSignal.timeout(60_000); ; ) {
    if ((await alice.node.nearest(bob.peerId, AbortSignal.timeout(20_000))).length >= 4) break
    assert.ok(!late.aborted, 'the DHT does not find them')
  }
  await leaves(alice, bob, 'Hello')
  await alice.stop()
  const held = () => [hub, ...others].filter(({ mailbox }) => mailbox.held().parcels === 1)
  assert.equal(held().length, MAILBOXES)
  const back = await startMailboxPeer(t, realm, bob, dht)
  await back.connect(hub)
  await back.post.until(({ taken }) => taken.length >= MAILBOXES)
  for (const mailbox of [hub, ...others]) await mailbox.holds(0)
})

test('who is full for one device still takes for another', async (t) => {
  const { realm, alice, bob, mailboxes } = await setup(t, ['carol'])
  const [carol] = mailboxes
  assert.ok(carol !== undefined)
  const zoe = realm.device('zoe')
  const parcels = Array.from({ length: SHARE_PARCELS_MAX }, (_, at) => `old ${at}`)
  await leaves(alice, bob, ...parcels)
  await carol.holds(SHARE_PARCELS_MAX)
  alice.post.write('one too many')
  alice.mailbox.absent(placeOf(bob))
  await alice.node.logged(({ code }) => code === 'MAILBOX_QUOTA')
  alice.mailbox.absent(placeOf(zoe))
  await carol.holds(2 * SHARE_PARCELS_MAX)
})

test('many who are away at once wait for their turn, and all have theirs', async (t) => {
  const { realm, alice, mailboxes } = await setup(t, ['carol'])
  const away = Array.from({ length: 3 * ROUNDS_AT_ONCE }, (_, at) => realm.device(`sailor${at}`))
  alice.post.write('Come aboard')
  for (const device of away) alice.mailbox.absent(placeOf(device))
  await mailboxes[0]?.holds(away.length)
})

test('what is left for somebody who is there for the mailbox goes on at once', async (t) => {
  const { realm, alice, bob, mailboxes } = await setup(t, ['carol'])
  const [carol] = mailboxes
  assert.ok(carol !== undefined)
  const back = await comes(t, realm, bob)
  await back.connect(carol)
  await leaves(alice, bob, 'By way of carol')
  await back.post.until(({ taken }) => taken.length === 1)
  await carol.holds(0)
  assert.deepEqual(back.post.taken, ['By way of carol'])
})

test('more than is made at a time is left in one go', async (t) => {
  const { alice, bob, mailboxes } = await setup(t, ['carol', 'dave'])
  alice.post.bound = 2
  await leaves(alice, bob, 'one', 'two', 'three', 'four', 'five')
  for (const mailbox of mailboxes) await mailbox.holds(5)
})
