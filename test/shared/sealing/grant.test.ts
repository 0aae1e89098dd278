// Grants and the boxes around them: bounds, dates, one form only.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deviceBytes } from '@parley/shared/events/device.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { randomBytes } from '@parley/shared/host/crypto.ts'
import { boxPrekey, openBox } from '@parley/shared/sealing/box.ts'
import { CHAIN_KEPT_MAX, CLOCK_TOLERANCE } from '@parley/shared/sealing/constants.ts'
import { readEnvelope } from '@parley/shared/sealing/envelope.ts'
import { type Grant, proveGrant, signGrant } from '@parley/shared/sealing/grant.ts'
import { hpkeSeal } from '@parley/shared/sealing/hpke.ts'
import { placeOf } from '@parley/shared/sealing/place.ts'
import { Signed, Grant as Wire } from '@parley/shared/sealing/wire/sealing.gen.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'
import { bytesOf, certificates, credentials, HARBOUR, NOW, pair, primitives } from './people.ts'

const alice = credentials('alice')
const later = (ms: number) => new Date(NOW.getTime() + ms)
const grant: Grant = {
  place: placeOf(HARBOUR, alice.certificate.peerId),
  id: randomBytes(16),
  startedAt: NOW.getTime(),
  index: 7,
  key: randomBytes(32),
}
const good = signGrant(grant, alice.certificate.fingerprint, alice.signer)
const prove = (bytes: Uint8Array, now = NOW) => proveGrant(bytes, { certificates, now, primitives })

describe('a grant', () => {
  it('is proved as it was signed', () => {
    assert.deepEqual(prove(good), grant)
  })

  it('is taken for eight days, and not when dated ahead', () => {
    prove(good, later(CHAIN_KEPT_MAX))
    assert.throws(() => prove(good, later(CHAIN_KEPT_MAX + 1)), fault('GRANT_EXPIRED'))
    prove(good, later(-CLOCK_TOLERANCE))
    assert.throws(() => prove(good, later(-CLOCK_TOLERANCE - 1)), fault('GRANT_AHEAD'))
  })

  it('is read in one form only', () => {
    for (let size = 0; size < good.length; size++) {
      assert.throws(() => prove(good.subarray(0, size)), fault('BOX_MALFORMED'))
    }
    assert.throws(() => prove(new Uint8Array([...good, 0x18, 1])), fault('BOX_MALFORMED'))
    const { content, signature } = Signed.decode(good)
    const wire = Wire.decode(content)
    const bad = [
      { ...wire, conversation: new Uint8Array(31) },
      { ...wire, author: new Uint8Array(38) },
      { ...wire, chain: new Uint8Array(17) },
      { ...wire, startedAt: 0 },
      { ...wire, index: 100 },
      { ...wire, key: new Uint8Array() },
      { ...wire, certificate: new Uint8Array(20) },
    ].map((one) => Wire.encode(one))
    for (const one of [...bad, new Uint8Array([...content, 0x40, 1])]) {
      assert.throws(() => prove(Signed.encode({ content: one, signature })), fault('BOX_MALFORMED'))
    }
    const long = Signed.encode({ content, signature: new Uint8Array(513) })
    assert.throws(() => prove(long), fault('BOX_MALFORMED'))
  })

  it('proves nothing with any byte changed (property)', () => {
    fc.assert(
      fc.property(fc.nat({ max: good.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        assert.throws(() => prove(good.map((byte, n) => (n === at ? byte ^ change : byte))))
      }),
    )
  })
})

describe('a box', () => {
  it('whose inside has another length or padding is refused', () => {
    const [, bob] = pair('alice', 'bob')
    const { secret, prekey } = bob.ring.held.at(-1) ?? assert.fail()
    const header = new Uint8Array([1, ...Buffer.from(prekey.id, 'hex')])
    const boxOf = (plaintext: Uint8Array) => {
      const info = new Uint8Array([...bytesOf('parley/sealing/box/1\0'), ...deviceBytes(bob.id)])
      const ephemeral = randomBytes(32)
      const { enc, ciphertext } = hpkeSeal(
        { recipient: prekey.publicKey, info, associated: header, plaintext, ephemeral },
        primitives,
      )
      return new Uint8Array([...header, ...enc, ...ciphertext])
    }
    const plaintext = new Uint8Array(768)
    plaintext.set([0, 0, 0, 2, 5, 6])
    const open = (inside: Uint8Array) => openBox(boxOf(inside), { own: bob.id, secret }, primitives)
    assert.deepEqual(new Uint8Array(open(plaintext)), new Uint8Array([5, 6]))
    for (const [at, value] of [
      [767, 1],
      [6, 1],
      [0, 1],
      [2, 3],
    ] as const) {
      const wrong = plaintext.slice()
      wrong[at] = value
      assert.throws(() => open(wrong), fault('BOX_MALFORMED'))
    }
  })

  it('seen twice leaves one chain', () => {
    const [alan, bob] = pair('alice', 'bob')
    const { boxes, envelope } = alan.say('hello')
    bob.hear({ boxes, envelope })
    for (const { bytes } of boxes) bob.takeBox(bytes)
    assert.equal(bob.receiving.get(alan.id)?.chains.length, 1)
  })
})

describe('any bytes at all (property)', () => {
  const readers: Record<string, (bytes: Uint8Array) => unknown> = {
    envelope: readEnvelope,
    box: boxPrekey,
    grant: prove,
  }
  for (const [name, read] of Object.entries(readers)) {
    it(`as ${name}: read or refused with a fault`, () => {
      const sizes = fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ minLength: 825, maxLength: 825 }),
        fc.uint8Array({ minLength: 1061, maxLength: 1061 }),
      )
      fc.assert(
        fc.property(sizes, (bytes) => {
          try {
            read(bytes)
          } catch (error) {
            assert(error instanceof Fault, String(error))
          }
        }),
        { numRuns: 500 },
      )
    })
  }
})
