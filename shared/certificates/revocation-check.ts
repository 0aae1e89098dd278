// What a revocation list, fresh or stale, says about one serial. The one place where that is decided.
import { Fault } from '../faults/fault.ts'
import { REVOCATION_GRACE } from './constants.ts'
import type { RevocationList } from './revocation-list.ts'
import { isReplacement } from './revocation-reason.ts'
import { timeText } from './validity.ts'

/** Whether this device was met before: decides what a stale revocation list means. */
export type Acquaintance = 'known' | 'new'

export interface RevocationState {
  /** Number of the list of the device's own issuer. */
  readonly number: bigint
  /** `stale`: a list is past its nextUpdate but within the grace period; show it. */
  readonly state: 'fresh' | 'stale'
}

export interface RevocationMoment {
  readonly now: Date
  readonly acquaintance: Acquaintance
  /** Whether a certificate that was only replaced still speaks for its key. Default: no. */
  readonly replaced?: 'accept' | undefined
  /** For what was signed then: a revocation from after it takes nothing back. Never for a session. */
  readonly signedAt?: Date | undefined
}

/**
 * @param serialHex as the certificate has it
 * @param list the newest of the certificate's issuer; undefined when there is none, which is a refusal
 * @throws Fault CERT_REVOKED, CERT_SUSPENDED, REVOCATION_LIST_MISSING, _EARLY, _STALE, _EXPIRED
 */
export function checkRevocation(
  serialHex: string,
  list: RevocationList | undefined,
  { now, acquaintance, replaced, signedAt }: RevocationMoment,
): RevocationState {
  if (list === undefined) throw new Fault('REVOCATION_LIST_MISSING')
  // First what the list says: however old it is, what it revoked stays revoked.
  const revoked = list.lookUp(serialHex)
  const isLater =
    revoked !== undefined && signedAt !== undefined && revoked.date.getTime() > signedAt.getTime()
  if (revoked !== undefined && !isLater && !(replaced === 'accept' && isReplacement(revoked.reason))) {
    const date = timeText(revoked.date.getTime())
    if (revoked.reason === 'certificateHold') throw new Fault('CERT_SUSPENDED', { date })
    throw new Fault('CERT_REVOKED', { date, reason: revoked.reason })
  }
  // Then whether its silence still counts. A list from the future means a wrong clock, and is no proof of freshness.
  const [thisUpdate, nextUpdate, at] = [list.thisUpdate.getTime(), list.nextUpdate.getTime(), now.getTime()]
  if (!(at >= thisUpdate)) throw new Fault('REVOCATION_LIST_EARLY', { thisUpdate: timeText(thisUpdate) })
  if (at <= nextUpdate) return { number: list.number, state: 'fresh' }
  const late = { nextUpdate: timeText(nextUpdate) }
  if (at > nextUpdate + REVOCATION_GRACE) throw new Fault('REVOCATION_LIST_EXPIRED', late)
  if (acquaintance !== 'known') throw new Fault('REVOCATION_LIST_STALE', late)
  return { number: list.number, state: 'stale' }
}

/** @param states from the leaf's issuer upwards. @returns the first's number, stale when any is */
export function worstOf(states: readonly (RevocationState | undefined)[]): RevocationState | undefined {
  const first = states.find((each) => each !== undefined)
  if (first === undefined) return undefined
  return states.some((each) => each?.state === 'stale') ? { number: first.number, state: 'stale' } : first
}
