// When a new chain begins.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  CHAIN_AGE_MAX,
  CHAIN_MESSAGES_MAX,
  CLOCK_TOLERANCE,
  DEVICES_MAX,
  PREKEY_AGE_MAX,
} from '@parley/shared/sealing/constants.ts'
import { deviceSet } from '@parley/shared/sealing/ids.ts'
import { rotationDue } from '@parley/shared/sealing/rotation.ts'
import { randomnessFor } from '@parley/shared/sealing/sending.ts'
import { credentials, Device, gather, NOW, pair, primitives } from './people.ts'

const ids = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'heidi', 'ivan'].map(
  (name) => credentials(name).certificate.peerId,
)
const few = deviceSet(ids.slice(0, 8), primitives)
const many = deviceSet(ids, primitives)
const later = (ms: number) => new Date(NOW.getTime() + ms)

const chain = { devices: few.digest, startedAt: NOW.getTime(), next: 1 }
const calm = { entitled: few, answered: false, now: NOW }

describe('a new chain begins', () => {
  const cases = [
    ['never while nothing changed', chain, calm, undefined],
    ['at the beginning', undefined, calm, 'first'],
    ['when a device came', chain, { ...calm, entitled: many }, 'devices'],
    ['when a device went', { ...chain, devices: many.digest }, calm, 'devices'],
    ['not before the last message', { ...chain, next: CHAIN_MESSAGES_MAX - 1 }, calm, undefined],
    ['after the last message', { ...chain, next: CHAIN_MESSAGES_MAX }, calm, 'messages'],
    ['not before a day', chain, { ...calm, now: later(CHAIN_AGE_MAX - 1) }, undefined],
    ['after a day', chain, { ...calm, now: later(CHAIN_AGE_MAX) }, 'age'],
    ['not when the clock was set back a little', chain, { ...calm, now: later(-CLOCK_TOLERANCE) }, undefined],
    ['when the clock was set far back', chain, { ...calm, now: later(-CLOCK_TOLERANCE - 1) }, 'age'],
    ['at each turn among eight devices', chain, { ...calm, answered: true }, 'turn'],
    [
      'not at each turn among nine',
      { ...chain, devices: many.digest },
      { ...calm, entitled: many, answered: true },
      undefined,
    ],
  ] as const
  for (const [name, of, situation, reason] of cases) {
    it(name, () => assert.equal(rotationDue(of, situation), reason))
  }
})

describe('a set of devices', () => {
  it('is the same in any order and with repetitions', () => {
    const turned = deviceSet([...ids, ...ids].reverse(), primitives)
    assert.deepEqual(turned.digest, many.digest)
    assert.equal(turned.devices.size, 9)
    assert.notDeepEqual(few.digest, many.digest)
  })

  it('has a limit', () => {
    const crowd = Array.from({ length: DEVICES_MAX + 1 }, (_, n) => `${n}` as (typeof ids)[number])
    assert.throws(() => deviceSet(crowd, primitives), RangeError)
  })
})

describe('handing a chain out', () => {
  it('names the devices that got none: no prekey, or one too old', () => {
    const [alice, bob, carol] = gather('alice', 'bob', 'carol')
    assert(alice !== undefined && bob !== undefined && carol !== undefined)
    alice.prekeys.delete(carol.id)
    const prekeys = [...alice.prekeys.values()]
    const begun = alice.sealer.begin(undefined, alice.handout(prekeys))
    assert.deepEqual(
      begun.boxes.map(({ device }) => device),
      [bob.id],
    )
    assert.deepEqual(begun.without, [carol.id])
    alice.now = later(PREKEY_AGE_MAX + 1)
    const late = alice.sealer.begin(undefined, alice.handout(prekeys))
    assert.deepEqual(late.boxes, [])
    assert.deepEqual(new Set(late.without), new Set([bob.id, carol.id]))
  })

  it('gives a device one box, though two of its prekeys are known, and this device none', () => {
    const [alice, bob] = pair('alice', 'bob')
    const known = alice.prekeys.get(bob.id) ?? assert.fail()
    alice.learnPrekey(alice.showPrekey())
    const own = alice.prekeys.get(alice.id) ?? assert.fail()
    const { boxes, without } = alice.sealer.begin(undefined, alice.handout([known, own, known]))
    assert.deepEqual(
      boxes.map(({ device }) => device),
      [bob.id],
    )
    assert.deepEqual(without, [])
  })

  it('takes no less randomness than it needs, and no certificate of another device', () => {
    const [alice, bob] = pair('alice', 'bob')
    const input = alice.handout([...alice.prekeys.values()])
    const short = { ...input, randomness: input.randomness.subarray(1) }
    assert.equal(input.randomness.length, randomnessFor(1))
    assert.throws(() => alice.sealer.begin(undefined, short), RangeError)
    const { sending } = alice.sealer.begin(undefined, input)
    assert.throws(() => alice.sealer.share(sending, { ...input, ...bob.own }), RangeError)
  })

  it('dates each chain after the one before, though the clock stands still', () => {
    const alice = new Device('alice')
    const first = alice.sealer.begin(undefined, alice.handout([])).sending
    const second = alice.sealer.begin(first, alice.handout([])).sending
    assert.equal(second.startedAt, first.startedAt + 1)
    assert.equal(alice.sealer.due(second, alice.situation()), undefined)
  })
})
