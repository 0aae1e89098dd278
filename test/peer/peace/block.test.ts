// Whom one does not want to hear, and what may not disturb: decided once, for all one's devices, and nobody else is told.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Target } from '@parley/peer/conversations/types.ts'
import { choiceDraft, draftDraft } from '@parley/shared/events/choice.ts'
import { directConversation } from '@parley/shared/events/hash.ts'
import type { MessageId } from '@parley/shared/events/ids.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { direct, type Person, startPerson } from '../../support/person.ts'
import { rawSender } from '../../support/raw-sender.ts'
import { makeRealm } from '../../support/realm.ts'
import { Writer } from '../../support/writer.ts'

const soon = () => AbortSignal.timeout(30_000)
const everyone: Target = { kind: 'room', name: 'everyone' }
const mallory = login('mallory')

async function together(t: { after(fn: () => unknown): void }) {
  const realm = makeRealm()
  const devices = { alice: realm.device('alice'), mallory: realm.device('mallory') }
  const folder = await temporaryFolder(t)
  const alice = await startPerson(t, realm, devices.alice, { folder, knows: [devices.mallory] })
  const nasty = await startPerson(t, realm, devices.mallory, { knows: [devices.alice] })
  await alice.connect(nasty)
  return { realm, devices, folder, alice, nasty }
}

const delivered = ({ conversations }: Person, id: MessageId) =>
  conversations.awaitState(id, 'delivered', soon())

const texts = ({ conversations }: Person, target?: Target) =>
  conversations.messages(target === undefined ? {} : { target }).map(({ text }) => text)

test('blocked: what they wrote is not shown, not counted and not told; unblocked it is all there again', async (t) => {
  const { alice, nasty } = await together(t)
  const before = await nasty.conversations.send(direct('alice'), 'before')
  await delivered(nasty, before.id)
  const mine = await alice.conversations.send(direct('mallory'), 'leave me alone')
  await delivered(alice, mine.id)
  await alice.conversations.peace.block(mallory)
  await alice.happened('peace')
  assert.deepEqual(alice.conversations.peace.blocked(), ['mallory'])
  const told = alice.events.length
  const after = await nasty.conversations.send(direct('alice'), 'after, @alice')
  await nasty.conversations.react(mine.id, '👎', true)
  // It is on alice's disk, as ever: mallory sees nothing of being blocked.
  await delivered(nasty, (await nasty.conversations.send(direct('alice'), 'last')).id)
  assert.deepEqual(texts(alice, direct('mallory')), ['leave me alone'])
  assert.deepEqual(texts(alice), ['leave me alone'])
  assert.equal(alice.conversations.message(mine.id).reactions, undefined)
  assert.deepEqual(
    [alice.conversations.message(after.id).text, alice.conversations.message(after.id).blocked],
    ['', true],
  )
  const [conversation] = alice.conversations.list().filter(({ target }) => target.kind === 'direct')
  assert.deepEqual(
    [conversation?.unread, conversation?.blocked, conversation?.newest?.id],
    [0, true, mine.id],
  )
  const since = alice.events.slice(told).filter((event) => event.kind === 'message' && !event.message.own)
  assert.deepEqual(since, [])
  assert.deepEqual(
    alice.conversations.messages({ target: direct('mallory'), folded: 'open' }).map(({ text }) => text),
    ['before', 'leave me alone', 'after, @alice', 'last'],
  )
  await alice.conversations.peace.unblock(mallory)
  assert.deepEqual(texts(alice, direct('mallory')), ['before', 'leave me alone', 'after, @alice', 'last'])
  assert.equal(alice.conversations.list().find(({ target }) => target.kind === 'direct')?.unread, 3)
  assert.deepEqual(alice.conversations.peace.blocked(), [])
})

