// Answers, reactions, other words, deletions, pins, texts that disappear: two people, two nodes, two databases.
import assert from 'node:assert/strict'
import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Message } from '@parley/peer/conversations/types.ts'
import { openStore } from '@parley/peer/store/open.ts'
import { textDraft } from '@parley/shared/events/body.ts'
import { REMARKS_MAX } from '@parley/shared/events/constants.ts'
import type { MessageId } from '@parley/shared/events/ids.ts'
import Database from 'better-sqlite3-multiple-ciphers'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { direct, type Person, STORE_KEY, startPerson } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'

const soon = () => AbortSignal.timeout(30_000)

async function together(t: { after(fn: () => unknown): void }) {
  const realm = makeRealm()
  const devices = { alice: realm.device('alice'), bob: realm.device('bob') }
  const alice = await startPerson(t, realm, devices.alice, { knows: [devices.bob] })
  const bob = await startPerson(t, realm, devices.bob, { knows: [devices.alice] })
  await alice.connect(bob)
  return { realm, devices, alice, bob }
}

const delivered = ({ conversations }: Person, id: MessageId) =>
  conversations.awaitState(id, 'delivered', soon())

/** The message as it looks there once it fits. */
async function looks(person: Person, id: MessageId, fits: (message: Message) => boolean): Promise<Message> {
  const now = () => person.conversations.message(id)
  if (!fits(now())) await person.happened('change', () => fits(now()))
  return now()
}

test('bob answers a message: both see which one, and its words as they are now', async (t) => {
  const { alice, bob } = await together(t)
  const question = await alice.conversations.send(direct('bob'), 'Tea or coffee?')
  await delivered(alice, question.id)
  const answer = await bob.conversations.reply(question.id, 'Tea')
  assert.deepEqual(answer.replyTo, { id: question.id, from: 'alice', text: 'Tea or coffee?' })
  await delivered(bob, answer.id)
  assert.deepEqual(alice.conversations.message(answer.id).replyTo, answer.replyTo)
  await alice.conversations.edit(question.id, 'Tea or milk?')
  assert.equal(alice.conversations.message(answer.id).replyTo?.text, 'Tea or milk?')
  await alice.conversations.delete(question.id)
  assert.deepEqual(alice.conversations.message(answer.id).replyTo, { id: question.id, from: 'alice' })
})

test('reactions are put there and taken back, each person’s own', async (t) => {
  const { alice, bob } = await together(t)
  const { id } = await alice.conversations.send(direct('bob'), 'We have landed')
  await delivered(alice, id)
  await alice.conversations.react(id, '👍', true)
  await bob.conversations.react(id, '👍', true)
  await bob.conversations.react(id, '🏳️‍🌈', true)
  const seen = await looks(alice, id, ({ reactions }) => reactions?.length === 2)
  assert.deepEqual(seen.reactions, [
    { reaction: '👍', from: ['alice', 'bob'] },
    { reaction: '🏳️‍🌈', from: ['bob'] },
  ])
  await bob.conversations.react(id, '👍', false)
  await looks(alice, id, ({ reactions }) => reactions?.[0]?.from.length === 1)
  assert.deepEqual(alice.conversations.message(id).reactions, bob.conversations.message(id).reactions)
  // The same again changes nothing, and writes nothing.
  const before = bob.events.length
  await bob.conversations.react(id, '🏳️‍🌈', true)
  assert.equal(bob.events.length, before)
  for (const mark of ['', 'a long sentence', 'x\ny', ' 👍', '\u202Eabc', '\ud800'])
    await assert.rejects(bob.conversations.react(id, mark, true), fault('REACTION_MALFORMED'))
})

test('alice changes her words: everywhere the new ones are read and found, by nobody the old ones', async (t) => {
  const { alice, bob } = await together(t)
  const { id } = await alice.conversations.send(direct('bob'), 'See you at noon')
  await delivered(alice, id)
  const edited = await alice.conversations.edit(id, 'See you at one, @bob')
  assert.equal(edited.text, 'See you at one, @bob')
  assert.ok((edited.edited ?? 0) >= edited.time)
  const seen = await looks(bob, id, ({ text }) => text.includes('one'))
  assert.deepEqual(seen.mentions, ['bob'])
  assert.equal(seen.edited, edited.edited)
  await assert.rejects(bob.conversations.edit(id, 'Never'), fault('MESSAGE_NOT_OWN'))
  await assert.rejects(bob.conversations.delete(id), fault('MESSAGE_NOT_OWN'))
  await assert.rejects(alice.conversations.edit(id, ''), fault('TEXT_EMPTY'))
})

