// What is read off a CA certificate once, for whoever checks or issues under it. Judges nothing, holds no private key.
import type { Primitives } from '../crypto/primitives.ts'
import type { RealmName } from '../identity/login.ts'
import type { Certificate } from './certificate.ts'
import { hexKeyIdOf } from './keys.ts'
import { realmOf } from './rules/authority.ts'

export abstract class AuthorityCertificate {
  readonly certificate: Certificate
  readonly der: Uint8Array
  readonly realm: RealmName
  /** DER Name. */
  readonly subject: Uint8Array
  readonly spki: Uint8Array
  /** Hexadecimal subject key identifier, computed from the key: the name of this issuer's revocation list. */
  readonly keyId: string

  constructor(certificate: Certificate, primitives: Primitives) {
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
}
