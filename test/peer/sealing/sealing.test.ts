// Sealing where people talk: real sessions, real databases, and the claims of docs/SEALING.md about them. Whoever listens
// here sits inside the sessions; thieves have the disk.
import assert from 'node:assert/strict'
import { copyFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { AuthorCertificates } from '@parley/peer/conversations/certificates.ts'
import { Chats } from '@parley/peer/conversations/chats.ts'
import type { Target } from '@parley/peer/conversations/types.ts'
import { encodeCarried } from '@parley/peer/delivery/frames.ts'
import { openHistory } from '@parley/peer/history/history.ts'
import { Sealing } from '@parley/peer/sealing/sealing.ts'
import { openStore } from '@parley/peer/store/open.ts'
import { directConversation } from '@parley/shared/events/hash.ts'
import { primitives, randomBytes } from '@parley/shared/host/crypto.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { sealingPrimitives } from '@parley/shared/host/sealing.ts'
import { login } from '@parley/shared/identity/login.ts'
import { deviceSet } from '@parley/shared/sealing/ids.ts'
import { decodeParcel, encodeParcel } from '@parley/shared/sealing/parcel.ts'
import { provePrekey } from '@parley/shared/sealing/prekey.ts'
import { senderChains } from '@parley/shared/sealing/sealer.ts'
import { randomnessFor } from '@parley/shared/sealing/sending.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { direct, type Person, STORE_KEY, startPerson } from '../../support/person.ts'
import { type Device, makeRealm, type TestRealm } from '../../support/realm.ts'
import { type Overheard, tapped } from '../../support/wire-tap.ts'
import { certificateOf, Writer } from '../../support/writer.ts'

const soon = () => AbortSignal.timeout(15_000)
const room = (name: string): Target => ({ kind: 'room', name })

interface Talker extends Person {
  readonly device: Device
  /** What this person put on the wire. */
  readonly said: Overheard[]
}

function people(t: TestContext) {
  const realm = makeRealm()
  const known: Device[] = []
  /** @param before as whom they come back, with another certificate where one is given */
  const start = async (name: string, before?: Talker, renewed?: Device): Promise<Talker> => {
    const device = renewed ?? before?.device ?? realm.device(name)
    if (before === undefined) known.push(device)
    const said: Overheard[] = []
    const person = await startPerson(t, realm, device, {
      knows: known,
      ...(before === undefined ? {} : { folder: dirname(before.store.path) }),
      tap: (sessions) => tapped(sessions, (heard) => said.push(heard)),
    })
    return { ...person, device, said }
  }
  return { realm, start }
}

async function tells(from: Talker, to: Target, text: string): Promise<void> {
  const { id } = await from.conversations.send(to, text)
  await from.conversations.awaitState(id, 'delivered', soon())
}

/** Both have shown each other their prekeys, and each has heard the other. */
async function acquainted(one: Talker, other: Talker): Promise<void> {
  await one.connect(other)
  await tells(one, direct(other.device.login), 'first')
  await tells(other, direct(one.device.login), 'second')
}

const parcels = ({ said }: Talker, to: Talker) =>
  said.flatMap(({ to: peer, frame }) =>
    peer === to.device.peerId && frame.kind === 'sealed' ? [frame.parcel] : [],
  )

function newest(from: Talker, to: Talker): Uint8Array {
  return parcels(from, to).at(-1) ?? assert.fail('nothing was sealed')
}

/** Somebody with a copy of all that a person has on disk now, and nobody to talk to. */
async function thiefOf(t: TestContext, realm: TestRealm, victim: Talker) {
  victim.store.writer.flush()
  victim.store.db.pragma('wal_checkpoint(TRUNCATE)')
  const path = join(await temporaryFolder(t), 'copy.db')
  await copyFile(victim.store.path, path)
  const store = openStore(path, STORE_KEY)
  t.after(() => store.close())
  const history = openHistory(store, primitives)
  const { trust, sessions } = victim.node
  const own = () => trust.check(victim.device.chain, victim.device.peerId, new Date())
  const now = () => new Date()
  const here = { store, history, trust, own, now, primitives, log: silentLog, signer: victim.device.signer }
  const directory = {
    known: () => [],
    show: () => undefined,
    onChange: () => () => undefined,
    keepers: () => [],
    devicesOf: async () => [],
  }
  const sealing = new Sealing({
    ...here,
    sessions,
    directory,
    random: Math.random,
    chats: new Chats(history, store, own),
    certificates: new AuthorCertificates(here),
  })
  t.after(() => sealing.stop())
  return {
    reads: (parcel: Uint8Array, author: Device) =>
      sealing.open(trust.check(author.chain, author.peerId, new Date()), parcel).burst,
    realm,
  }
}

const holds = (bytes: Uint8Array, text: string) => Buffer.from(bytes).includes(text)

test('what alice says to bob travels sealed, inside the session too', async (t) => {
  const { start } = people(t)
  const [alice, bob] = [await start('alice'), await start('bob')]
  await acquainted(alice, bob)
  alice.said.length = 0
  await tells(alice, direct('bob'), 'the tide turns at noon')
  assert.deepEqual([...new Set(alice.said.map(({ frame }) => frame.kind))], ['sealed'])
  assert.ok(!holds(newest(alice, bob), 'tide'))
  assert.equal(bob.conversations.messages({ target: direct('alice') }).at(-1)?.text, 'the tide turns at noon')
})

test('a key is gone from the disk with the transaction that brings what it opened', async (t) => {
  const { realm, start } = people(t)
  const [alice, bob] = [await start('alice'), await start('bob')]
  await acquainted(alice, bob)
  const before = await thiefOf(t, realm, bob)
  await tells(alice, direct('bob'), 'the tide turns at noon')
  const parcel = newest(alice, bob)
  assert.ok(holds(before.reads(parcel, alice.device), 'tide'), 'who has the keys reads it')
  const after = await thiefOf(t, realm, bob)
  assert.throws(() => after.reads(parcel, alice.device), fault('ENVELOPE_REPLAYED'))
})

test('who copied bob’s disk reads nothing more once bob and alice have each spoken', async (t) => {
  const { realm, start } = people(t)
  const [alice, bob] = [await start('alice'), await start('bob')]
  await acquainted(alice, bob)
  const thief = await thiefOf(t, realm, bob)
  await tells(alice, direct('bob'), 'not yet')
  assert.ok(holds(thief.reads(newest(alice, bob), alice.device), 'not yet'), 'the copy was good')
  await tells(bob, direct('alice'), 'an answer')
  await tells(alice, direct('bob'), 'closed again')
  assert.throws(() => thief.reads(newest(alice, bob), alice.device), fault('PREKEY_UNKNOWN'))
})

test('who is put out of a group has no key to anything after it', async (t) => {
  const { realm, start } = people(t)
  const [alice, bob, carol] = [await start('alice'), await start('bob'), await start('carol')]
  for (const other of [bob, carol]) await acquainted(alice, other)
  await alice.conversations.groups.create('Night watch', [login('bob'), login('carol')])
  await tells(alice, room('Night watch'), 'all of us')
  const all = decodeParcel(newest(alice, bob)).envelope
  const put = await thiefOf(t, realm, carol)
  await alice.conversations.groups.remove('Night watch', login('carol'))
  await tells(alice, room('Night watch'), 'without carol')
  const parcel = newest(alice, bob)
  assert.notDeepEqual(decodeParcel(parcel).envelope.subarray(1, 17), all.subarray(1, 17), 'a new chain')
  assert.throws(() => put.reads(parcel, alice.device), fault('PREKEY_UNKNOWN'))
  const { envelope } = decodeParcel(parcel)
  const toCarol = parcels(alice, carol).map((one) => decodeParcel(one).envelope)
  assert.ok(!toCarol.some((one) => Buffer.from(one).equals(envelope)), 'nor the envelope')
})

test('a revoked device has no key to anything after it', async (t) => {
  const { realm, start } = people(t)
  const [alice, bob, lost] = [await start('alice'), await start('bob'), await start('bob')]
  await acquainted(alice, bob)
  await alice.connect(lost)
  await tells(alice, direct('bob'), 'to both of bob’s devices')
  const before = decodeParcel(newest(alice, bob)).envelope
  alice.node.trust.offer(realm.revoke({ serial: lost.device.serial }))
  await tells(alice, direct('bob'), 'to the one he has')
  const { envelope } = decodeParcel(newest(alice, bob))
  assert.notDeepEqual(envelope.subarray(1, 17), before.subarray(1, 17), 'a new chain')
})

test('keys were lost: what is sealed is refused, and the words come in the session as they are', async (t) => {
  const { start } = people(t)
  const [alice, bob] = [await start('alice'), await start('bob')]
  await acquainted(alice, bob)
  await tells(alice, direct('bob'), 'sealed')
  // As after an older copy of the folder was put back.
  for (const table of ['sealing_receiving', 'sealing_chain', 'sealing_own_prekey', 'sealing_ring'])
    bob.store.db.exec(`DELETE FROM ${table}`)
  await bob.stop()
  const again = await start('bob', bob)
  alice.said.length = 0
  await alice.conversations.send(direct('bob'), 'still here')
  const { id } = await alice.conversations.send(direct('bob'), 'and again')
  await alice.connect(again)
  await alice.conversations.awaitState(id, 'delivered', soon())
  const kinds = alice.said.map(({ frame }) => frame.kind)
  assert.ok(kinds.includes('sealed') && kinds.includes('offer'), kinds.join())
  const texts = again.conversations.messages({ target: direct('alice') }).map(({ text }) => text)
  assert.deepEqual(texts.slice(-2), ['still here', 'and again'])
})

test('a carrier brings what alice wrote under a certificate bob has never seen', async (t) => {
  const { realm, start } = people(t)
  const [alice, bob, carol] = [await start('alice'), await start('bob'), await start('carol')]
  await acquainted(alice, bob)
  await alice.stop()
  const again = await start('alice', alice, realm.device('alice', { same: alice.device }))
  await again.conversations.send(direct('bob'), 'renewed, and gone again')
  const bobs = openHistory(again.store, primitives).places.knownDevice(bob.device.peerId)
  assert.ok(bobs)
  const made = again.conversations.post.parcelsFor(bobs, () => 0)
  assert.equal(made.length, 1)
  const holder = bob.node.trust.check(carol.device.chain, carol.device.peerId, new Date())
  for (const { parcel } of made) await bob.conversations.post.takeParcel(parcel, holder)
  const newest = bob.conversations.messages({ target: direct('alice') }).at(-1)
  assert.deepEqual([newest?.text, newest?.verified], ['renewed, and gone again', true])
  const parcel = made[0]?.parcel ?? assert.fail()
  await assert.rejects(bob.conversations.post.takeParcel(parcel, holder), fault('ENVELOPE_REPLAYED'))
})

test('what mallory seals is no burst: refused as that, each time, and what she says properly is taken', async (t) => {
  const realm = makeRealm()
  const [mallory, device] = [realm.device('mallory'), realm.device('bob')]
  const { promise: shown, resolve: show } = Promise.withResolvers<Uint8Array>()
  const directory = {
    known: () => [],
    show,
    onChange: () => () => undefined,
    keepers: () => [],
    devicesOf: async () => [],
  }
  const bob = await startPerson(t, realm, device, { conversations: { directory } })
  const signed = await shown
  const now = new Date()
  const own = bob.node.trust.check(device.chain, device.peerId, now)
  const holder = bob.node.trust.check(mallory.chain, mallory.peerId, now)
  const prekey = provePrekey(signed, {
    certificates: (name) => (name === own.fingerprint ? own : undefined),
    now,
    primitives: sealingPrimitives,
  })
  const sealer = senderChains(mallory.peerId, sealingPrimitives)
  const entitled = deviceSet([mallory.peerId, device.peerId], sealingPrimitives)
  const name = directConversation(realm.name, login('mallory'), login('bob'), primitives)
  const begun = sealer.begin(undefined, {
    conversation: name,
    certificate: certificateOf(realm, mallory),
    signer: mallory.signer,
    entitled,
    prekeys: [prekey],
    now,
    randomness: randomBytes(randomnessFor(1)),
  })
  const [box] = begun.boxes
  assert.ok(box)
  const situation = { entitled, answered: false, now }
  const garbage = sealer.seal(begun.sending, situation, Uint8Array.of(0xff, 0xff, 0xff))
  const post = (envelope: Uint8Array) =>
    bob.conversations.post.takeParcel(encodeParcel({ box: box.bytes, envelope }), holder)
  for (let n = 0; n < 2; n++) await assert.rejects(post(garbage.envelope), fault('DELIVERY_MALFORMED'))
  const subject = { kind: 'direct', one: login('mallory'), other: login('bob') } as const
  const burst = new Writer(realm, mallory, name).write('a word')
  const said = sealer.seal(garbage.sending, situation, encodeCarried({ subject, burst }))
  await post(said.envelope)
  assert.deepEqual(
    bob.conversations.messages({ target: direct('mallory') }).map(({ text }) => text),
    ['a word'],
  )
  await assert.rejects(post(said.envelope), fault('ENVELOPE_REPLAYED'))
})
