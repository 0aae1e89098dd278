// What no profile can switch off: chains that break RFC 5280 itself, checked without a single profile rule.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identifierOf } from '@parley/shared/certificates/algorithms.ts'
import { sequence, time, utf8String } from '@parley/shared/certificates/der-write.ts'
import { encodeBasicConstraints, encodeKeyUsage, KEY_USAGE } from '@parley/shared/certificates/extensions.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import { checkPath } from '@parley/shared/certificates/path.ts'
import { deviceProfile, type PathProfile } from '@parley/shared/certificates/profile.ts'
import { generateKey, primitives } from '@parley/shared/host/crypto.ts'
import { fault } from '../../support/fault.ts'
import { type Alteration, altered, signAnything } from './alter.ts'
import { days, makeRealm, NOW } from './realm.ts'

const unsafeTestingNoRules: PathProfile = {
  ...deviceProfile,
  rules: { root: [], issuing: [], leaf: [] },
  links: [],
}

const realm = makeRealm()
const alice = realm.enrol('alice')

function check(presented: readonly Uint8Array[], now = NOW) {
  const { lists, root } = realm
  const input = { presented, roots: [root], lists, now, acquaintance: 'new', primitives } as const
  return () => checkPath(input, unsafeTestingNoRules)
}

const issuingWith = (alteration: Alteration) =>
  signAnything(altered(realm.issuing.der, alteration), realm.rootSigner)
const withConstraints = (value: Uint8Array) =>
  issuingWith({ extensions: { [OID.basicConstraints]: { value } } })

test('without rules the genuine chain passes, and shows its parts', () => {
  const path = check(alice.chain)()
  assert.deepEqual(path.leaf.der, alice.der)
  assert.equal(path.root, realm.root)
  assert.equal(path.revocation?.state, 'fresh')
})

test('an issuer that is no authority', () => {
  const code = fault('CERT_ISSUER_NOT_AUTHORITY')
  assert.throws(check([alice.der, withConstraints(encodeBasicConstraints({ ca: false }))]), code)
  assert.throws(check([alice.der, issuingWith({ extensions: { [OID.basicConstraints]: undefined } })]), code)
})

test('an authority that may not sign certificates', () => {
  const value = encodeKeyUsage(KEY_USAGE.crlSign)
  const der = issuingWith({ extensions: { [OID.keyUsage]: { value } } })
  assert.throws(check([alice.der, der]), fault('CERT_ISSUER_NOT_AUTHORITY'))
})

test('an issuing CA that expired before its device', () => {
  const carol = realm.enrol('carol', { notAfter: days(60) })
  const validity = sequence(time(days(-1)), time(days(2)))
  const chain = [carol.der, issuingWith({ validity })]
  assert.doesNotThrow(check(chain, days(2)))
  assert.throws(check(chain, days(3)), fault('CERT_EXPIRED'))
})

test('an issuing CA that signs in a way no CA signs here', () => {
  const { signer } = generateKey('ed25519')
  const der = issuingWith({ spki: signer.spki })
  const device = signAnything(altered(alice.der, { algorithm: identifierOf('ed25519') }), signer)
  assert.throws(check([device, der]), fault('CERT_ALGORITHM_UNSUPPORTED'))
})

test('a negative serial', () => {
  const der = signAnything(
    altered(alice.der, { serial: Uint8Array.of(0x02, 0x01, 0x80) }),
    realm.issuingSigner,
  )
  assert.throws(check([der, realm.issuing.der]), fault('CERT_MALFORMED'))
})

test('an unknown critical extension', () => {
  const der = issuingWith({ extensions: { '1.2.3.4': { critical: true, value: utf8String('') } } })
  assert.throws(check([alice.der, der]), fault('CERT_EXTENSION_UNKNOWN'))
  const harmless = issuingWith({ extensions: { '1.2.3.4': { critical: false, value: sequence() } } })
  assert.doesNotThrow(check([alice.der, harmless]))
})

test('names that do not follow', () => {
  const stranger = issuingWith({ subject: realm.root.subject })
  assert.throws(check([alice.der, stranger]), fault('CERT_CHAIN_INCOMPLETE'))
  const elsewhere = signAnything(altered(alice.der, { issuer: realm.root.subject }), realm.issuingSigner)
  assert.throws(check([elsewhere, realm.issuing.der]), fault('CERT_CHAIN_BROKEN'))
})
