// The one check: alice's genuine chain, and everything mallory could present instead. Each refusal has its own code.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromHex } from '@parley/shared/certificates/bytes.ts'
import { recheck } from '@parley/shared/certificates/check.ts'
import {
  MAX_CERTIFICATE_BYTES,
  REVOCATION_GRACE,
  SIGNATURE_CACHE_ENTRIES,
} from '@parley/shared/certificates/constants.ts'
import { ownKey } from '@parley/shared/certificates/csr.ts'
import { bitString, octetString, sequence, utf8String } from '@parley/shared/certificates/der-write.ts'
import { encodeAuthorityKeyId } from '@parley/shared/certificates/extensions.ts'
import { keyIdOf, readPublicKey } from '@parley/shared/certificates/keys.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import { RevocationLists } from '@parley/shared/certificates/revocation-lists.ts'
import { trustedRoot } from '@parley/shared/certificates/roots.ts'
import { signatureCache } from '@parley/shared/certificates/signature-cache.ts'
import type { Primitives } from '@parley/shared/crypto/primitives.ts'
import { EXIT } from '@parley/shared/faults/define.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { generateKey, primitives } from '@parley/shared/host/crypto.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'
import { altered, partsOf, signAnything, tbsPart } from './alter.ts'
import { defectsOf } from './defects.ts'
import { certify, days, LOCATIONS, makeRealm, NOW, newSerial } from './realm.ts'

const realm = makeRealm()
const alice = realm.enrol('alice')
const bob = realm.enrol('bob', { kind: 'rsa' })

/** Any refusal a stranger can cause: a fault that means "not trusted". */
function untrusted(error: unknown): boolean {
  assert.ok(error instanceof Fault, String(error))
  assert.equal(error.exit, EXIT.untrusted, error.code)
  return true
}

test('alice’s chain is verified, and says who she is', () => {
  const cert = realm.check(alice)
  assert.equal(cert.login, 'alice')
  assert.equal(cert.realm, 'harbour')
  assert.equal(cert.role, 'member')
  assert.equal(cert.peerId, alice.peerId)
  assert.equal(cert.serial, alice.serial)
  assert.equal(cert.scheme, 'ed25519')
  assert.deepEqual(cert.spki, alice.signer.spki)
  assert.deepEqual(cert.chain, alice.chain)
  assert.deepEqual(cert.notAfter, days(7))
  assert.equal(cert.issuerKeyId, realm.issuing.keyId)
  assert.equal(cert.rootFingerprint, realm.root.fingerprint)
  assert.deepEqual(cert.revocation, { number: 1n, state: 'fresh' })
})

test('bob’s device has an RSA key, and the authority itself is a peer too', () => {
  assert.equal(realm.check(bob).scheme, 'rsa-pkcs1-sha256')
  const authority = realm.enrol('authority', { role: 'authority' })
  assert.equal(realm.check(authority).role, 'authority')
})

test('the root may be presented too, when it is one that is trusted', () => {
  const presented = [...alice.chain, realm.root.der]
  assert.equal(realm.check(alice, { presented }).login, 'alice')
  const other = makeRealm()
  assert.throws(
    () => realm.check(alice, { presented: [...alice.chain, other.root.der] }),
    fault('CERT_ROOT_UNKNOWN'),
  )
})

test('while a root is exchanged both are trusted, though they bear one name', () => {
  const next = makeRealm()
  const lists = next.lists.all().reduce((sum, each) => sum.with(each), realm.lists)
  const roots = [next.root, realm.root]
  assert.equal(realm.check(alice, { roots, lists }).rootFingerprint, realm.root.fingerprint)
  const carol = next.enrol('carol')
  assert.equal(next.check(carol, { roots, lists }).rootFingerprint, next.root.fingerprint)
})

test('nothing presented', () => {
  assert.throws(() => realm.check(alice, { presented: [] }), fault('CERT_MISSING'))
})

test('too many certificates, and too large ones, are refused unread', () => {
  const garbage = new Uint8Array(MAX_CERTIFICATE_BYTES + 1)
  assert.throws(
    () => realm.check(alice, { presented: [alice.der, alice.der, alice.der, garbage] }),
    fault('CERT_CHAIN_TOO_LONG'),
  )
  assert.throws(() => realm.check(alice, { presented: [garbage] }), fault('CERT_TOO_LARGE'))
  const unread = [new Uint8Array(0), garbage]
  assert.throws(() => realm.check(alice, { presented: unread }), fault('CERT_TOO_LARGE'))
  const [leaf, issuing] = alice.chain
  assert.ok(leaf && issuing)
  assert.throws(
    () => realm.check(alice, { presented: [leaf, issuing, issuing] }),
    fault('CERT_CHAIN_TOO_LONG'),
  )
})

