// What this device's own certificate is worth now, in one word: by its dates, by the newest list, and by what the
// authority last said. Pure.
import { isReplacement, revocationReason } from '@parley/shared/certificates/revocation-reason.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { type Life, type LifeState, lifeState } from './renewal.ts'

/** `replaced`: the authority made it void without anything against this device, which gets the next one by asking. */
export type StandingState = LifeState | 'suspended' | 'revoked' | 'replaced'

export interface Standing {
  readonly state: StandingState
  /** ISO 8601: since when it is on the list. */
  readonly since?: string
  /** RFC 5280 reason on the list. */
  readonly reason?: string
}

/**
 * @param fault what the check of the own chain said
 * @param answer what the authority last refused a renewal with
 */
export function standingOf(
  life: Life,
  fault: Fault | undefined,
  answer: Fault | undefined,
  now: Date,
): Standing {
  const listed = fault === undefined ? undefined : listedAs(fault)
  if (listed?.state === 'revoked') return listed
  if (answer?.code === 'DEVICE_REVOKED') return { ...listed, state: 'revoked' }
  if (answer?.code === 'USER_SUSPENDED') return { ...listed, state: 'suspended' }
  if (listed !== undefined) return listed
  // The issuing CA's own end is one, too.
  if (fault?.code === 'CERT_EXPIRED') return { state: 'expired' }
  return { state: lifeState(life, now) }
}

/** Whether others take it. */
export function holds({ state }: Standing): boolean {
  return state === 'valid' || state === 'due'
}

/** What its owner must know and do; undefined while it holds. @param life its dates. */
export function standingFault(
  standing: Standing,
  { notBefore, notAfter }: Life,
  now: Date,
): Fault | undefined {
  const here = readable(now)
  switch (standing.state) {
    case 'valid':
    case 'due':
      return undefined
    case 'early':
      return new Fault('OWN_CERTIFICATE_EARLY', { from: readable(notBefore), now: here })
    case 'expired':
      return new Fault('OWN_CERTIFICATE_EXPIRED', { until: readable(notAfter), now: here })
    case 'suspended':
      return new Fault('OWN_CERTIFICATE_SUSPENDED')
    case 'revoked':
      return new Fault('OWN_CERTIFICATE_REVOKED')
    case 'replaced':
      return new Fault('OWN_CERTIFICATE_REPLACED')
  }
}

function listedAs({ code, parameters }: Fault): Standing | undefined {
  // Nothing against this device: the authority gives it the next one under the new root.
  if (code === 'CERT_ROOT_RETIRED') return { state: 'replaced' }
  const since = String(parameters.date)
  if (code === 'CERT_SUSPENDED') return { state: 'suspended', since, reason: 'certificateHold' }
  if (code !== 'CERT_REVOKED') return undefined
  const reason = revocationReason(String(parameters.reason))
  return { state: isReplacement(reason) ? 'replaced' : 'revoked', since, reason }
}

const readable = (date: Date): string => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
