// How many certificates a second one process issues, and how many presented chains a second it checks.
import { makeCsr } from '@parley/peer/enrol/csr.ts'
import { checkChain } from '@parley/shared/certificates/check.ts'
import { BACK_DATING, DEVICE_VALIDITY } from '@parley/shared/certificates/constants.ts'
import { ownKey, parseCsr } from '@parley/shared/certificates/csr.ts'
import { issue, lint, prepare } from '@parley/shared/certificates/issue.ts'
import { type Issuer, issuerFrom } from '@parley/shared/certificates/issuer.ts'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import type { CertificateRequest } from '@parley/shared/certificates/request.ts'
import { buildRevocationList } from '@parley/shared/certificates/revocation-build.ts'
import { verifyRevocationList } from '@parley/shared/certificates/revocation-list.ts'
import { noRevocationLists } from '@parley/shared/certificates/revocation-lists.ts'
import { trustedRoot } from '@parley/shared/certificates/roots.ts'
import { serialFromRandom } from '@parley/shared/certificates/serials.ts'
import { signatureCache } from '@parley/shared/certificates/signature-cache.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { generateKey, primitives, randomBytes } from '@parley/shared/host/crypto.ts'
import { login, realmName } from '@parley/shared/identity/login.ts'
import type { Figure } from './figure.ts'

export interface Rate {
  /** A second. */
  readonly value: number
  readonly n: number
}

/** Distinct devices of one run: more than the imported-key cache and the warm-up can flatter. */
const DEVICES = 6_000
const WARM_UP = 500

export async function certificateFigures(): Promise<readonly Figure[]> {
  const issued = await issueRate()
  const checked = await checkRate()
  return [
    { metric: 'issue.rate', unit: 'certificates/s', ...issued },
    { metric: 'check.rate', unit: 'chains/s', ...checked },
  ]
}

/** Request to certificate: proof of possession, building, every lint rule, signing. */
export async function issueRate(): Promise<Rate> {
  const authority = makeAuthority()
  const requests = Array.from({ length: DEVICES }, () =>
    makeCsr(generateKey('ed25519').signer, login('bench')),
  )
  return measure(requests, (csr, at) => {
    authority.enrol(csr, at)
  })
}

/** Chains of devices never seen before, against fresh lists that revoke a thousand others. */
export async function checkRate(): Promise<Rate> {
  const authority = makeAuthority()
  const devices = Array.from({ length: DEVICES }, (_, at) => {
    const { signer } = generateKey('ed25519')
    return {
      chain: [authority.enrol(makeCsr(signer, login('bench')), at), authority.issuing.der],
      peerId: peerIdOfSpki(signer.spki, primitives),
    }
  })
  const { roots, lists } = authority
  const cache = signatureCache()
  const now = new Date()
  return measure(devices, ({ chain, peerId }) => {
    checkChain({
      presented: chain,
      roots,
      lists,
      now,
      expectedPeerId: peerId,
      acquaintance: 'new',
      primitives,
      cache,
    })
  })
}

/** @returns builds and signs a list of so many entries */
export function listBuilder(revoked: number): () => Uint8Array {
  const { list } = makeAuthority()
  return list(revoked)
}

function measure<Item>(items: readonly Item[], work: (item: Item, at: number) => void): Rate {
  const [warm, measured] = [items.slice(0, WARM_UP), items.slice(WARM_UP)]
  for (const [at, item] of warm.entries()) work(item, at)
  const started = performance.now()
  for (const [at, item] of measured.entries()) work(item, at)
  const seconds = (performance.now() - started) / 1000
  return { value: measured.length / seconds, n: measured.length }
}

function makeAuthority() {
  const whole = (ms: number) => new Date(Math.floor(ms / 1000) * 1000)
  const now = Date.now()
  const notBefore = whole(now - BACK_DATING)
  const serial = () => serialFromRandom(randomBytes(16))
  const certify = (request: CertificateRequest, signer: Signer) => issue(lint(prepare(request)), signer)

  const rootSigner = generateKey('p256').signer
  const issuingSigner = generateKey('p256').signer
  const common = { primitives, notBefore, notAfter: whole(now + 1000 * DEVICE_VALIDITY) }
  const realm = realmName('bench')
  const rootDer = certify(
    { kind: 'root', realm, serial: serial(), key: ownKey(rootSigner), ...common },
    rootSigner,
  )
  const rootIssuer = issuerFrom(rootDer, primitives)
  const issuing = issuerFrom(
    certify(
      {
        kind: 'issuing',
        issuer: rootIssuer,
        label: '1',
        serial: serial(),
        key: ownKey(issuingSigner),
        ...common,
        notAfter: whole(now + 200 * DEVICE_VALIDITY),
      },
      rootSigner,
    ),
    primitives,
  )
  const roots = [trustedRoot(rootDer, primitives)]
  const trust = { roots, issuers: [issuing.der], primitives }
  const builderOf = (issuer: Issuer, signer: Signer, revoked: number) => {
    const entries = Array.from({ length: revoked }, () => {
      return { serial: serial(), date: notBefore, reason: 'superseded' } as const
    })
    const dates = { thisUpdate: notBefore, nextUpdate: whole(now + DEVICE_VALIDITY) }
    return () => buildRevocationList({ issuer, number: 1n, entries, ...dates }, signer)
  }
  const listOf = (issuer: Issuer, signer: Signer, revoked: number) =>
    verifyRevocationList(builderOf(issuer, signer, revoked)(), trust)
  const lists = noRevocationLists
    .with(listOf(rootIssuer, rootSigner, 0))
    .with(listOf(issuing, issuingSigner, 1000))
  const base = 'http://ca.bench.test:8443'
  const locations = { revocationList: `${base}/1.crl`, ocsp: `${base}/ocsp`, issuer: `${base}/1.der` }

  return {
    roots,
    lists,
    issuing,
    list: (revoked: number) => builderOf(issuing, issuingSigner, revoked),
    enrol: (csr: Uint8Array, at: number) =>
      certify(
        {
          kind: 'device',
          issuer: issuing,
          login: login(`user${at}`),
          role: 'member',
          serial: serial(),
          key: parseCsr(csr, primitives),
          locations,
          primitives,
          notBefore,
          notAfter: whole(now + DEVICE_VALIDITY),
        },
        issuingSigner,
      ),
  }
}
