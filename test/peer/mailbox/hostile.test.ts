// What certified devices, revoked ones, the authority and strangers can do to a mailbox, and what it takes of a recipient's time.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type TestContext, test } from 'node:test'
import type { Stream } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { FRAMES_MAX, REFUSED_MAX } from '@parley/peer/mailbox/constants.ts'
import { Exchange } from '@parley/peer/mailbox/exchange.ts'
import { role } from '@parley/shared/certificates/role.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { framed, framesOf } from '@parley/shared/host/net/frames.ts'
import { FRAME_BYTES_MAX, FRAME_PARCELS_MAX, MAILBOX_PROTOCOL } from '@parley/shared/mailbox/constants.ts'
import { decodeFrame, encodeAnswer, encodeFrame, type Fate } from '@parley/shared/mailbox/frames.ts'
import { startTestNode } from '../../support/certified-node.ts'
import { type MailboxPeerOptions, startMailboxPeer } from '../../support/mailbox.ts'
import { DAY, type Device, type DeviceOptions, makeRealm } from '../../support/realm.ts'

const soon = () => AbortSignal.timeout(20_000)
const bytes = (...values: number[]) => Uint8Array.from(values)

/** Carol holds; somebody certified has a session with her and does as they like. Bob is away. */
async function setup(t: TestContext, options: MailboxPeerOptions = {}) {
  const realm = makeRealm()
  const bob = realm.device('bob')
  const carol = await startMailboxPeer(t, realm, realm.device('carol'), options)
  const trusted = { roots: [realm.root], lists: realm.lists() }
  const somebody = async (who: string, how: DeviceOptions = {}) => {
    const device = realm.device(who, how)
    const node = await startTestNode(t, device, trusted)
    const session = await node.sessions.connect(multiaddr(carol.node.addresses[0]), soon())
    return {
      device,
      node,
      session,
      open: () => session.openStream(MAILBOX_PROTOCOL, { signal: soon() }),
      exchange: () => Exchange.open(session, soon()),
    }
  }
  const logged = (code: string, login: string) =>
    carol.node.logged((line) => line.code === code && line.login === login)
  return { realm, bob, carol, trusted, somebody, logged }
}

const deposit = (recipient: Device, ...parcels: Uint8Array[]) =>
  ({ kind: 'deposit', recipient: recipient.peerId, parcels }) as const

const closed = (stream: Stream) => once(stream, 'close', { signal: soon() })

test('garbage ends the stream and is named in the log; the next one is served', async (t) => {
  const { bob, carol, somebody, logged } = await setup(t)
  const mallory = await somebody('mallory')
  const garbage = [
    framed(bytes(9, 9, 9)),
    framed(encodeFrame({ kind: 'handover', parcels: [] })),
    framed(Uint8Array.from([...encodeFrame(deposit(bob, bytes(1))), 0x38, 1])),
  ]
  for (const each of garbage) {
    const stream = await mallory.open()
    const end = closed(stream)
    stream.send(each)
    await end
  }
  await logged('MAILBOX_MALFORMED', 'mallory')
  const stream = await mallory.open()
  const end = closed(stream)
  stream.send(bytes(0x7f, 0xff, 0xff, 0xff))
  await end
  await logged('SESSION_FRAME_TOO_LARGE', 'mallory')
  const exchange = await mallory.exchange()
  assert.deepEqual(await exchange.ask(deposit(bob, bytes(1))), { fates: ['kept'] })
  assert.equal(carol.mailbox.held().parcels, 1)
})

test('a flood of deposits ends, and others are served', async (t) => {
  const { bob, carol, somebody, logged } = await setup(t)
  const [mallory, alice] = await Promise.all([somebody('mallory'), somebody('alice')])
  const exchange = await mallory.exchange()
  await assert.rejects(async () => {
    for (let sent = 0; sent <= FRAMES_MAX; sent++) await exchange.ask(deposit(bob, bytes(1)))
  })
  await logged('MAILBOX_FLOOD', 'mallory')
  // Another stream brings no more.
  await assert.rejects(async () => (await mallory.exchange()).ask(deposit(bob, bytes(2))))
  assert.deepEqual(await (await alice.exchange()).ask(deposit(bob, bytes(3))), { fates: ['kept'] })
  assert.equal(carol.mailbox.held().parcels, 2)
})

