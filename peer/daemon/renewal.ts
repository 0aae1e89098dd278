// When this device's own certificate is to be renewed, and how long to wait after a no. Pure: asks nobody, sets no timer.
import { BACK_DATING } from '@parley/shared/certificates/constants.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { RENEW_FROM, RENEW_JITTER, RENEW_LOOK_MS, RENEW_RETRY_MS } from './constants.ts'

export interface Life {
  readonly notBefore: Date
  readonly notAfter: Date
}

export type LifeState = 'valid' | 'due' | 'expired' | 'early'

/** `due`: it should have been renewed by now, and still holds. */
export function lifeState(life: Life, now: Date): LifeState {
  // Certificates count whole seconds, as the check does.
  const second = Math.floor(now.getTime() / 1000) * 1000
  if (second < life.notBefore.getTime()) return 'early'
  if (second > life.notAfter.getTime()) return 'expired'
  const patience = Math.min(RENEW_LOOK_MS, lengthOf(life) * RENEW_JITTER)
  return now.getTime() >= dueAt(life, 1) + patience ? 'due' : 'valid'
}

/** @param share 0 to 1: where in the jitter this device falls. @returns ms since 1970 */
export function dueAt(life: Life, share: number): number {
  return issuedAt(life) + lengthOf(life) * (RENEW_FROM + RENEW_JITTER * share)
}

/** From its making to its end, ms. */
export function lengthOf(life: Life): number {
  return life.notAfter.getTime() - issuedAt(life)
}

/** The authority dates certificates back for slow clocks: that part of a life was never lived. */
function issuedAt({ notBefore, notAfter }: Life): number {
  const issued = notBefore.getTime() + BACK_DATING
  return issued < notAfter.getTime() ? issued : notBefore.getTime()
}

/**
 * @param holds whether the certificate is still good: while it is, nothing is urgent
 * @param failures in a row, 1 for the first
 * @returns ms
 */
export function retryAfter(code: FaultCode, holds: boolean, failures: number): number {
  const { first, longest } = RENEW_RETRY_MS[whose(code, holds)]
  return Math.min(first * 2 ** (failures - 1), longest)
}

function whose(code: FaultCode, holds: boolean): keyof typeof RENEW_RETRY_MS {
  if (code === 'USER_SUSPENDED') return 'suspended'
  if (FINAL.has(code)) return 'refused'
  return holds ? 'holds' : 'lapsed'
}

/** The authority has decided. It is asked again all the same, seldom: its clock may have been wrong. */
const FINAL: ReadonlySet<FaultCode> = new Set(['DEVICE_REVOKED', 'DEVICE_UNKNOWN', 'RENEWAL_TOO_LATE'])
