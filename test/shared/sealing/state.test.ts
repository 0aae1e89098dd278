// Sealing states as they are kept: round trip, and everything else refused.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Fault } from '@parley/shared/faults/fault.ts'
import { CHAINS_KEPT_MAX, STATE_BYTES_MAX } from '@parley/shared/sealing/constants.ts'
import { decodeRing, encodeRing } from '@parley/shared/sealing/state.ts'
import { ReceivingState, RingState, SendingState } from '@parley/shared/sealing/wire/sealing.gen.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'
import { pair, primitives } from './people.ts'

const [alice, bob] = pair('alice', 'bob')
bob.hear(alice.say('one'))
alice.say('lost')
bob.hear(alice.say('three'))
alice.hear(bob.say('answer'))
alice.showPrekey()
alice.answered = false

const { sealer } = bob
const sending = alice.sending ?? assert.fail()
const receiving = bob.receiving.get(alice.id) ?? assert.fail()
const kept = {
  sending: sealer.encodeSending(sending),
  receiving: sealer.encodeReceiving(receiving),
  ring: encodeRing(alice.ring),
}
const decoders: Record<keyof typeof kept, (bytes: Uint8Array) => unknown> = {
  sending: sealer.decodeSending,
  receiving: sealer.decodeReceiving,
  ring: (bytes) => decodeRing(bytes, primitives),
}
const names = ['sending', 'receiving', 'ring'] as const

describe('a kept state', () => {
  it('comes back as it was', () => {
    assert.deepEqual(decoders.sending(kept.sending), sending)
    assert.deepEqual(decoders.receiving(kept.receiving), receiving)
    assert.deepEqual(decoders.ring(kept.ring), alice.ring)
    assert.equal(receiving.chains[0]?.skipped.size, 1)
    assert.equal(alice.ring.held.length, 3)
    assert.equal(alice.ring.uses.size, 1)
  })

  it('comes back from the Buffers a database gives, and does not change with them', () => {
    const row = Buffer.from(kept.receiving)
    const state = sealer.decodeReceiving(row)
    const next = sealer.open(state, alice.say('four').envelope).receiving
    assert.equal(next.chains[0]?.next, 4)
  })

  for (const name of names) {
    it(`${name}: shortened or lengthened is refused`, () => {
      for (let size = 0; size < kept[name].length; size++) {
        assert.throws(
          () => decoders[name](kept[name].subarray(0, size)),
          (error) => error instanceof Fault && error.code.startsWith('SEALING_STATE'),
        )
      }
      for (const tail of [[0], [0x78, 1], [0x80, 1, 1]]) {
        const bytes = new Uint8Array([...kept[name], ...tail])
        assert.throws(() => decoders[name](bytes), fault('SEALING_STATE_DAMAGED'))
      }
      assert.throws(() => decoders[name](new Uint8Array(STATE_BYTES_MAX + 1)), fault('SEALING_STATE_DAMAGED'))
    })

    it(`${name}: any bytes give a state or a fault, never anything else (property)`, () => {
      const decode = (bytes: Uint8Array) => {
        try {
          decoders[name](bytes)
        } catch (error) {
          assert(error instanceof Fault, String(error))
        }
      }
      fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), decode), { numRuns: 500 })
      const altered = fc.tuple(fc.nat({ max: kept[name].length - 1 }), fc.nat({ max: 255 }))
      fc.assert(
        fc.property(altered, ([at, value]) => {
          decode(kept[name].map((byte, n) => (n === at ? value : byte)))
        }),
        { numRuns: 500 },
      )
    })
  }

  it('of a later version says so', () => {
    const later = [
      ['sending', SendingState.encode({ ...SendingState.decode(kept.sending), version: 2 })],
      ['receiving', ReceivingState.encode({ ...ReceivingState.decode(kept.receiving), version: 2 })],
      ['ring', RingState.encode({ ...RingState.decode(kept.ring), version: 2 })],
    ] as const
    for (const [name, bytes] of later) {
      assert.throws(() => decoders[name](bytes), fault('SEALING_STATE_VERSION'))
    }
  })

  it('of an own chain with impossible numbers is refused', () => {
    const wire = SendingState.decode(kept.sending)
    const bad = [
      { ...wire, next: 101 },
      { ...wire, next: 100 },
      { ...wire, key: new Uint8Array() },
      { ...wire, chain: new Uint8Array(15) },
      { ...wire, devices: new Uint8Array(31) },
      { ...wire, conversation: new Uint8Array(33) },
      { ...wire, author: new Uint8Array(38) },
    ]
    for (const one of bad) {
      assert.throws(() => sealer.decodeSending(SendingState.encode(one)), fault('SEALING_STATE_DAMAGED'))
    }
  })

  it('of an author’s chains with impossible numbers is refused', () => {
    const wire = ReceivingState.decode(kept.receiving)
    const [chain] = wire.chains
    assert(chain !== undefined)
    const key = new Uint8Array(32)
    const many = Array.from({ length: CHAINS_KEPT_MAX + 1 }, (_, n) => ({
      ...chain,
      id: new Uint8Array(16).fill(n),
    }))
    const heavy = many.slice(0, 4).map((one) => ({
      ...one,
      next: 99,
      skipped: Array.from({ length: 99 }, (_, index) => ({ index, key })),
    }))
    const bad = [
      [{ ...chain, skipped: [{ index: 3, key }] }],
      [{ ...chain, skipped: [{ index: 1, key: new Uint8Array(31) }] }],
      [chain, chain],
      [chain, { ...chain, id: new Uint8Array(16), startedAt: chain.startedAt - 1 }],
      many,
      heavy,
    ]
    for (const chains of bad) {
      const bytes = ReceivingState.encode({ ...wire, chains })
      assert.throws(() => sealer.decodeReceiving(bytes), fault('SEALING_STATE_DAMAGED'))
    }
  })

  it('of a ring with impossible prekeys is refused', () => {
    const wire = RingState.decode(kept.ring)
    const [first, , second] = wire.held
    assert(first !== undefined && second !== undefined)
    const bad = [
      [second, first],
      [first],
      [{ ...first, secret: new Uint8Array(31) }, second],
      [{ ...first, signed: first.signed.subarray(1) }, second],
      RingState.decode(encodeRing(bob.ring)).held,
      Array.from({ length: 65 }, () => second),
    ]
    for (const held of bad) {
      const bytes = RingState.encode({ ...wire, held })
      assert.throws(() => decodeRing(bytes, primitives), fault('SEALING_STATE_DAMAGED'))
    }
  })
})

describe('keys that are done with', () => {
  it('are overwritten, and those still needed are not', () => {
    const { envelope } = alice.say('five')
    const before = sealer.decodeReceiving(kept.receiving)
    const { receiving: after } = sealer.open(before, envelope)
    const [was, is] = [before.chains[0] ?? assert.fail(), after.chains[0] ?? assert.fail()]
    const [missing] = is.skipped.values()
    sealer.wipe(before, after)
    assert.deepEqual(was.key, new Uint8Array(32))
    assert.notDeepEqual(is.key, new Uint8Array(32))
    assert.notDeepEqual(missing, new Uint8Array(32))
    sealer.wipe(after, undefined)
    assert.deepEqual(is.key, new Uint8Array(32))
    assert.deepEqual(missing, new Uint8Array(32))
  })
})
