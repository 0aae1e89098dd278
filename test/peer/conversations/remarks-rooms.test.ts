// What people do to messages, inside a group and in the room of everyone: three people who are all there. The same holds in both, but
// for what is told to many.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { Message, Target } from '@parley/peer/conversations/types.ts'
import type { MessageId } from '@parley/shared/events/ids.ts'
import { login } from '@parley/shared/identity/login.ts'
import { fault } from '../../support/fault.ts'
import { type Person, startPerson } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'

const soon = () => AbortSignal.timeout(30_000)

interface Room {
  readonly target: Target
  readonly alice: Person
  readonly bob: Person
  readonly carol: Person
  readonly all: readonly Person[]
  /** One more device of somebody, who knows everybody. */
  more(who: string): Promise<Person>
}

async function people(t: TestContext) {
  const realm = makeRealm()
  const devices = ['alice', 'bob', 'carol'].map((who) => realm.device(who))
  const start = (who: string, device = devices.find((one) => one.login === who) ?? assert.fail()) =>
    startPerson(t, realm, device, { knows: devices })
  const [alice, bob, carol] = [await start('alice'), await start('bob'), await start('carol')]
  await alice.connect(bob)
  await alice.connect(carol)
  await bob.connect(carol)
  const all = [alice, bob, carol]
  const more = async (who: string) => {
    const person = await start(who, realm.device(who))
    for (const other of all) await person.connect(other)
    return person
  }
  return { alice, bob, carol, all, more }
}

async function group(t: TestContext): Promise<Room> {
  const crew = await people(t)
  await crew.alice.conversations.groups.create('Deck', [login('bob'), login('carol')])
  for (const person of [crew.bob, crew.carol]) await person.happened('company')
  return { ...crew, target: { kind: 'room', name: 'Deck' } }
}

async function everyone(t: TestContext): Promise<Room> {
  return { ...(await people(t)), target: { kind: 'room', name: 'everyone' } }
}

/** Everybody has it. */
async function heard(people: readonly Person[], id: MessageId): Promise<void> {
  await Promise.all(people.map((person) => person.has(id)))
}

async function looks(person: Person, id: MessageId, fits: (message: Message) => boolean): Promise<Message> {
  const now = () => person.conversations.message(id)
  if (!fits(now())) await person.happened('change', () => fits(now()))
  return now()
}

/** Waits until it is as if it had never been. */
async function gone(look: () => Message): Promise<void> {
  const until = Date.now() + 60_000
  for (;;) {
    try {
      look()
    } catch (error) {
      assert.ok(fault('MESSAGE_UNKNOWN')(error))
      return
    }
    assert.ok(Date.now() < until, 'it is still there')
    await delay(20)
  }
}

const plain = ({ id, text, replyTo, reactions, edited, deleted, pinned, mentions }: Message) => ({
  id,
  text,
  replyTo,
  reactions,
  edited,
  deleted,
  pinned,
  mentions,
})

/** Everybody sees it like that, and everybody the same. */
async function allSee(
  people: readonly Person[],
  id: MessageId,
  fits: (message: Message) => boolean,
): Promise<Message> {
  const [first, ...others] = await Promise.all(people.map((person) => looks(person, id, fits)))
  assert.ok(first)
  for (const other of others) assert.deepEqual(plain(other), plain(first))
  return first
}

