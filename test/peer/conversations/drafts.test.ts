// Lines that were begun follow to one's other devices; what went on since is on no disk; and how many devices one may have had.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { openHistory } from '@parley/peer/history/history.ts'
import { DEVICES_MAX } from '@parley/peer/history/places.ts'
import { openStore } from '@parley/peer/store/open.ts'
import { deviceText } from '@parley/shared/events/device.ts'
import { primitives, randomBytes } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { direct, type Person, STORE_KEY, startPerson } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'

async function two(t: { after(fn: () => unknown): void }) {
  const realm = makeRealm()
  const devices = { first: realm.device('alice'), second: realm.device('alice'), bob: realm.device('bob') }
  const knows = Object.values(devices)
  const folder = await temporaryFolder(t)
  const first = await startPerson(t, realm, devices.first, { knows, folder })
  const second = await startPerson(t, realm, devices.second, { knows })
  await first.connect(second)
  // The two know each other by what they wrote to themselves.
  const note = await second.conversations.send(direct('alice'), 'a note to myself')
  await first.has(note.id)
  return { realm, devices, folder, first, second }
}

const drafted = (person: Person, text: string) => person.happened('draft', (event) => event.text === text)

test('a line that was begun is on the other device after a pause; gone on with there, it comes back', async (t) => {
  const { first, second } = await two(t)
  await first.conversations.keepDraft('@bob', 'Dear')
  await first.conversations.keepDraft('@bob', 'Dear Bob')
  const { target } = await drafted(second, 'Dear Bob')
  assert.equal(target, '@bob')
  assert.deepEqual(second.conversations.drafts(), [{ target: '@bob', text: 'Dear Bob' }])
  await second.conversations.keepDraft('@bob', 'Dear Bob, I')
  await drafted(first, 'Dear Bob, I')
  assert.deepEqual(first.conversations.drafts(), [{ target: '@bob', text: 'Dear Bob, I' }])
  // Sent, or given up: on both.
  await first.conversations.keepDraft('@bob', '')
  await drafted(second, '')
  assert.deepEqual(second.conversations.drafts(), [])
  // No disk keeps what was begun.
  for (const person of [first, second]) {
    const bodies = person.store.db.prepare<[], Uint8Array>('SELECT body FROM event').pluck().all()
    assert.ok(!bodies.some((body) => Buffer.from(body).includes('Dear')))
  }
})

test('rooms are followed by what they are, not by what they were called; of one nobody knows nothing is told', async (t) => {
  const { first, second } = await two(t)
  await first.conversations.groups.create('Deck', [login('bob')])
  await second.happened('company')
  await first.conversations.keepDraft('#Deck', 'All hands')
  await first.conversations.keepDraft('#everyone', 'Ahoy')
  await first.conversations.keepDraft('#nowhere', 'lost')
  await first.conversations.groups.rename('Deck', 'Bridge')
  await second.happened('company', () => second.conversations.groups.list()[0]?.name === 'Bridge')
  const { target } = await drafted(second, 'All hands')
  assert.equal(target, '#Bridge')
  await drafted(second, 'Ahoy')
  assert.ok(
    second.conversations.drafts().some(({ target, text }) => target === '#everyone' && text === 'Ahoy'),
  )
  assert.ok(!second.conversations.drafts().some(({ text }) => text === 'lost'))
})

test('a device that comes later finds what was begun; with one device nobody is told', async (t) => {
  const realm = makeRealm()
  const devices = [realm.device('alice'), realm.device('alice')] as const
  const folder = await temporaryFolder(t)
  const before = await startPerson(t, realm, devices[0], { folder })
  await before.conversations.keepDraft('@bob', 'alone')
  // What is to be told is told before it stops: nothing was.
  await before.conversations.stop()
  const kinds = before.store.db.prepare<[], number>('SELECT kind FROM event').pluck().all()
  assert.ok(!kinds.includes(11))
  await before.stop()
  const alone = await startPerson(t, realm, devices[0], { folder, knows: devices })
  assert.deepEqual(alone.conversations.drafts(), [{ target: '@bob', text: 'alone' }])
  const later = await startPerson(t, realm, devices[1], { knows: devices })
  await later.connect(alone)
  const note = await later.conversations.send(direct('alice'), 'here I am')
  await alone.has(note.id)
  await alone.conversations.keepDraft('@bob', 'not alone')
  await drafted(later, 'not alone')
})

test('however many devices somebody brings, so many are taken in and no more; the known ones go on', async (t) => {
  const store = openStore(join(await temporaryFolder(t), 'parley.db'), STORE_KEY)
  t.after(() => store.close())
  const { places } = openHistory(store, primitives)
  const peer = () => deviceText(new Uint8Array([0, 36, 8, 1, 18, 32, ...randomBytes(32)]))
  const first = places.device(peer(), login('mallory'))
  for (let n = 1; n < DEVICES_MAX; n++) places.device(peer(), login('mallory'))
  assert.throws(() => places.device(peer(), login('mallory')), fault('DEVICE_UNHEARD'))
  assert.equal(places.device(first.peerId, login('mallory')), first)
  assert.equal(places.device(peer(), login('bob')).login, 'bob')
})
