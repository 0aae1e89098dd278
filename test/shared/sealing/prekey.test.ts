// Prekeys: who vouches for them, how long they are good for, and when their private halves go.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deviceBytes } from '@parley/shared/events/device.ts'
import { randomBytes } from '@parley/shared/host/crypto.ts'
import {
  CLOCK_TOLERANCE,
  PREKEY_AGE_MAX,
  PREKEY_BYTES_MAX,
  PREKEY_FRESH_AGE,
  PREKEY_GRACE,
  PREKEY_GRACE_MOVED_ON,
  PREKEY_RENEW_AGE,
  PREKEYS_KEPT_MAX,
} from '@parley/shared/sealing/constants.ts'
import { provePrekey, readPrekey, signPrekey } from '@parley/shared/sealing/prekey.ts'
import {
  emptyRing,
  forgetPrekeys,
  heldPrekey,
  notePrekeyUse,
  type PrekeyRing,
  prekeyDue,
  renewPrekey,
} from '@parley/shared/sealing/prekey-ring.ts'
import { Prekey, Signed } from '@parley/shared/sealing/wire/sealing.gen.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'
import { certificates, credentials, NOW, primitives } from './people.ts'

const alice = credentials('alice')
const bob = credentials('bob')
const carol = credentials('carol')
const later = (ms: number) => new Date(NOW.getTime() + ms)
const prove = (bytes: Uint8Array, now = NOW) => provePrekey(bytes, { certificates, now, primitives })
const { publicKey } = primitives.x25519(randomBytes(32))
const good = signPrekey(publicKey, { ...alice, createdAt: NOW.getTime() })

function renew(ring: PrekeyRing, now: Date): PrekeyRing {
  return renewPrekey(ring, { ...alice, now, randomness: randomBytes(32), primitives })
}
const newest = (ring: PrekeyRing) => ring.held.at(-1) ?? assert.fail('an empty ring')
const ringOf = (...at: readonly number[]) =>
  at.reduce((ring, ms) => renew(ring, later(ms)), emptyRing(alice.certificate.peerId))