test('the authority leaves nothing', async (t) => {
  const { bob, carol, somebody, logged } = await setup(t)
  const authority = await somebody('authority', { role: role('authority') })
  await assert.rejects(async () => (await authority.exchange()).ask(deposit(bob, bytes(1))))
  await logged('MAILBOX_AUTHORITY', 'authority')
  assert.equal(carol.mailbox.held().parcels, 0)
})

test('a pirate does not get as far as the mailbox', async (t) => {
  const { carol, trusted } = await setup(t)
  const elsewhere = makeRealm('elsewhere')
  const pirate = await startTestNode(t, elsewhere.device('mallory'), trusted)
  const address = multiaddr(carol.node.addresses[0])
  await assert.rejects(pirate.sessions.connect(address, soon()))
  await assert.rejects(pirate.libp2p.dialProtocol(address, MAILBOX_PROTOCOL, { signal: soon() }))
  assert.equal(carol.mailbox.held().parcels, 0)
})

test('nothing is held for the mailbox itself, for who leaves it, or for a revoked device', async (t) => {
  const revoked = new Set<Device['peerId']>()
  const { bob, carol, somebody } = await setup(t, { revoked })
  const alice = await somebody('alice')
  const exchange = await alice.exchange()
  const refused = { fates: ['refused'], refusal: 'MAILBOX_RECIPIENT' }
  assert.deepEqual(await exchange.ask(deposit(carol.node.device, bytes(1))), refused)
  assert.deepEqual(await exchange.ask(deposit(alice.device, bytes(1))), refused)
  assert.deepEqual(await exchange.ask(deposit(bob, bytes(1))), { fates: ['kept'] })
  revoked.add(bob.peerId)
  assert.deepEqual(await exchange.ask(deposit(bob, bytes(2))), refused)
})

test('who is revoked is not held for, nor is what they left; who got another certificate stays', async (t) => {
  const revoked = new Set<Device['peerId']>()
  const { realm, bob, carol, somebody } = await setup(t, { revoked })
  const [mallory, dave, erin] = await Promise.all(['mallory', 'dave', 'erin'].map((who) => somebody(who)))
  assert.ok(mallory !== undefined && dave !== undefined && erin !== undefined)
  const zoe = realm.device('zoe')
  await (await mallory.exchange()).ask(deposit(bob, bytes(1), bytes(2)))
  await (await dave.exchange()).ask(deposit(bob, bytes(3)))
  await (await erin.exchange()).ask(deposit(bob, bytes(4)))
  await (await erin.exchange()).ask(deposit(zoe, bytes(5)))
  assert.equal(carol.mailbox.held().parcels, 5)
  revoked.add(zoe.peerId)
  const gone = carol.node.closed(({ cert }) => cert.login === 'mallory')
  carol.node.trust.offer(
    realm.revoke(
      { serial: mallory.device.serial },
      { serial: dave.device.serial, reason: 'superseded' },
      { serial: erin.device.serial, reason: 'certificateHold' },
    ),
  )
  await gone
  await carol.holds(2)
  const held = carol.store.db.prepare<[], string>('SELECT depositor FROM mailbox_parcel ORDER BY id').pluck()
  assert.deepEqual(held.all(), ['dave', 'erin'])
})

test('what is held too long goes by itself, also what grew old while the device was off', async (t) => {
  const realm = makeRealm()
  const bob = realm.device('bob')
  const device = realm.device('carol')
  const carol = await startMailboxPeer(t, realm, device)
  const alice = await startTestNode(t, realm.device('alice'), { roots: [realm.root], lists: realm.lists() })
  const session = await alice.sessions.connect(multiaddr(carol.node.addresses[0]), soon())
  await (await Exchange.open(session, soon())).ask(deposit(bob, bytes(1)))
  await carol.stop()
  const now = () => new Date(Date.now() + 7 * DAY)
  const later = await startMailboxPeer(t, realm, device, { folder: carol.folder, now })
  assert.equal(later.mailbox.held().parcels, 0)
})

test('switched off it takes nothing more, and still hands over what it has', async (t) => {
  const { realm, bob, carol, somebody } = await setup(t)
  const alice = await somebody('alice')
  const exchange = await alice.exchange()
  await exchange.ask(deposit(bob, bytes(65)))
  await carol.stop()
  const off = await startMailboxPeer(t, realm, carol.node.device, { folder: carol.folder, holding: false })
  assert.deepEqual(off.mailbox.held(), { state: 'off', parcels: 1, bytes: 1, devices: 1 })
  const session = await alice.node.sessions.connect(multiaddr(off.node.addresses[0]), soon())
  const answer = await (await Exchange.open(session, soon())).ask(deposit(bob, bytes(66), bytes(67)))
  assert.deepEqual(answer, { fates: ['refused', 'refused'], refusal: 'MAILBOX_OFF' })
  const back = await startMailboxPeer(t, realm, bob)
  await back.connect(off)
  await off.holds(0)
  assert.deepEqual(back.post.taken, ['A'])
})

