// A request proves possession of one key, and nothing else that it says counts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeCsr as makeCsrFor } from '@parley/peer/enrol/csr.ts'
import { MAX_CSR_BYTES } from '@parley/shared/certificates/constants.ts'
import { ownKey, parseCsr } from '@parley/shared/certificates/csr.ts'
import { DerReader, TAG } from '@parley/shared/certificates/der-read.ts'
import {
  bitString,
  explicit,
  NULL,
  oid,
  sequence,
  tlv,
  unsigned,
} from '@parley/shared/certificates/der-write.ts'
import {
  encodeBasicConstraints,
  encodeExtendedKeyUsage,
  encodeExtension,
  encodeKeyUsage,
  KEY_USAGE,
} from '@parley/shared/certificates/extensions.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { EXIT } from '@parley/shared/faults/define.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { generateKey, primitives } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'

const ed25519 = generateKey('ed25519').signer
const rsa = generateKey('rsa').signer
const p256 = generateKey('p256').signer
const makeCsr = (signer: Signer) => makeCsrFor(signer, login('alice'))
const csr = makeCsr(ed25519)

const parse = (der: Uint8Array) => () => parseCsr(der, primitives)

function refused(error: unknown): boolean {
  assert.ok(error instanceof Fault && error.code.startsWith('CSR_'), String(error))
  assert.equal(error.exit, EXIT.refused)
  return true
}

/** The three values of a request. */
function apart(der: Uint8Array): [Uint8Array, Uint8Array, Uint8Array] {
  const outer = DerReader.over(der).enter(TAG.sequence)
  return [outer.whole(), outer.whole(), outer.whole()]
}

for (const [kind, signer] of Object.entries({ ed25519, rsa, p256 })) {
  test(`a request with a key of kind ${kind} gives that key`, () => {
    const proven = parseCsr(makeCsr(signer), primitives)
    assert.equal(proven.kind, kind)
    assert.equal(proven.scheme, signer.scheme)
    assert.deepEqual(proven.spki, signer.spki)
    assert.deepEqual(ownKey(signer).spki, signer.spki)
  })
}

test('mallory asks for alice’s key without having it', () => {
  const thief: Signer = { ...generateKey('ed25519').signer, spki: ed25519.spki }
  assert.throws(parse(makeCsr(thief)), fault('CSR_SIGNATURE_INVALID'))
})

test('a signature of another kind than the key', () => {
  const posing: Signer = { ...p256, spki: ed25519.spki }
  assert.throws(parse(makeCsr(posing)), fault('CSR_ALGORITHM_UNSUPPORTED'))
})

/** A request with attributes of its maker's own. */
function asking(...attributes: Uint8Array[]): Uint8Array {
  const [name, key] = [sequence(), ed25519.spki]
  const info = sequence(unsigned(0), name, key, explicit(0, ...attributes))
  return sequence(info, sequence(oid(OID.ed25519)), bitString(ed25519.sign(info)))
}

const attribute = (id: string, ...values: Uint8Array[]) => sequence(oid(id), tlv(TAG.set, ...values))
const extension = (id: string, value: Uint8Array) => encodeExtension({ oid: id, critical: true, value })
const wish = (...extensions: Uint8Array[]) => attribute(OID.extensionRequest, sequence(...extensions))

test('who asks for the powers of an authority gets nothing', () => {
  const ca = extension(OID.basicConstraints, encodeBasicConstraints({ ca: true }))
  const lists = extension(OID.keyUsage, encodeKeyUsage(KEY_USAGE.digitalSignature | KEY_USAGE.crlSign))
  const certificates = extension(OID.keyUsage, encodeKeyUsage(KEY_USAGE.keyCertSign))
  const answers = extension(OID.extendedKeyUsage, encodeExtendedKeyUsage([OID.clientAuth, OID.ocspSigning]))
  const challenge = attribute('1.2.840.113549.1.9.7', tlv(TAG.utf8String, Uint8Array.of(0x78)))
  for (const der of [
    asking(wish(ca)),
    asking(wish(lists)),
    asking(wish(certificates)),
    asking(wish(answers)),
    asking(challenge, wish(), wish(ca)),
  ])
    assert.throws(parse(der), fault('CSR_ASKS_TOO_MUCH'))
})