describe('a signed prekey', () => {
  it('is proved with the certificate it names', () => {
    const prekey = prove(good)
    assert.equal(prekey.device, alice.certificate.peerId)
    assert.deepEqual(prekey.publicKey, publicKey)
    assert.equal(prekey.createdAt, NOW.getTime())
    assert.match(prekey.id, /^[0-9a-f]{16}$/)
  })

  it('of a device with the largest RSA key fits an event header', () => {
    const rosa = credentials('rosa', 'rsa')
    const signer = { ...rosa.signer, sign: () => new Uint8Array(512) }
    assert(signPrekey(publicKey, { ...rosa, signer, createdAt: NOW.getTime() }).length <= PREKEY_BYTES_MAX)
  })

  it('is refused when somebody else signed it', () => {
    const forged = signPrekey(publicKey, {
      certificate: alice.certificate,
      signer: bob.signer,
      createdAt: NOW.getTime(),
    })
    assert.throws(() => prove(forged), fault('SEALING_SIGNATURE_INVALID'))
  })

  it('is refused when it names the certificate of another device, or one nobody has shown', () => {
    const content = (certificate: Uint8Array) =>
      Prekey.encode({
        version: 1,
        device: deviceBytes(alice.certificate.peerId),
        publicKey,
        createdAt: NOW.getTime(),
        certificate,
      })
    const foreign = new Uint8Array(Buffer.from(bob.certificate.fingerprint, 'hex'))
    for (const certificate of [foreign, new Uint8Array(32)]) {
      const bytes = Signed.encode({ content: content(certificate), signature: new Uint8Array(64) })
      assert.throws(() => prove(bytes), fault('SEALING_CERTIFICATE_UNKNOWN'))
    }
  })

  it('is refused when dated outside the certificate’s validity', () => {
    const after = alice.certificate.notAfter.getTime() + CLOCK_TOLERANCE + 1
    const late = signPrekey(publicKey, { ...alice, createdAt: after })
    assert.throws(() => prove(late, new Date(after)), fault('SEALING_CERTIFICATE_PERIOD'))
    const early = alice.certificate.notBefore.getTime() - CLOCK_TOLERANCE - 1
    assert.throws(
      () => prove(signPrekey(publicKey, { ...alice, createdAt: early })),
      fault('SEALING_CERTIFICATE_PERIOD'),
    )
  })

  it('expires, and may not be dated ahead', () => {
    prove(good, later(PREKEY_AGE_MAX))
    assert.throws(() => prove(good, later(PREKEY_AGE_MAX + 1)), fault('PREKEY_EXPIRED'))
    prove(good, later(-CLOCK_TOLERANCE))
    assert.throws(() => prove(good, later(-CLOCK_TOLERANCE - 1)), fault('PREKEY_AHEAD'))
  })

  it('is read in one form only: shortened, lengthened, altered or overlong is refused', () => {
    for (let size = 0; size < good.length; size++) {
      assert.throws(() => readPrekey(good.subarray(0, size), primitives), fault('PREKEY_MALFORMED'))
    }
    const tailed = new Uint8Array([...good, 0x18, 0x01])
    assert.throws(() => readPrekey(tailed, primitives), fault('PREKEY_MALFORMED'))
    assert.throws(() => readPrekey(new Uint8Array(769), primitives), fault('PREKEY_MALFORMED'))
    const { content, signature } = Signed.decode(good)
    const wire = Prekey.decode(content)
    const bad = [
      { ...wire, publicKey: new Uint8Array(31) },
      { ...wire, device: new Uint8Array(3) },
      { ...wire, certificate: new Uint8Array() },
      { ...wire, createdAt: 0 },
    ].map((one) => Prekey.encode(one))
    for (const one of [...bad, new Uint8Array([...content, 0x30, 0x01])]) {
      const bytes = Signed.encode({ content: one, signature })
      assert.throws(() => readPrekey(bytes, primitives), fault('PREKEY_MALFORMED'))
    }
    const next = Signed.encode({ content: Prekey.encode({ ...wire, version: 2 }), signature })
    assert.throws(() => readPrekey(next, primitives), fault('PREKEY_VERSION'))
  })

  it('proves nothing with any byte changed (property)', () => {
    fc.assert(
      fc.property(fc.nat({ max: good.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        assert.throws(() => prove(good.map((byte, n) => (n === at ? byte ^ change : byte))))
      }),
    )
  })
})

describe('when a prekey is made anew', () => {
  const ring = ringOf(0)
  const due = (of: PrekeyRing, shown: 'events' | 'directory', ms: number, turn = false) =>
    prekeyDue(of, { ...alice, now: later(ms), shown, turn })

  it('by events: at each turn, once used, and every minute', () => {
    assert.equal(due(emptyRing(alice.certificate.peerId), 'events', 0), 'none')
    assert.equal(due(ring, 'events', 0), undefined)
    assert.equal(due(ring, 'events', 0, true), 'turn')
    assert.equal(due(ring, 'events', PREKEY_FRESH_AGE - 1), undefined)
    assert.equal(due(ring, 'events', PREKEY_FRESH_AGE), 'old')
    assert.equal(due(ring, 'events', -CLOCK_TOLERANCE - 1), 'old')
    const used = notePrekeyUse(ring, newest(ring).prekey.id, bob.certificate.peerId)
    assert.equal(due(used, 'events', 0), 'used')
  })

  it('in the directory: once a day only', () => {
    const used = notePrekeyUse(ring, newest(ring).prekey.id, bob.certificate.peerId)
    assert.equal(due(used, 'directory', PREKEY_RENEW_AGE - 1, true), undefined)
    assert.equal(due(used, 'directory', PREKEY_RENEW_AGE), 'old')
  })

  it('whenever the certificate was renewed', () => {
    const moment = { certificate: bob.certificate, now: NOW, shown: 'directory', turn: false } as const
    assert.equal(prekeyDue(ring, moment), 'certificate')
  })

  it('in order, also when the clock stands still or was set back a little', () => {
    const dates = ringOf(0, 0, -1000).held.map(({ prekey }) => prekey.createdAt - NOW.getTime())
    assert.deepEqual(dates, [0, 1, 2])
    const back = -CLOCK_TOLERANCE - 5000
    assert.equal(
      newest(ringOf(0, back)).prekey.createdAt,
      later(back).getTime(),
      'a clock that was far ahead',
    )
  })
})

describe('when a private half is deleted', () => {
  const BOB = bob.certificate.peerId
  const CAROL = carol.certificate.peerId
  const count = (ring: PrekeyRing, others: Parameters<typeof forgetPrekeys>[1], ms: number) =>
    forgetPrekeys(ring, others, later(ms)).held.length

  it('superseded, and a week passed', () => {
    const ring = ringOf(0, 1000)
    assert.equal(count(ring, [], 1000 + PREKEY_GRACE), 2)
    const after = forgetPrekeys(ring, [], later(1001 + PREKEY_GRACE))
    assert.deepEqual(after.held, [newest(ring)])
    const gone = ring.held[0]?.prekey.id ?? assert.fail()
    assert.throws(() => heldPrekey(after, gone), fault('PREKEY_UNKNOWN'))
  })

  it('superseded, and an hour passed, when all others have sealed to a newer one', () => {
    const ring = ringOf(0, 1000)
    const { id } = newest(ring).prekey
    const bobs = notePrekeyUse(ring, id, BOB)
    const hour = 1000 + PREKEY_GRACE_MOVED_ON
    assert.equal(count(bobs, [BOB], hour), 2)
    assert.equal(count(bobs, [BOB], hour + 1), 1)
    assert.equal(count(bobs, [BOB, CAROL], hour + 1), 2, 'carol may still seal to the old one')
    assert.equal(count(notePrekeyUse(bobs, id, CAROL), [BOB, CAROL], hour + 1), 1)
  })

  it('not when it is itself the newest the others have sealed to', () => {
    const first = ringOf(0)
    const ring = renew(notePrekeyUse(first, newest(first).prekey.id, BOB), later(1000))
    assert.equal(count(ring, [BOB], 1000 + PREKEY_GRACE), 2)
  })

  it('not while others may still seal to it; after that even the newest', () => {
    const ring = ringOf(0)
    assert.equal(count(ring, [], PREKEY_AGE_MAX + PREKEY_GRACE), 1)
    assert.equal(count(ring, [], PREKEY_AGE_MAX + PREKEY_GRACE + 1), 0)
  })

  it(`beyond ${PREKEYS_KEPT_MAX}, the oldest first`, () => {
    const ring = ringOf(...Array.from({ length: PREKEYS_KEPT_MAX + 3 }, (_, n) => n))
    assert.equal(ring.held.length, PREKEYS_KEPT_MAX)
    assert.equal(ring.held[0]?.prekey.createdAt, NOW.getTime() + 3)
  })
})
