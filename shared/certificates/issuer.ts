// A CA certificate of one's own, read once, as the issuing functions need it. Holds no private key.
import type { Primitives } from '../crypto/primitives.ts'
import type { RealmName } from '../identity/login.ts'

/** Only `issuerFrom` makes one. */
export interface Issuer {
  readonly kind: 'root' | 'issuing'
  readonly der: Uint8Array
  readonly realm: RealmName
  /** DER Name. */
  readonly subject: Uint8Array
  readonly spki: Uint8Array
  readonly keyId: string
  readonly notBefore: Date
  readonly notAfter: Date
}

/** Reads a root's or issuing CA's certificate and holds it to its profile. @throws Fault CERT_* */
export function issuerFrom(_der: Uint8Array, _primitives: Primitives): Issuer {
  throw new Error('not yet')
}
