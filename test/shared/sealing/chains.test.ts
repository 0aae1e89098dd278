// One author's chain and whoever listens: order, loss, repetition, damage, and every bound.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Fault } from '@parley/shared/faults/fault.ts'
import {
  BUCKET_BYTES_MAX,
  CHAIN_KEPT_MAX,
  CHAIN_MESSAGES_MAX,
  CHAINS_KEPT_MAX,
  SKIPPED_KEYS_MAX,
} from '@parley/shared/sealing/constants.ts'
import { ENVELOPE_BYTES_MAX, PAYLOAD_BYTES_MAX } from '@parley/shared/sealing/envelope.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'
import { bytesOf, type Device, NOW, pair, primitives, type Spoken } from './people.ts'

const flipped = (bytes: Uint8Array, bit: number) =>
  bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))

/** Alice says so many things in one chain, and bob has her box. */
function monologue(count: number): { alice: Device; bob: Device; said: Spoken[]; envelopes: Uint8Array[] } {
  const [alice, bob] = pair('alice', 'bob')
  const said = Array.from({ length: count }, (_, n) => alice.say(`m${n}`))
  for (const { boxes } of said) for (const { bytes } of boxes) bob.takeBox(bytes)
  return { alice, bob, said, envelopes: said.map(({ envelope }) => envelope) }
}

const skippedKeys = (device: Device) =>
  [...device.receiving.values()].flatMap(({ chains }) => chains.flatMap(({ skipped }) => [...skipped.keys()]))
    .length

