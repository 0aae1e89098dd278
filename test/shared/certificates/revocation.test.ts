// Revocation lists: what is built is what is read; what anybody else made is refused.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromHex } from '@parley/shared/certificates/bytes.ts'
import { MAX_REVOCATION_LIST_BYTES } from '@parley/shared/certificates/constants.ts'
import { constructed, DerReader, TAG } from '@parley/shared/certificates/der-read.ts'
import { explicit, sequence, time, tlv, unsigned } from '@parley/shared/certificates/der-write.ts'
import { encodeExtension, encodeReasonCode } from '@parley/shared/certificates/extensions.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import {
  buildRevocationList,
  type RevocationListRequest,
  type RevokedEntry,
} from '@parley/shared/certificates/revocation-build.ts'
import { verifyRevocationList } from '@parley/shared/certificates/revocation-list.ts'
import { noRevocationLists } from '@parley/shared/certificates/revocation-lists.ts'
import {
  REVOCATION_REASONS,
  type RevocationReason,
  revocationReason,
} from '@parley/shared/certificates/revocation-reason.ts'
import { EXIT } from '@parley/shared/faults/define.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { generateKey, primitives } from '@parley/shared/host/crypto.ts'
import { serial } from '@parley/shared/identity/ids.ts'
import fc from 'fast-check'
import { fault } from '../../support/fault.ts'
import { signAnything } from './alter.ts'
import { days, makeRealm, NOW, newSerial } from './realm.ts'

const realm = makeRealm()
const trust = { roots: [realm.root], issuers: [realm.issuing.der], primitives }
const verify = (der: Uint8Array) => () => verifyRevocationList(der, trust)
const build = (changes: Partial<RevocationListRequest> = {}) =>
  buildRevocationList(
    { issuer: realm.issuing, number: 7n, thisUpdate: NOW, nextUpdate: days(7), entries: [], ...changes },
    realm.issuingSigner,
  )
const entry = (reason: RevocationReason = 'keyCompromise'): RevokedEntry => ({
  serial: newSerial(),
  date: NOW,
  reason,
})

test('a list says what was put into it, sorted, with every reason', () => {
  const entries = (Object.keys(REVOCATION_REASONS) as RevocationReason[]).map(entry)
  const list = verify(build({ entries }))()
  assert.equal(list.number, 7n)
  assert.equal(list.issuerKeyId, realm.issuing.keyId)
  assert.equal(list.issuerKind, 'issuing')
  assert.deepEqual(list.thisUpdate, NOW)
  assert.deepEqual(list.nextUpdate, days(7))
  assert.deepEqual([...list.revoked.keys()], entries.map((each) => each.serial).sort())
  for (const { serial: each, reason, date } of entries) {
    assert.deepEqual(list.revoked.get(each), { reason, date })
  }
})

test('an empty list and a root’s list are lists', () => {
  assert.equal(verify(build())().revoked.size, 0)
  const ofRoot = buildRevocationList(
    { issuer: realm.rootIssuer, number: 1n, thisUpdate: NOW, nextUpdate: days(365), entries: [] },
    realm.rootSigner,
  )
  assert.equal(verify(ofRoot)().issuerKind, 'root')
})

test('any entries round-trip', () => {
  const entries = fc.uniqueArray(
    fc.record({
      serial: fc
        .uint8Array({ minLength: 16, maxLength: 16 })
        .map((bytes) => serial(`4${Buffer.from(bytes).toString('hex').slice(1)}`)),
      date: fc.integer({ min: 0, max: 2e9 }).map((seconds) => new Date(seconds * 1000)),
      reason: fc.constantFrom(...(Object.keys(REVOCATION_REASONS) as RevocationReason[])),
    }),
    { selector: (each) => each.serial, maxLength: 40 },
  )
  fc.assert(
    fc.property(entries, fc.bigInt({ min: 1n, max: 2n ** 100n }), (some, number) => {
      const list = verify(build({ entries: some, number }))()
      assert.equal(list.number, number)
      assert.equal(list.revoked.size, some.length)
      for (const { serial: each, reason, date } of some) {
        assert.deepEqual(list.revoked.get(each), { reason, date })
      }
    }),
    { numRuns: 30 },
  )
})

