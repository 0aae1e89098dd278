// Whether one certificate's key signed given bytes. Answers by returning or by a fault, never by a boolean.
import type { Primitives, SignatureScheme } from '../crypto/primitives.ts'
import type { FaultCode } from '../faults/catalogue.ts'
import { Fault } from '../faults/fault.ts'
import { algorithmOid, schemeOf } from './algorithms.ts'
import type { PublicKey } from './keys.ts'
import type { SignatureCache } from './signature-cache.ts'

export interface Signed {
  /** The bytes that were signed. */
  readonly tbs: Uint8Array
  /** DER AlgorithmIdentifier. */
  readonly algorithm: Uint8Array
  readonly signature: Uint8Array
}

export interface SignatureCheck {
  readonly primitives: Primitives
  readonly cache?: SignatureCache | undefined
  /** Schemes that may sign here. */
  readonly schemes: ReadonlySet<SignatureScheme>
  readonly codes: { readonly invalid: FaultCode; readonly unsupported: FaultCode }
}

/** @throws Fault of `check.codes` */
export function verifySigned(signed: Signed, key: PublicKey, check: SignatureCheck): void {
  const scheme = schemeOf(signed.algorithm, key.kind)
  if (scheme === undefined || !check.schemes.has(scheme)) {
    throw new Fault(check.codes.unsupported, { algorithm: algorithmOid(signed.algorithm) })
  }
  try {
    if (check.cache === undefined) {
      check.primitives.verify(scheme, key.spki, signed.tbs, signed.signature)
    } else check.cache.verify(check.primitives, scheme, key.spki, signed.tbs, signed.signature)
  } catch (cause) {
    throw new Fault(check.codes.invalid, {}, { cause })
  }
}

export const CERTIFICATE_CODES = {
  invalid: 'CERT_SIGNATURE_INVALID',
  unsupported: 'CERT_ALGORITHM_UNSUPPORTED',
} as const
