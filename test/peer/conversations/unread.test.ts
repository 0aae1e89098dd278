// What counts as unread is what is there to be read: not what was deleted, hidden, or over before it was read, nor what somebody
// wrote who was put out.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Target } from '@parley/peer/conversations/types.ts'
import { role } from '@parley/shared/certificates/role.ts'
import { login } from '@parley/shared/identity/login.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { direct, type Person, startPerson } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'

const everyone: Target = { kind: 'room', name: 'everyone' }
const pier: Target = { kind: 'room', name: 'pier' }

const isThere = (one: Target, other: Target) => JSON.stringify(one) === JSON.stringify(other)

/** A conversation with nothing in it any more is not listed. */
const unreadOf = ({ conversations }: Person, target: Target) =>
  conversations.list().find((one) => isThere(one.target, target))?.unread ?? 0

/** The feed says that so many are left, and the list says so, too. */
async function waits(person: Person, target: Target, unread: number): Promise<void> {
  const told = () => person.events.findLast((one) => one.kind === 'unread' && isThere(one.target, target))
  const isTold = () => {
    const last = told()
    return last?.kind === 'unread' && last.unread === unread
  }
  if (!isTold()) await person.happened('unread', isTold)
  assert.equal(unreadOf(person, target), unread)
}

test('what is hidden or deleted before it was read is not unread; shown again it is', async (t) => {
  const realm = makeRealm()
  const alice = await startPerson(t, realm, realm.device('alice'))
  const carol = await startPerson(t, realm, realm.device('carol'))
  const mo = await startPerson(t, realm, realm.device('mo', { role: role('moderator') }))
  await carol.connect(alice)
  await carol.connect(mo)
  await mo.connect(alice)
  const ids = []
  for (const text of ['one', 'two', 'three', 'four'])
    ids.push((await carol.conversations.send(everyone, text)).id)
  const [one, two, , four] = ids
  assert.ok(one && two && four)
  await Promise.all([alice.has(four), mo.has(four)])
  assert.equal(unreadOf(alice, everyone), 4)
  await mo.conversations.peace.hide(one, true, '')
  await waits(alice, everyone, 3)
  await carol.conversations.delete(two)
  await waits(alice, everyone, 2)
  await mo.conversations.peace.hide(one, false, '')
  await waits(alice, everyone, 3)
  // Who has no right to hide takes nothing away.
  assert.equal(unreadOf(mo, everyone), 3)
  await alice.conversations.markRead(everyone, four)
  await waits(alice, everyone, 0)
})

test('what was over before it was read is not unread', async (t) => {
  const realm = makeRealm()
  let late = 0
  const now = () => new Date(Date.now() + late)
  const [aliceDevice, bobDevice] = [realm.device('alice'), realm.device('bob')]
  const alice = await startPerson(t, realm, aliceDevice, { knows: [bobDevice], now })
  const bob = await startPerson(t, realm, bobDevice, { knows: [aliceDevice], now })
  await alice.connect(bob)
  const old = await alice.conversations.send(direct('bob'), 'yesterday')
  await bob.has(old.id)
  assert.equal(unreadOf(bob, direct('alice')), 1)
  late = 3 * 86_400_000
  await bob.conversations.retention.set(undefined, 1)
  await waits(bob, direct('alice'), 0)
})

test('what mallory wrote while she was put out is not shown, and nobody waits to read it', async (t) => {
  const realm = makeRealm()
  const devices = ['alice', 'bob', 'mallory'].map((who) => realm.device(who))
  const [aliceDevice, bobDevice, malloryDevice] = devices
  assert.ok(aliceDevice && bobDevice && malloryDevice)
  const folder = await temporaryFolder(t)
  const start = (device: typeof aliceDevice, more = {}) =>
    startPerson(t, realm, device, { knows: devices, ...more })
  const [alice, bob] = [await start(aliceDevice), await start(bobDevice)]
  const before = await start(malloryDevice, { folder })
  await alice.connect(bob)
  await before.connect(alice)
  await alice.conversations.groups.create('pier', [login('bob'), login('mallory')])
  await before.happened('company')
  const hello = await before.conversations.send(pier, 'hello')
  await Promise.all([alice.has(hello.id), bob.happened('company')])
  await before.stop()
  // Side by side: alice puts her out, and she goes on.
  await alice.conversations.groups.remove('pier', login('mallory'))
  const after = await alice.conversations.send(pier, 'she is out')
  await Promise.all([bob.has(hello.id), bob.has(after.id)])
  const mallory = await start(malloryDevice, { folder })
  const meanwhile = await mallory.conversations.send(pier, 'still here')
  const aside = await mallory.conversations.send(direct('bob'), 'and to you')
  await mallory.connect(bob)
  await Promise.all([bob.has(meanwhile.id), bob.has(aside.id)])
  const shown = bob.conversations.messages({ target: pier }).filter(({ own }) => !own)
  assert.deepEqual(
    shown.map(({ text }) => text),
    ['hello', 'she is out'],
  )
  assert.deepEqual([unreadOf(bob, pier), unreadOf(bob, direct('mallory'))], [2, 1])
})