test('a list that would say nonsense is not built', () => {
  const twice = entry()
  const wrong = fault('REVOCATION_LIST_REQUEST_WRONG')
  assert.throws(() => build({ entries: [twice, entry(), twice] }), wrong)
  assert.throws(() => build({ number: 0n }), wrong)
  assert.throws(() => build({ nextUpdate: NOW }), wrong)
  assert.throws(() => build({ thisUpdate: new Date(NOW.getTime() + 1) }), wrong)
  assert.throws(() => build({ issuer: realm.rootIssuer }), fault('LINT_SIGNER_WRONG'))
})

test('mallory’s list', () => {
  const other = makeRealm('lighthouse')
  const theirs = buildRevocationList(
    { issuer: other.issuing, number: 99n, thisUpdate: NOW, nextUpdate: days(7), entries: [] },
    other.issuingSigner,
  )
  assert.throws(verify(theirs), fault('REVOCATION_LIST_ISSUER_UNKNOWN'))
  // The genuine names and key identifier over her own key.
  const forged = signAnything(tbsOf(build()), generateKey('p256').signer)
  assert.throws(verify(forged), fault('REVOCATION_LIST_SIGNATURE_INVALID'))
  // Even with her issuing CA at hand, its root is not ours.
  assert.throws(
    () => verifyRevocationList(theirs, { ...trust, issuers: [other.issuing.der] }),
    fault('CERT_ROOT_UNKNOWN'),
  )
})

test('a device that signs lists', () => {
  const alice = realm.enrol('alice')
  const trusting = { ...trust, issuers: [alice.der] }
  assert.throws(() => verifyRevocationList(build(), trusting), fault('REVOCATION_LIST_ISSUER_UNKNOWN'))
})

/** The parts of a list, and lists with one wrong: all signed by the genuine issuing CA. */
interface ListParts {
  version: Uint8Array
  algorithm: Uint8Array
  issuer: Uint8Array
  thisUpdate: Uint8Array
  nextUpdate: Uint8Array
  entries: Uint8Array
  extensions: Uint8Array
}

function tbsOf(der: Uint8Array): Uint8Array {
  return DerReader.over(der).enter(TAG.sequence).whole()
}

function listWith(changes: Partial<ListParts>): Uint8Array {
  const tbs = DerReader.over(tbsOf(build({ entries: [entry()] }))).enter(TAG.sequence)
  const parts: ListParts = {
    version: tbs.whole(),
    algorithm: tbs.whole(),
    issuer: tbs.whole(),
    thisUpdate: tbs.whole(),
    nextUpdate: tbs.whole(),
    entries: tbs.whole(),
    extensions: tbs.whole(constructed(0)),
    ...changes,
  }
  const { version, algorithm, issuer, thisUpdate, nextUpdate, entries, extensions } = parts
  return signAnything(
    sequence(version, algorithm, issuer, thisUpdate, nextUpdate, entries, extensions),
    realm.issuingSigner,
  )
}

const none = new Uint8Array()
const number = encodeExtension({ oid: OID.crlNumber, critical: false, value: unsigned(7) })
const keyId = encodeExtension({
  oid: OID.authorityKeyIdentifier,
  critical: false,
  value: sequence(tlv(0x80, fromHex(realm.issuing.keyId))),
})
const other = (oid: string, critical: boolean) => encodeExtension({ oid, critical, value: unsigned(1) })
const listed = (...extensions: Uint8Array[]) => explicit(0, sequence(...extensions))
const revoked = (...rest: Uint8Array[]) => sequence(unsigned(fromHex(newSerial())), time(NOW), ...rest)
const reason = (code: number, critical = false) =>
  sequence(encodeExtension({ oid: OID.reasonCode, critical, value: encodeReasonCode(code) }))
const double = revoked()

const DEFECTS: Readonly<Record<string, Partial<ListParts>>> = {
  'version 1': { version: none },
  'no nextUpdate': { nextUpdate: none },
  'ends before it begins': { thisUpdate: time(days(8)) },
  'empty list of entries': { entries: sequence() },
  'a serial twice': { entries: sequence(double, double) },
  'a negative serial': { entries: sequence(sequence(tlv(0x02, Uint8Array.of(0x80)), time(NOW))) },
  'a reason nobody knows': { entries: sequence(revoked(reason(7))) },
  'removeFromCRL in a whole list': { entries: sequence(revoked(reason(8))) },
  'a critical reason': { entries: sequence(revoked(reason(1, true))) },
  'an entry with another extension': {
    entries: sequence(revoked(sequence(other('2.5.29.29', true)))),
  },
  'an entry with something behind': { entries: sequence(revoked(reason(1), unsigned(1))) },
  'no extensions': { extensions: none },
  'no number': { extensions: listed(keyId) },
  'no authority key identifier': { extensions: listed(number) },
  'a delta list': { extensions: listed(keyId, number, other('2.5.29.27', true)) },
  'a list for some reasons only': { extensions: listed(keyId, number, other('2.5.29.28', true)) },
  'an unknown extension, not critical': { extensions: listed(keyId, number, other('2.5.29.46', false)) },
  'a critical number': {
    extensions: listed(keyId, encodeExtension({ oid: OID.crlNumber, critical: true, value: unsigned(7) })),
  },
}

