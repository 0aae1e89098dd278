// A fault as an HTTP answer: RFC 9457 problem document with the fault's stable code. What is not a fault becomes
// INTERNAL without a word of detail: that goes to the log only.

import type { Problem } from '@parley/shared/enrolment/schema.ts'
import { type FaultCode, faults } from '@parley/shared/faults/catalogue.ts'
import { EXIT } from '@parley/shared/faults/define.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import { type Language, wordsOf } from '@parley/shared/faults/words.ts'
import { BUSY_RETRY_SECONDS } from '../constants.ts'

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

/** Where the exit status says too little. */
const STATUS: Partial<Record<FaultCode, number>> = {
  LOGIN_TAKEN: 409,
  LOGIN_CONFUSABLE: 409,
  CARD_NUMBER_TAKEN: 409,
  DEVICE_TAKEN: 409,
  INVITATION_EXPIRED: 410,
  INVITATION_USED: 410,
  PASSWORD_WRONG: 401,
  SIGN_IN_LOCKED: 429,
  SECOND_FACTOR_NEEDED: 401,
  SECOND_FACTOR_WRONG: 401,
  SECOND_FACTOR_USED: 401,
  SECOND_FACTOR_LOCKED: 429,
  PASSWORD_NEEDED: 401,
  SESSION_MISSING: 401,
  SESSION_UNKNOWN: 401,
  SESSION_EXPIRED: 401,
  RESET_LINK_EXPIRED: 410,
  METRICS_TOKEN_WRONG: 401,
  EST_CREDENTIALS_MISSING: 401,
  EST_CREDENTIALS_MALFORMED: 401,
  REQUEST_MALFORMED: 400,
  REQUEST_NOT_UTF8: 400,
  REQUEST_TOO_LARGE: 413,
  REQUEST_TOO_SLOW: 408,
  HTTPS_ONLY: 403,
  PATH_UNKNOWN: 404,
  METHOD_UNKNOWN: 405,
  RATE_LIMITED: 429,
  // Nothing was changed, and the same may go through in a moment.
  DATABASE_BUSY: 503,
}

const STATUS_OF_EXIT: Readonly<Record<number, number>> = {
  [EXIT.usage]: 400,
  [EXIT.refused]: 403,
  [EXIT.unreachable]: 503,
  [EXIT.untrusted]: 403,
}

export function statusOf(fault: Fault): number {
  return STATUS[fault.code] ?? STATUS_OF_EXIT[faults[fault.code].exit] ?? 500
}

/** Seconds after which the same may go through, where that can be said. */
export function retryAfter({ code, parameters }: Fault): number | undefined {
  if (code === 'AUTHORITY_BUSY' || code === 'DATABASE_BUSY') return BUSY_RETRY_SECONDS
  const isLocked = code === 'SIGN_IN_LOCKED' || code === 'SECOND_FACTOR_LOCKED'
  return isLocked && typeof parameters.seconds === 'number' ? parameters.seconds : undefined
}

/** The fault to answer with. */
export function answerable(error: unknown): Fault {
  return (
    faultIn(error) ?? new Fault('INTERNAL', { reason: 'the log of the authority has it' }, { cause: error })
  )
}

/** Names of paths, of the database's address and of the LDAP directory's. */
const INSIDE = ['path', 'where', 'host'] as const

/** What is wrong with the authority's own disk, database or directory is its administrator's business, and where they are nobody else's. */
function forStrangers(fault: Fault): Fault {
  if (fault.code === 'DATABASE_BUSY') return new Fault('AUTHORITY_BUSY', {}, { cause: fault })
  const isInside = INSIDE.some((name) => name in fault.parameters)
  return isInside ? new Fault('AUTHORITY_OUT_OF_ORDER', {}, { cause: fault }) : fault
}

export function problemOf(met: Fault, language: Language): Problem {
  const fault = forStrangers(met)
  const { what, todo } = wordsOf(fault, language)
  return {
    type: `urn:parley:fault:${fault.code}`,
    title: what,
    status: statusOf(met),
    detail: todo,
    code: fault.code,
    parameters: { ...fault.parameters },
  }
}

/** First language of Accept-Language that we have (RFC 9110 section 12.5.4, weights aside). */
export function languageAsked(header: string | undefined): Language {
  const wanted = (header ?? '')
    .slice(0, 256)
    .toLowerCase()
    .split(',')
    .map((part) => part.trim().slice(0, 2))
  return wanted.find((language) => language === 'fr' || language === 'en') === 'fr' ? 'fr' : 'en'
}
