// What bob's device takes of what alice's device sends, and what it refuses. Every story over the bytes that travel.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDraft, textDraft } from '@parley/shared/events/body.ts'
import { encodeBurst } from '@parley/shared/events/burst.ts'
import { BURST_EVENTS_MAX, CLOCK_TOLERANCE } from '@parley/shared/events/constants.ts'
import { deviceBytes } from '@parley/shared/events/device.ts'
import { directConversation, signedBytes } from '@parley/shared/events/hash.ts'
import { encodeHeader } from '@parley/shared/events/header.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { login, realmName } from '@parley/shared/identity/login.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'
import { DAY, makeRealm, seconds } from '../../support/realm.ts'
import { certificateOf, onTheWire, Reader, Writer } from '../../support/writer.ts'

function setup(key: 'ed25519' | 'rsa' = 'ed25519') {
  const realm = makeRealm()
  const alice = new Writer(realm, realm.device('alice', { key }))
  return { realm, alice, bob: new Reader(alice) }
}

test('bob takes what alice writes, in order', () => {
  const { alice, bob } = setup()
  assert.equal(bob.take(alice.write('one')).kind, 'accepted')
  assert.equal(bob.take(alice.write('two', 'three')).kind, 'accepted')
  assert.deepEqual(bob.texts, ['one', 'two', 'three'])
})

test('an RSA device key signs as well', () => {
  const { alice, bob } = setup('rsa')
  assert.equal(bob.take(alice.write('one', 'two')).kind, 'accepted')
})

test('duplicate: a burst that came already says nothing new', () => {
  const { alice, bob } = setup()
  const burst = alice.write('one', 'two')
  bob.take(burst)
  assert.deepEqual(bob.take(burst), { kind: 'duplicate' })
})

test('overlap: of a burst that begins with events held already, only the rest is new', () => {
  const { alice, bob } = setup()
  const both = alice.draft(['one', 'two', 'three'].map(textDraft))
  const first = alice.draft(['one'].map(textDraft))
  bob.take(onTheWire(first))
  const verdict = bob.take(onTheWire(both))
  assert.equal(verdict.kind, 'accepted')
  assert.deepEqual(bob.texts, ['one', 'two', 'three'])
})

test('gap: bob says where he stands, and the missing events make it whole', () => {
  const { alice, bob } = setup()
  const [one, two, three] = [alice.write('one'), alice.write('two'), alice.write('three')]
  bob.take(one)
  assert.deepEqual(bob.take(three), { kind: 'gap', have: 1 })
  bob.take(two)
  assert.equal(bob.take(three).kind, 'accepted')
})

test('any order of arrival, with repetitions, ends in the same history', () => {
  const { alice } = setup()
  const bursts = Array.from({ length: 6 }, (_, n) => alice.write(`${n}a`, `${n}b`))
  const arrivals = fc.array(fc.nat({ max: bursts.length - 1 }), { maxLength: 40 })
  fc.assert(
    fc.property(arrivals, (order) => {
      const bob = new Reader(alice)
      for (const index of [...order, ...bursts.keys()]) bob.take(bursts[index] ?? new Uint8Array())
      assert.deepEqual(
        bob.texts,
        bursts.flatMap((_, n) => [`${n}a`, `${n}b`]),
      )
    }),
    { numRuns: 30 },
  )
})

test('equivocation: a second event with a number that is taken is evidence, not news', () => {
  const { alice, bob } = setup()
  bob.take(alice.write('one'))
  const fork = onTheWire(alice.draft([textDraft('two for carol')]))
  bob.take(alice.write('two for bob'))
  assert.deepEqual(bob.take(fork), { kind: 'equivocation', seq: 2 })
  assert.deepEqual(bob.texts, ['one', 'two for bob'])
})

test('equivocation: what goes on from an event that bob does not hold contradicts the one he holds', () => {
  const { alice, bob } = setup()
  bob.take(alice.write('one'))
  const head = alice.head
  const fork = alice.draft([textDraft('two for carol')])
  bob.take(alice.write('two for bob'))
  alice.head = fork.head
  assert.deepEqual(bob.take(alice.write('three for carol')), { kind: 'equivocation', seq: 2 })
  alice.head = head
  assert.deepEqual(bob.take(alice.write('other two', 'other three')), { kind: 'equivocation', seq: 2 })
})