test('a deleted text is gone from the disk of both, the chain still holds, and the tombstone says who and when', async (t) => {
  const { realm, devices, alice, bob } = await together(t)
  const folder = await temporaryFolder(t)
  const bobs = await startPerson(t, realm, realm.device('bob'), { folder })
  await alice.connect(bobs)
  const secret = 'the treasure lies under the third quicksand'
  const { id } = await alice.conversations.send(direct('bob'), secret)
  await alice.conversations.edit(id, `${secret} tree`)
  const after = await alice.conversations.send(direct('bob'), 'after')
  await delivered(alice, after.id)
  await bobs.happened('message', ({ message }) => message.id === after.id)
  await bobs.conversations.markRead(direct('alice'), id)
  const { deleted, text } = await alice.conversations.delete(id)
  assert.deepEqual([deleted?.by, text], ['alice', ''])
  for (const person of [bob, bobs]) {
    const tombstone = await looks(person, id, (message) => message.deleted !== undefined)
    assert.deepEqual([tombstone.text, tombstone.deleted, tombstone.edited], ['', deleted, undefined])
    await assert.rejects(person.conversations.react(id, '👍', true), fault('MESSAGE_GONE'))
  }
  await assert.rejects(alice.conversations.edit(id, 'no'), fault('MESSAGE_GONE'))
  // The evidence of what is left is whole: header and hash are there.
  const lines = [...bobs.conversations.evidence(direct('alice'))]
  assert.ok(!lines.join('').includes('quicksand'))
  await bobs.stop()
  const plain = await decrypted(t, join(folder, 'parley.db'))
  assert.ok(plain.includes('after'), 'the copy can be read')
  assert.ok(!plain.includes('quicksand'), 'no page of the file has the words')
  assert.ok(devices.alice)
})

test('a device that comes later gets the chain without the deleted words, and goes on', async (t) => {
  const { realm, alice, bob } = await together(t)
  const gone = await alice.conversations.send(direct('bob'), 'gone')
  const stays = await alice.conversations.send(direct('bob'), 'stays')
  await delivered(alice, stays.id)
  await alice.conversations.delete(gone.id)
  await looks(bob, gone.id, ({ deleted }) => deleted !== undefined)
  const second = await startPerson(t, realm, realm.device('bob'))
  await second.connect(alice)
  await second.happened('message', ({ message }) => message.id === stays.id)
  const tombstone = await looks(second, gone.id, ({ deleted }) => deleted !== undefined)
  assert.deepEqual([tombstone.text, tombstone.missing, tombstone.deleted?.by], ['', undefined, 'alice'])
  const later = await alice.conversations.send(direct('bob'), 'later')
  await second.happened('message', ({ message }) => message.id === later.id)
  assert.equal(second.conversations.list()[0]?.unread, 2)
})

test('pins: anybody pins and takes off, and what is deleted is not pinned', async (t) => {
  const { alice, bob } = await together(t)
  const [one, two] = await Promise.all(
    ['one', 'two'].map((text) => alice.conversations.send(direct('bob'), text)),
  )
  assert.ok(one && two)
  await delivered(alice, two.id)
  await bob.conversations.pin(two.id, true)
  await bob.conversations.pin(one.id, true)
  await looks(alice, one.id, ({ pinned }) => pinned?.by === 'bob')
  const pins = ({ conversations }: Person, who: string) =>
    conversations.pinned(direct(who)).map(({ text }) => text)
  assert.deepEqual(
    [pins(alice, 'bob'), pins(bob, 'alice')],
    [
      ['one', 'two'],
      ['one', 'two'],
    ],
  )
  await alice.conversations.pin(one.id, false)
  await looks(bob, one.id, ({ pinned }) => pinned === undefined)
  await alice.conversations.delete(two.id)
  await looks(bob, two.id, ({ deleted }) => deleted !== undefined)
  assert.deepEqual(pins(bob, 'alice'), [])
})

test('texts disappear on both sides when their time is up, also while a device was off', async (t) => {
  const realm = makeRealm()
  const devices = { alice: realm.device('alice'), bob: realm.device('bob') }
  let late = 0
  const now = () => new Date(Date.now() + late)
  const folder = await temporaryFolder(t)
  const alice = await startPerson(t, realm, devices.alice, { now, knows: [devices.bob] })
  const first = await startPerson(t, realm, devices.bob, { now, folder, knows: [devices.alice] })
  await alice.connect(first)
  await alice.conversations.setLifetime(direct('bob'), 1)
  await first.happened('lifetime', ({ seconds, by }) => seconds === 1 && by === 'alice')
  assert.equal(first.conversations.list().length, 0)
  const short = await alice.conversations.send(direct('bob'), 'a spark')
  assert.equal(short.expires, short.time + 1000)
  await first.happened('message', ({ message }) => message.id === short.id)
  await Promise.all([alice, first].map((person) => person.happened('vanish', ({ id }) => id === short.id)))
  for (const person of [alice, first])
    assert.throws(() => person.conversations.message(short.id), fault('MESSAGE_UNKNOWN'))
  // Now an hour, and bob's device is off when it is over.
  await first.conversations.setLifetime(direct('alice'), 3600)
  await alice.happened('lifetime', ({ seconds }) => seconds === 3600)
  const long = await alice.conversations.send(direct('bob'), 'a bonfire')
  await delivered(alice, long.id)
  await first.stop()
  late = 3_601_000
  const second = await startPerson(t, realm, devices.bob, { now, folder, knows: [devices.alice] })
  await second.happened('vanish', ({ id }) => id === long.id)
  await second.stop()
  assert.ok(!(await decrypted(t, join(folder, 'parley.db'))).includes('bonfire'))
  await alice.conversations.setLifetime(direct('bob'), 0)
  assert.equal((await alice.conversations.send(direct('bob'), 'stays')).expires, undefined)
  await assert.rejects(alice.conversations.setLifetime(direct('bob'), -1), fault('LIFETIME_MALFORMED'))
})