test('a certificate without its issuer', () => {
  assert.throws(() => realm.check(alice, { presented: [alice.der] }), fault('CERT_CHAIN_INCOMPLETE'))
})

test('garbage, and nothing at all', () => {
  assert.throws(() => realm.check(alice, { presented: [new Uint8Array(0)] }), fault('CERT_MALFORMED'))
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      assert.throws(() => realm.check(alice, { presented: [bytes, realm.issuing.der] }), untrusted)
    }),
  )
})

test('mallory’s own root with the same names', () => {
  const foreign = makeRealm()
  const mallory = foreign.enrol('alice')
  assert.throws(() => realm.check(mallory), fault('CERT_ROOT_UNKNOWN'))
  // She may also put her issuing CA's key under the genuine identifier: then the signature tells.
  const posing = signAnything(tbsPart(realm.issuing.der), foreign.rootSigner)
  assert.throws(
    () => realm.check(mallory, { presented: [mallory.der, posing] }),
    fault('CERT_SIGNATURE_INVALID'),
  )
})

test('a self-signed device', () => {
  const tbs = altered(alice.der, {
    issuer: subjectOf(alice.der),
    spki: generateKey('p256').signer.spki,
  })
  const presented = [signAnything(tbs, generateKey('p256').signer)]
  assert.throws(() => realm.check(alice, { presented }), fault('CERT_ROOT_UNKNOWN'))
})

test('CA certificates as devices', () => {
  for (const presented of [
    [realm.issuing.der],
    [realm.issuing.der, realm.root.der],
    [realm.root.der],
    [realm.root.der, realm.root.der],
  ]) {
    assert.throws(() => realm.check(alice, { presented }), fault('CERT_IS_AUTHORITY'))
  }
})

test('a device that issues for others', () => {
  const wren = generateKey('p256')
  const device = signAnything(altered(alice.der, { spki: wren.signer.spki }), realm.issuingSigner)
  const tbs = altered(alice.der, { issuer: subjectOf(alice.der) })
  const presented = [signAnything(tbs, wren.signer), device]
  assert.throws(() => realm.check(alice, { presented }), untrusted)
  assert.throws(
    () => realm.check(alice, { presented: [...presented, realm.issuing.der] }),
    fault('CERT_CHAIN_TOO_LONG'),
  )
})

test('an issuing CA that put a CA of its own name below itself', () => {
  const hidden = generateKey('p256').signer
  const below = altered(realm.issuing.der, {
    issuer: realm.issuing.subject,
    spki: hidden.spki,
    extensions: {
      [OID.subjectKeyIdentifier]: { value: octetString(keyIdOf(readPublicKey(hidden.spki), primitives)) },
      [OID.authorityKeyIdentifier]: { value: encodeAuthorityKeyId(fromHex(realm.issuing.keyId)) },
    },
  })
  const presented = [
    signAnything(tbsPart(alice.der), hidden),
    signAnything(below, realm.issuingSigner),
    realm.issuing.der,
  ]
  assert.throws(() => realm.check(alice, { presented }), untrusted)
})

test('the authority’s HTTPS certificate as a device', () => {
  const der = certify(
    {
      kind: 'https',
      issuer: realm.issuing,
      names: ['ca.harbour.test'],
      addresses: [],
      serial: newSerial(),
      notBefore: NOW,
      notAfter: days(7),
      key: ownKey(generateKey('p256').signer),
      locations: LOCATIONS,
      primitives,
    },
    realm.issuingSigner,
  )
  assert.throws(() => realm.check(alice, { presented: [der, realm.issuing.der] }), fault('CERT_USAGE_WRONG'))
})

test('another’s certificate with own key, and own certificate over another’s connection', () => {
  assert.throws(() => realm.check(alice, { expectedPeerId: bob.peerId }), fault('CERT_PEER_MISMATCH'))
})

