// OCSP responses: openssl reads out of the bytes what was put in, and trusts them only under the right key.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { hex } from '@parley/shared/certificates/bytes.ts'
import { ownKey } from '@parley/shared/certificates/csr.ts'
import { issue, lint, prepare } from '@parley/shared/certificates/issue.ts'
import { readPublicKey } from '@parley/shared/certificates/keys.ts'
import { encodePem } from '@parley/shared/certificates/pem.ts'
import { REVOCATION_REASONS, revocationReason } from '@parley/shared/certificates/revocation-reason.ts'
import { serialFromRandom } from '@parley/shared/certificates/serials.ts'
import { generateKey, primitives, randomBytes } from '@parley/shared/host/crypto.ts'
import {
  type CertificateStanding,
  OCSP_REFUSAL,
  ocspRefusal,
  type ResponseContent,
  signOcspResponse,
} from '@parley/shared/ocsp/response.ts'
import { certIdOf, questionAbout } from '../../support/ocsp.ts'
import { DAY, HOUR, makeRealm, seconds } from '../../support/realm.ts'

const now = seconds(Date.now())
const realm = makeRealm('harbour', now)
const alice = realm.device('alice')
const { signer } = generateKey('p256')
const der = issue(
  lint(
    prepare({
      kind: 'ocsp',
      issuer: realm.issuing,
      key: ownKey(signer),
      serial: serialFromRandom(randomBytes(16)),
      notBefore: seconds(now.getTime() - HOUR),
      notAfter: seconds(now.getTime() + 7 * DAY),
      primitives,
    }),
  ),
  realm.issuingSigner,
)
const keyHash = new Uint8Array(createHash('sha1').update(readPublicKey(signer.spki).raw).digest())

const folder = mkdtempSync(join(tmpdir(), 'parley-ocsp-'))
after(() => rmSync(folder, { recursive: true }))
const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const root = file('root.pem', encodePem('CERTIFICATE', realm.root.der))
const issuing = file('issuing.pem', encodePem('CERTIFICATE', realm.issuing.der))
const without = { skip: spawnSync('openssl', ['version']).error !== undefined && 'not installed: openssl' }

const nonce = new Uint8Array(32).fill(9)
const certId = certIdOf(realm.issuing, alice.serial)
const content = (standing: CertificateStanding, changes: Partial<ResponseContent> = {}): ResponseContent => ({
  standings: [{ certId, standing }],
  nonce,
  producedAt: now,
  thisUpdate: now,
  nextUpdate: seconds(now.getTime() + HOUR),
  ...changes,
})

/** What openssl makes of a response to alice's question. */
function opensslOn(response: Uint8Array) {
  const { status, stdout, stderr } = spawnSync(
    'openssl',
    [
      ...['ocsp', '-issuer', issuing, '-serial', `0x${alice.serial}`, '-CAfile', root, '-no_nonce'],
      ...['-reqin', file('question.der', questionAbout([certId], { nonce }))],
      ...['-respin', file('answer.der', response), '-resp_text'],
    ],
    { encoding: 'utf8' },
  )
  return { status, output: stdout + stderr }
}

test('good, revoked and unknown, each verified by openssl', without, () => {
  const revoked = { kind: 'revoked', date: now, reason: 'keyCompromise' } as const
  for (const [standing, words] of [
    [{ kind: 'good' }, /: good/],
    [{ kind: 'unknown' }, /: unknown/],
    [revoked, /: revoked\n.*\n.*\n\tReason: keyCompromise/],
  ] as const) {
    const { output } = opensslOn(signOcspResponse(content(standing), { signer, der, keyHash }))
    assert.match(output, /Response verify OK/)
    assert.match(output, words)
    assert.ok(!output.includes('WARNING'), output)
  }
})

test('every reason arrives as it was meant', without, () => {
  for (const reason of Object.keys(REVOCATION_REASONS).map(revocationReason)) {
    const { output } = opensslOn(
      signOcspResponse(content({ kind: 'revoked', date: now, reason }), { signer, der, keyHash }),
    )
    if (reason === 'unspecified') assert.ok(!output.includes('Revocation Reason'), output)
    // openssl 3.0 has no words for the last two.
    else if (reason === 'privilegeWithdrawn' || reason === 'aACompromise') {
      assert.match(output, /Revocation Reason: .*0x(9|a)/)
    } else assert.match(output.replace(/[ -]/g, ''), new RegExp(`RevocationReason:${reason}`, 'i'))
  }
})

test('of another responder, of a device, or altered, it is not believed', without, () => {
  const answer = content({ kind: 'good' })
  const mallory = generateKey('p256').signer
  const refused = {
    'another key': signOcspResponse(answer, { signer: mallory, der, keyHash }),
    'a device as responder': signOcspResponse(answer, {
      signer: alice.signer,
      der: alice.chain[0] ?? der,
      keyHash,
    }),
    altered: signOcspResponse(answer, { signer, der, keyHash }).map((byte, at) =>
      at === 60 ? byte ^ 1 : byte,
    ),
  }
  for (const [defect, response] of Object.entries(refused)) {
    assert.ok(!opensslOn(response).output.includes('Response verify OK'), defect)
  }
})

test('the answers without content are three bytes and a code', () => {
  for (const [refusal, code] of Object.entries(OCSP_REFUSAL)) {
    const name = Object.keys(OCSP_REFUSAL).find((each) => each === refusal)
    assert.equal(hex(ocspRefusal(name as keyof typeof OCSP_REFUSAL)), `30030a010${code}`)
  }
})

test('a time with a fraction of a second is refused before anything is signed', () => {
  const thisUpdate = new Date(now.getTime() + 1)
  assert.throws(
    () => signOcspResponse(content({ kind: 'good' }, { thisUpdate }), { signer, der, keyHash }),
    RangeError,
  )
})
