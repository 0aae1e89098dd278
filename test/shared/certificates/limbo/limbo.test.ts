// The C2SP x509-limbo suite through Parley's path check: nothing that must fail is accepted, and what is refused
// though it is valid is listed here, each with its reason.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { limboCases, refusalOf } from './suite.ts'

const NAME_CONSTRAINT = 'a name constraint, which Parley does not evaluate and therefore refuses'
const COMMON_NAME = 'a common name that is none of the alternative names (webpki::cn::not-in-san must fail)'
const AUTHORITY = 'a CA certificate as leaf (webpki::ca-as-leaf must fail)'

const REFUSED_THOUGH_VALID: Readonly<Record<string, string>> = {
  'cve::cve-2024-0567':
    'its trusted certificate was signed by another and does not say by whose key (rfc5280::aki::cross-signed-root-missing-aki must fail)',
  'pathlen::validation-ignores-pathlen-in-leaf': AUTHORITY,
  'rfc5280::ca-as-leaf': AUTHORITY,
  'rfc5280::eku::ee-without-eku': 'no extended key usage (webpki::eku::ee-without-eku must fail)',
  'rfc5280::nc::permitted-dns-match': NAME_CONSTRAINT,
  'rfc5280::nc::permitted-dns-match-more': COMMON_NAME,
  'rfc5280::nc::permitted-ipv4-match': NAME_CONSTRAINT,
  'rfc5280::nc::permitted-ipv6-match': NAME_CONSTRAINT,
  'rfc5280::nc::permitted-dn-match': NAME_CONSTRAINT,
  'rfc5280::nc::permitted-self-issued': NAME_CONSTRAINT,
  'rfc5280::nc::permitted-different-constraint-type': NAME_CONSTRAINT,
  'rfc5280::nc::excluded-different-constraint-type': NAME_CONSTRAINT,
  'rfc5280::nc::nc-forbids-alternate-chain-ica': NAME_CONSTRAINT,
  'rfc5280::nc::nc-permits-email-exact': NAME_CONSTRAINT,
  'rfc5280::nc::nc-permits-email-domain': NAME_CONSTRAINT,
  'rfc5280::nc::nc-permits-email-literal-asterisk-exact-match': NAME_CONSTRAINT,
  'rfc5280::nc::nc-permits-email-literal-double-asterisk': NAME_CONSTRAINT,
  'rfc5280::nc::nc-permits-email-literal-mid-asterisk': NAME_CONSTRAINT,
  'rfc5280::nc::nc-forbids-othername-noop': NAME_CONSTRAINT,
  'webpki::nc::permitted-dns-match-noncritical': NAME_CONSTRAINT,
  'webpki::nc::nc-permits-dns-san-pattern': COMMON_NAME,
  'webpki::san::leftmost-wildcard-san': COMMON_NAME,
}

const cases = limboCases()

test('x509-limbo: none of the cases that must fail is accepted', {
  skip: cases === undefined && 'the suite is not beside the clone',
}, (t) => {
  const mustFail = (cases ?? []).filter((each) => each.expected_result === 'FAILURE')
  assert.ok(mustFail.length >= 100, 'the suite is there in full')
  const accepted = mustFail.filter((each) => refusalOf(each) === undefined).map(({ id }) => id)
  assert.deepEqual(accepted, [])
  t.diagnostic(`${mustFail.length} cases must fail, 0 accepted`)
})

test('x509-limbo: the valid cases that are refused are exactly those listed, each with its reason', {
  skip: cases === undefined && 'the suite is not beside the clone',
}, (t) => {
  const valid = (cases ?? []).filter((each) => each.expected_result === 'SUCCESS')
  const refused = valid.filter((each) => refusalOf(each) !== undefined).map(({ id }) => id)
  assert.deepEqual(refused.toSorted(), Object.keys(REFUSED_THOUGH_VALID).toSorted())
  t.diagnostic(`${valid.length} cases are valid, ${valid.length - refused.length} accepted`)
})