describe('a chain', () => {
  it('opens in order', () => {
    const { bob, envelopes } = monologue(CHAIN_MESSAGES_MAX)
    for (const [n, envelope] of envelopes.entries()) assert.equal(bob.open(envelope), `m${n}`)
    assert.equal(skippedKeys(bob), 0)
  })

  it('opens in the reverse order, and keeps no key after that', () => {
    const { bob, envelopes } = monologue(CHAIN_MESSAGES_MAX)
    for (const [n, envelope] of envelopes.toReversed().entries())
      assert.equal(bob.open(envelope), `m${99 - n}`)
    assert.equal(skippedKeys(bob), 0)
  })

  it('goes on after a loss', () => {
    const { bob, envelopes } = monologue(4)
    assert.equal(bob.open(envelopes[0] ?? bytesOf('')), 'm0')
    assert.equal(bob.open(envelopes[3] ?? bytesOf('')), 'm3')
    assert.equal(skippedKeys(bob), 2)
  })

  it('opens whatever arrives, once, in any order with losses and repetitions (property)', () => {
    const { bob, envelopes } = monologue(20)
    const start = bob.copy()
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 19 }), { maxLength: 60 }), (arrivals) => {
        const carol = start.copy()
        const seen = new Set<number>()
        for (const n of arrivals) {
          const envelope = envelopes[n] ?? bytesOf('')
          if (seen.has(n)) assert.throws(() => carol.open(envelope), fault('ENVELOPE_REPLAYED'))
          else assert.equal(carol.open(envelope), `m${n}`)
          seen.add(n)
        }
        const top = Math.max(-1, ...seen)
        assert.equal(skippedKeys(carol), top + 1 - seen.size)
      }),
      { numRuns: 60 },
    )
  })

  it('refuses an envelope opened before, also from its stored state', () => {
    const { bob, envelopes } = monologue(3)
    const [first, , third] = envelopes
    assert(first !== undefined && third !== undefined)
    bob.open(first)
    bob.open(third)
    for (const later of [bob, bob.copy()]) {
      assert.throws(() => later.open(first), fault('ENVELOPE_REPLAYED'))
      assert.throws(() => later.open(third), fault('ENVELOPE_REPLAYED'))
    }
  })

  it('opens the true envelope after any number of altered ones', () => {
    const { bob, envelopes } = monologue(50)
    const last = envelopes[49] ?? bytesOf('')
    const before = bob.copy()
    for (const bit of [21 * 8, 400 * 8, last.length * 8 - 1]) {
      assert.throws(() => bob.open(flipped(last, bit)), fault('ENVELOPE_BROKEN'))
    }
    assert.deepEqual(bob.receiving, before.receiving, 'a refused envelope changes nothing')
    assert.equal(bob.open(last), 'm49')
  })

  it('opens nothing with one bit flipped anywhere (property)', () => {
    const { bob, envelopes } = monologue(2)
    const envelope = envelopes[0] ?? bytesOf('')
    const codes = new Set<string>()
    fc.assert(
      fc.property(fc.nat({ max: envelope.length * 8 - 1 }), (bit) => {
        try {
          bob.copy().open(flipped(envelope, bit))
        } catch (error) {
          assert(error instanceof Fault)
          codes.add(error.code)
          return
        }
        assert.fail('opened')
      }),
      { numRuns: 400, examples: Array.from({ length: 21 * 8 }, (_, bit) => [bit] as [number]) },
    )
    assert.deepEqual([...codes].sort(), [
      'ENVELOPE_BROKEN',
      'ENVELOPE_CHAIN_UNKNOWN',
      'ENVELOPE_MALFORMED',
      'ENVELOPE_VERSION',
    ])
  })

  it('opens nothing cut short, lengthened, or of an impossible size', () => {
    const { bob, envelopes } = monologue(1)
    const envelope = envelopes[0] ?? bytesOf('')
    const bad = [
      new Uint8Array(),
      ...[1, 20, 21, 37, 500, envelope.length - 1].map((size) => envelope.subarray(0, size)),
      new Uint8Array([...envelope, 0]),
      new Uint8Array(2 * envelope.length),
      new Uint8Array(ENVELOPE_BYTES_MAX + 1),
      new Uint8Array(2 * BUCKET_BYTES_MAX + 37),
    ]
    for (const bytes of bad) assert.throws(() => bob.open(bytes), fault('ENVELOPE_MALFORMED'))
    assert.equal(bob.open(envelope), 'm0')
  })

  it('opens nothing whose end was moved to another bucket', () => {
    const { bob, envelopes } = monologue(1)
    const grown = new Uint8Array(2048 + 37)
    grown.set(envelopes[0] ?? bytesOf(''))
    assert.throws(() => bob.open(grown), fault('ENVELOPE_BROKEN'))
  })

  it('takes a payload up to the limit and none above', () => {
    const { alice, bob } = monologue(1)
    assert(alice.sending !== undefined)
    const payload = new Uint8Array(PAYLOAD_BYTES_MAX).fill(7)
    const { envelope } = alice.sealer.seal(alice.sending, alice.situation(), payload)
    const [receiving] = bob.receiving.values()
    assert(receiving !== undefined)
    assert.deepEqual(bob.sealer.open(receiving, envelope).payload, payload)
    const { sending } = alice
    const tooLarge = new Uint8Array(PAYLOAD_BYTES_MAX + 1)
    assert.throws(() => alice.sealer.seal(sending, alice.situation(), tooLarge), fault('PAYLOAD_TOO_LARGE'))
  })

  it('gives back any payload (property)', () => {
    const { alice, bob } = monologue(1)
    const [receiving] = bob.receiving.values()
    assert(receiving !== undefined && alice.sending !== undefined)
    const { sending } = alice
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (payload) => {
        const { envelope } = alice.sealer.seal(sending, alice.situation(), payload)
        assert.deepEqual(bob.sealer.open(receiving, envelope).payload, new Uint8Array(payload))
      }),
      { numRuns: 100 },
    )
  })
})