for (const [name, enter] of [
  ['a group', group],
  ['the room of everyone', everyone],
] as const) {
  test(`${name}: an answer names its question, with its words as they are now`, async (t) => {
    const { target, alice, bob, all } = await enter(t)
    const question = await alice.conversations.send(target, 'Tea or coffee?')
    await heard(all, question.id)
    const answer = await bob.conversations.reply(question.id, 'Tea, @carol and @alice')
    await heard(all, answer.id)
    const seen = await allSee(all, answer.id, () => true)
    assert.deepEqual(seen.replyTo, { id: question.id, from: 'alice', text: 'Tea or coffee?' })
    assert.deepEqual(seen.mentions, ['carol', 'alice'])
    await alice.conversations.edit(question.id, 'Tea or milk?')
    await allSee(all, question.id, ({ text }) => text === 'Tea or milk?')
    for (const { conversations } of all)
      assert.equal(conversations.message(answer.id).replyTo?.text, 'Tea or milk?')
    await alice.conversations.delete(question.id)
    await allSee(all, question.id, ({ deleted }) => deleted !== undefined)
    for (const { conversations } of all)
      assert.deepEqual(conversations.message(answer.id).replyTo, { id: question.id, from: 'alice' })
  })

  test(`${name}: reactions of several, each person’s own`, async (t) => {
    const { target, alice, bob, carol, all } = await enter(t)
    const { id } = await alice.conversations.send(target, 'We have landed')
    await heard(all, id)
    await bob.conversations.react(id, '👍', true)
    await allSee(all, id, ({ reactions }) => reactions?.length === 1)
    await carol.conversations.react(id, '👍', true)
    await alice.conversations.react(id, '⚓', true)
    const seen = await allSee(
      all,
      id,
      ({ reactions }) => reactions?.length === 2 && reactions[0]?.from.length === 2,
    )
    assert.deepEqual(seen.reactions, [
      { reaction: '👍', from: ['bob', 'carol'] },
      { reaction: '⚓', from: ['alice'] },
    ])
    await bob.conversations.react(id, '👍', false)
    const after = await allSee(all, id, ({ reactions }) => reactions?.[0]?.from.length === 1)
    assert.deepEqual(after.reactions?.[0]?.from, ['carol'])
  })

  test(`${name}: only who wrote a message changes and deletes it; its words go from every disk`, async (t) => {
    const { target, alice, bob, carol, all } = await enter(t)
    const { id } = await alice.conversations.send(target, 'the treasure lies under the third palm')
    await heard(all, id)
    for (const { conversations } of [bob, carol]) {
      await assert.rejects(conversations.edit(id, 'never'), fault('MESSAGE_NOT_OWN'))
      await assert.rejects(conversations.delete(id), fault('MESSAGE_NOT_OWN'))
    }
    const { edited } = await alice.conversations.edit(id, 'the treasure lies under the fourth palm, @bob')
    const seen = await allSee(all, id, ({ text }) => text.includes('fourth'))
    assert.deepEqual([seen.edited, seen.mentions], [edited, ['bob']])
    const { deleted } = await alice.conversations.delete(id)
    const tombstone = await allSee(all, id, (message) => message.deleted !== undefined)
    assert.deepEqual([tombstone.text, tombstone.deleted, deleted?.by], ['', deleted, 'alice'])
    for (const { store } of all) {
      const bodies = store.db.prepare<[], Uint8Array>('SELECT body FROM event').pluck().all()
      assert.ok(!bodies.some((body) => Buffer.from(body).includes('palm')))
    }
    await assert.rejects(bob.conversations.react(id, '👍', true), fault('MESSAGE_GONE'))
  })

  test(`${name}: anybody pins and takes off, the last word counts; who comes later sees the same`, async (t) => {
    const { target, alice, bob, carol, all, more } = await enter(t)
    const one = await alice.conversations.send(target, 'one')
    const two = await bob.conversations.send(target, 'two')
    for (const { id } of [one, two]) await heard(all, id)
    await bob.conversations.pin(one.id, true)
    await allSee(all, one.id, ({ pinned }) => pinned?.by === 'bob')
    await carol.conversations.pin(two.id, true)
    await allSee(all, two.id, ({ pinned }) => pinned?.by === 'carol')
    await alice.conversations.pin(one.id, false)
    await allSee(all, one.id, ({ pinned }) => pinned === undefined)
    const pins = ({ conversations }: Person) => conversations.pinned(target).map(({ text }) => text)
    for (const person of all) assert.deepEqual(pins(person), ['two'])
    const second = await more('carol')
    await second.has(one.id)
    await second.has(two.id)
    await looks(second, two.id, ({ pinned }) => pinned !== undefined)
    await looks(second, one.id, ({ pinned }) => pinned === undefined)
    assert.deepEqual(pins(second), ['two'])
  })

  test(`${name}: texts disappear for all when their time is up; what was written before stays`, async (t) => {
    const { target, alice, bob, all } = await enter(t)
    const stays = await bob.conversations.send(target, 'carved in stone')
    await heard(all, stays.id)
    await alice.conversations.setLifetime(target, 1)
    for (const person of all)
      await person.happened('lifetime', ({ seconds, by }) => seconds === 1 && by === 'alice')
    const spark = await bob.conversations.send(target, 'a spark')
    assert.equal(spark.expires, spark.time + 1000)
    await bob.conversations.setLifetime(target, 0)
    const after = await bob.conversations.send(target, 'after the fire')
    await heard(all, after.id)
    for (const { conversations } of all) {
      // On a slow machine it may have come when its time was up already: then it was never shown.
      await gone(() => conversations.message(spark.id))
      assert.equal(conversations.message(after.id).expires, undefined)
      assert.equal(conversations.message(stays.id).text, 'carved in stone')
    }
  })

  test(`${name}: what one has not read is counted, and read on one device it is on the other`, async (t) => {
    const { target, alice, bob, all, more } = await enter(t)
    const second = await more('bob')
    // The two devices of bob know each other by what they wrote to themselves.
    const note = await second.conversations.send({ kind: 'direct', login: login('bob') }, 'a note')
    await bob.has(note.id)
    const { id } = await alice.conversations.send(target, 'news, @bob')
    await heard([...all, second], id)
    const unread = ({ conversations }: Person) =>
      conversations.list().find(({ target: one }) => one.kind === 'room' && one.name === nameOf(target))
        ?.unread
    assert.deepEqual([unread(alice), unread(bob), unread(second)], [0, 1, 1])
    await bob.conversations.markRead(target, id)
    await second.happened('unread', () => unread(second) === 0)
    assert.equal(second.conversations.message(id).state, 'read')
  })
}

