// Who is who: told by a real authority, remembered without it, and never believed without a certificate.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { multiaddr } from '@multiformats/multiaddr'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { revoke } from '@parley/ca-node/certificates/revoke.ts'
import { suspend } from '@parley/ca-node/people/suspend.ts'
import { DirectoryClient } from '@parley/peer/directory/client.ts'
import { openDevice } from '@parley/peer/enrol/device.ts'
import { SECRET } from '@parley/peer/enrol/key.ts'
import { type PeerNode, startPeerNode } from '@parley/peer/net/start.ts'
import { openStore } from '@parley/peer/store/open.ts'
import { role } from '@parley/shared/certificates/role.ts'
import { DIRECTORY_PROTOCOL, REPLY_BYTES_MAX, REQUEST_BYTES_MAX } from '@parley/shared/directory/constants.ts'
import { decodeRequest, encodeReply, encodeRequest } from '@parley/shared/directory/messages.ts'
import type { ClaimedPerson } from '@parley/shared/directory/person.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { framesOf } from '@parley/shared/host/net/frames.ts'
import { login } from '@parley/shared/identity/login.ts'
import { RealmRoots } from '@parley/shared/roots/realm-roots.ts'
import { signPrekey } from '@parley/shared/sealing/prekey.ts'
import { PASSPHRASE, startTestAuthority, type TestAuthority } from '../../support/authority.ts'
import { startTestNode } from '../../support/certified-node.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { type Device, makeRealm, type TestRealm } from '../../support/realm.ts'

const soon = () => AbortSignal.timeout(30_000)
const [ALICE, BOB] = [login('alice'), login('bob')]

/** The device of a joined folder on the network, with its database. */
async function up(t: Pick<TestContext, 'after'>, folder: string): Promise<PeerNode> {
  const device = await openDevice(folder, PASSPHRASE)
  const store = openStore(join(folder, 'history.db'), device.storeKey)
  const authority = device.authority()
  const peer = await startPeerNode({
    pkcs8: device.vault.get(SECRET.deviceKey),
    peerId: device.peerId,
    chain: device.chain,
    roots: device.standing,
    lists: device.lists(),
    authorities: [{ peerId: authority.peerId, addresses: authority.p2p }],
    deviceName: () => device.name,
    store,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    dht: false,
    directory: true,
    now: () => new Date(),
    log: silentLog,
  })
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    await peer.stop()
    store.close()
    device.close()
  }
  t.after(stop)
  return { ...peer, stop }
}

/** Resolves when the directory's view, now or after a change, satisfies `holds`. */
function until({ directory }: Pick<PeerNode, 'directory'>, holds: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      end()
      reject(new Error('the directory did not come to that'))
    }, 30_000)
    const look = () => {
      if (!holds()) return
      clearTimeout(timer)
      end()
      resolve()
    }
    const end = directory.onChange(look)
    look()
  })
}

/** Connected, and it is known where. */
const reachable = ({ directory }: PeerNode, who: string) =>
  directory.person(login(who))?.devices.some(({ online, addresses }) => online && addresses.length > 0) ===
  true

const online = (peer: PeerNode, who: typeof ALICE) => peer.directory.person(who)?.online === true

async function harbour(t: Pick<TestContext, 'after'>): Promise<TestAuthority> {
  return await startTestAuthority(t)
}

