// Builds and signs a revocation list: sorted, without doubles.
import type { Signer } from '../crypto/primitives.ts'
import type { Serial } from '../identity/ids.ts'
import type { Issuer } from './issuer.ts'
import type { RevocationReason } from './revocation-reason.ts'

export interface RevokedEntry {
  readonly serial: Serial
  readonly date: Date
  readonly reason: RevocationReason
}

export interface RevocationListRequest {
  readonly issuer: Issuer
  /** Higher than every one before. */
  readonly number: bigint
  /** Whole seconds; date it back by BACK_DATING. */
  readonly thisUpdate: Date
  readonly nextUpdate: Date
  readonly entries: readonly RevokedEntry[]
}

/** @returns DER. @throws Fault REVOCATION_LIST_REQUEST_WRONG, LINT_SIGNER_WRONG */
export function buildRevocationList(_request: RevocationListRequest, _signer: Signer): Uint8Array {
  throw new Error('not yet')
}
