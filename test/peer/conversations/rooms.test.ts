// Rooms: the one everybody is in, and groups. Several people, certified nodes, encrypted databases; what one missed another
// brings.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Target } from '@parley/peer/conversations/types.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { login } from '@parley/shared/identity/login.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { type Person, startPerson } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'

const soon = () => AbortSignal.timeout(30_000)
const room = (name: string): Target => ({ kind: 'room', name })

function people(t: TestContext, ...names: string[]) {
  const realm = makeRealm()
  const devices = new Map(names.map((name) => [name, realm.device(name)]))
  const deviceOf = (name: string) => {
    const device = devices.get(name)
    assert.ok(device)
    return device
  }
  return {
    realm,
    start: (name: string, folder?: string) =>
      startPerson(t, realm, deviceOf(name), {
        knows: [...devices.values()],
        ...(folder === undefined ? {} : { folder }),
      }),
  }
}

const textsIn = ({ conversations }: Person, name: string) =>
  conversations.messages({ target: room(name) }).map(({ from, text }) => `${from}: ${text}`)

/** Waits until somebody shows a message. */
const hears = (person: Person, text: string) =>
  person.happened('message', ({ message }) => message.text === text)

test('in the room of everyone all who are there hear alice; who comes later is brought it by bob', async (t) => {
  const { start } = people(t, 'alice', 'bob', 'carol', 'dave')
  const folder = await temporaryFolder(t)
  const alice = await start('alice', folder)
  const [bob, carol] = await Promise.all([start('bob'), start('carol')])
  await alice.connect(bob)
  await alice.connect(carol)
  await bob.connect(carol)
  const sent = await alice.conversations.send(room('everyone'), 'Ahoy')
  await Promise.all([hears(bob, 'Ahoy'), hears(carol, 'Ahoy')])
  await alice.conversations.awaitState(sent.id, 'delivered', soon())
  await alice.stop()
  const dave = await start('dave')
  await dave.connect(bob)
  await hears(dave, 'Ahoy')
  const [message] = dave.conversations.messages({ target: room('everyone') })
  assert.deepEqual([message?.from, message?.verified, message?.id], ['alice', true, sent.id])
})

test('a group: alice makes it, all talk, a stranger hears nothing', async (t) => {
  const { start } = people(t, 'alice', 'bob', 'carol', 'mallory')
  const [alice, bob, carol, mallory] = await Promise.all([
    start('alice'),
    start('bob'),
    start('carol'),
    start('mallory'),
  ])
  for (const one of [bob, carol, mallory]) await alice.connect(one)
  await bob.connect(carol)
  const made = await alice.conversations.groups.create('Night watch', [login('bob'), login('carol')])
  assert.deepEqual(
    made.members.map(({ login: who, role }) => [who, role]),
    [
      ['alice', 'owner'],
      ['bob', 'member'],
      ['carol', 'member'],
    ],
  )
  const asked = await alice.conversations.send(room('Night watch'), 'Who has the first hour?')
  await Promise.all([hears(bob, 'Who has the first hour?'), hears(carol, 'Who has the first hour?')])
  await alice.conversations.awaitState(asked.id, 'delivered', soon())
  await bob.conversations.send(room('night watch'), 'I have')
  await Promise.all([hears(alice, 'I have'), hears(carol, 'I have')])
  const all = ['alice: Who has the first hour?', 'bob: I have']
  for (const one of [alice, bob, carol]) assert.deepEqual(textsIn(one, 'Night watch'), all)
  assert.throws(() => mallory.conversations.groups.show('Night watch'), fault('ROOM_UNKNOWN'))
  assert.deepEqual(mallory.conversations.groups.list(), [])
})

test('carol was away when the group was made, and alice is away when carol comes: bob brings it all', async (t) => {
  const { start } = people(t, 'alice', 'bob', 'carol')
  const [alice, bob] = await Promise.all([start('alice'), start('bob')])
  await alice.connect(bob)
  await alice.conversations.groups.create('pier', [login('bob'), login('carol')])
  for (const text of ['one', 'two', 'three']) await alice.conversations.send(room('pier'), text)
  await hears(bob, 'three')
  await bob.conversations.send(room('pier'), 'four')
  await hears(alice, 'four')
  await alice.stop()
  const carol = await start('carol')
  await carol.connect(bob)
  await Promise.all([hears(carol, 'three'), hears(carol, 'four')])
  assert.deepEqual(textsIn(carol, 'pier'), ['alice: one', 'alice: two', 'alice: three', 'bob: four'])
})

