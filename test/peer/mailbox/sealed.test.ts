// What really travels: messages to one person and to a group, sealed, by way of somebody who has no part in them.
import assert from 'node:assert/strict'
import { dirname } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { Message, Target } from '@parley/peer/conversations/types.ts'
import { startMailbox } from '@parley/peer/mailbox/mailbox.ts'
import type { Mailbox } from '@parley/peer/mailbox/types.ts'
import { deviceBytes } from '@parley/shared/events/device.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { login } from '@parley/shared/identity/login.ts'
import { lastFirst } from '../../support/last-first.ts'
import { direct, type Person, startPerson } from '../../support/person.ts'
import { type Device, makeRealm } from '../../support/realm.ts'

/** Between two looks at what is held, ms. */
const LOOK_MS = 10

const soon = () => AbortSignal.timeout(60_000)
const room = (name: string): Target => ({ kind: 'room', name })

interface Resident extends Person {
  readonly device: Device
  readonly mailbox: Mailbox
}

function harbour(t: TestContext) {
  const realm = makeRealm()
  const ending = lastFirst(t)
  const known: Device[] = []
  return async (name: string, before?: Resident): Promise<Resident> => {
    const device = before?.device ?? realm.device(name)
    if (before === undefined) known.push(device)
    const folder = before === undefined ? {} : { folder: dirname(before.store.path) }
    const person = await startPerson(ending, realm, device, { knows: known, ...folder })
    const { post } = person.conversations
    const mailbox = await startMailbox({
      store: person.store,
      net: person.node,
      trust: person.node.trust,
      post,
      holding: true,
      isRevoked: () => false,
      primitives,
      now: () => new Date(),
      log: silentLog,
    })
    post.onAbsent((absent) => mailbox.absent(absent))
    ending.after(() => mailbox.stop())
    const stop = async () => {
      await mailbox.stop()
      await person.stop()
    }
    return { ...person, device, mailbox, stop }
  }
}

const says = async (from: Resident, to: Target, text: string, state: Message['state']) => {
  const { id } = await from.conversations.send(to, text)
  return await from.conversations.awaitState(id, state, soon())
}

const textsOf = ({ conversations }: Resident, target: Target) =>
  conversations.messages({ target }).map(({ from, text }) => `${from}: ${text}`)

test('a mailbox brings what it cannot read: to a person and to a group, with the sender gone', async (t) => {
  const start = harbour(t)
  const [alice, bob, carol] = [await start('alice'), await start('bob'), await start('carol')]
  await Promise.all([alice.connect(bob), alice.connect(carol), bob.connect(carol)])
  await says(alice, direct('bob'), 'Are you in?', 'delivered')
  await alice.conversations.groups.create('Harbour office', [login('bob')])
  await says(alice, room('Harbour office'), 'Welcome', 'delivered')
  await bob.stop()

  const secrets = ['The pilot comes at noon', 'And the tug at one', 'Nobody else needs to know']
  const [one, two, three] = secrets
  assert.ok(one !== undefined && two !== undefined && three !== undefined)
  await says(alice, direct('bob'), one, 'sent')
  await says(alice, direct('bob'), two, 'sent')
  await says(alice, room('Harbour office'), three, 'sent')
  await alice.stop()

  const parcels = carol.store.db.prepare<[], Uint8Array>('SELECT parcel FROM mailbox_parcel').pluck().all()
  assert.ok(parcels.length > 0 && parcels.length === carol.mailbox.held().parcels)
  const clear = [...secrets, 'Harbour office', 'alice'].map((text) => Buffer.from(text))
  for (const parcel of parcels) {
    for (const words of [...clear, Buffer.from(deviceBytes(alice.device.peerId))])
      assert.equal(Buffer.from(parcel).includes(words), false)
  }
  assert.deepEqual(carol.conversations.messages({}), [])

  const back = await start('bob', bob)
  await back.connect(carol)
  const wanted = [
    [direct('bob'), ['alice: Are you in?', `alice: ${one}`, `alice: ${two}`]],
    [room('Harbour office'), ['alice: Welcome', `alice: ${three}`]],
  ] as const
  await back.happened('message', ({ message }) => message.text === two)
  await back.happened('message', ({ message }) => message.text === three)
  for (const [target, texts] of wanted)
    assert.deepEqual(textsOf(back, target.kind === 'direct' ? direct('alice') : target), texts)
})

test('what came from a mailbox and from its author is there once', async (t) => {
  const start = harbour(t)
  const [alice, bob, carol] = [await start('alice'), await start('bob'), await start('carol')]
  await Promise.all([alice.connect(bob), alice.connect(carol)])
  await says(alice, direct('bob'), 'Are you in?', 'delivered')
  await bob.stop()
  const left = await says(alice, direct('bob'), 'Call me', 'sent')
  const back = await start('bob', bob)
  await back.connect(alice)
  await alice.conversations.awaitState(left.id, 'delivered', soon())
  await back.connect(carol)
  for (const late = soon(); carol.mailbox.held().parcels > 0; await delay(LOOK_MS))
    assert.ok(!late.aborted, 'carol still holds something')
  assert.deepEqual(textsOf(back, direct('alice')), ['alice: Are you in?', 'alice: Call me'])
  assert.equal(back.events.filter((event) => event.kind === 'message').length, 1)
})