const nameOf = (target: Target) => (target.kind === 'room' ? target.name : '')

test('receipts in a group: a message is read when everybody has; in the room of everyone nobody tells', async (t) => {
  const { target, alice, bob, carol, all } = await group(t)
  const { id } = await alice.conversations.send(target, 'all hands')
  await heard(all, id)
  await bob.conversations.markRead(target, id)
  // What bob writes after it has come, and carol has not read yet.
  const answer = await bob.conversations.send(target, 'aye')
  await heard(all, answer.id)
  assert.notEqual(alice.conversations.message(id).state, 'read')
  await carol.conversations.markRead(target, id)
  await alice.conversations.awaitState(id, 'read', soon())
  const room: Target = { kind: 'room', name: 'everyone' }
  const said = await alice.conversations.send(room, 'hear ye')
  await heard(all, said.id)
  for (const person of [bob, carol]) await person.conversations.markRead(room, said.id)
  const last = await bob.conversations.send(room, 'heard')
  await heard(all, last.id)
  const kinds = alice.store.db
    .prepare<[], number>(
      "SELECT count(*) FROM event e JOIN conversation v ON v.id = e.conversation WHERE v.kind = 'everyone' AND e.kind = 2",
    )
    .pluck()
    .get()
  assert.equal(kinds, 0)
})

test('typing in a group is seen by those who are there; in the room of everyone by nobody', async (t) => {
  const { target, alice, bob, carol, all } = await group(t)
  const { id } = await alice.conversations.send(target, 'hello')
  await heard(all, id)
  bob.conversations.typing(target)
  for (const person of [alice, carol]) {
    const { from } = await person.happened('typing')
    assert.equal(from, 'bob')
  }
  const room: Target = { kind: 'room', name: 'everyone' }
  carol.conversations.typing(room)
  const last = await carol.conversations.send(room, 'here')
  await heard(all, last.id)
  assert.ok(!alice.events.some((event) => event.kind === 'typing' && event.from === 'carol'))
})
