// Two people, two certified nodes, two encrypted databases on disk: messages from one to the other.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Message } from '@parley/peer/conversations/types.ts'
import { openHistory } from '@parley/peer/history/history.ts'
import { role } from '@parley/shared/certificates/role.ts'
import { TEXT_BYTES_MAX } from '@parley/shared/events/constants.ts'
import type { MessageId } from '@parley/shared/events/ids.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { createLog } from '@parley/shared/host/log.ts'
import { login } from '@parley/shared/identity/login.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import type { Person } from '../../support/person.ts'
import { direct, startPerson } from '../../support/person.ts'
import { DAY, HOUR, makeRealm, seconds } from '../../support/realm.ts'

const soon = () => AbortSignal.timeout(30_000)

const textsOf = ({ conversations }: Person, query = {}) =>
  conversations.messages({ limit: 10_000, ...query }).map(({ text }) => text)

const delivered = ({ conversations }: Person, id: Parameters<typeof conversations.message>[0]) =>
  conversations.awaitState(id, 'delivered', soon())

function setup() {
  const realm = makeRealm()
  return { realm, aliceDevice: realm.device('alice'), bobDevice: realm.device('bob') }
}

test('alice writes to bob, bob answers, both see it delivered', async (t) => {
  const { realm, aliceDevice, bobDevice } = setup()
  const alice = await startPerson(t, realm, aliceDevice)
  const bob = await startPerson(t, realm, bobDevice)
  await alice.connect(bob)
  const hello = await alice.conversations.send(direct('bob'), 'Hello Bob')
  assert.equal(hello.state, 'stored')
  assert.equal((await alice.conversations.awaitState(hello.id, 'delivered', soon())).state, 'delivered')
  const [received] = bob.conversations.messages({ target: direct('alice') })
  assert.equal(received?.text, 'Hello Bob')
  assert.equal(received?.from, 'alice')
  assert.equal(received?.id, hello.id)
  assert.equal(received?.own, false)
  const answer = await bob.conversations.send(direct('alice'), 'Hello Alice')
  await bob.conversations.awaitState(answer.id, 'delivered', soon())
  assert.deepEqual(textsOf(alice), ['Hello Bob', 'Hello Alice'])
  assert.deepEqual(textsOf(bob), ['Hello Bob', 'Hello Alice'])
})

test('what alice writes while bob is away reaches him, in order, when he comes', async (t) => {
  const { realm, aliceDevice, bobDevice } = setup()
  const alice = await startPerson(t, realm, aliceDevice, { knows: [bobDevice] })
  for (const text of ['one', 'two']) await alice.conversations.send(direct('bob'), text)
  const three = await alice.conversations.send(direct('bob'), 'three')
  assert.equal(alice.conversations.message(three.id).state, 'stored')
  const bob = await startPerson(t, realm, bobDevice)
  await bob.connect(alice)
  await delivered(alice, three.id)
  assert.deepEqual(textsOf(bob), ['one', 'two', 'three'])
})

test('what was not delivered when alice stopped goes out when she is back', async (t) => {
  const { realm, aliceDevice, bobDevice } = setup()
  const folder = await temporaryFolder(t)
  const before = await startPerson(t, realm, aliceDevice, { folder, knows: [bobDevice] })
  const message = await before.conversations.send(direct('bob'), 'kept')
  await before.stop()
  const alice = await startPerson(t, realm, aliceDevice, { folder, knows: [bobDevice] })
  const bob = await startPerson(t, realm, bobDevice)
  await alice.connect(bob)
  await delivered(alice, message.id)
  assert.deepEqual(textsOf(bob), ['kept'])
  await alice.stop()
  const after = await startPerson(t, realm, aliceDevice, { folder, knows: [bobDevice] })
  assert.equal(after.conversations.message(message.id).state, 'delivered')
})

