// Nothing is signed that breaks a rule of its profile: each rule against a certificate with exactly that defect.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ownKey } from '@parley/shared/certificates/csr.ts'
import { issue, lint, lintBytes, prepare } from '@parley/shared/certificates/issue.ts'
import type { CertificateRequest } from '@parley/shared/certificates/request.ts'
import { issuingRules, rootRules } from '@parley/shared/certificates/rules/authority.ts'
import { deviceRules } from '@parley/shared/certificates/rules/device.ts'
import { httpsRules } from '@parley/shared/certificates/rules/https.ts'
import { linkRules } from '@parley/shared/certificates/rules/links.ts'
import { ocspRules } from '@parley/shared/certificates/rules/ocsp.ts'
import { serialFromRandom } from '@parley/shared/certificates/serials.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { generateKey, primitives } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import { fault } from '../../support/fault.ts'
import { altered, tbsPart } from './alter.ts'
import { defectsOf, type Kind } from './defects.ts'
import { certify, days, LOCATIONS, makeRealm, NOW, newSerial } from './realm.ts'

const realm = makeRealm()
const alice = realm.enrol('alice')
const httpsSigner = generateKey('p256').signer
const https = certify(
  {
    kind: 'https',
    issuer: realm.issuing,
    names: ['localhost', 'ca.harbour.test'],
    addresses: ['127.0.0.1', '::1', 'fe80::1:2'],
    serial: newSerial(),
    notBefore: NOW,
    notAfter: days(30),
    key: ownKey(httpsSigner),
    locations: LOCATIONS,
    primitives,
  },
  realm.issuingSigner,
)
const ocsp = certify(
  {
    kind: 'ocsp',
    issuer: realm.issuing,
    serial: newSerial(),
    notBefore: NOW,
    notAfter: days(7),
    key: ownKey(generateKey('p256').signer),
    primitives,
  },
  realm.issuingSigner,
)

const good = {
  root: { der: realm.root.der, issuer: undefined, rules: rootRules },
  issuing: { der: realm.issuing.der, issuer: realm.rootIssuer.certificate, rules: issuingRules },
  device: { der: alice.der, issuer: realm.issuing.certificate, rules: deviceRules },
  https: { der: https, issuer: realm.issuing.certificate, rules: httpsRules },
  ocsp: { der: ocsp, issuer: realm.issuing.certificate, rules: ocspRules },
} as const

/** Rules that no defect of the certificate alone can break, with the reason. */
const NOT_BY_ITSELF: ReadonlySet<string> = new Set([
  // It is about the certificate above: 'an issuing CA cannot make another issuing CA', below.
  ...['root', 'issuing', 'device', 'https', 'ocsp'].map((kind) => `${kind} issuer-kind`),
  // A root is its own issuer.
  'root issuer-name',
  'root issuer-key',
  'root same-realm',
  'root validity-nested',
])

for (const kind of ['root', 'issuing', 'device', 'https', 'ocsp'] as const satisfies readonly Kind[]) {
  const { der, issuer, rules } = good[kind]

  test(`a good ${kind} certificate breaks no rule`, () => {
    lintBytes(tbsPart(der), kind, issuer, primitives)
  })

  const defects = defectsOf(kind, alice.peerId)
  for (const { name, rule, code, alteration } of defects) {
    test(`lint refuses to sign: ${kind}, ${name}`, () => {
      const tbs = altered(der, alteration)
      assert.throws(
        () => lintBytes(tbs, kind, issuer, primitives),
        (error) => {
          assert.ok(error instanceof Fault)
          // What cannot even be read back is refused before any rule.
          if (error.code === 'CERT_MALFORMED') return code === 'CERT_MALFORMED'
          assert.equal(error.code, 'LINT_REFUSED')
          assert.equal(error.parameters.rule, rule)
          return true
        },
      )
    })
  }

  test(`every rule of the ${kind} profile has its defect`, () => {
    const tested = new Set(defects.map(({ rule }) => rule))
    const untested = [...rules, ...linkRules].filter(
      ({ id }) => !tested.has(id) && !NOT_BY_ITSELF.has(`${kind} ${id}`),
    )
    assert.deepEqual(
      untested.map(({ id }) => id),
      [],
    )
  })
}

test('docs/CERTIFICATES.md names every rule, and no other', () => {
  const text = readFileSync(new URL('../../../docs/CERTIFICATES.md', import.meta.url), 'utf8')
  const tables = text.split('## The check')[0] ?? ''
  // Rule ids are the kebab-case words in code quotes.
  const named = new Set([...tables.matchAll(/`([a-z0-9]+(?:-[a-z0-9]+)+|authority)`/g)].map(([, id]) => id))
  const ids = [...Object.values(good).flatMap(({ rules }) => rules), ...linkRules].map(({ id }) => id)
  assert.deepEqual([...named].sort(), [...new Set(ids)].sort())
})

function requestFor(name: string): CertificateRequest {
  return {
    kind: 'device',
    issuer: realm.issuing,
    login: login(name),
    role: 'member',
    serial: newSerial(),
    notBefore: NOW,
    notAfter: days(7),
    key: ownKey(generateKey('ed25519').signer),
    locations: LOCATIONS,
    primitives,
  }
}

test('a linted token signs once', () => {
  const linted = lint(prepare(requestFor('bob')))
  issue(linted, realm.issuingSigner)
  assert.throws(() => issue(linted, realm.issuingSigner), fault('LINT_TOKEN_SPENT'))
})

test('a token is not spent by the wrong key, and nothing is signed with it', () => {
  const linted = lint(prepare(requestFor('bob')))
  assert.throws(() => issue(linted, realm.rootSigner), fault('LINT_SIGNER_WRONG'))
  issue(linted, realm.issuingSigner)
})

test('an issuing CA cannot make another issuing CA', () => {
  const request: CertificateRequest = {
    kind: 'issuing',
    issuer: realm.issuing,
    label: '2',
    serial: newSerial(),
    notBefore: NOW,
    notAfter: days(7),
    key: ownKey(generateKey('p256').signer),
    primitives,
  }
  assert.throws(
    () => lint(prepare(request)),
    (error) =>
      error instanceof Fault && error.code === 'LINT_REFUSED' && error.parameters.rule === 'issuer-kind',
  )
})

test('a date with a fraction of a second is refused before any byte is made', () => {
  const notAfter = new Date(days(7).getTime() + 1)
  assert.throws(() => prepare({ ...requestFor('bob'), notAfter }), fault('CERT_REQUEST_WRONG'))
})

test('serials from random bytes are positive, 16 bytes long, and keep 126 random bits', () => {
  assert.equal(serialFromRandom(new Uint8Array(16)), `40${'00'.repeat(15)}`)
  assert.equal(serialFromRandom(new Uint8Array(16).fill(0xff)), `7f${'ff'.repeat(15)}`)
  assert.throws(() => serialFromRandom(new Uint8Array(15)), RangeError)
})