test('no receipt and no typing goes to whom one blocked, and theirs is not shown', async (t) => {
  const { realm, alice, nasty } = await together(t)
  const second = await startPerson(t, realm, realm.device('alice'))
  await second.connect(alice)
  const note = await second.conversations.send(direct('alice'), 'a note to myself')
  await alice.has(note.id)
  await alice.conversations.peace.block(mallory)
  const { id } = await nasty.conversations.send(direct('alice'), 'are you there?')
  await delivered(nasty, id)
  await alice.conversations.markRead(direct('mallory'), id)
  alice.conversations.typing(direct('mallory'))
  nasty.conversations.typing(direct('alice'))
  // What alice writes after it has reached mallory, and still nothing is known of reading.
  const last = await alice.conversations.send(direct('mallory'), 'one word')
  await delivered(alice, last.id)
  await nasty.has(last.id)
  const answer = await nasty.conversations.send(direct('alice'), 'two words')
  await delivered(nasty, answer.id)
  assert.notEqual(nasty.conversations.message(id).state, 'read')
  assert.equal(nasty.events.filter(({ kind }) => kind === 'typing').length, 0)
  assert.equal(alice.events.filter(({ kind }) => kind === 'typing').length, 0)
})

test('in a room the words of whom one blocked are folded, for oneself alone', async (t) => {
  const { realm, alice, nasty } = await together(t)
  const bob = await startPerson(t, realm, realm.device('bob'))
  await bob.connect(nasty)
  await alice.conversations.peace.block(mallory)
  const said = await nasty.conversations.send(everyone, 'hear me, @alice')
  const { message } = await alice.happened('message', ({ message }) => message.id === said.id)
  assert.deepEqual(
    [message.text, message.blocked, message.mentions, message.from],
    ['', true, undefined, 'mallory'],
  )
  await bob.has(said.id)
  assert.equal(bob.conversations.message(said.id).text, 'hear me, @alice')
  const room = alice.conversations.list().find(({ target }) => target.kind === 'room')
  assert.equal(room?.unread, 0)
  const answer = await nasty.conversations.reply(said.id, 'again')
  await alice.has(answer.id)
  assert.equal(alice.conversations.message(answer.id).replyTo, undefined)
  await alice.conversations.peace.unblock(mallory)
  assert.deepEqual(texts(alice, everyone), ['hear me, @alice', 'again'])
  assert.equal(alice.conversations.list().find(({ target }) => target.kind === 'room')?.unread, 2)
})

test('in a group nobody one blocked learns what one has read of theirs; the others do of their own', async (t) => {
  const { realm, devices, alice, nasty } = await together(t)
  const bobs = realm.device('bob')
  const bob = await startPerson(t, realm, bobs, { knows: [devices.alice, devices.mallory] })
  await bob.connect(alice)
  await bob.connect(nasty)
  const target: Target = { kind: 'room', name: 'Deck' }
  await bob.conversations.groups.create('Deck', [login('alice'), mallory])
  for (const person of [alice, nasty]) await person.happened('company')
  await alice.conversations.peace.block(mallory)
  const bad = await nasty.conversations.send(target, 'from mallory')
  const good = await bob.conversations.send(target, 'from bob')
  for (const { id } of [bad, good]) await Promise.all([alice, bob, nasty].map((person) => person.has(id)))
  const newest = alice.conversations.messages({ target }).at(-1)
  await alice.conversations.markRead(target, newest?.id ?? assert.fail())
  await nasty.conversations.markRead(
    target,
    nasty.conversations.messages({ target }).at(-1)?.id ?? assert.fail(),
  )
  await bob.conversations.markRead(target, bob.conversations.messages({ target }).at(-1)?.id ?? assert.fail())
  await bob.conversations.awaitState(good.id, 'read', soon())
  // Whatever alice wrote before this has come to mallory.
  const later = await alice.conversations.send(target, 'later')
  await nasty.has(later.id)
  assert.notEqual(nasty.conversations.message(bad.id).state, 'read')
})