/** Carol holds ABC for bob. */
async function holding(t: TestContext) {
  const { realm, bob, carol, somebody, trusted } = await setup(t)
  const alice = await somebody('alice')
  await (await alice.exchange()).ask(deposit(bob, bytes(65), bytes(66), bytes(67)))
  return { realm, bob, carol, somebody, trusted }
}

test('what the recipient refuses for good is gone, what it cannot take now stays and comes again', async (t) => {
  const { realm, bob, carol } = await holding(t)
  const back = await startMailboxPeer(t, realm, bob)
  back.post.judge = (parcel) => {
    if (parcel[0] === 66) throw new Fault('ENVELOPE_BROKEN', { index: 1 })
    if (parcel[0] === 67) throw new Fault('DISK_FULL', { path: 'here' })
  }
  await back.connect(carol)
  await carol.holds(1)
  assert.deepEqual(back.post.taken, ['A'])
  back.post.judge = () => undefined
  await carol.holds(0)
  assert.deepEqual(back.post.taken, ['A', 'C'])
})

test('what another mailbox was first with is done with', async (t) => {
  const { realm, bob, carol } = await holding(t)
  const back = await startMailboxPeer(t, realm, bob)
  back.post.judge = () => {
    throw new Fault('ENVELOPE_REPLAYED', { index: 1 })
  }
  await back.connect(carol)
  await carol.holds(0)
  assert.ok(!back.node.lines.some(({ code }) => code === 'ENVELOPE_REPLAYED'))
})

test('nothing is forgotten before the recipient has said that it has it', async (t) => {
  const { bob, carol, trusted } = await holding(t)
  const fates: (Fate[] | undefined)[] = [undefined, ['later', 'later', 'later'], ['kept', 'later', 'refused']]
  const node = await startTestNode(t, bob, trusted)
  const asked: number[] = []
  await node.sessions.handle(
    MAILBOX_PROTOCOL,
    async (stream, session) => {
      const frames = framesOf(stream, session.remoteAddress, FRAME_BYTES_MAX)
      const { parcels } = decodeFrame(await frames.read(FRAME_BYTES_MAX, soon()), 'carol')
      asked.push(carol.mailbox.held().parcels)
      const said = fates[asked.length - 1]
      if (said === undefined) stream.abort(new Error('the power went off'))
      else await frames.write(encodeAnswer({ fates: said.slice(0, parcels.length) }), soon())
    },
    { maxInboundStreams: 4 },
  )
  await node.sessions.connect(multiaddr(carol.node.addresses[0]), soon())
  await carol.holds(1)
  assert.deepEqual(asked, [3, 3, 3])
})

test('a holder that brings rubbish is cut, and harms nothing else', async (t) => {
  const { realm, bob } = await setup(t)
  const back = await startMailboxPeer(t, realm, bob)
  back.post.judge = (parcel) => {
    if (parcel[0] === 1) throw new Fault('PARCEL_MALFORMED', { reason: 'rubbish' })
  }
  const trusted = { roots: [realm.root], lists: realm.lists() }
  const [mallory, carol] = await Promise.all(
    ['mallory', 'carol'].map((who) => startTestNode(t, realm.device(who), trusted)),
  )
  assert.ok(mallory !== undefined && carol !== undefined)
  const session = await mallory.sessions.connect(multiaddr(back.node.addresses[0]), soon())
  const exchange = await Exchange.open(session, soon())
  const rubbish = Array.from({ length: FRAME_PARCELS_MAX }, (_, at) => bytes(1, at))
  await assert.rejects(async () => {
    for (let sent = 0; sent <= REFUSED_MAX; sent += rubbish.length)
      await exchange.ask({ kind: 'handover', parcels: rubbish })
  })
  await back.node.logged(({ code, login }) => code === 'MAILBOX_FLOOD' && login === 'mallory')
  const other = await carol.sessions.connect(multiaddr(back.node.addresses[0]), soon())
  const answer = await (await Exchange.open(other, soon())).ask({ kind: 'handover', parcels: [bytes(65)] })
  assert.deepEqual(answer, { fates: ['kept'] })
})
