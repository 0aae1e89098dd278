// Histories of all devices end equal, whoever was there when: people come and go at random, lines are cut, and what one device
// missed any other brings.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Target } from '@parley/peer/conversations/types.ts'
import { BYTES_IN_FLIGHT_MAX } from '@parley/peer/delivery/constants.ts'
import { TEXT_BYTES_MAX } from '@parley/shared/events/constants.ts'
import { login } from '@parley/shared/identity/login.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { direct, type Person, startPerson } from '../../support/person.ts'
import { type Device, makeRealm } from '../../support/realm.ts'

const room = (name: string): Target => ({ kind: 'room', name })
const hears = (person: Person, text: string) =>
  person.happened('message', ({ message }) => message.text === text)

const said = ({ conversations }: Person, target: Target) =>
  conversations.messages({ target, limit: 10_000 }).map(({ id, from, text }) => `${id} ${from}: ${text}`)

test('alice’s second device gets from the first all that was ever said, bob’s words too, while bob is away', async (t) => {
  const realm = makeRealm()
  const [laptop, phone, bobDevice] = [realm.device('alice'), realm.device('alice'), realm.device('bob')]
  const alice = await startPerson(t, realm, laptop, { knows: [laptop, phone, bobDevice] })
  const bob = await startPerson(t, realm, bobDevice, { knows: [laptop] })
  await alice.connect(bob)
  await alice.conversations.send(direct('bob'), 'from the laptop')
  await hears(bob, 'from the laptop')
  await bob.conversations.send(direct('alice'), 'to alice')
  await hears(alice, 'to alice')
  await alice.conversations.groups.create('pier', [login('bob')])
  await alice.conversations.send(room('pier'), 'in the group')
  await hears(bob, 'in the group')
  await bob.stop()
  const second = await startPerson(t, realm, phone, { knows: [laptop, phone, bobDevice] })
  await second.connect(alice)
  await Promise.all(['from the laptop', 'to alice', 'in the group'].map((text) => hears(second, text)))
  assert.deepEqual(said(second, direct('bob')), said(alice, direct('bob')))
  await second.conversations.send(direct('bob'), 'from the phone')
  const seen = await hears(alice, 'from the phone')
  assert.equal(seen.message.own, true)
  const again = await startPerson(t, realm, bobDevice, { knows: [laptop, phone] })
  await again.connect(alice)
  await hears(again, 'from the phone')
})

test('dave was away for thousands of messages: he sees how many are to come, and then has them all', async (t) => {
  const realm = makeRealm()
  const [aliceDevice, bobDevice, daveDevice] = [
    realm.device('alice'),
    realm.device('bob'),
    realm.device('dave'),
  ]
  const alice = await startPerson(t, realm, aliceDevice)
  const count = process.env.PARLEY_LONG === '1' ? 10_000 : 2_000
  const sent = await Promise.all(
    Array.from({ length: count }, (_, n) => alice.conversations.send(room('everyone'), `message ${n}`)),
  )
  const bob = await startPerson(t, realm, bobDevice)
  await alice.connect(bob)
  await bob.has(sent.at(-1)?.id ?? '')
  await alice.stop()
  const dave = await startPerson(t, realm, daveDevice)
  const begun = performance.now()
  await dave.connect(bob)
  const { missing } = await dave.happened('catching-up', (event) => event.missing > 0)
  assert.ok(missing <= count)
  await dave.has(sent.at(-1)?.id ?? '')
  t.diagnostic(`${Math.round(count / ((performance.now() - begun) / 1000))} events/s`)
  await dave.happened('catching-up', (event) => event.missing === 0)
  assert.equal(dave.conversations.missing(), 0)
  assert.equal(said(dave, room('everyone')).length, count)
})

test('what was said last comes first, whatever dave heard last before he left', async (t) => {
  const realm = makeRealm()
  const [aliceDevice, bobDevice, daveDevice] = [
    realm.device('alice'),
    realm.device('bob'),
    realm.device('dave'),
  ]
  const folder = await temporaryFolder(t)
  const alice = await startPerson(t, realm, aliceDevice, { knows: [bobDevice, daveDevice] })
  const bob = await startPerson(t, realm, bobDevice)
  const before = await startPerson(t, realm, daveDevice, { folder })
  await alice.connect(bob)
  await alice.connect(before)
  const rooms = ['pier', 'quay', 'mole']
  for (const name of rooms) {
    await alice.conversations.groups.create(name, [login('bob'), login('dave')])
    await alice.conversations.send(room(name), `hello ${name}`)
    await hears(before, `hello ${name}`)
  }
  await before.stop()
  let last = ''
  for (const name of [...rooms].reverse()) {
    for (let n = 0; n < 20; n++) last = (await alice.conversations.send(room(name), `${name} ${n}`)).id
  }
  await bob.has(last)
  await alice.stop()
  const dave = await startPerson(t, realm, daveDevice, { folder })
  await dave.connect(bob)
  await hears(dave, 'mole 19')
  const order = dave.events.flatMap((event) =>
    event.kind === 'message' && event.message.text.endsWith(' 19') ? [event.message.text] : [],
  )
  assert.deepEqual(order, ['pier 19', 'quay 19', 'mole 19'])
})

