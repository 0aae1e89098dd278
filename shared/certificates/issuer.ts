// A CA certificate of one's own, read once, as the issuing functions need it. Holds no private key.
import type { Primitives } from '../crypto/primitives.ts'
import { AuthorityCertificate } from './authority-certificate.ts'
import { sameBytes } from './bytes.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { trustedRoot } from './roots.ts'
import { issuingRules } from './rules/authority.ts'
import { enforce, presentedFault } from './rules/rule.ts'

class CertifiedIssuer extends AuthorityCertificate {
  readonly kind: 'root' | 'issuing'
  /** Keeps the type nominal. */
  readonly #read = true

  constructor(kind: 'root' | 'issuing', certificate: Certificate, primitives: Primitives) {
    super(certificate, primitives)
    this.kind = kind
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