test('alice finds bob, sees him come and go, and meets who joins later', async (t) => {
  const ca = await harbour(t)
  const a = await ca.join({ login: 'alice', firstName: 'Alice', lastName: 'Ahlberg' })
  const b = await ca.join({ login: 'bob', firstName: 'Bob', lastName: 'Bernard' })
  const alice = await up(t, a.folder)
  await until(
    alice,
    () => alice.directory.state().state === 'reachable' && alice.directory.person(BOB) !== undefined,
  )
  assert.equal(online(alice, BOB), false)

  const bob = await up(t, b.folder)
  await until(alice, () => online(alice, BOB))
  await until(bob, () => online(bob, ALICE))
  const found = await alice.directory.lookup(BOB, soon())
  assert.equal(found.lastName, 'Bernard')
  assert.equal(found.devices[0]?.cert?.login, 'bob')
  // Nobody named the device: it calls itself what the others hear it is called.
  const called = `bob-${b.peerId.slice(-6)}`
  assert.equal(found.devices[0]?.name, called)
  assert.equal(bob.directory.person(BOB)?.devices[0]?.name, called)
  assert.deepEqual(
    (await alice.directory.search('bern', 10, soon())).map((person) => person.login),
    ['bob'],
  )
  await assert.rejects(alice.directory.lookup(login('nobody'), soon()), fault('PERSON_UNKNOWN'))
  // Nobody dialled anybody: the directory told the address.
  assert.equal((await alice.node.sessions.connect(bob.node.peerId, soon())).cert.login, 'bob')

  await ca.join({ login: 'carol' })
  await until(alice, () => alice.directory.person(login('carol')) !== undefined)
  await bob.stop()
  await until(alice, () => !online(alice, BOB))
  assert.deepEqual(
    alice.directory.list().map((person) => person.login),
    ['alice', 'bob', 'carol'],
  )
})

test('bob shows a prekey: alice has it without ever meeting him, also when both are gone; nobody shows another’s', async (t) => {
  const ca = await harbour(t)
  const [a, b, m] = [
    await ca.join({ login: 'alice' }),
    await ca.join({ login: 'bob' }),
    await ca.join({ login: 'mallory' }),
  ]
  const device = await openDevice(b.folder, PASSPHRASE)
  const { signer } = device
  t.after(() => device.close())
  const bob = await up(t, b.folder)
  const createdAt = Date.now()
  const signed = signPrekey(new Uint8Array(32).fill(9), { certificate: bob.own(), signer, createdAt })
  const older = signPrekey(new Uint8Array(32).fill(8), {
    certificate: bob.own(),
    signer,
    createdAt: createdAt - 1000,
  })
  const shown = (peer: PeerNode, who: string) => peer.directory.known(login(who))[0]?.prekey
  await until(bob, () => bob.directory.state().state === 'reachable')
  bob.directory.show(signed)
  const mallory = await up(t, m.folder)
  await until(mallory, () => mallory.directory.state().state === 'reachable')
  mallory.directory.show(signed)
  const alice = await up(t, a.folder)
  await until(alice, () => shown(alice, 'bob') !== undefined)
  assert.deepEqual(new Uint8Array(shown(alice, 'bob') ?? []), signed)
  bob.directory.show(older)
  await mallory.directory.lookup(BOB, soon())
  await bob.directory.lookup(ALICE, soon())
  await alice.directory.lookup(BOB, soon())
  assert.deepEqual(new Uint8Array(shown(alice, 'bob') ?? []), signed, 'an older one changes nothing')
  await alice.directory.lookup(login('mallory'), soon())
  assert.equal(shown(alice, 'mallory'), undefined)
  await Promise.all([alice.stop(), bob.stop(), mallory.stop(), ca.stop()])
  const again = await up(t, a.folder)
  assert.deepEqual(new Uint8Array(shown(again, 'bob') ?? []), signed)
})

test('with the authority off and everybody restarted, people are still known and reached', async (t) => {
  const ca = await harbour(t)
  const a = await ca.join({ login: 'alice' })
  const b = await ca.join({ login: 'bob', firstName: 'Bob' })
  const alone = await up(t, a.folder)
  // Whoever of the two dials: alice learns an address that works.
  const reachedBob = new Promise<void>((resolve) => {
    alone.node.contacts.onProven((peerId) => {
      if (alone.node.sessions.of(peerId)?.cert.login === BOB) resolve()
    })
  })
  const first = { alice: alone, bob: await up(t, b.folder) }
  await until(first.alice, () => online(first.alice, BOB))
  await first.alice.node.sessions.connect(first.bob.node.peerId, soon())
  await reachedBob
  const [reached] = first.bob.node.addresses
  await first.alice.stop()
  await first.bob.stop()
  await ca.stop()

  const alice = await up(t, a.folder)
  assert.equal(alice.directory.state().state, 'unreachable')
  const devices = await alice.directory.devicesOf(BOB)
  assert.equal(devices[0]?.cert?.login, 'bob')
  assert.equal(alice.directory.person(BOB)?.firstName, 'Bob')
  assert.deepEqual(
    (await alice.directory.search('bo', 5, soon())).map((person) => person.login),
    ['bob'],
  )
  await assert.rejects(alice.directory.devicesOf(login('carol')), fault('PERSON_UNKNOWN'))
  assert.ok(alice.node.contacts.addressesOf(first.bob.node.peerId).length > 0, `forgot ${reached}`)
})

