// prepare -> lint -> issue: nothing is signed that was not built here and read back under every rule of its profile.
import type { Signer } from '../crypto/primitives.ts'
import type { CertificateRequest } from './request.ts'

declare const preparedBrand: unique symbol
declare const lintedBrand: unique symbol

/** The bytes to be signed, not yet looked at. Only `prepare` makes one. */
export interface Prepared {
  readonly [preparedBrand]: true
}
/** May be signed, once. Only `lint` makes one. */
export interface Linted {
  readonly [lintedBrand]: true
}

/** Builds the bytes. @throws Fault CERT_REQUEST_WRONG when a field cannot be encoded */
export function prepare(_request: CertificateRequest): Prepared {
  throw new Error('not yet')
}

/** Reads the bytes back and holds them to each rule. @throws Fault LINT_REFUSED naming the rule */
export function lint(_prepared: Prepared): Linted {
  throw new Error('not yet')
}

/** Signs, and spends the token. @returns DER certificate. @throws Fault LINT_TOKEN_SPENT, LINT_SIGNER_WRONG */
export function issue(_linted: Linted, _signer: Signer): Uint8Array {
  throw new Error('not yet')
}
