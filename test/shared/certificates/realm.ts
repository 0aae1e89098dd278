// A realm for tests: a root, an issuing CA, their lists, and devices on demand. Real keys, a fixed clock.
import { checkChain, type VerifiedCert } from '@parley/shared/certificates/check.ts'
import { BACK_DATING, DEVICE_VALIDITY } from '@parley/shared/certificates/constants.ts'
import { ownKey, type ProvenKey } from '@parley/shared/certificates/csr.ts'
import { issue, lint, prepare } from '@parley/shared/certificates/issue.ts'
import { type Issuer, issuerFrom } from '@parley/shared/certificates/issuer.ts'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import type { CertificateRequest, Locations } from '@parley/shared/certificates/request.ts'
import { buildRevocationList, type RevokedEntry } from '@parley/shared/certificates/revocation-build.ts'
import { verifyRevocationList } from '@parley/shared/certificates/revocation-list.ts'
import { noRevocationLists, type RevocationLists } from '@parley/shared/certificates/revocation-lists.ts'
import type { Role } from '@parley/shared/certificates/role.ts'
import { type TrustedRoot, trustedRoot } from '@parley/shared/certificates/roots.ts'
import { serialFromRandom } from '@parley/shared/certificates/serials.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { generateKey, primitives, randomBytes, signerFromPkcs8 } from '@parley/shared/host/crypto.ts'
import type { Serial } from '@parley/shared/identity/ids.ts'
import { login, realmName } from '@parley/shared/identity/login.ts'

/** Noon of a day in 2026: what every test here calls now. */
export const NOW = new Date('2026-11-21T12:00:00Z')
export const DAY = 86_400_000

/** A moment so many days after (or before) NOW. */
export function days(count: number): Date {
  return new Date(NOW.getTime() + count * DAY)
}

export const LOCATIONS: Locations = {
  revocationList: 'http://ca.harbour.test:8443/issuing.crl',
  ocsp: 'http://ca.harbour.test:8443/ocsp',
  issuer: 'http://ca.harbour.test:8443/issuing.der',
}

export const newSerial = (): Serial => serialFromRandom(randomBytes(16))

export function certify(request: CertificateRequest, signer: Signer): Uint8Array {
  return issue(lint(prepare(request)), signer)
}

export interface Device {
  readonly pkcs8: Uint8Array
  readonly signer: Signer
  readonly der: Uint8Array
  readonly chain: readonly Uint8Array[]
  readonly serial: Serial
  readonly peerId: ReturnType<typeof peerIdOfSpki>
}

export interface DeviceWishes {
  readonly role?: Role
  readonly kind?: 'ed25519' | 'rsa'
  readonly notBefore?: Date
  readonly notAfter?: Date
  readonly pkcs8?: Uint8Array
}

export interface Realm {
  readonly rootSigner: Signer
  readonly issuingSigner: Signer
  readonly root: TrustedRoot
  readonly rootIssuer: Issuer
  readonly issuing: Issuer
  /** Both lists, empty and fresh. */
  readonly lists: RevocationLists
  enrol(name: string, wishes?: DeviceWishes): Device
  readonly issuingSerial: Serial
  /** The lists with a newer one of the issuing CA that revokes these. */
  revoking(...entries: RevokedEntry[]): RevocationLists
  /** The lists with a newer one of the root that revokes these. */
  rootRevoking(...entries: RevokedEntry[]): RevocationLists
  /** The lists with a newer, empty one of the issuing CA between these dates. */
  revokingAt(thisUpdate: Date, nextUpdate: Date): RevocationLists
  check(device: Device, overrides?: Partial<Parameters<typeof checkChain>[0]>): VerifiedCert
}

/** @param now whole seconds; stock tools that know no other time need the real one */
export function makeRealm(name = 'harbour', now = NOW): Realm {
  const after = (count: number) => new Date(now.getTime() + count * DAY)
  const realm = realmName(name)
  const rootSigner = generateKey('p256').signer
  const issuingSigner = generateKey('p256').signer
  const notBefore = new Date(now.getTime() - BACK_DATING)
  const rootDer = certify(
    {
      kind: 'root',
      realm,
      serial: newSerial(),
      notBefore,
      notAfter: after(7300),
      key: ownKey(rootSigner),
      primitives,
    },
    rootSigner,
  )
  const rootIssuer = issuerFrom(rootDer, primitives)
  const issuingSerial = newSerial()
  const issuingDer = certify(
    {
      kind: 'issuing',
      issuer: rootIssuer,
      label: '1',
      serial: issuingSerial,
      notBefore,
      notAfter: after(1500),
      key: ownKey(issuingSigner),
      primitives,
    },
    rootSigner,
  )
  const issuing = issuerFrom(issuingDer, primitives)
  const root = trustedRoot(rootDer, primitives)
  const trust = { roots: [root], issuers: [issuingDer], primitives }
  const listOf = (
    issuer: Issuer,
    signer: Signer,
    number: bigint,
    entries: readonly RevokedEntry[],
    [thisUpdate, nextUpdate] = [notBefore, after(7)],
  ) => {
    const der = buildRevocationList({ issuer, number, thisUpdate, nextUpdate, entries }, signer)
    return verifyRevocationList(der, trust)
  }
  const lists = noRevocationLists
    .with(listOf(rootIssuer, rootSigner, 1n, []))
    .with(listOf(issuing, issuingSigner, 1n, []))

  return {
    rootSigner,
    issuingSigner,
    root,
    rootIssuer,
    issuing,
    lists,
    enrol(who, wishes = {}) {
      const pkcs8 = wishes.pkcs8 ?? generateKey(wishes.kind ?? 'ed25519').pkcs8
      const signer = signerFromPkcs8(pkcs8)
      const serial = newSerial()
      const key: ProvenKey = ownKey(signer)
      const der = certify(
        {
          kind: 'device',
          issuer: issuing,
          login: login(who),
          role: wishes.role ?? 'member',
          serial,
          notBefore: wishes.notBefore ?? notBefore,
          notAfter: wishes.notAfter ?? new Date(now.getTime() + DEVICE_VALIDITY),
          key,
          locations: LOCATIONS,
          primitives,
        },
        issuingSigner,
      )
      return {
        pkcs8,
        signer,
        der,
        chain: [der, issuingDer],
        serial,
        peerId: peerIdOfSpki(signer.spki, primitives),
      }
    },
    issuingSerial,
    rootRevoking: (...entries) => lists.with(listOf(rootIssuer, rootSigner, 2n, entries)),
    revokingAt: (from, to) => lists.with(listOf(issuing, issuingSigner, 2n, [], [from, to])),
    revoking: (...entries) => lists.with(listOf(issuing, issuingSigner, 2n, entries)),
    check: (device, overrides = {}) =>
      checkChain({
        presented: device.chain,
        roots: [root],
        lists,
        now,
        expectedPeerId: device.peerId,
        acquaintance: 'new',
        primitives,
        ...overrides,
      }),
  }
}