test('mallory cannot frame alice: a contradiction without her signature is a refusal', () => {
  const { realm, alice, bob } = setup()
  const mallory = new Writer(realm, realm.device('mallory'), alice.conversation)
  bob.take(alice.write('one'))
  const [event] = alice.draft([textDraft('another two')]).events
  assert.ok(event)
  const signature = mallory.device.signer.sign(signedBytes(event.hash))
  alice.write('two')
  assert.throws(() => bob.take(encodeBurst([event], signature, [])), fault('EVENT_SIGNATURE_INVALID'))
})

test('foreign author: a certified outsider is not in the conversation', () => {
  const { realm, alice } = setup()
  const mallory = new Writer(realm, realm.device('mallory'), alice.conversation)
  assert.throws(() => new Reader(mallory).take(mallory.write('hi')), fault('EVENT_AUTHOR_FOREIGN'))
})

test('foreign device: an event of another device than the one whose chain it is', () => {
  const { realm, alice, bob } = setup()
  const other = new Writer(realm, realm.device('alice'), alice.conversation)
  assert.throws(() => bob.take(other.write('hi')), fault('EVENT_DEVICE_FOREIGN'))
})

test('a certificate of another device of alice does not speak for this one', () => {
  const { realm, alice, bob } = setup()
  const other = certificateOf(realm, realm.device('alice'))
  assert.throws(
    () => bob.take(alice.write('hi'), { certificate: () => other }),
    fault('EVENT_DEVICE_FOREIGN'),
  )
})

test('a certificate nobody has shown', () => {
  const { alice, bob } = setup()
  assert.throws(
    () => bob.take(alice.write('hi'), { certificate: () => undefined }),
    fault('EVENT_CERTIFICATE_UNKNOWN'),
  )
})

test('foreign conversation: an event of one conversation shown in another', () => {
  const { realm, alice, bob } = setup()
  const conversation = directConversation(realm.name, login('alice'), login('carol'), primitives)
  assert.throws(() => bob.take(alice.write('hi'), { conversation }), fault('EVENT_CONVERSATION_FOREIGN'))
})

test('conversations differ by realm and people, not by who is named first', () => {
  const id = (realm: string, one: string, other: string) =>
    Buffer.from(directConversation(realmName(realm), login(one), login(other), primitives)).toString('hex')
  assert.equal(id('school', 'alice', 'bob'), id('school', 'bob', 'alice'))
  assert.notEqual(id('school', 'alice', 'bob'), id('ship', 'alice', 'bob'))
  assert.notEqual(id('school', 'alice', 'bobo'), id('school', 'alicebo', 'bo'))
})

test('future clock: more than an hour ahead is refused for now and taken later', () => {
  const { alice, bob } = setup()
  const ahead = new Date(Date.now() + CLOCK_TOLERANCE + 60_000)
  const burst = onTheWire(alice.draft([textDraft('soon')], { now: ahead }))
  assert.throws(() => bob.take(burst), fault('EVENT_CLOCK_AHEAD'))
  assert.equal(bob.take(burst, { now: ahead }).kind, 'accepted')
})

test('ancient clock: nothing is dated before the certificate that signs it', () => {
  const { realm, alice, bob } = setup()
  const young = { ...realm.device('alice', { same: alice.device, notBefore: seconds(Date.now() - 1000) }) }
  const writer = new Writer(realm, young)
  const burst = onTheWire(
    alice.draft([textDraft('old')], { now: new Date(Date.now() - 1.5 * CLOCK_TOLERANCE) }),
  )
  assert.throws(
    () => bob.take(burst, { certificate: () => writer.certificate }),
    fault('EVENT_CERTIFICATE_PERIOD'),
  )
  const now = new Date(Date.now() - 10 * DAY)
  assert.throws(() => alice.draft([textDraft('older')], { now }), fault('EVENT_CERTIFICATE_PERIOD'))
})

test('a clock that runs backwards inside a chain', () => {
  const { alice, bob } = setup()
  bob.take(alice.write('one'))
  const { head } = alice
  assert.ok(head)
  alice.head = { ...head, time: head.time - 10_000 }
  const burst = onTheWire(alice.draft([textDraft('two')], { now: new Date(Date.now() - 5_000) }))
  assert.throws(() => bob.take(burst), fault('EVENT_CLOCK_BACKWARDS'))
})