test('a thousand messages both ways at once, with the connection cut in the middle: none lost, none doubled', async (t) => {
  const { realm, aliceDevice, bobDevice } = setup()
  const alice = await startPerson(t, realm, aliceDevice, { knows: [bobDevice] })
  const bob = await startPerson(t, realm, bobDevice, { knows: [aliceDevice] })
  await alice.connect(bob)
  const numbers = Array.from({ length: 1000 }, (_, n) => n)
  const write = (person: Person, to: string) =>
    Promise.all(numbers.map((n) => person.conversations.send(direct(to), `${to} ${n}`)))
  const both = Promise.all([write(alice, 'bob'), write(bob, 'alice')])
  await bob.happened('message', ({ message }) => !message.own)
  await alice.node.sessions.of(bobDevice.peerId)?.close()
  const [fromAlice, fromBob] = await both
  await alice.connect(bob)
  await delivered(alice, fromAlice.at(-1)?.id ?? assert.fail())
  await delivered(bob, fromBob.at(-1)?.id ?? assert.fail())
  assert.deepEqual(textsOf(alice), textsOf(bob))
  const of = (who: string) => textsOf(bob).filter((text) => text.startsWith(who))
  assert.deepEqual(
    of('bob'),
    numbers.map((n) => `bob ${n}`),
  )
  assert.deepEqual(
    of('alice'),
    numbers.map((n) => `alice ${n}`),
  )
})

test('bob reads: alice sees how far, and nothing counts as unread with him', async (t) => {
  const { realm, aliceDevice, bobDevice } = setup()
  const alice = await startPerson(t, realm, aliceDevice)
  const bob = await startPerson(t, realm, bobDevice)
  await alice.connect(bob)
  const [one, two, three] = await Promise.all(
    ['1', '2', '3'].map((text) => alice.conversations.send(direct('bob'), text)),
  )
  assert.ok(one && two && three)
  await delivered(alice, three.id)
  assert.equal(bob.conversations.list()[0]?.unread, 3)
  await bob.conversations.markRead(direct('alice'), two.id)
  assert.equal(bob.conversations.list()[0]?.unread, 1)
  assert.equal(bob.conversations.message(two.id).state, 'read')
  assert.equal(bob.conversations.message(three.id).state, 'delivered')
  await alice.conversations.awaitState(two.id, 'read', soon())
  assert.equal(alice.conversations.message(one.id).state, 'read')
  assert.equal(alice.conversations.message(three.id).state, 'delivered')
  const events = () => bob.store.db.prepare('SELECT count(*) FROM event').pluck().get()
  const before = events()
  await bob.conversations.markRead(direct('alice'), one.id)
  assert.equal(events(), before)
})

test('bob lost his data: he says where he stands, and gets everything again', async (t) => {
  const { realm, aliceDevice, bobDevice } = setup()
  const alice = await startPerson(t, realm, aliceDevice, { knows: [bobDevice] })
  const before = await startPerson(t, realm, bobDevice)
  await alice.connect(before)
  for (const text of ['one', 'two'])
    await delivered(alice, (await alice.conversations.send(direct('bob'), text)).id)
  await before.stop()
  const bob = await startPerson(t, realm, bobDevice)
  await bob.connect(alice)
  await delivered(alice, (await alice.conversations.send(direct('bob'), 'three')).id)
  assert.deepEqual(textsOf(bob), ['one', 'two', 'three'])
})

test('alice forgot what was delivered: bob says he has it, and has it once', async (t) => {
  const { realm, aliceDevice, bobDevice } = setup()
  const folder = await temporaryFolder(t)
  const before = await startPerson(t, realm, aliceDevice, { folder, knows: [bobDevice] })
  const bob = await startPerson(t, realm, bobDevice)
  await before.connect(bob)
  const { id } = await before.conversations.send(direct('bob'), 'once')
  await delivered(before, id)
  await before.conversations.stop()
  before.store.db.exec('DELETE FROM delivery_cursor')
  await before.stop()
  const alice = await startPerson(t, realm, aliceDevice, { folder, knows: [bobDevice] })
  assert.equal(alice.conversations.message(id).state, 'stored')
  await alice.connect(bob)
  await delivered(alice, id)
  assert.deepEqual(textsOf(bob), ['once'])
})

test('a copy of alice’s device writes too: bob keeps both events as evidence and shows it', async (t) => {
  const { realm, aliceDevice, bobDevice } = setup()
  const alice = await startPerson(t, realm, aliceDevice, { knows: [bobDevice] })
  const bob = await startPerson(t, realm, bobDevice)
  await alice.connect(bob)
  await delivered(alice, (await alice.conversations.send(direct('bob'), 'one')).id)
  await alice.stop()
  const copy = await startPerson(t, realm, aliceDevice, { knows: [bobDevice] })
  await copy.conversations.send(direct('bob'), 'another one')
  await copy.connect(bob)
  const seen = await bob.happened('equivocation')
  assert.equal(seen.seq, 1)
  assert.equal(seen.from, 'alice')
  assert.equal((await copy.happened('refused')).code, 'EVENT_EQUIVOCATION')
  assert.deepEqual(textsOf(bob), ['one'])
  assert.equal(bob.store.db.prepare('SELECT count(*) FROM equivocation').pluck().get(), 1)
})