test('other wishes are dropped, broken ones are not read', () => {
  const plain = extension(OID.basicConstraints, encodeBasicConstraints({ ca: false }))
  const signing = extension(OID.keyUsage, encodeKeyUsage(KEY_USAGE.digitalSignature))
  const unknown = extension('1.2.3.4', Uint8Array.of(5, 0))
  for (const der of [asking(), asking(wish()), asking(wish(plain, signing, unknown))])
    assert.deepEqual(parseCsr(der, primitives).spki, ed25519.spki)
  for (const der of [
    asking(wish(plain, plain)),
    asking(wish(extension(OID.basicConstraints, Uint8Array.of(1)))),
    asking(attribute(OID.extensionRequest, NULL)),
    asking(NULL),
  ])
    assert.throws(parse(der), fault('CSR_MALFORMED'))
})

test('SHA-1, PSS and other algorithms', () => {
  const [info, , signature] = apart(csr)
  for (const identifier of [
    sequence(oid('1.2.840.113549.1.1.5'), NULL), // sha1WithRSAEncryption
    sequence(oid('1.2.840.113549.1.1.10'), sequence()), // RSASSA-PSS
    sequence(oid('1.3.101.113')), // Ed448
    sequence(oid(OID.ed25519), NULL), // parameters where there are none
  ]) {
    assert.throws(parse(sequence(info, identifier, signature)), fault('CSR_ALGORITHM_UNSUPPORTED'))
  }
})

/** A request with an RSA key that need not exist: it is refused before its signature is looked at. */
function rsaRequest(modulus: Uint8Array, exponent: number): Uint8Array {
  const key = sequence(unsigned(modulus), unsigned(exponent))
  return makeCsr({ ...rsa, spki: sequence(sequence(oid(OID.rsaEncryption), NULL), bitString(key)) })
}

test('weak and oversized RSA keys, and other exponents', () => {
  const weak = fault('CSR_KEY_WEAK')
  assert.throws(parse(rsaRequest(new Uint8Array(128).fill(0xff), 65_537)), weak)
  assert.throws(parse(rsaRequest(Uint8Array.of(0x7f, ...Array(255).fill(0xff)), 65_537)), weak) // 2047 bits
  assert.throws(parse(rsaRequest(Uint8Array.of(0x01, ...Array(512).fill(0xff)), 65_537)), weak) // 4097 bits
  assert.throws(parse(rsaRequest(new Uint8Array(256).fill(0xff), 3)), weak)
  assert.throws(parse(rsaRequest(new Uint8Array(256).fill(0xff), 1)), weak)
})

test('kinds of key nobody can be certified with', () => {
  const p384 = sequence(
    sequence(oid(OID.ecPublicKey), oid(OID.p384)),
    bitString(Uint8Array.of(4, ...Array(96).fill(1))),
  )
  const x25519 = sequence(sequence(oid('1.3.101.110')), bitString(new Uint8Array(32)))
  for (const spki of [p384, x25519]) {
    assert.throws(parse(makeCsr({ ...ed25519, spki })), fault('CSR_KEY_UNSUPPORTED'))
  }
})

test('a P-256 point that is compressed or not on the curve', () => {
  const point = (bytes: number[]) =>
    sequence(sequence(oid(OID.ecPublicKey), oid(OID.p256)), bitString(Uint8Array.from(bytes)))
  const compressed = point([2, ...Array(32).fill(1)])
  const elsewhere = point([4, ...Array(64).fill(1)])
  assert.throws(parse(makeCsr({ ...p256, spki: compressed })), fault('CSR_MALFORMED'))
  assert.throws(parse(makeCsr({ ...p256, spki: elsewhere })), fault('CSR_SIGNATURE_INVALID'))
})

test('a huge request is refused unread', () => {
  assert.throws(parse(new Uint8Array(MAX_CSR_BYTES + 1)), fault('CSR_TOO_LARGE'))
})

test('a request cut off anywhere, or with anything behind it', () => {
  for (let length = 0; length < csr.length; length++) {
    assert.throws(parse(csr.subarray(0, length)), fault('CSR_MALFORMED'))
  }
  assert.throws(parse(Uint8Array.from([...csr, 0])), fault('CSR_MALFORMED'))
})

test('no byte of a request can be changed', () => {
  for (let byte = 0; byte < csr.length; byte++) {
    const changed = Uint8Array.from(csr)
    changed[byte] = (changed[byte] ?? 0) ^ 0x01
    assert.throws(parse(changed), refused, `byte ${byte}`)
  }
})

test('any bytes are refused with a code', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      assert.throws(parse(bytes), refused)
    }),
    { numRuns: 500 },
  )
})
