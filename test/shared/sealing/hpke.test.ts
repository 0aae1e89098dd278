// HPKE and what it stands on, against published values.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fromHex, hex } from '@parley/shared/certificates/bytes.ts'
import { hpkeOpen, hpkeSeal, keySchedule } from '@parley/shared/sealing/hpke.ts'
import { fault } from '../../support/fault.ts'
import vectors from '../../vectors/hpke.json' with { type: 'json' }
import { primitives } from './people.ts'

const info = fromHex(vectors.info)
const [first] = vectors.encryptions
assert(first !== undefined)

describe('HPKE (RFC 9180, A.2.1)', () => {
  it('seals as published', () => {
    const sealed = hpkeSeal(
      {
        recipient: fromHex(vectors.pkRm),
        ephemeral: fromHex(vectors.skEm),
        info,
        associated: fromHex(first.aad),
        plaintext: fromHex(first.pt),
      },
      primitives,
    )
    assert.equal(hex(sealed.enc), vectors.enc)
    assert.equal(hex(sealed.ciphertext), first.ct)
  })

  it('opens what is published', () => {
    const sealed = { enc: fromHex(vectors.enc), ciphertext: fromHex(first.ct) }
    const input = { ...sealed, secret: fromHex(vectors.skRm), info, associated: fromHex(first.aad) }
    assert.equal(hex(hpkeOpen(input, primitives)), first.pt)
  })

  it('derives the published public keys', () => {
    assert.equal(hex(primitives.x25519(fromHex(vectors.skRm)).publicKey), vectors.pkRm)
    assert.equal(hex(primitives.x25519(fromHex(vectors.skEm)).publicKey), vectors.pkEm)
  })

  it('derives the published key and nonce, under which every published message opens', () => {
    const { key, nonce } = keySchedule(fromHex(vectors.shared_secret), info, primitives)
    assert.equal(hex(key), vectors.key)
    assert.equal(hex(nonce), vectors.base_nonce)
    for (const { nonce: at, aad, pt, ct } of vectors.encryptions) {
      assert.equal(hex(primitives.aeadOpen(key, fromHex(at), fromHex(aad), fromHex(ct))), pt)
      assert.equal(hex(primitives.aeadSeal(key, fromHex(at), fromHex(aad), fromHex(pt))), ct)
    }
  })

  it('opens nothing with other info, associated data, key or ciphertext', () => {
    const good = {
      enc: fromHex(vectors.enc),
      ciphertext: fromHex(first.ct),
      secret: fromHex(vectors.skRm),
      info,
      associated: fromHex(first.aad),
    }
    const wrong = [
      { ...good, info: fromHex('00') },
      { ...good, associated: fromHex('00') },
      { ...good, secret: fromHex(vectors.skEm) },
      { ...good, enc: fromHex(vectors.pkRm) },
      { ...good, ciphertext: good.ciphertext.map((byte, at) => (at === 0 ? byte ^ 1 : byte)) },
      { ...good, ciphertext: good.ciphertext.subarray(0, 15) },
    ]
    for (const input of wrong) assert.throws(() => hpkeOpen(input, primitives), fault('CIPHERTEXT_BROKEN'))
  })
})

describe('X25519', () => {
  it('refuses points of small order', () => {
    // Of orders 1, 2, 4 and 8, and two not reduced (Bernstein, cr.yp.to/ecdh.html; RFC 7748 section 6.1).
    const small = [
      '0000000000000000000000000000000000000000000000000000000000000000',
      '0100000000000000000000000000000000000000000000000000000000000000',
      'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
      '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    ]
    const alice = primitives.x25519(fromHex(vectors.skRm))
    for (const point of small) {
      assert.throws(() => alice.sharedWith(fromHex(point)), fault('KEY_AGREEMENT_FAILED'), point)
    }
  })

  it('refuses keys of another length', () => {
    const alice = primitives.x25519(fromHex(vectors.skRm))
    assert.throws(() => alice.sharedWith(new Uint8Array(31)), fault('KEY_AGREEMENT_FAILED'))
    assert.throws(() => primitives.x25519(new Uint8Array(33)), fault('KEY_AGREEMENT_FAILED'))
  })
})

describe('HMAC-SHA-256', () => {
  it('gives RFC 4231 test cases 2 and 6', () => {
    const text = (value: string) => new TextEncoder().encode(value)
    assert.equal(
      hex(primitives.hmacSha256(text('Jefe'), text('what do ya want for nothing?'))),
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
    assert.equal(
      hex(
        primitives.hmacSha256(
          new Uint8Array(131).fill(0xaa),
          text('Test Using Larger Than Block-Size Key - Hash Key First'),
        ),
      ),
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    )
  })
})
