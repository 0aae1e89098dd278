// Waits politely until an administrator decided about this device's request. The authority may go away meanwhile, or come
// back at another of its addresses: nothing is lost, and nothing is asked of it but one word.
import { setTimeout as delay } from 'node:timers/promises'
import { PATHS } from '@parley/shared/enrolment/constants.ts'
import type { Invitation } from '@parley/shared/enrolment/invitation.ts'
import { type Standing, standing, type Waiting } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { ASK_AGAIN_JITTER, ASK_AGAIN_LONGEST, RETRY_LONGEST, SHORT_ASK_TIMEOUT } from './constants.ts'
import { type FoundAuthority, findAuthority } from './find.ts'
import { postPinned } from './https.ts'

export interface WaitOptions {
  readonly invitation: Invitation
  readonly csr: string
  readonly waiting: Waiting
  readonly signal: AbortSignal | undefined
}

/** @returns where the authority is now. @throws Fault ENROLMENT_EXPIRED, ROOT_MISMATCH, AUTHORITY_UNTRUSTED */
export async function decision(
  found: FoundAuthority,
  { invitation, csr, waiting, signal }: WaitOptions,
): Promise<FoundAuthority> {
  let authority = found
  let wait = waiting.againSeconds * 1000
  for (;;) {
    await delay(wait * (1 + ASK_AGAIN_JITTER * Math.random()), undefined, signal && { signal })
    try {
      const { state, againSeconds } = await howItStands(authority, csr, signal)
      if (state === 'none') throw new Fault('ENROLMENT_EXPIRED', { login: waiting.login })
      if (state !== 'waiting') return authority
      wait = Math.max(againSeconds * 1000, Math.min(wait * 1.5, ASK_AGAIN_LONGEST))
    } catch (error) {
      if (!passes(error)) throw error
      wait = Math.min(wait * 2, RETRY_LONGEST)
      authority = await findAuthority(invitation, signal).catch((cause: unknown) => {
        if (!passes(cause)) throw cause
        return authority
      })
    }
  }
}

async function howItStands(
  { address, roots }: FoundAuthority,
  csr: string,
  signal: AbortSignal | undefined,
): Promise<Standing> {
  const limits = [AbortSignal.timeout(SHORT_ASK_TIMEOUT), ...(signal ? [signal] : [])]
  const limit = AbortSignal.any(limits)
  const answer = standing.safeParse(
    await postPinned(
      address,
      PATHS.standing,
      { csr },
      { roots: roots.trusted.map(({ der }) => der), signal: limit },
    ),
  )
  if (!answer.success) throw new Fault('AUTHORITY_ANSWER_WRONG', { address }, { cause: answer.error })
  return answer.data
}

const PASSING: ReadonlySet<string> = new Set([
  'AUTHORITY_UNREACHABLE',
  'AUTHORITY_BUSY',
  'AUTHORITY_STOPPED',
  'RATE_LIMITED',
])

/** Whether it may be over when the same is tried again. */
export function passes(error: unknown): error is Fault {
  return error instanceof Fault && PASSING.has(error.code)
}
