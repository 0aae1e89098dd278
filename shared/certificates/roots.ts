// What a checker starts from: a root certificate that keeps the root profile to the letter.
import type { Primitives } from '../crypto/primitives.ts'
import { type Fingerprint, fingerprint } from '../identity/ids.ts'
import { AuthorityCertificate } from './authority-certificate.ts'
import { hex } from './bytes.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { deviceProfile } from './profile.ts'
import { rootRules } from './rules/authority.ts'
import { linkRules } from './rules/links.ts'
import { enforce, enforceLinks, presentedFault } from './rules/rule.ts'
import { CERTIFICATE_CODES, verifySigned } from './signature.ts'

/** A root that was checked against its profile and its own signature. Only `trustedRoot` makes one. */
class Root extends AuthorityCertificate {
  readonly #checked = true
  /** SHA-256 of `der`: what an invitation carries. */
  readonly fingerprint: Fingerprint

  constructor(certificate: Certificate, primitives: Primitives) {
    super(certificate, primitives)
    this.fingerprint = fingerprintOf(certificate.der, primitives)
  }

  /** Keeps the type nominal. */
  get checked(): boolean {
    return this.#checked
  }
}

export type TrustedRoot = Root

/** Whether its time has come is asked at each check, not here. @throws Fault CERT_* */
export function trustedRoot(der: Uint8Array, primitives: Primitives): TrustedRoot {
  const certificate = readCertificate(Uint8Array.from(der))
  enforce(rootRules, certificate, primitives, presentedFault)
  enforceLinks(linkRules, certificate, certificate, primitives, presentedFault)
  verifySigned(certificate, certificate.key, {
    primitives,
    schemes: deviceProfile.schemes,
    codes: CERTIFICATE_CODES,
  })
  return new Root(certificate, primitives)
}

/** SHA-256 of a DER certificate. */
export function fingerprintOf(der: Uint8Array, primitives: Primitives): Fingerprint {
  return fingerprint(hex(primitives.sha256(der)))
}
