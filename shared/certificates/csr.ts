// Reads a certificate signing request (RFC 2986) and takes from it the public key alone, once possession is proven.
import type { Primitives, SignatureScheme, Signer } from '../crypto/primitives.ts'
import type { KeyKind } from './keys.ts'

/** A public key whose private half was shown to be there. Only `parseCsr` and `ownKey` make one. */
export interface ProvenKey {
  readonly spki: Uint8Array
  readonly kind: KeyKind
  /** How this key signs in Parley. */
  readonly scheme: SignatureScheme
}

/** @throws Fault CSR_TOO_LARGE, CSR_MALFORMED, CSR_KEY_UNSUPPORTED, CSR_KEY_WEAK, CSR_ALGORITHM_UNSUPPORTED, CSR_SIGNATURE_INVALID */
export function parseCsr(_der: Uint8Array, _primitives: Primitives): ProvenKey {
  throw new Error('not yet')
}

/** A key that is here needs no request. @throws Fault CSR_KEY_UNSUPPORTED, CSR_KEY_WEAK */
export function ownKey(_signer: Signer): ProvenKey {
  throw new Error('not yet')
}
