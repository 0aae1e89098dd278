// What a checker starts from: a root certificate that keeps the root profile to the letter.
import type { Primitives } from '../crypto/primitives.ts'
import type { Fingerprint } from '../identity/ids.ts'
import type { RealmName } from '../identity/login.ts'

/** A root that was checked against its profile and its own signature. Only `trustedRoot` makes one. */
export interface TrustedRoot {
  readonly der: Uint8Array
  /** SHA-256 of `der`: what an invitation carries. */
  readonly fingerprint: Fingerprint
  readonly realm: RealmName
  /** DER Name. */
  readonly subject: Uint8Array
  readonly spki: Uint8Array
  /** Hexadecimal subject key identifier, computed from the key. */
  readonly keyId: string
  readonly notBefore: Date
  readonly notAfter: Date
}

/** Whether its time has come is asked at each check, not here. @throws Fault CERT_* */
export function trustedRoot(_der: Uint8Array, _primitives: Primitives): TrustedRoot {
  throw new Error('not yet')
}
