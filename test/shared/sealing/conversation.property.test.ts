// Three devices talk while boxes and envelopes are delayed, reordered, repeated and lost: whatever opens is what was
// said, nothing opens twice, and whoever has the box opens.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Fault } from '@parley/shared/faults/fault.ts'
import { CHAINS_KEPT_MAX } from '@parley/shared/sealing/constants.ts'
import fc from 'fast-check'
import { type Device, gather } from './people.ts'

interface Parcel {
  readonly to: Device
  readonly from: Device
  readonly text: string
  readonly bytes: Uint8Array
  readonly kind: 'box' | 'envelope'
  readonly chain: string
}

/** Faults an honest conversation on a bad network may meet. */
const LATE = new Set(['ENVELOPE_CHAIN_UNKNOWN', 'ENVELOPE_REPLAYED', 'GRANT_REPLAYED', 'PREKEY_UNKNOWN'])

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('say' as const), who: fc.nat({ max: 2 }) }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('deliver' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('repeat' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('lose' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('restart' as const), who: fc.nat({ max: 2 }) }) },
)

describe('a conversation of three devices on a network that does what it likes', () => {
  it('opens only what was said, once, and all that can be opened (property)', () => {
    const start = gather('alice', 'bob', 'carol')
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let devices = start.map((device) => device.copy())
        const underway: Parcel[] = []
        const delivered: Parcel[] = []
        const heard = new Map<string, number>()
        const boxed = new Set<string>()
        let said = 0

        const deliver = (parcel: Parcel) => {
          const to = devices.find(({ id }) => id === parcel.to.id) ?? assert.fail()
          const key = `${to.name} ${parcel.text}`
          const place = `${to.name} ${parcel.chain}`
          try {
            if (parcel.kind === 'box') {
              to.takeBox(parcel.bytes)
              boxed.add(place)
            } else {
              assert.equal(to.open(parcel.bytes), parcel.text)
              heard.set(key, (heard.get(key) ?? 0) + 1)
            }
          } catch (error) {
            if (error instanceof Error && !(error instanceof Fault) && error.message === 'no chains at all')
              return
            assert(error instanceof Fault && LATE.has(error.code), String(error))
            // Few turns, nothing too old: with the box and for the first time, it must have opened.
            assert(parcel.kind === 'box' || !boxed.has(place) || heard.has(key), `${key}: ${error.code}`)
          }
        }

        for (const one of steps) {
          if (one.act === 'say') {
            const from = devices[one.who] ?? assert.fail()
            const text = `message ${said++}`
            const { boxes, envelope } = from.say(text)
            const chain = from.sealer.nameOf(envelope)
            const parcel = (to: Device, bytes: Uint8Array, kind: Parcel['kind']) =>
              underway.push({ to, from, text, bytes, kind, chain })
            for (const { device, bytes } of boxes) {
              parcel(devices.find(({ id }) => id === device) ?? assert.fail(), bytes, 'box')
            }
            for (const to of devices) if (to !== from) parcel(to, envelope, 'envelope')
          } else if (one.act === 'restart') {
            devices = devices.map((device, n) => (n === one.who ? device.copy() : device))
          } else {
            const from = one.act === 'repeat' ? delivered : underway
            if (from.length === 0) continue
            const at = one.pick % from.length
            const parcel = from[at] ?? assert.fail()
            if (one.act !== 'repeat') from.splice(at, 1)
            if (one.act === 'deliver') delivered.push(parcel)
            if (one.act !== 'lose') deliver(parcel)
          }
        }
        for (const times of heard.values()) assert.equal(times, 1)
        for (const device of devices) {
          for (const { chains } of device.receiving.values()) assert(chains.length <= CHAINS_KEPT_MAX)
        }
      }),
      { numRuns: 60 },
    )
  })
})
