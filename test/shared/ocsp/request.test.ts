// OCSP requests: what clients write is read, what is spoiled is refused before anything is looked up.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hex } from '@parley/shared/certificates/bytes.ts'
import {
  explicit,
  NULL,
  octetString,
  oid,
  sequence,
  tlv,
  unsigned,
} from '@parley/shared/certificates/der-write.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { MAX_ASKED, MAX_OCSP_REQUEST_BYTES } from '@parley/shared/ocsp/constants.ts'
import { readOcspRequest } from '@parley/shared/ocsp/request.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'
import { certIdOf, nonceOf, questionAbout, unknownExtension } from '../../support/ocsp.ts'
import { makeRealm } from '../../support/realm.ts'

const { issuing, device } = makeRealm('harbour')
const alice = device('alice')
const certId = certIdOf(issuing, alice.serial)
const malformed = fault('OCSP_REQUEST_MALFORMED')

/** `openssl ocsp -issuer issuing.pem -serial 0x4142434445464748494a4b4c4d4e4f50 -reqout` (OpenSSL 3.0). */
const BY_OPENSSL =
  '30763074304d304b3049300906052b0e03021a05000414daf11d799fba46cc8bd3e09a74a1f9c5d4ab82640414' +
  'ffa911d6f2f3f0136ce3a5a960ce8185bdfbc77e02104142434445464748494a4b4c4d4e4f50a2233021301f06' +
  '092b06010505073001020412041024da5f57f7a65f2a63f1903e081caa6a'

test('a request as openssl writes it', () => {
  const { asked, nonce } = readOcspRequest(new Uint8Array(Buffer.from(BY_OPENSSL, 'hex')))
  assert.equal(asked.length, 1)
  assert.equal(asked[0].hash, OID.sha1)
  assert.equal(asked[0].serial, '4142434445464748494a4b4c4d4e4f50')
  assert.equal(nonce && hex(nonce), '24da5f57f7a65f2a63f1903e081caa6a')
})

test('several certificates, by either hash, with and without NULL, come back in order with their own bytes', () => {
  const serials = ['alice', 'bob', 'carol'].map((who) => device(who).serial)
  const ids = serials.map((serial, at) =>
    certIdOf(issuing, serial, { hash: at === 0 ? 'sha1' : 'sha256', bare: at === 2 }),
  )
  const { asked, nonce } = readOcspRequest(questionAbout(ids))
  assert.deepEqual(
    asked.map((each) => each.serial),
    serials,
  )
  assert.deepEqual(
    asked.map((each) => hex(each.certId)),
    ids.map(hex),
  )
  assert.deepEqual(
    asked.map((each) => each.hash),
    [OID.sha1, OID.sha256, OID.sha256],
  )
  assert.equal(nonce, undefined)
})

test('a version that is spelled out, a requestor, single extensions and a signature change nothing', () => {
  const name = explicit(1, explicit(4, sequence()))
  const asked = sequence(sequence(certId, explicit(0, sequence(unknownExtension(false)))))
  const signature = explicit(0, sequence(sequence(), tlv(0x03, Uint8Array.of(0))))
  const der = sequence(sequence(explicit(0, unsigned(0)), name, asked), signature)
  assert.equal(readOcspRequest(der).asked[0].serial, alice.serial)
})

test('nonces of 1 to 128 bytes, critical or not, as RFC 9654 has them', () => {
  for (const length of [1, 16, 32, 128]) {
    const nonce = new Uint8Array(length).fill(7)
    assert.deepEqual(readOcspRequest(questionAbout([certId], { nonce })).nonce, nonce)
    const critical = questionAbout([certId], { extensions: [nonceOf(nonce, true)] })
    assert.deepEqual(readOcspRequest(critical).nonce, nonce)
  }
})

describe('refused', () => {
  const withId = (...parts: Uint8Array[]) => questionAbout([sequence(...parts)])
  const sha1 = sequence(oid(OID.sha1), NULL)
  const hash = octetString(new Uint8Array(20))
  const cases: Record<string, Uint8Array> = {
    nothing: new Uint8Array(),
    'an empty sequence': sequence(),
    'a list of nothing': questionAbout([]),
    'another version': sequence(sequence(explicit(0, unsigned(1)), sequence(sequence(certId)))),
    'an empty nonce': questionAbout([certId], { nonce: new Uint8Array() }),
    'a nonce of 129 bytes': questionAbout([certId], { nonce: new Uint8Array(129) }),
    'two nonces': questionAbout([certId], {
      nonce: Uint8Array.of(1),
      extensions: [nonceOf(Uint8Array.of(2))],
    }),
    'a nonce that is no OCTET STRING': questionAbout([certId], {
      extensions: [sequence(oid(OID.ocspNonce), octetString(unsigned(7)))],
    }),
    'an unknown critical extension': questionAbout([certId], { extensions: [unknownExtension(true)] }),
    'no serial': withId(sha1, hash, hash),
    'an empty serial': withId(sha1, hash, hash, tlv(0x02)),
    'a serial of 21 bytes': withId(sha1, hash, hash, unsigned(new Uint8Array(21).fill(0x41))),
    'a hash of 65 bytes': withId(sha1, hash, octetString(new Uint8Array(65)), unsigned(1)),
    'something after the serial': withId(sha1, hash, hash, unsigned(1), NULL),
    'parameters of a hash': withId(sequence(oid(OID.sha1), unsigned(1)), hash, hash, unsigned(1)),
  }
  for (const [defect, der] of Object.entries(cases)) {
    test(defect, () => assert.throws(() => readOcspRequest(der), malformed))
  }

  test('more certificates than one request may ask about', () => {
    assert.equal(readOcspRequest(questionAbout(Array(MAX_ASKED).fill(certId))).asked.length, MAX_ASKED)
    const many = questionAbout(Array(MAX_ASKED + 1).fill(certId))
    assert.throws(() => readOcspRequest(many), fault('OCSP_REQUEST_TOO_LARGE'))
  })

  test('more bytes than a request may have, before they are read', () => {
    const large = new Uint8Array(MAX_OCSP_REQUEST_BYTES + 1)
    assert.throws(() => readOcspRequest(large), fault('OCSP_REQUEST_TOO_LARGE'))
  })

  test('a request cut anywhere, or with a byte behind it', () => {
    const der = questionAbout([certId, certId], { nonce: new Uint8Array(32) })
    for (let end = 0; end < der.length; end++) {
      assert.throws(() => readOcspRequest(der.subarray(0, end)), malformed, `cut at ${end}`)
    }
    assert.throws(() => readOcspRequest(Uint8Array.from([...der, 0])), malformed)
  })
})

test('any bytes are read or refused by a code, never by a crash', () => {
  const good = questionAbout([certId], { nonce: new Uint8Array(16) })
  const spoiled = fc
    .tuple(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }))
    .map(([at, byte]) => good.map((each, index) => (index === at ? byte : each)))
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), spoiled), (bytes) => {
      try {
        readOcspRequest(bytes)
      } catch (error) {
        assert.ok(error instanceof Fault && error.code.startsWith('OCSP_REQUEST_'))
      }
    }),
    { numRuns: 2000 },
  )
})