test('a device may say so much about one message, and no more', async (t) => {
  const { alice } = await together(t)
  const { id } = await alice.conversations.send(direct('bob'), 'what')
  for (let n = 0; n < REMARKS_MAX; n++) await alice.conversations.react(id, '👍', n % 2 === 0)
  await assert.rejects(alice.conversations.react(id, '👍', true), fault('REMARKS_TOO_MANY'))
  assert.ok(textDraft('x'))
})

test('receipts switched off: the other side learns nothing, one’s own devices do', async (t) => {
  const { realm, alice, bob } = await together(t)
  const second = await startPerson(t, realm, realm.device('bob'))
  await second.connect(alice)
  await second.connect(bob)
  const one = await alice.conversations.send(direct('bob'), 'one')
  await second.happened('message', ({ message }) => message.id === one.id)
  await bob.happened('message', ({ message }) => message.id === one.id)
  // The two devices of bob know each other by what they wrote to themselves.
  const note = await second.conversations.send(direct('bob'), 'a note to myself')
  await bob.happened('message', ({ message }) => message.id === note.id)
  assert.deepEqual(await bob.conversations.setHabits({ receipts: false }), { receipts: false, typing: true })
  await bob.conversations.markRead(direct('alice'), one.id)
  await second.happened(
    'unread',
    ({ target, unread }) => target.kind === 'direct' && target.login === 'alice' && unread === 0,
  )
  assert.equal(second.conversations.message(one.id).state, 'read')
  // What bob writes after it has reached alice, and she still knows of no reading.
  const answer = await bob.conversations.send(direct('alice'), 'two')
  await delivered(bob, answer.id)
  assert.equal(alice.conversations.message(one.id).state, 'delivered')
})

test('typing is seen by those who are there, at a pace, and not by those who hide their own', async (t) => {
  const { alice, bob } = await together(t)
  const { id } = await alice.conversations.send(direct('bob'), 'hello')
  await delivered(alice, id)
  for (let n = 0; n < 50; n++) bob.conversations.typing(direct('alice'))
  const { from, milliseconds } = await alice.happened('typing')
  assert.deepEqual([from, milliseconds > 0], ['bob', true])
  await bob.conversations.setHabits({ typing: false })
  alice.conversations.typing(direct('bob'))
  const last = await alice.conversations.send(direct('bob'), 'there')
  await bob.happened('message', ({ message }) => message.id === last.id)
  assert.equal(alice.events.filter(({ kind }) => kind === 'typing').length, 1)
  assert.equal(bob.events.filter(({ kind }) => kind === 'typing').length, 0)
})

test('what was begun and what was chosen is there after a restart', async (t) => {
  const realm = makeRealm()
  const device = realm.device('alice')
  const folder = await temporaryFolder(t)
  const before = await startPerson(t, realm, device, { folder })
  await before.conversations.keepDraft('@bob', 'Dear Bob,\nI')
  await before.conversations.keepDraft('@carol', 'x')
  await before.conversations.keepDraft('@carol', '')
  await before.conversations.setHabits({ typing: false })
  await before.stop()
  const { conversations } = await startPerson(t, realm, device, { folder })
  assert.deepEqual(conversations.drafts(), [{ target: '@bob', text: 'Dear Bob,\nI' }])
  assert.deepEqual(conversations.habits(), { receipts: true, typing: false })
})

/** All pages of a closed database, in clear. */
async function decrypted(t: { after(fn: () => unknown): void }, path: string): Promise<Buffer> {
  const copy = join(await temporaryFolder(t), 'copy.db')
  await copyFile(path, copy)
  openStore(copy, STORE_KEY).close()
  const db = new Database(copy)
  db.pragma(`cipher = 'sqlcipher'`)
  db.pragma('legacy = 4')
  db.pragma(`key = "x'${Buffer.from(STORE_KEY).toString('hex')}'"`)
  db.pragma('journal_mode = DELETE')
  db.pragma(`rekey = ''`)
  db.close()
  return await readFile(copy)
}