test('a wall clock set back does not turn the order of what alice writes', () => {
  const { alice, bob } = setup()
  bob.take(alice.write('one'))
  alice.now = new Date(Date.now() - 60_000)
  assert.equal(bob.take(alice.write('two')).kind, 'accepted')
})

test('a kind from the future is kept, and shown by nobody', () => {
  const { alice, bob } = setup()
  const burst = alice.draft([{ kind: 4711, body: Uint8Array.of(1, 2, 3) }, textDraft('after it')])
  const verdict = bob.take(onTheWire(burst))
  assert.ok(verdict.kind === 'accepted')
  assert.equal(verdict.burst.events[0]?.content, undefined)
  assert.deepEqual(verdict.burst.events[0]?.body, Uint8Array.of(1, 2, 3))
  assert.deepEqual(bob.texts, ['after it'])
})

test('a body that is not the signed one, and one that is no text', () => {
  const { alice, bob } = setup()
  const { events, signature } = alice.draft([textDraft('pay 10')])
  const forged = events.map((event) => ({ ...event, body: textDraft('pay 99').body }))
  assert.throws(() => bob.take(encodeBurst(forged, signature, [])), fault('EVENT_BODY_MISMATCH'))
  for (const body of [[0x0a, 0], [0x0a, 2, 0xc3, 0x28], [0xff]]) {
    const broken = { kind: 1, body: Uint8Array.from(body) }
    assert.throws(() => alice.draft([broken]), fault('EVENT_BODY_MALFORMED'))
  }
})

test('events pulled out of their chain, or put in another order', () => {
  const { alice, bob } = setup()
  const { events, signature } = alice.draft(['a', 'b', 'c'].map(textDraft))
  const [a, b, c] = events
  assert.ok(a && b && c)
  assert.throws(() => bob.take(encodeBurst([a, c], signature, [])), fault('EVENT_CHAIN_BROKEN'))
  assert.throws(() => bob.take(encodeBurst([b, a, c], signature, [])), fault('EVENT_CHAIN_BROKEN'))
  const other = alice.draft([textDraft('x')]).events[0]
  assert.ok(other)
  assert.throws(() => bob.take(encodeBurst([other, b, c], signature, [])), fault('EVENT_CHAIN_BROKEN'))
})

test('a signature over an earlier event does not cover the later one', () => {
  const { alice, bob } = setup()
  const { signature } = alice.draft([textDraft('a')])
  const { events } = alice.draft(['a', 'b'].map(textDraft))
  assert.throws(() => bob.take(encodeBurst(events, signature, [])), fault('EVENT_SIGNATURE_INVALID'))
})

test('a flipped bit in any byte of what travels is never taken for what alice wrote', () => {
  const { alice } = setup()
  const burst = onTheWire(
    alice.draft([
      textDraft('to the letter'),
      readDraft([{ device: deviceBytes(alice.device.peerId), seq: 1 }]),
    ]),
  )
  let refused = 0
  for (let at = 0; at < burst.length; at++) {
    for (const bit of [0, 3, 7]) {
      const flipped = Uint8Array.from(burst)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
      assert.throws(() => new Reader(alice).take(flipped), { name: 'Fault' }, `byte ${at} bit ${bit}`)
      refused += 1
    }
  }
  assert.equal(refused, burst.length * 3)
})

test('a long burst is cut into signed pieces, and its frontier is named once', () => {
  const { alice, bob } = setup()
  const drafts = Array.from({ length: BURST_EVENTS_MAX + 1 }, (_, n) => textDraft(`${n}`))
  const device = deviceBytes(alice.device.peerId)
  const seen = [{ device, seq: 9, hash: new Uint8Array(32).fill(9) }]
  const burst = alice.draft(drafts, { seen })
  assert.equal(burst.events.length, BURST_EVENTS_MAX)
  assert.deepEqual(burst.events[0]?.header.seen, seen)
  assert.deepEqual(burst.events[1]?.header.seen, [])
  assert.equal(bob.take(onTheWire(burst)).kind, 'accepted')
})

test('the header that is signed is the one that travels, never a new encoding of it', () => {
  const { alice } = setup()
  const [event] = alice.draft([textDraft('x')]).events
  assert.ok(event)
  assert.deepEqual(encodeHeader(event.header), event.headerBytes)
})
