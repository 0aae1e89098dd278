// prepare -> lint -> issue: nothing is signed that was not built here and read back under every rule of its profile.
import type { Primitives, Signer } from '../crypto/primitives.ts'
import { Fault } from '../faults/fault.ts'
import { identifierOf } from './algorithms.ts'
import { sameBytes } from './bytes.ts'
import { readTbsCertificate, type TbsCertificate } from './certificate.ts'
import { bitString, sequence } from './der-write.ts'
import type { CertificateRequest } from './request.ts'
import { crossRules, issuingRules, rootRules } from './rules/authority.ts'
import { deviceRules } from './rules/device.ts'
import { httpsRules } from './rules/https.ts'
import { crossLinks, linkRules } from './rules/links.ts'
import { ocspRules } from './rules/ocsp.ts'
import { enforce, enforceLinks, lintFault, type Rule } from './rules/rule.ts'
import { tbsOf } from './tbs.ts'

/** The bytes to be signed, not yet looked at. */
class PreparedBytes {
  readonly #request: CertificateRequest
  readonly #tbs: Uint8Array

  constructor(request: CertificateRequest) {
    this.#request = request
    this.#tbs = tbsOf(request)
  }

  static open(prepared: PreparedBytes): { request: CertificateRequest; tbs: Uint8Array } {
    return { request: prepared.#request, tbs: prepared.#tbs }
  }
}

/** Bytes that may be signed, once. */
class LintedBytes {
  readonly #signerSpki: Uint8Array
  #tbs: Uint8Array | undefined

  constructor(tbs: Uint8Array, signerSpki: Uint8Array) {
    this.#tbs = tbs
    this.#signerSpki = signerSpki
  }

  /** @throws Fault LINT_TOKEN_SPENT, LINT_SIGNER_WRONG */
  static redeem(linted: LintedBytes, signer: Signer): Uint8Array {
    const tbs = linted.#tbs
    if (tbs === undefined) throw new Fault('LINT_TOKEN_SPENT')
    if (!sameBytes(linted.#signerSpki, signer.spki)) throw new Fault('LINT_SIGNER_WRONG')
    linted.#tbs = undefined
    return tbs
  }
}

/** Only `prepare` makes one. */
export type Prepared = PreparedBytes
/** Only `lint` makes one. */
export type Linted = LintedBytes

/** Builds the bytes. @throws Fault CERT_REQUEST_WRONG when a field cannot be encoded */
export function prepare(request: CertificateRequest): Prepared {
  return new PreparedBytes(request)
}

const RULES = {
  root: rootRules,
  cross: crossRules,
  issuing: issuingRules,
  device: deviceRules,
  https: httpsRules,
  ocsp: ocspRules,
} as const satisfies Record<CertificateRequest['kind'], readonly Rule[]>

/** Reads the bytes back and holds them to each rule. @throws Fault LINT_REFUSED naming the rule */
export function lint(prepared: Prepared): Linted {
  const { request, tbs } = PreparedBytes.open(prepared)
  const issuer = request.kind === 'root' ? undefined : request.issuer
  lintBytes(tbs, request.kind, issuer?.certificate, request.primitives)
  return new LintedBytes(tbs, issuer?.spki ?? request.key.spki)
}

/**
 * The rules alone, over any bytes. A root is its own issuer.
 * @throws Fault LINT_REFUSED, or CERT_MALFORMED for bytes that are no TBSCertificate
 */
export function lintBytes(
  tbs: Uint8Array,
  kind: CertificateRequest['kind'],
  issuer: TbsCertificate | undefined,
  primitives: Primitives,
): void {
  const certificate = readTbsCertificate(tbs)
  enforce(RULES[kind], certificate, primitives, lintFault)
  enforceLinks(
    kind === 'cross' ? crossLinks : linkRules,
    certificate,
    issuer ?? certificate,
    primitives,
    lintFault,
  )
}

/** Signs, and spends the token. @returns DER certificate. @throws Fault LINT_TOKEN_SPENT, LINT_SIGNER_WRONG */
export function issue(linted: Linted, signer: Signer): Uint8Array {
  const tbs = LintedBytes.redeem(linted, signer)
  return sequence(tbs, identifierOf(signer.scheme), bitString(signer.sign(tbs)))
}
