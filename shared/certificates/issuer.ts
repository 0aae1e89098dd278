// A CA certificate of one's own, read once, as the issuing functions need it. Holds no private key.
import type { Primitives } from '../crypto/primitives.ts'
import type { RealmName } from '../identity/login.ts'
import { sameBytes } from './bytes.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { hexKeyIdOf } from './keys.ts'
import { trustedRoot } from './roots.ts'
import { issuingRules, realmOf } from './rules/authority.ts'
import { enforce, presentedFault } from './rules/rule.ts'

class CertifiedIssuer {
  readonly kind: 'root' | 'issuing'
  readonly certificate: Certificate
  readonly der: Uint8Array
  readonly realm: RealmName
  /** DER Name. */
  readonly subject: Uint8Array
  readonly spki: Uint8Array
  /** Hexadecimal subject key identifier: the name of this issuer's revocation list. */
  readonly keyId: string
  /** Keeps the type nominal. */
  readonly #read = true

  constructor(kind: 'root' | 'issuing', certificate: Certificate, primitives: Primitives) {
    this.kind = kind
    this.certificate = certificate
    this.der = certificate.der
    this.realm = realmOf(certificate)
    this.subject = certificate.subject
    this.spki = certificate.key.spki
    this.keyId = hexKeyIdOf(certificate.key, primitives)
  }

  get notBefore(): Date {
    return new Date(this.certificate.notBefore)
  }

  get notAfter(): Date {
    return new Date(this.certificate.notAfter)
  }

  get read(): boolean {
    return this.#read
  }
}

/** Only `issuerFrom` makes one. */
export type Issuer = CertifiedIssuer

/** Reads a root's or issuing CA's certificate and holds it to its profile. @throws Fault CERT_* */
export function issuerFrom(der: Uint8Array, primitives: Primitives): Issuer {
  const certificate = readCertificate(Uint8Array.from(der))
  if (sameBytes(certificate.subject, certificate.issuer)) {
    return new CertifiedIssuer('root', trustedRoot(der, primitives).certificate, primitives)
  }
  enforce(issuingRules, certificate, primitives, presentedFault)
  return new CertifiedIssuer('issuing', certificate, primitives)
}