test('who is removed hears that, and nothing after it; what they say meanwhile counts nowhere', async (t) => {
  const { start } = people(t, 'alice', 'bob', 'mallory')
  const [alice, bob, mallory] = await Promise.all([start('alice'), start('bob'), start('mallory')])
  await alice.connect(bob)
  await alice.connect(mallory)
  await bob.connect(mallory)
  await alice.conversations.groups.create('pier', [login('bob'), login('mallory')])
  await alice.conversations.send(room('pier'), 'all here')
  await Promise.all([hears(bob, 'all here'), hears(mallory, 'all here')])
  await mallory.conversations.send(room('pier'), 'before')
  await Promise.all([hears(alice, 'before'), hears(bob, 'before')])
  await alice.conversations.groups.remove('pier', login('mallory'))
  await mallory.happened('company', ({ conversation }) => {
    const [group] = mallory.conversations.groups.list()
    return group?.id === conversation && group.role === undefined
  })
  await assert.rejects(mallory.conversations.send(room('pier'), 'still me'), fault('GROUP_NOT_MEMBER'))
  await alice.conversations.send(room('pier'), 'among us')
  await hears(bob, 'among us')
  assert.deepEqual(textsIn(bob, 'pier'), ['alice: all here', 'mallory: before', 'alice: among us'])
  assert.deepEqual(textsIn(mallory, 'pier'), ['alice: all here', 'mallory: before'])
})

test('what a group refuses is said by its own fault, and nothing of it is kept', async (t) => {
  const { start } = people(t, 'alice', 'bob')
  const [alice, bob] = await Promise.all([start('alice'), start('bob')])
  await alice.connect(bob)
  const { groups } = alice.conversations
  await groups.create('pier', [login('bob')])
  await assert.rejects(groups.create('Everyone', []), fault('GROUP_NAME_RESERVED'))
  await assert.rejects(groups.create('a\u202eb', []), fault('GROUP_NAME_MALFORMED'))
  for (const about of [
    () => groups.create('quay', [login('bob'), login('nobody')]),
    () => groups.add('pier', login('nobody'), 'member'),
  ])
    await assert.rejects(about(), (error) => {
      assert.ok(fault('PERSON_UNKNOWN')(error) && error instanceof Fault)
      return error.parameters.login === 'nobody'
    })
  await assert.rejects(groups.add('pier', login('bob'), 'member'), fault('GROUP_MEMBER_ALREADY'))
  await assert.rejects(groups.remove('pier', login('carol')), fault('GROUP_MEMBER_UNKNOWN'))
  await assert.rejects(groups.leave('everyone'), fault('ROOM_NOT_A_GROUP'))
  await assert.rejects(groups.leave('quay'), fault('ROOM_UNKNOWN'))
  await bob.happened('company')
  await assert.rejects(bob.conversations.groups.rename('pier', 'quay'), fault('GROUP_FORBIDDEN'))
  assert.deepEqual(
    groups.list().map(({ name }) => name),
    ['pier'],
  )
})

test('two groups of one name are told apart; a new name reaches all; who leaves keeps what was said', async (t) => {
  const { start } = people(t, 'alice', 'bob')
  const [alice, bob] = await Promise.all([start('alice'), start('bob')])
  await alice.connect(bob)
  const first = await alice.conversations.groups.create('pier', [login('bob')])
  const second = await alice.conversations.groups.create('Pier', [login('bob')])
  const names = alice.conversations.groups.list().map(({ name }) => name)
  assert.deepEqual(names, [`pier~${first.id.slice(0, 6)}`, `Pier~${second.id.slice(0, 6)}`])
  const rooms = names.map((name) => `#${name}`).join(', ')
  await assert.rejects(alice.conversations.send(room('PIER'), 'which?'), (error) => {
    assert.ok(fault('ROOM_AMBIGUOUS')(error) && error instanceof Fault)
    return error.parameters.rooms === rooms
  })
  assert.equal(alice.conversations.groups.show(second.id).name, names[1])
  await alice.conversations.groups.rename(names[1] ?? '', 'quay')
  await bob.happened('company', () => bob.conversations.groups.list().some(({ name }) => name === 'quay'))
  await alice.conversations.send(room('quay'), 'hello')
  await hears(bob, 'hello')
  const left = await bob.conversations.groups.leave('quay')
  assert.equal(left.role, undefined)
  assert.deepEqual(textsIn(bob, 'quay'), ['alice: hello'])
})