test('a certificate lives from its first second to the end of its last', () => {
  const notBefore = days(1)
  const notAfter = days(2)
  const carol = realm.enrol('carol', { notBefore, notAfter })
  const at = (time: number) => () => realm.check(carol, { now: new Date(time) })
  assert.throws(at(notBefore.getTime() - 1), fault('CERT_NOT_YET_VALID'))
  at(notBefore.getTime())()
  at(notAfter.getTime() + 999)()
  assert.throws(at(notAfter.getTime() + 1000), fault('CERT_EXPIRED'))
  assert.throws(at(Number.NaN), fault('CERT_NOT_YET_VALID'))
})

test('revoked and suspended are told apart', () => {
  const date = NOW
  const revoked = realm.revoking({ serial: alice.serial, date, reason: 'keyCompromise' })
  const suspended = realm.revoking({ serial: alice.serial, date, reason: 'certificateHold' })
  assert.throws(() => realm.check(alice, { lists: revoked }), fault('CERT_REVOKED'))
  assert.throws(() => realm.check(alice, { lists: suspended }), fault('CERT_SUSPENDED'))
  assert.equal(realm.check(bob, { lists: revoked }).revocation.number, 2n)
})

test('the issuing CA itself revoked by the root', () => {
  const lists = realm.rootRevoking({ serial: realm.issuingSerial, date: NOW, reason: 'cACompromise' })
  assert.throws(() => realm.check(alice, { lists }), fault('CERT_REVOKED'))
})

test('without the list of either authority nobody is accepted', () => {
  const [ofRoot, ofIssuing] = [realm.lists.of(realm.root.keyId), realm.lists.of(realm.issuing.keyId)]
  assert.ok(ofRoot && ofIssuing)
  const missing = fault('REVOCATION_LIST_MISSING')
  assert.throws(() => realm.check(alice, { lists: RevocationLists.none }), missing)
  assert.throws(() => realm.check(alice, { lists: RevocationLists.none.with(ofRoot) }), missing)
  assert.throws(() => realm.check(alice, { lists: RevocationLists.none.with(ofIssuing) }), missing)
})

test('a stale list serves known contacts for the grace period, and nobody after it', () => {
  const carol = realm.enrol('carol', { notAfter: days(60) })
  const end = days(7).getTime() // nextUpdate of both lists
  const at = (time: number, acquaintance: 'known' | 'new') =>
    realm.check(carol, { now: new Date(time), acquaintance })
  assert.equal(at(end, 'new').revocation.state, 'fresh')
  assert.throws(() => at(end + 1, 'new'), fault('REVOCATION_LIST_STALE'))
  assert.equal(at(end + 1, 'known').revocation.state, 'stale')
  assert.equal(at(end + REVOCATION_GRACE, 'known').revocation.state, 'stale')
  assert.throws(() => at(end + REVOCATION_GRACE + 1, 'known'), fault('REVOCATION_LIST_EXPIRED'))
})

test('whom a stale list revoked stays revoked, for known contacts too', () => {
  const carol = realm.enrol('carol', { notAfter: days(60) })
  const lists = realm.revoking({ serial: carol.serial, date: NOW, reason: 'superseded' })
  const late = { lists, now: days(50), acquaintance: 'known' } as const
  assert.throws(() => realm.check(carol, late), fault('CERT_REVOKED'))
})

test('a list from the future is a wrong clock, not a fresh list', () => {
  const early = realm.enrol('carol')
  const lists = realm.revokingAt(days(1), days(8))
  assert.throws(() => realm.check(early, { lists }), fault('REVOCATION_LIST_EARLY'))
})

for (const { name, code, alteration } of defectsOf('device', alice.peerId)) {
  test(`a careless authority signed a device certificate: ${name}`, () => {
    const der = signAnything(altered(alice.der, alteration), realm.issuingSigner)
    const presented = [der, realm.issuing.der]
    assert.throws(() => realm.check(alice, { presented }), fault(code))
  })
}

for (const { name, alteration } of defectsOf('issuing')) {
  test(`a careless root signed an issuing CA: ${name}`, () => {
    const der = signAnything(altered(realm.issuing.der, alteration), realm.rootSigner)
    assert.throws(() => realm.check(alice, { presented: [alice.der, der] }), untrusted)
  })
}

for (const { name, alteration } of defectsOf('root')) {
  test(`a root that is not made as roots are is not trusted: ${name}`, () => {
    const der = signAnything(altered(realm.root.der, alteration), realm.rootSigner)
    assert.throws(() => trustedRoot(der, primitives), untrusted)
  })
}