for (const [name, changes] of Object.entries(DEFECTS)) {
  test(`refused although signed: ${name}`, () => {
    assert.throws(verify(listWith(changes)), fault('REVOCATION_LIST_MALFORMED'))
  })
}

test('the unchanged parts make a good list', () => {
  assert.equal(verify(listWith({}))().number, 7n)
  assert.equal(verify(listWith({ extensions: listed(number, keyId) }))().number, 7n)
})

function untrusted(error: unknown): boolean {
  assert.ok(error instanceof Fault, String(error))
  assert.equal(error.exit, EXIT.untrusted)
  return true
}

test('no byte of a list can be changed, nothing cut off, nothing added', () => {
  const der = build({ entries: [entry(), entry('unspecified')] })
  for (let byte = 0; byte < der.length; byte++) {
    const changed = Uint8Array.from(der)
    changed[byte] = (changed[byte] ?? 0) ^ 0x01
    assert.throws(verify(changed), untrusted, `byte ${byte}`)
    assert.throws(verify(der.subarray(0, byte)), fault('REVOCATION_LIST_MALFORMED'))
  }
  assert.throws(verify(Uint8Array.from([...der, 0])), fault('REVOCATION_LIST_MALFORMED'))
})

test('whatever byte an authority itself gets wrong in a list: refused with a code, or a list', () => {
  const tbs = tbsOf(build({ entries: [entry(), entry('unspecified')] }))
  for (let byte = 0; byte < tbs.length; byte++) {
    for (const flip of [0x01, 0x04, 0x20, 0x80, 0xff]) {
      const changed = Uint8Array.from(tbs)
      changed[byte] = (changed[byte] ?? 0) ^ flip
      try {
        const list = verify(signAnything(changed, realm.issuingSigner))()
        assert.equal(list.issuerKeyId, realm.issuing.keyId)
        assert.ok(list.number > 0n && list.nextUpdate > list.thisUpdate)
      } catch (error) {
        untrusted(error)
      }
    }
  }
})

test('a huge list is refused unread', () => {
  const huge = new Uint8Array(MAX_REVOCATION_LIST_BYTES + 1)
  assert.throws(verify(huge), fault('REVOCATION_LIST_TOO_LARGE'))
})

test('of each issuer the list with the highest number is kept, and the rest of the value never changes', () => {
  const older = verify(build({ number: 7n }))()
  const newer = verify(build({ number: 8n, entries: [entry()] }))()
  const ofRoot = realm.lists.of(realm.root.keyId)
  assert.ok(ofRoot)
  const before = noRevocationLists.with(ofRoot).with(older)
  const after = before.with(newer)
  assert.equal(before.of(realm.issuing.keyId)?.number, 7n)
  assert.equal(after.of(realm.issuing.keyId)?.number, 8n)
  assert.equal(after.with(older), after)
  assert.equal(after.with(newer), after)
  assert.equal(after.of(realm.root.keyId), ofRoot)
  assert.equal(after.all().length, 2)
  assert.equal(noRevocationLists.all().length, 0)
})

test('10,000 revocations are listed and read within a second of the processor each', (t) => {
  const entries = Array.from({ length: 10_000 }, () => entry('superseded'))
  const started = busyMs()
  const der = build({ entries })
  const built = busyMs()
  assert.equal(verify(der)().revoked.size, 10_000)
  const done = busyMs()
  t.diagnostic(`built in ${(built - started).toFixed()} ms, verified in ${(done - built).toFixed()} ms`)
  assert.ok(built - started < 1000 && done - built < 1000)
})

/** Milliseconds this process has kept a processor busy: what else runs on the machine does not count. */
function busyMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

test('reasons by name', () => {
  assert.equal(revocationReason('keyCompromise'), 'keyCompromise')
  for (const bad of ['', 'removeFromCRL', 'toString', 'KEYCOMPROMISE']) {
    assert.throws(() => revocationReason(bad), fault('REVOCATION_REASON_UNKNOWN'))
  }
})
