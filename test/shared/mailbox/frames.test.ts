// Frames of the mailbox protocol: one way to write each, nothing behind it, nothing over a limit.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FRAME_BYTES_MAX, FRAME_PARCELS_MAX, FRAME_PAYLOAD_MAX } from '@parley/shared/mailbox/constants.ts'
import {
  decodeAnswer,
  decodeFrame,
  encodeAnswer,
  encodeFrame,
  type Fate,
  type Frame,
} from '@parley/shared/mailbox/frames.ts'
import { Frame as WireFrame } from '@parley/shared/mailbox/wire/mailbox.gen.ts'
import { PARCEL_BYTES_MAX } from '@parley/shared/sealing/parcel.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'
import { makeRealm } from '../../support/realm.ts'

const PEER = 'mallory'
const malformed = fault('MAILBOX_MALFORMED')
const bob = makeRealm().device('bob').peerId
const parcels = [Uint8Array.of(1, 2, 3), Uint8Array.of(9)]

test('frames and answers: round trip', () => {
  const some = fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(some, fc.boolean(), (parcels, deposit) => {
      const frame: Frame = deposit
        ? { kind: 'deposit', recipient: bob, parcels }
        : { kind: 'handover', parcels }
      assert.deepEqual(decodeFrame(encodeFrame(frame), PEER), frame)
    }),
  )
  const fate = fc.constantFrom<Fate>('kept', 'refused', 'later')
  fc.assert(
    fc.property(
      fc.array(fate, { minLength: 1, maxLength: FRAME_PARCELS_MAX }),
      fc.boolean(),
      (fates, all) => {
        const answer = all ? { fates } : { fates, refusal: 'MAILBOX_FULL' }
        assert.deepEqual(decodeAnswer(encodeAnswer(answer), fates.length, PEER), answer)
      },
    ),
  )
})

test('a frame cut short, one with something behind it, and noise are refused', () => {
  const whole = encodeFrame({ kind: 'deposit', recipient: bob, parcels })
  for (let length = 0; length < whole.length; length++) {
    const cut = whole.subarray(0, length)
    // Where a parcel ends the rest is a frame, of fewer parcels.
    try {
      assert.ok(decodeFrame(cut, PEER).parcels.length < parcels.length)
    } catch (error) {
      assert.ok(malformed(error))
    }
  }
  assert.throws(() => decodeFrame(Uint8Array.from([...whole, 0x38, 1]), PEER), malformed)
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (noise) => {
      for (const decode of [() => decodeFrame(noise, PEER), () => decodeAnswer(noise, 2, PEER)]) {
        try {
          decode()
        } catch (error) {
          assert.ok(malformed(error))
        }
      }
    }),
  )
})

test('the limits: parcels, their sizes, the recipient', () => {
  const frame = (parcels: readonly Uint8Array[]) => encodeFrame({ kind: 'handover', parcels })
  assert.throws(() => decodeFrame(frame([]), PEER), malformed)
  assert.throws(() => decodeFrame(frame([new Uint8Array(0)]), PEER), malformed)
  assert.throws(() => decodeFrame(frame([new Uint8Array(PARCEL_BYTES_MAX + 1)]), PEER), malformed)
  const many = Array.from({ length: FRAME_PARCELS_MAX + 1 }, () => Uint8Array.of(1))
  assert.throws(() => decodeFrame(frame(many), PEER), malformed)
  // Each of a size there is, together more than a frame takes.
  const three = Array.from({ length: 3 }, () => new Uint8Array(PARCEL_BYTES_MAX).fill(1))
  assert.ok(frame(three).length > FRAME_BYTES_MAX)
  assert.throws(() => decodeFrame(frame(three), PEER), malformed)
  for (const recipient of [new Uint8Array(0), new Uint8Array(38).fill(7), new Uint8Array(60)]) {
    assert.throws(() => decodeFrame(WireFrame.encode({ deposit: { recipient, parcels } }), PEER), malformed)
  }
  // The largest there may be, and it still fits.
  const share = Math.floor(FRAME_PAYLOAD_MAX / FRAME_PARCELS_MAX)
  const full = Array.from({ length: FRAME_PARCELS_MAX }, () => new Uint8Array(share).fill(1))
  const largest = encodeFrame({ kind: 'deposit', recipient: bob, parcels: full })
  assert.ok(largest.length <= FRAME_BYTES_MAX)
  assert.equal(decodeFrame(largest, PEER).parcels.length, FRAME_PARCELS_MAX)
  assert.equal(decodeFrame(frame([new Uint8Array(PARCEL_BYTES_MAX).fill(1)]), PEER).parcels.length, 1)
})

test('an answer is about as many parcels as were sent, in known words', () => {
  const answer = encodeAnswer({ fates: ['kept', 'refused'], refusal: 'MAILBOX_FULL' })
  for (const parcels of [0, 1, 3]) assert.throws(() => decodeAnswer(answer, parcels, PEER), malformed)
  const shouting = encodeAnswer({ fates: ['refused'], refusal: 'please\nsend money' })
  assert.throws(() => decodeAnswer(shouting, 1, PEER), malformed)
  const unknown = encodeAnswer({ fates: ['kept'] }).map((byte) => (byte === 1 ? 7 : byte))
  assert.throws(() => decodeAnswer(unknown, 1, PEER), malformed)
})