test('a new device of bob gets what was written before it existed', async (t) => {
  const { realm, aliceDevice, bobDevice } = setup()
  const alice = await startPerson(t, realm, aliceDevice)
  const phone = await startPerson(t, realm, bobDevice)
  await alice.connect(phone)
  await delivered(alice, (await alice.conversations.send(direct('bob'), 'early')).id)
  const laptop = await startPerson(t, realm, realm.device('bob'))
  await alice.connect(laptop)
  await laptop.happened('message')
  assert.deepEqual(textsOf(laptop), ['early'])
})

test('what alice wrote under a certificate that has expired since is taken under her renewed one', async (t) => {
  const long = Date.now() - 6 * DAY
  const realm = makeRealm('school', new Date(long))
  const old = realm.device('alice', { notAfter: seconds(long + DAY) })
  const bobDevice = realm.device('bob', { notAfter: seconds(long + 30 * DAY) })
  const folder = await temporaryFolder(t)
  const before = await startPerson(t, realm, old, { folder, knows: [bobDevice], now: () => new Date(long) })
  const early = await before.conversations.send(direct('bob'), 'before the renewal')
  await before.stop()
  const renewed = realm.device('alice', {
    same: old,
    notBefore: seconds(long + 2 * DAY),
    notAfter: seconds(long + 9 * DAY),
  })
  const alice = await startPerson(t, realm, renewed, { folder, knows: [bobDevice] })
  const late = await alice.conversations.send(direct('bob'), 'after it')
  const bob = await startPerson(t, realm, bobDevice)
  await alice.connect(bob)
  await delivered(alice, late.id)
  await delivered(alice, early.id)
  assert.deepEqual(textsOf(bob), ['before the renewal', 'after it'])
})

test('pages: since a message, since a time, before a message', async (t) => {
  const { realm, aliceDevice, bobDevice } = setup()
  const alice = await startPerson(t, realm, aliceDevice, { knows: [bobDevice] })
  const sent: Message[] = []
  for (let n = 0; n < 10; n++) sent.push(await alice.conversations.send(direct('bob'), `${n}`))
  const at = (n: number) => sent[n] ?? assert.fail()
  assert.deepEqual(textsOf(alice, { since: at(6).id }), ['7', '8', '9'])
  assert.deepEqual(textsOf(alice, { since: at(2).id, limit: 2 }), ['3', '4'])
  assert.deepEqual(textsOf(alice, { before: at(3).id, limit: 2 }), ['1', '2'])
  assert.deepEqual(textsOf(alice, { limit: 2 }), ['8', '9'])
  assert.deepEqual(textsOf(alice, { since: at(9).time + 60_000 }), [])
  assert.equal(textsOf(alice, { since: at(0).time }).length, 10)
  assert.deepEqual(textsOf(alice, { target: direct('bob'), limit: 1 }), ['9'])
  assert.deepEqual(textsOf(alice, { target: direct('carol') }), [])
  const unknown = 'aaaaaaaaaaaaaaaa-1' as MessageId
  assert.throws(() => alice.conversations.messages({ since: unknown }), fault('MESSAGE_UNKNOWN'))
})

test('what cannot be sent is refused with its own fault, and nothing of it is kept', async (t) => {
  const { realm, aliceDevice, bobDevice } = setup()
  const alice = await startPerson(t, realm, aliceDevice, { knows: [bobDevice] })
  const send = (who: string, text: string) => alice.conversations.send(direct(who), text)
  await assert.rejects(send('bob', ''), fault('TEXT_EMPTY'))
  await assert.rejects(send('bob', 'x'.repeat(TEXT_BYTES_MAX + 1)), fault('TEXT_TOO_LONG'))
  await assert.rejects(send('bob', 'a\ud800b'), fault('TEXT_NOT_UNICODE'))
  await assert.rejects(send('nobody', 'hi'), fault('PERSON_UNKNOWN'))
  assert.deepEqual(alice.conversations.list(), [])
  assert.equal(alice.store.db.prepare('SELECT count(*) FROM event').pluck().get(), 0)
})

