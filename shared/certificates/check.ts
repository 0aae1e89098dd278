// The one check of a presented certificate chain, and the one maker of VerifiedCert. Takes everything as values.
import type { Primitives, SignatureScheme } from '../crypto/primitives.ts'
import type { Fingerprint, PeerIdText, Serial } from '../identity/ids.ts'
import type { Login, RealmName } from '../identity/login.ts'
import type { RevocationLists } from './revocation-lists.ts'
import type { Role } from './role.ts'
import type { TrustedRoot } from './roots.ts'
import type { SignatureCache } from './signature-cache.ts'

/** Whether this device was met before: decides what a stale revocation list means. */
export type Acquaintance = 'known' | 'new'

export interface CheckInput {
  /** Device certificate, its issuing CA, and the root if the other side sent it. DER. */
  readonly presented: readonly Uint8Array[]
  readonly roots: readonly TrustedRoot[]
  readonly lists: RevocationLists
  readonly now: Date
  /** The peer the connection proved to hold the key of. */
  readonly expectedPeerId: PeerIdText
  readonly acquaintance: Acquaintance
  readonly primitives: Primitives
  /** Remembers signatures that were good; time and revocation are asked every time. */
  readonly cache?: SignatureCache
}

export interface RevocationState {
  /** Number of the issuing CA's list that was used. */
  readonly number: bigint
  /** `stale`: a list is past its nextUpdate but within the grace period; show it. */
  readonly state: 'fresh' | 'stale'
}

export interface VerifiedCert {
  readonly login: Login
  readonly realm: RealmName
  readonly peerId: PeerIdText
  readonly role: Role
  readonly serial: Serial
  readonly notBefore: Date
  readonly notAfter: Date
  readonly fingerprint: Fingerprint
  readonly spki: Uint8Array
  /** How the device key signs. */
  readonly scheme: SignatureScheme
  /** Device and issuing CA, DER. */
  readonly chain: readonly Uint8Array[]
  /** Hexadecimal subject key identifier of the issuing CA. */
  readonly issuerKeyId: string
  readonly rootFingerprint: Fingerprint
  readonly revocation: RevocationState
}

/** @throws Fault CERT_* and REVOCATION_LIST_* */
export function checkChain(_input: CheckInput): VerifiedCert {
  throw new Error('not yet')
}

/** Time and revocation again, for a live session: no signature is computed. @throws Fault CERT_*, REVOCATION_LIST_* */
export function recheck(
  _cert: VerifiedCert,
  _lists: RevocationLists,
  _now: Date,
  _acquaintance: Acquaintance,
): VerifiedCert {
  throw new Error('not yet')
}