test('decisions follow to one’s other devices, the later one counts, and they are there after a restart', async (t) => {
  const { realm, devices, folder, alice, nasty } = await together(t)
  const { id } = await nasty.conversations.send(direct('alice'), 'hello')
  await delivered(nasty, id)
  await alice.conversations.peace.block(mallory)
  const until = Date.now() + 3_600_000
  await alice.conversations.peace.mute(everyone, until)
  const second = await startPerson(t, realm, realm.device('alice'), { knows: [devices.mallory] })
  await second.connect(alice)
  await second.happened('peace', () => second.conversations.peace.muted().length === 1)
  assert.deepEqual(second.conversations.peace.blocked(), ['mallory'])
  const elsewhere = second.conversations.peace.muted().map(({ target, until }) => ({ target, until }))
  assert.deepEqual(elsewhere, [{ target: everyone, until }])
  // The second device, which heard of it, takes it back.
  await second.conversations.peace.unblock(mallory)
  await alice.happened('peace', () => alice.conversations.peace.blocked().length === 0)
  await alice.conversations.peace.block(mallory)
  await alice.stop()
  const again = await startPerson(t, realm, devices.alice, { folder })
  assert.deepEqual(again.conversations.peace.blocked(), ['mallory'])
  assert.deepEqual(texts(again, direct('mallory')), [])
  assert.deepEqual(
    again.conversations.peace.muted().map(({ target, until }) => ({ target, until })),
    [{ target: everyone, until }],
  )
})

test('muted: shown and counted as ever, and over when its time is', async (t) => {
  const realm = makeRealm()
  const devices = { alice: realm.device('alice'), mallory: realm.device('mallory') }
  let late = 0
  const now = () => new Date(Date.now() + late)
  const alice = await startPerson(t, realm, devices.alice, { now, knows: [devices.mallory] })
  const nasty = await startPerson(t, realm, devices.mallory, { now, knows: [devices.alice] })
  await alice.connect(nasty)
  await alice.conversations.peace.mute(direct('mallory'), now().getTime() + 60_000)
  const { id } = await nasty.conversations.send(direct('alice'), 'hello')
  await alice.happened('message', ({ message }) => message.id === id)
  const talk = () => alice.conversations.list().find(({ target }) => target.kind === 'direct')
  assert.deepEqual([talk()?.unread, talk()?.muted !== undefined], [1, true])
  late = 61_000
  assert.deepEqual([talk()?.muted, alice.conversations.peace.muted()], [undefined, []])
  await alice.conversations.peace.mute(direct('mallory'), undefined)
  assert.deepEqual(talk()?.muted, {})
  await alice.conversations.peace.unmute(direct('mallory'))
  assert.equal(talk()?.muted, undefined)
  const past = alice.conversations.peace.mute(direct('mallory'), now().getTime() - 1)
  await assert.rejects(past, fault('MUTE_PAST'))
  await assert.rejects(alice.conversations.peace.block(login('alice')), fault('BLOCK_SELF'))
  await assert.rejects(alice.conversations.peace.block(login('nobody')), fault('PERSON_UNKNOWN'))
})

test('only one’s own devices decide for one: what another person writes as a decision or a begun line does nothing', async (t) => {
  const realm = makeRealm()
  const devices = { alice: realm.device('alice'), bob: realm.device('bob'), mallory: realm.device('mallory') }
  const alice = await startPerson(t, realm, devices.alice, { knows: [devices.bob] })
  const subject = { kind: 'direct' as const, one: login('alice'), other: mallory }
  const conversation = directConversation(realm.name, subject.one, subject.other, primitives)
  const writer = new Writer(realm, devices.mallory, conversation)
  const offer = await rawSender(t, realm, devices.mallory, alice)
  const line = draftDraft({ login: login('bob') }, 'I quit') ?? assert.fail()
  const until = Date.now() + 3_600_000
  const drafts = [
    choiceDraft({ about: 'block', login: login('bob'), on: true }),
    choiceDraft({ about: 'mute', conversation, until }),
    line,
  ]
  assert.deepEqual(await offer(subject, writer.draft(drafts)), { number: 1, have: 3 })
  assert.deepEqual([alice.conversations.peace.blocked(), alice.conversations.peace.muted()], [[], []])
  assert.deepEqual(alice.conversations.drafts(), [])
  assert.ok(!alice.events.some(({ kind }) => kind === 'peace' || kind === 'draft'))
})
