// Why a certificate was revoked (RFC 5280 section 5.3.1), by name and number.
import { Fault } from '../faults/fault.ts'

/** `removeFromCRL` belongs to delta lists, which Parley does not have. */
export const REVOCATION_REASONS = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const

/** `certificateHold` is what suspends: the only one that can be taken back. */
export type RevocationReason = keyof typeof REVOCATION_REASONS

/**
 * Reasons that say nothing against the key or the person: the certificate was replaced, what it says was no longer so.
 * Its device may ask for the next one, and what it signed before still counts for its key.
 */
export function isReplacement(reason: RevocationReason): boolean {
  return reason === 'superseded' || reason === 'affiliationChanged'
}

/** @throws Fault REVOCATION_REASON_UNKNOWN */
export function revocationReason(raw: string): RevocationReason {
  for (const reason of reasons) if (reason === raw) return reason
  throw new Fault('REVOCATION_REASON_UNKNOWN', { value: raw.slice(0, 32), reasons: reasons.join(', ') })
}

/** @returns undefined for a number RFC 5280 does not name */
export function reasonOfNumber(number: number): RevocationReason | undefined {
  return reasons.find((reason) => REVOCATION_REASONS[reason] === number)
}

const reasons = Object.keys(REVOCATION_REASONS) as RevocationReason[]
