// A realm for tests: root, issuing CA, devices of people by name, revocation lists. Everything is really signed.
import { ownKey } from '@parley/shared/certificates/csr.ts'
import { issue, lint, prepare } from '@parley/shared/certificates/issue.ts'
import { type Issuer, issuerFrom } from '@parley/shared/certificates/issuer.ts'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import type { CertificateRequest, Locations } from '@parley/shared/certificates/request.ts'
import { buildRevocationList, type RevokedEntry } from '@parley/shared/certificates/revocation-build.ts'
import { type Role, role } from '@parley/shared/certificates/role.ts'
import { type TrustedRoot, trustedRoot } from '@parley/shared/certificates/roots.ts'
import { serialFromRandom } from '@parley/shared/certificates/serials.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { generateKey, type KeyKind, primitives, randomBytes } from '@parley/shared/host/crypto.ts'
import type { PeerIdText, Serial } from '@parley/shared/identity/ids.ts'
import { login, type RealmName, realmName } from '@parley/shared/identity/login.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

export interface DeviceOptions {
  readonly role?: Role
  readonly key?: KeyKind
  readonly notBefore?: Date
  readonly notAfter?: Date
  /** Another certificate for the key of this device. */
  readonly same?: Device
}

export interface Device {
  readonly login: string
  readonly peerId: PeerIdText
  readonly pkcs8: Uint8Array
  readonly signer: Signer
  readonly serial: Serial
  /** Leaf, issuing CA. DER. */
  readonly chain: readonly Uint8Array[]
}

export interface TestRealm {
  readonly name: RealmName
  readonly root: TrustedRoot
  readonly rootIssuer: Issuer
  readonly rootSigner: Signer
  readonly issuing: Issuer
  readonly issuingSigner: Signer
  readonly locations: Locations
  device(who: string, options?: DeviceOptions): Device
  /** The issuing CA's next list, with everything revoked so far. */
  revoke(...entries: readonly { serial: Serial; reason?: RevokedEntry['reason'] }[]): Uint8Array
  /** The next list, without these. */
  unrevoke(...serials: readonly Serial[]): Uint8Array
  /** Newest list of the root and of the issuing CA. DER. */
  lists(): Uint8Array[]
}

/** Whole seconds, as certificates have them. */
export function seconds(date: Date | number): Date {
  return new Date(Math.floor(new Date(date).getTime() / 1_000) * 1_000)
}

export function makeRealm(name = 'school', now = new Date()): TestRealm {
  const realm = realmName(name)
  const from = seconds(now.getTime() - HOUR)
  const sign = (request: CertificateRequest, signer: Signer) => issue(lint(prepare(request)), signer)
  const newSerial = () => serialFromRandom(randomBytes(16))
  const rootSigner = generateKey('p256').signer
  const rootDer = sign(
    {
      kind: 'root',
      realm,
      serial: newSerial(),
      notBefore: from,
      notAfter: seconds(from.getTime() + 3_650 * DAY),
      key: ownKey(rootSigner),
      primitives,
    },
    rootSigner,
  )
  const rootIssuer = issuerFrom(rootDer, primitives)
  const issuingSigner = generateKey('p256').signer
  const issuingDer = sign(
    {
      kind: 'issuing',
      realm,
      issuer: rootIssuer,
      label: 'a',
      serial: newSerial(),
      notBefore: from,
      notAfter: seconds(from.getTime() + 1_000 * DAY),
      key: ownKey(issuingSigner),
      primitives,
    } as CertificateRequest,
    rootSigner,
  )
  const issuing = issuerFrom(issuingDer, primitives)
  const locations: Locations = {
    revocationList: 'http://127.0.0.1:8443/crl/a.crl',
    ocsp: 'http://127.0.0.1:8443/ocsp',
    issuer: 'http://127.0.0.1:8443/issuer/a.der',
  }

  const list = (issuer: Issuer, signer: Signer, number: bigint, entries: readonly RevokedEntry[]) =>
    buildRevocationList(
      { issuer, number, thisUpdate: from, nextUpdate: seconds(now.getTime() + 7 * DAY), entries },
      signer,
    )
  const rootList = list(rootIssuer, rootSigner, 1n, [])
  let entries: RevokedEntry[] = []
  let number = 1n
  let issuingList = list(issuing, issuingSigner, number, entries)

  return {
    name: realm,
    root: trustedRoot(rootDer, primitives),
    rootIssuer,
    rootSigner,
    issuing,
    issuingSigner,
    locations,
    device(who, options = {}) {
      const made = options.same ?? generateKey(options.key ?? 'ed25519')
      const { pkcs8, signer } = made
      const serial = newSerial()
      const leaf = sign(
        {
          kind: 'device',
          issuer: issuing,
          login: login(who),
          role: options.role ?? role('member'),
          locations,
          serial,
          notBefore: options.notBefore ?? from,
          notAfter: options.notAfter ?? seconds(now.getTime() + 7 * DAY),
          key: ownKey(signer),
          primitives,
        },
        issuingSigner,
      )
      return {
        login: who,
        peerId: peerIdOfSpki(signer.spki, primitives),
        pkcs8,
        signer,
        serial,
        chain: [leaf, issuing.der],
      }
    },
    revoke(...more) {
      const date = from
      entries = [
        ...entries,
        ...more.map(({ serial, reason = 'keyCompromise' }) => ({ serial, reason, date })),
      ]
      number++
      issuingList = list(issuing, issuingSigner, number, entries)
      return issuingList
    },
    unrevoke(...serials) {
      entries = entries.filter((entry) => !serials.includes(entry.serial))
      number++
      issuingList = list(issuing, issuingSigner, number, entries)
      return issuingList
    },
    lists: () => [rootList, issuingList],
  }
}