test('revoked and suspended people lose their place and their sessions', async (t) => {
  const ca = await harbour(t)
  const [a, b, c] = [
    await ca.join({ login: 'alice' }),
    await ca.join({ login: 'bob' }),
    await ca.join({ login: 'carol' }),
  ]
  const [alice, bob] = [await up(t, a.folder), await up(t, b.folder)]
  const carol = await up(t, c.folder)
  await until(alice, () => reachable(alice, 'bob') && reachable(alice, 'carol'))
  await Promise.all([bob, carol].map((peer) => alice.node.sessions.connect(peer.node.peerId, soon())))
  await revoke(ca.authority, { login: 'bob', reason: 'keyCompromise' }, LOCAL)
  await suspend(ca.authority, 'carol', LOCAL)
  await until(alice, () => !online(alice, BOB) && !online(alice, login('carol')))
  assert.equal(alice.node.sessions.of(bob.node.peerId), undefined)
  assert.equal(alice.node.sessions.of(carol.node.peerId), undefined)
  await until(alice, () => alice.directory.person(BOB)?.devices.length === 0)
  await until(alice, () => alice.directory.person(login('carol'))?.status === 'suspended')
})

test('two hundred look-ups in one go: each has its own answer, also who does not exist', async (t) => {
  const ca = await harbour(t)
  const a = await ca.join({ login: 'alice' })
  const b = await ca.join({ login: 'bob' })
  const { node } = await up(t, a.folder)
  const [address = ''] = ca.authority.live.p2pAddresses()
  const session = await node.sessions.connect(multiaddr(address), soon())
  const client = await DirectoryClient.open(session, Date.now(), () => undefined, soon())
  t.after(() => client.close())
  void client.run().catch(() => undefined)
  const asked = Array.from({ length: 200 }, (_, n) =>
    n % 4 === 3 ? login(`ghost${n}`) : n % 2 === 0 ? BOB : ALICE,
  )
  const answers = await Promise.allSettled(
    asked.map((who) => client.ask({ kind: 'lookup', login: who }, soon())),
  )
  const told = answers.map((answer) => {
    if (answer.status === 'rejected') return answer.reason.code
    const { value } = answer
    return value.kind === 'people' ? value.people[0]?.devices[0]?.peerId : value.kind
  })
  const expected = asked.map((who) => (who === ALICE ? a.peerId : who === BOB ? b.peerId : 'PERSON_UNKNOWN'))
  assert.deepEqual(told, expected)
})

test('e-mail addresses and card numbers never travel', async (t) => {
  const ca = await harbour(t)
  await ca.join({ login: 'bob', email: 'bob@harbour.test', cardNumber: '2021123456' })
  const a = await ca.join({ login: 'alice' })
  const alice = await up(t, a.folder)
  await until(alice, () => alice.directory.state().state === 'reachable')
  const [session] = alice.node.sessions.list().filter(({ cert }) => cert.role === 'authority')
  assert.ok(session)
  const stream = await session.openStream(DIRECTORY_PROTOCOL, { signal: soon() })
  const frames = framesOf(stream, 'authority', REPLY_BYTES_MAX)
  for (const request of [
    { id: 7, kind: 'lookup', login: 'bob' },
    { id: 8, kind: 'list', after: '', limit: 100 },
    { id: 9, kind: 'search', words: 'bob', limit: 5 },
    { id: 10, kind: 'watch', since: 0 },
  ] as const) {
    await frames.write(encodeRequest(request), soon())
    const heard = Buffer.from(await frames.read(REPLY_BYTES_MAX, soon())).toString('latin1')
    assert.ok(heard.includes('bob'))
    assert.ok(!heard.includes('harbour.test') && !heard.includes('2021123456'))
  }
  stream.abort(new Error('done'))
})

