// A certificate revocation list (RFC 5280 section 5) that was verified. Never asks the clock.
import type { Primitives } from '../crypto/primitives.ts'
import type { Serial } from '../identity/ids.ts'
import type { RevocationReason } from './revocation-reason.ts'
import type { TrustedRoot } from './roots.ts'

export interface Revoked {
  readonly reason: RevocationReason
  readonly date: Date
}

/** Only `verifyRevocationList` makes one. */
export interface RevocationList {
  readonly der: Uint8Array
  /** Hexadecimal key identifier of the CA that signed it, computed from its key. */
  readonly issuerKeyId: string
  /** `root`: it speaks about issuing CAs; `issuing`: about devices and HTTPS. */
  readonly issuerKind: 'root' | 'issuing'
  readonly number: bigint
  readonly thisUpdate: Date
  readonly nextUpdate: Date
  readonly revoked: ReadonlyMap<Serial, Revoked>
}

export interface ListTrust {
  readonly roots: readonly TrustedRoot[]
  /** DER certificates of issuing CAs, each under one of `roots`: from one's own chain and from Hellos. */
  readonly issuers: readonly Uint8Array[]
  readonly primitives: Primitives
}

/** Signature, profile and issuer; the dates are asked by each check. @throws Fault REVOCATION_LIST_*, CERT_* */
export function verifyRevocationList(_der: Uint8Array, _trust: ListTrust): RevocationList {
  throw new Error('not yet')
}
