// What somebody missed comes to them once, and sealed, also when they hear of it and ask before it is there; and it comes
// again where it was lost.
import assert from 'node:assert/strict'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Target } from '@parley/peer/conversations/types.ts'
import { login } from '@parley/shared/identity/login.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { direct, startPerson } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'
import { type Overheard, tapped } from '../../support/wire-tap.ts'

const pier: Target = { kind: 'room', name: 'pier' }
const everyone: Target = { kind: 'room', name: 'everyone' }
const soon = () => AbortSignal.timeout(60_000)

test('alice brings bob what he missed once, sealed, though he asks for it on hearing of it', async (t) => {
  const realm = makeRealm()
  const [aliceDevice, bobDevice] = [realm.device('alice'), realm.device('bob')]
  const knows = [aliceDevice, bobDevice]
  const folder = await temporaryFolder(t)
  const brought: Overheard[] = []
  const alice = await startPerson(t, realm, aliceDevice, {
    knows,
    tap: (sessions) => tapped(sessions, (heard) => brought.push(heard)),
  })
  const before = await startPerson(t, realm, bobDevice, { knows, folder })
  await alice.connect(before)
  await alice.conversations.groups.create('pier', [login('bob')])
  for (const target of [direct('bob'), pier]) {
    const { id } = await alice.conversations.send(target, 'hello')
    await alice.conversations.awaitState(id, 'delivered', soon())
  }
  const gone = new Promise<void>((resolve) => alice.node.sessions.onClosed(() => resolve()))
  await before.stop()
  await gone
  let last = ''
  for (const target of [direct('bob'), pier, everyone]) {
    for (let n = 1; n <= 5; n++) last = (await alice.conversations.send(target, `verse ${n}`)).id
  }
  brought.length = 0
  const bob = await startPerson(t, realm, bobDevice, { knows, folder })
  await bob.connect(alice)
  await bob.has(last)
  const lasts = [direct('bob'), pier].map(
    (target) => alice.conversations.messages({ target }).at(-1)?.id ?? '',
  )
  await Promise.all(lasts.map((id) => bob.has(id)))
  // What bob says goes the way of what he asked before: when it is there, alice has heard that, too.
  const { id } = await bob.conversations.send(direct('alice'), 'thank you')
  await bob.conversations.awaitState(id, 'delivered', soon())
  const next = await alice.conversations.send(everyone, 'the end')
  await bob.has(next.id)
  assert.equal(brought.filter(({ frame }) => frame.kind === 'sealed').length, 2)
  const plain = brought.flatMap(({ frame }) => (frame.kind === 'offer' ? [frame.subject.kind] : []))
  assert.deepEqual(plain, ['everyone', 'everyone'])
})

test('bob’s folder is put back from a copy: what alice had brought since then comes again', async (t) => {
  const realm = makeRealm()
  const [aliceDevice, bobDevice] = [realm.device('alice'), realm.device('bob')]
  const knows = [aliceDevice, bobDevice]
  const [folder, copy] = [await temporaryFolder(t), await temporaryFolder(t)]
  const alice = await startPerson(t, realm, aliceDevice, { knows })
  const says = async (text: string) => {
    const { id } = await alice.conversations.send(direct('bob'), text)
    await alice.conversations.awaitState(id, 'delivered', soon())
    return id
  }
  const first = await startPerson(t, realm, bobDevice, { knows, folder })
  await alice.connect(first)
  await says('before the copy')
  await first.stop()
  await copyFile(join(folder, 'parley.db'), join(copy, 'parley.db'))
  const second = await startPerson(t, realm, bobDevice, { knows, folder })
  await second.connect(alice)
  const lost = [await says('lost'), await says('lost, too')]
  await second.stop()
  const bob = await startPerson(t, realm, bobDevice, { knows, folder: copy })
  await bob.connect(alice)
  for (const id of lost) await bob.has(id)
  const texts = bob.conversations.messages({ target: direct('alice') }).map(({ text }) => text)
  assert.deepEqual(texts, ['before the copy', 'lost', 'lost, too'])
})