test('waiting for a state ends with the state it has when time is up', async (t) => {
  const { realm, aliceDevice, bobDevice } = setup()
  const alice = await startPerson(t, realm, aliceDevice, { knows: [bobDevice] })
  const { id } = await alice.conversations.send(direct('bob'), 'hi')
  await assert.rejects(
    alice.conversations.awaitState(id, 'delivered', AbortSignal.timeout(50)),
    fault('STATE_NOT_REACHED'),
  )
  await assert.rejects(
    alice.conversations.awaitState(id, 'delivered', AbortSignal.abort()),
    fault('STATE_NOT_REACHED'),
  )
})

test('bob’s clock is two hours slow: refused for now, and taken by itself once it is right', async (t) => {
  const { realm, aliceDevice, bobDevice } = setup()
  let slow = 0
  const alice = await startPerson(t, realm, aliceDevice, { conversations: { random: () => 1 } })
  const now = () => new Date(Date.now() - slow)
  const bob = await startPerson(t, realm, bobDevice, { conversations: { now } })
  await alice.connect(bob)
  slow = 2 * HOUR
  const { id } = await alice.conversations.send(direct('bob'), 'what time is it?')
  const refused = await alice.happened('refused')
  assert.equal(refused.code, 'EVENT_CLOCK_AHEAD')
  assert.equal(refused.device, bobDevice.peerId)
  slow = 0
  await delivered(alice, id)
  assert.deepEqual(textsOf(bob), ['what time is it?'])
})

test('bob’s disk is full: alice keeps it, and it arrives when there is room', async (t) => {
  const { realm, aliceDevice, bobDevice } = setup()
  const alice = await startPerson(t, realm, aliceDevice, { conversations: { random: () => 1 } })
  const bob = await startPerson(t, realm, bobDevice)
  await alice.connect(bob)
  await delivered(alice, (await alice.conversations.send(direct('bob'), 'first')).id)
  bob.store.db.pragma(`max_page_count = ${bob.store.db.pragma('page_count', { simple: true })}`)
  const { id } = await alice.conversations.send(direct('bob'), 'x'.repeat(TEXT_BYTES_MAX))
  await alice.conversations.awaitState(id, 'sent', soon())
  await assert.rejects(
    bob.conversations.send(direct('alice'), 'y'.repeat(TEXT_BYTES_MAX)),
    fault('DISK_FULL'),
  )
  assert.equal(textsOf(bob).length, 1)
  bob.store.db.pragma('max_page_count = 1000000')
  await delivered(alice, id)
  const answer = await bob.conversations.send(direct('alice'), 'there is room')
  await delivered(bob, answer.id)
  assert.equal(textsOf(alice).at(-1), 'there is room')
})

test('the authority has no part in conversations, and a device stays with its person', async (t) => {
  const { realm, aliceDevice, bobDevice } = setup()
  const bob = await startPerson(t, realm, bobDevice)
  const { places } = openHistory(bob.store, primitives)
  places.device(aliceDevice.peerId, login('carol'))
  await bob.stop()
  const codes: unknown[] = []
  const log = createLog({ write: (line: string) => codes.push(JSON.parse(line).code) })
  const folder = join(bob.store.path, '..')
  const again = await startPerson(t, realm, bobDevice, { folder, conversations: { log } })
  const alice = await startPerson(t, realm, aliceDevice)
  await alice.connect(again)
  await alice.conversations.send(direct('bob'), 'I was carol')
  assert.equal((await alice.happened('refused')).code, 'EVENT_DEVICE_FOREIGN')
  const authorityDevice = realm.device('authority', { role: role('authority') })
  const authority = await startPerson(t, realm, authorityDevice)
  await authority.connect(again)
  await authority.conversations.send(direct('bob'), 'what are you saying?')
  assert.equal((await authority.happened('refused')).code, 'EVENT_AUTHOR_FOREIGN')
  assert.deepEqual(textsOf(again), [])
  assert.ok(codes.includes('EVENT_AUTHOR_FOREIGN'))
})

test('notes to oneself are kept', async (t) => {
  const { realm, aliceDevice } = setup()
  const alice = await startPerson(t, realm, aliceDevice, { knows: [aliceDevice] })
  const note = await alice.conversations.send(direct('alice'), 'milk')
  assert.equal(note.state, 'stored')
  assert.deepEqual(textsOf(alice), ['milk'])
})