test('alice and bob wrote more to each other than a line takes at once: when they meet all of it comes', async (t) => {
  const realm = makeRealm()
  const [aliceDevice, bobDevice] = [realm.device('alice'), realm.device('bob')]
  const alice = await startPerson(t, realm, aliceDevice, { knows: [bobDevice] })
  const bob = await startPerson(t, realm, bobDevice, { knows: [aliceDevice] })
  // Four times what may be on its way without an answer.
  const count = (4 * BYTES_IN_FLIGHT_MAX) / TEXT_BYTES_MAX
  const long = 'x'.repeat(TEXT_BYTES_MAX - 100)
  const writes = async ({ conversations }: Person, to: string) => {
    for (let n = 1; n < count; n++) await conversations.send(direct(to), `${n} ${long}`)
    return conversations.send(direct(to), 'the last one')
  }
  const [toBob, toAlice] = await Promise.all([writes(alice, 'bob'), writes(bob, 'alice')])
  await alice.connect(bob)
  const soon = AbortSignal.timeout(60_000)
  await Promise.all([
    alice.conversations.awaitState(toBob.id, 'delivered', soon),
    bob.conversations.awaitState(toAlice.id, 'delivered', soon),
  ])
  assert.deepEqual(said(alice, direct('bob')), said(bob, direct('alice')))
})

/** Mulberry32: the same story for the same seed. @returns 0 to 1 */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** People who come and go. */
class Harbour {
  readonly #test: TestContext
  readonly #realm = makeRealm()
  readonly #devices = new Map<string, { device: Device; folder: string }>()
  readonly #present = new Map<string, Person>()

  constructor(test: TestContext) {
    this.#test = test
  }

  async come(name: string): Promise<Person> {
    const known = this.#devices.get(name) ?? {
      device: this.#realm.device(name),
      folder: await temporaryFolder(this.#test),
    }
    this.#devices.set(name, known)
    const knows = [...this.#devices.values()].map(({ device }) => device)
    const person = await startPerson(this.#test, this.#realm, known.device, { knows, folder: known.folder })
    this.#present.set(name, person)
    return person
  }

  async go(name: string): Promise<void> {
    await this.#present.get(name)?.stop()
    this.#present.delete(name)
  }

  is(name: string): Person | undefined {
    return this.#present.get(name)
  }

  async meet(one: string, other: string): Promise<void> {
    const [a, b] = [this.is(one), this.is(other)]
    if (a === undefined || b === undefined || a === b || a.node.sessions.of(b.node.peerId) !== undefined)
      return
    await a.connect(b)
  }

  async part(one: string, other: string): Promise<void> {
    const there = this.is(other)
    if (there !== undefined) await this.is(one)?.node.sessions.of(there.node.peerId)?.close()
  }
}

const NAMES = ['alice', 'bob', 'carol', 'dave'] as const
const STORIES = process.env.PARLEY_LONG === '1' ? 20 : 2

for (let story = 1; story <= STORIES; story++) {
  const seed = process.env.PARLEY_LONG === '1' ? (Date.now() % 1_000_000) + story : story
  test(`four people come and go, and all end with one history (seed ${seed})`, async (t) => {
    const random = chance(seed)
    const one = <Item>(items: readonly Item[]): Item => {
      const item = items[Math.floor(random() * items.length)]
      assert.ok(item !== undefined)
      return item
    }
    const harbour = new Harbour(t)
    for (const name of NAMES) await harbour.come(name)
    for (const name of NAMES.slice(1)) await harbour.meet('alice', name)
    const others = NAMES.slice(1).map((name) => login(name))
    await harbour.is('alice')?.conversations.groups.create('pier', others)
    const written: string[] = []
    for (let step = 1; step <= 40; step++) {
      const [name, other] = [one(NAMES), one(NAMES)]
      const what = random()
      if (what < 0.15) await harbour.go(name)
      else if (what < 0.35 && harbour.is(name) === undefined) await harbour.come(name)
      else if (what < 0.5) await harbour.part(name, other)
      else if (what < 0.7) await harbour.meet(name, other)
      else {
        const person = harbour.is(name)
        const knows = person?.conversations.groups.list().length === 1
        const target = random() < 0.7 && knows ? room('pier') : room('everyone')
        const sent = await person?.conversations.send(target, `${name} ${step}`)
        if (sent !== undefined) written.push(sent.id)
      }
    }
    for (const name of NAMES) if (harbour.is(name) === undefined) await harbour.come(name)
    // A line is enough: what is at one end comes to the other.
    for (const [at, name] of NAMES.slice(1).entries()) await harbour.meet(NAMES[at] ?? '', name)
    await Promise.all(
      NAMES.map(async (name) => {
        const person = harbour.is(name)
        assert.ok(person)
        for (const id of written) await person.has(id)
      }),
    )
    const histories = NAMES.map((name) => {
      const person = harbour.is(name)
      assert.ok(person)
      return [...said(person, room('pier')), ...said(person, room('everyone'))]
    })
    assert.equal(histories[0]?.length, written.length)
    for (const history of histories) assert.deepEqual(history, histories[0])
  })
}
