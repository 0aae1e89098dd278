// What somebody missed comes to them once, and sealed, also when they hear of it and ask before it is there; and it comes
// again where it was lost.
import assert from 'node:assert/strict'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Stream } from '@libp2p/interface'
import type { Target } from '@parley/peer/conversations/types.ts'
import { PROTOCOL } from '@parley/peer/delivery/protocol.ts'
import type { Session, Sessions } from '@parley/shared/host/net/types.ts'
import { login } from '@parley/shared/identity/login.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { direct, startPerson } from '../../support/person.ts'
import { makeRealm } from '../../support/realm.ts'
import { type Overheard, replaced, tapped } from '../../support/wire-tap.ts'

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

/** The same sessions; of the first stream for delivery this side hears nothing until it is cut. */
function deaf(sessions: Sessions) {
  const streams: Stream[] = []
  const onDeafEars = (stream: Stream) =>
    replaced(stream, 'addEventListener', (type: string, ...rest: [never]) => {
      if (type !== 'message') stream.addEventListener(type as never, ...rest)
    })
  const wrapped = (session: Session): Session =>
    replaced(session, 'openStream', async (protocol, options) => {
      const stream = await session.openStream(protocol, options)
      if (protocol !== PROTOCOL) return stream
      streams.push(stream)
      return streams.length === 1 ? onDeafEars(stream) : stream
    })
  const of: Sessions['of'] = (peerId) => {
    const session = sessions.of(peerId)
    return session && wrapped(session)
  }
  const connect: Sessions['connect'] = async (...target) => wrapped(await sessions.connect(...target))
  return {
    sessions: replaced(replaced(sessions, 'of', of), 'connect', connect),
    cut: () => void streams[0]?.abort(new Error('cut')),
  }
}

test('bob’s answer was lost: what he has is offered again, sealed anew, and so is what comes after', async (t) => {
  const realm = makeRealm()
  const [aliceDevice, bobDevice] = [realm.device('alice'), realm.device('bob')]
  const knows = [aliceDevice, bobDevice]
  const folder = await temporaryFolder(t)
  const before = await startPerson(t, realm, aliceDevice, { knows, folder })
  const bob = await startPerson(t, realm, bobDevice, { knows })
  // They have shown each other their prekeys.
  await before.connect(bob)
  const first = await before.conversations.send(direct('bob'), 'hello')
  await before.conversations.awaitState(first.id, 'delivered', soon())
  await before.stop()
  const brought: Overheard[] = []
  let cut: () => void = assert.fail
  const alice = await startPerson(t, realm, aliceDevice, {
    knows,
    folder,
    tap: (sessions) => {
      const made = deaf(sessions)
      cut = made.cut
      return tapped(made.sessions, (heard) => brought.push(heard))
    },
  })
  await alice.connect(bob)
  // Bob says what he has before he says this: nothing but an answer tells alice what he has of what comes now.
  const { id } = await bob.conversations.send(direct('alice'), 'here I am')
  await alice.has(id)
  const lost = await alice.conversations.send(direct('bob'), 'did you hear?')
  await bob.has(lost.id)
  cut()
  await alice.conversations.awaitState(lost.id, 'delivered', soon())
  const next = await alice.conversations.send(direct('bob'), 'good')
  await alice.conversations.awaitState(next.id, 'delivered', soon())
  const kinds = brought.flatMap(({ frame: { kind } }) =>
    kind === 'sealed' || kind === 'offer' ? [kind] : [],
  )
  assert.ok(kinds.length > 2)
  assert.deepEqual([...new Set(kinds)], ['sealed'])
})