/** An authority by its certificate whose directory says what it likes. */
async function liar(t: Pick<TestContext, 'after'>, realm: TestRealm, lies: readonly ClaimedPerson[]) {
  const node = await startTestNode(t, realm.device('authority', { role: role('authority') }), {
    roots: [realm.root],
    lists: realm.lists(),
    kind: 'authority',
  })
  await node.sessions.handle(
    DIRECTORY_PROTOCOL,
    async (stream) => {
      const frames = framesOf(stream, 'asker', REQUEST_BYTES_MAX)
      for (;;) {
        const frame = await frames.next(REQUEST_BYTES_MAX)
        if (frame === undefined) return
        const { id, kind } = decodeRequest(frame)
        const answer =
          kind === 'watch'
            ? ({ id, kind: 'change', people: lies, presence: [], asOf: 1 } as const)
            : ({ id, kind: 'people', people: lies, more: false } as const)
        await frames.write(encodeReply(answer), soon())
      }
    },
    { maxInboundStreams: 4 },
  )
  return node
}

async function peerOf(
  t: Pick<TestContext, 'after'>,
  realm: TestRealm,
  device: Device,
  authority: { peerId: Device['peerId']; addresses: readonly string[] },
) {
  const store = openStore(join(await temporaryFolder(t), 'history.db'), new Uint8Array(32).fill(7))
  const peer = await startPeerNode({
    pkcs8: device.pkcs8,
    peerId: device.peerId,
    chain: () => device.chain,
    roots: () => RealmRoots.from(realm.root, [], primitives),
    lists: realm.lists(),
    authorities: [authority],
    deviceName: () => '',
    store,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    dht: false,
    directory: true,
    now: () => new Date(),
    log: silentLog,
  })
  t.after(async () => {
    await peer.stop()
    store.close()
  })
  return peer
}

const claim = (who: string, device: Device, chain = device.chain): ClaimedPerson => ({
  login: login(who),
  firstName: '',
  lastName: '',
  role: role('member'),
  status: 'active',
  devices: [
    { peerId: device.peerId, name: '', chain, addresses: [], online: true, prekey: new Uint8Array() },
  ],
})

test('a lying directory puts no key under a name', async (t) => {
  const realm = makeRealm()
  const mallory = realm.device('mallory')
  const foreign = makeRealm().device('bob')
  const bob = realm.device('bob')
  const [leaf = new Uint8Array(), issuing = new Uint8Array()] = bob.chain
  const forged = Uint8Array.from(leaf)
  forged[forged.length - 1] = (forged[forged.length - 1] ?? 0) ^ 1
  const lies: [string, ClaimedPerson][] = [
    ['mallory’s device as bob’s', claim('bob', mallory)],
    ['a device of another realm', claim('bob', foreign)],
    ['bob’s certificate with mallory’s peer ID', claim('bob', { ...bob, peerId: mallory.peerId })],
    ['an altered certificate', claim('bob', bob, [forged, issuing])],
    ['somebody else than was asked for', claim('mallory', mallory)],
  ]
  for (const [name, lie] of lies) {
    await t.test(name, async (t) => {
      const authority = await liar(t, realm, [lie])
      const alice = await peerOf(t, realm, realm.device('alice'), authority)
      await until(alice, () => alice.directory.state().state === 'reachable')
      await assert.rejects(alice.directory.lookup(BOB, soon()), fault('DIRECTORY_UNTRUSTED'))
      const [own, ...others] = alice.directory.list().flatMap((person) => person.devices)
      assert.equal(own?.source, 'own')
      assert.deepEqual(
        others.filter((device) => device.cert?.login !== 'mallory'),
        [],
      )
    })
  }
})

test('the truth from the same directory is taken', async (t) => {
  const realm = makeRealm()
  const bob = realm.device('bob')
  const authority = await liar(t, realm, [claim('bob', bob)])
  const alice = await peerOf(t, realm, realm.device('alice'), authority)
  await until(alice, () => alice.directory.state().state === 'reachable')
  assert.equal((await alice.directory.lookup(BOB, soon())).devices[0]?.peerId, bob.peerId)
})