test('a signature algorithm that is no algorithm', () => {
  const [issuing, device] = [realm.issuing.der, alice.der].map((der) => {
    const nonsense = sequence(utf8String('trust me'))
    const tbs = altered(der, { algorithm: nonsense })
    return sequence(tbs, nonsense, bitString(realm.rootSigner.sign(tbs)))
  })
  assert.ok(issuing && device)
  const code = fault('CERT_ALGORITHM_UNSUPPORTED')
  assert.throws(() => realm.check(alice, { presented: [alice.der, issuing] }), code)
  assert.throws(() => realm.check(alice, { presented: [device, realm.issuing.der] }), code)
})

test('an unknown critical extension is a refusal, wherever it stands', () => {
  const unknown = {
    extensions: { '1.3.6.1.4.1.32473.1.99': { critical: true, value: utf8String('obey') } },
  }
  const device = signAnything(altered(alice.der, unknown), realm.issuingSigner)
  const issuing = signAnything(altered(realm.issuing.der, unknown), realm.rootSigner)
  const code = fault('CERT_EXTENSION_UNKNOWN')
  assert.throws(() => realm.check(alice, { presented: [device, realm.issuing.der] }), code)
  assert.throws(() => realm.check(alice, { presented: [alice.der, issuing] }), code)
})

test('a name constraint is a refusal, critical or not', () => {
  for (const critical of [true, false]) {
    const alteration = { extensions: { '2.5.29.30': { critical, value: sequence() } } }
    const der = signAnything(altered(realm.issuing.der, alteration), realm.rootSigner)
    assert.throws(() => realm.check(alice, { presented: [alice.der, der] }), fault('CERT_EXTENSION_UNKNOWN'))
  }
})

test('no byte of the device certificate or of its issuer can be changed', () => {
  for (const [at, original] of alice.chain.entries()) {
    for (let byte = 0; byte < original.length; byte++) {
      for (const flip of [0x01, 0x20, 0x80, 0xff]) {
        const changed = Uint8Array.from(original)
        changed[byte] = (changed[byte] ?? 0) ^ flip
        const presented = alice.chain.with(at, changed)
        assert.throws(() => realm.check(alice, { presented }), untrusted, `byte ${byte} of ${at}`)
      }
    }
  }
})

test('whatever byte an authority itself gets wrong: refused with a code, or still alice’s device', () => {
  const signers = [realm.issuingSigner, realm.rootSigner]
  for (const [at, original] of alice.chain.entries()) {
    const signer = signers[at]
    assert.ok(signer)
    const tbs = tbsPart(original)
    for (let byte = 0; byte < tbs.length; byte++) {
      for (const flip of [0x01, 0x04, 0x20, 0x80, 0xff]) {
        const changed = Uint8Array.from(tbs)
        changed[byte] = (changed[byte] ?? 0) ^ flip
        const presented = alice.chain.with(at, signAnything(changed, signer))
        try {
          const cert = realm.check(alice, { presented })
          assert.deepEqual([cert.login, cert.peerId, cert.role], ['alice', alice.peerId, 'member'])
          assert.deepEqual(cert.spki, alice.signer.spki)
        } catch (error) {
          untrusted(error)
        }
      }
    }
  }
})

test('no byte of a root can be changed', () => {
  for (let byte = 0; byte < realm.root.der.length; byte++) {
    const changed = Uint8Array.from(realm.root.der)
    changed[byte] = (changed[byte] ?? 0) ^ 0x01
    assert.throws(() => trustedRoot(changed, primitives), untrusted, `byte ${byte}`)
  }
})

test('cut off anywhere, or with anything behind it, a certificate is refused', () => {
  for (let length = 0; length < alice.der.length; length++) {
    const presented = [alice.der.subarray(0, length), realm.issuing.der]
    assert.throws(() => realm.check(alice, { presented }), fault('CERT_MALFORMED'))
  }
  const presented = [Uint8Array.from([...alice.der, 0]), realm.issuing.der]
  assert.throws(() => realm.check(alice, { presented }), fault('CERT_MALFORMED'))
})

test('remembered signatures save computing, and nothing but computing', () => {
  let verified = 0
  const counting: Primitives = {
    ...primitives,
    verify(...args) {
      verified++
      primitives.verify(...args)
    },
  }
  const cache = signatureCache()
  const check = (overrides = {}) => realm.check(alice, { cache, primitives: counting, ...overrides })
  check()
  assert.equal(verified, 2)
  check()
  assert.equal(verified, 2)
  assert.throws(() => check({ now: days(8) }), fault('CERT_EXPIRED'))
  const lists = realm.revoking({ serial: alice.serial, date: NOW, reason: 'keyCompromise' })
  assert.throws(() => check({ lists }), fault('CERT_REVOKED'))
  const changed = Uint8Array.from(alice.der)
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
  const presented = [changed, realm.issuing.der]
  assert.throws(() => check({ presented }), fault('CERT_SIGNATURE_INVALID'))
  assert.throws(() => check({ presented }), fault('CERT_SIGNATURE_INVALID'))
  assert.equal(verified, 4, 'a failure is never remembered')
})