describe('bounds of what is kept of one author', () => {
  /** One chain after the other, some milliseconds apart. */
  function chains(count: number, messages: number) {
    const [alice, bob] = pair('alice', 'bob')
    const said = Array.from({ length: count }, (_, n) => {
      alice.now = new Date(NOW.getTime() + n * 10)
      alice.answered = true
      return Array.from({ length: messages }, () => alice.say(`chain ${n}`))
    })
    bob.now = alice.now
    return { alice, bob, said }
  }

  const boxesOf = (said: readonly Spoken[]) => said.flatMap(({ boxes }) => boxes)

  it(`keeps the newest ${CHAINS_KEPT_MAX} chains; older ones are refused from then on`, () => {
    const { alice, bob, said } = chains(CHAINS_KEPT_MAX + 2, 1)
    for (const { bytes } of boxesOf(said.flat())) bob.takeBox(bytes)
    const receiving = bob.receiving.get(alice.id)
    assert.equal(receiving?.chains.length, CHAINS_KEPT_MAX)
    const [first, second, third] = said.flat()
    assert(first !== undefined && second !== undefined && third !== undefined)
    assert.throws(() => bob.open(first.envelope), fault('ENVELOPE_CHAIN_UNKNOWN'))
    assert.throws(() => bob.open(second.envelope), fault('ENVELOPE_CHAIN_UNKNOWN'))
    assert.equal(bob.open(third.envelope), 'chain 2')
    assert.throws(() => bob.takeBox(first.boxes[0]?.bytes ?? bytesOf('')), fault('GRANT_REPLAYED'))
  })

  it('takes the boxes in any order', () => {
    const { bob, said } = chains(5, 1)
    for (const { bytes } of boxesOf(said.flat()).toReversed()) bob.takeBox(bytes)
    for (const [n, { envelope }] of said.flat().entries()) assert.equal(bob.open(envelope), `chain ${n}`)
  })

  it(`keeps ${SKIPPED_KEYS_MAX} keys of messages not seen; the oldest go first`, () => {
    const { bob, said } = chains(4, CHAIN_MESSAGES_MAX)
    for (const chain of said) {
      for (const { bytes } of boxesOf(chain)) bob.takeBox(bytes)
      bob.open(chain.at(-1)?.envelope ?? bytesOf(''))
    }
    assert.equal(skippedKeys(bob), SKIPPED_KEYS_MAX)
    const [first, second] = said
    const lost = 4 * (CHAIN_MESSAGES_MAX - 1) - SKIPPED_KEYS_MAX
    assert.throws(() => bob.open(first?.[lost - 1]?.envelope ?? bytesOf('')), fault('ENVELOPE_REPLAYED'))
    assert.equal(bob.open(first?.[lost]?.envelope ?? bytesOf('')), 'chain 0')
    assert.equal(bob.open(second?.[0]?.envelope ?? bytesOf('')), 'chain 1')
    assert(bob.sealer.encodeReceiving([...bob.receiving.values()][0] ?? assert.fail()).length < 20_000)
  })

  it('forgets chains when their time is over, and takes them no more', () => {
    const { alice, bob, said } = chains(2, 1)
    for (const { bytes } of boxesOf(said.flat())) bob.takeBox(bytes)
    const receiving = bob.receiving.get(alice.id)
    assert(receiving !== undefined)
    const firstEnds = new Date(NOW.getTime() + CHAIN_KEPT_MAX)
    assert.equal(bob.sealer.forget(receiving, firstEnds), receiving, 'the same value when nothing is too old')
    const later = bob.sealer.forget(receiving, new Date(firstEnds.getTime() + 1))
    assert.equal(later.chains.length, 1)
    const box = said[0]?.[0]?.boxes[0]?.bytes ?? bytesOf('')
    bob.receiving.set(alice.id, later)
    assert.throws(() => bob.takeBox(box), fault('GRANT_REPLAYED'))
    const none = bob.sealer.forget(receiving, new Date(firstEnds.getTime() + 1000))
    assert.deepEqual(none.chains, [])
    assert.equal(none.floor, NOW.getTime() + 10)
  })

  it('stops after its last message: the key is gone, and a new chain is due', () => {
    const { alice } = monologue(CHAIN_MESSAGES_MAX)
    const { sending } = alice
    assert(sending !== undefined)
    assert.equal(sending.key.length, 0)
    assert.equal(alice.sealer.due(sending, alice.situation()), 'messages')
    assert.throws(
      () => alice.sealer.seal(sending, alice.situation(), bytesOf('one more')),
      fault('SEALING_CHAIN_DUE'),
    )
  })

  it('works on a chain named in another state only through its own context', () => {
    const { bob, envelopes } = monologue(1)
    const [receiving] = bob.receiving.values()
    assert(receiving !== undefined)
    const chains = receiving.chains.map((chain) => ({ ...chain, context: primitives.sha256(chain.context) }))
    assert.throws(
      () => bob.sealer.open({ ...receiving, chains }, envelopes[0] ?? bytesOf('')),
      fault('ENVELOPE_BROKEN'),
    )
  })
})