test('the memory of signatures is bounded', () => {
  const cache = signatureCache(3)
  const easy: Primitives = { ...primitives, verify: () => {} }
  const none = new Uint8Array()
  for (let each = 0; each < 10; each++) cache.verify(easy, 'ed25519', none, Uint8Array.of(each), none)
  assert.equal(cache.size, 3)
  assert.ok(SIGNATURE_CACHE_ENTRIES > 1000)
})

test('what was signed before a renewal is checked as of then, but revocation as of now', () => {
  const now = days(8) // alice's certificate expired on day 7
  const acquaintance = 'known'
  const cert = realm.check(alice, { now, acquaintance, at: days(6) })
  assert.equal(cert.login, 'alice')
  assert.throws(() => recheck(cert, realm.lists, now, acquaintance), fault('CERT_EXPIRED'))
  assert.throws(() => realm.check(alice, { now, acquaintance, at: days(-1) }), fault('CERT_NOT_YET_VALID'))
  const lists = realm.revoking({ serial: alice.serial, date: days(7), reason: 'keyCompromise' })
  assert.throws(() => realm.check(alice, { now, acquaintance, lists, at: days(6) }), fault('CERT_REVOKED'))
  // A time to come proves nothing about now.
  const early = realm.enrol('carol', { notBefore: days(1) })
  assert.throws(() => realm.check(early, { at: days(2) }), fault('CERT_NOT_YET_VALID'))
})

test('a live session is checked again without computing a signature', () => {
  const cert = realm.check(alice)
  const lists = realm.revoking({ serial: bob.serial, date: NOW, reason: 'keyCompromise' })
  const again = recheck(cert, lists, days(1), 'new')
  assert.equal(again.revocation.number, 2n)
  assert.equal(again.fingerprint, cert.fingerprint)
  assert.throws(() => recheck(again, lists, days(8), 'known'), fault('CERT_EXPIRED'))
  assert.throws(() => recheck(again, RevocationLists.none, NOW, 'known'), fault('REVOCATION_LIST_MISSING'))
  const revoked = realm.revoking({ serial: alice.serial, date: NOW, reason: 'keyCompromise' })
  assert.throws(() => recheck(again, revoked, NOW, 'known'), fault('CERT_REVOKED'))
})

test('what only looks like a verified certificate is none', () => {
  const cert = realm.check(alice)
  const forged = Object.create(cert, { role: { value: 'admin' } }) as typeof cert
  assert.throws(() => recheck(forged, realm.lists, NOW, 'known'), fault('CERT_VERIFIED_FORGED'))
  assert.throws(() => Object.assign(cert, { role: 'admin' }), TypeError)
})

test('bytes that change after the check change nothing that was checked', () => {
  const presented = alice.chain.map((der) => Uint8Array.from(der))
  const cert = realm.check(alice, { presented })
  for (const der of presented) der.fill(0)
  assert.deepEqual(cert.chain, alice.chain)
  assert.deepEqual(cert.spki, alice.signer.spki)
  assert.equal(cert.login, 'alice')
})

test('without any root nobody is accepted', () => {
  assert.throws(() => realm.check(alice, { roots: [] }), fault('CERT_ROOT_UNKNOWN'))
  assert.throws(() => realm.check(alice, { roots: Array(9).fill(realm.root) }), RangeError)
})

test('all good realms of a run: any login and role that enrols is verified as itself', () => {
  const logins = fc.stringMatching(/^[a-z][a-z0-9]{1,31}$/).filter((each) => each !== 'authority')
  const roles = fc.constantFrom('admin', 'auditor', 'moderator', 'member', 'guest')
  fc.assert(
    fc.property(logins, roles, (name, role) => {
      const device = realm.enrol(name, { role })
      const cert = realm.check(device)
      assert.deepEqual([cert.login, cert.role], [name, role])
    }),
    { numRuns: 50 },
  )
})

function subjectOf(der: Uint8Array): Uint8Array {
  return partsOf(der).subject
}
