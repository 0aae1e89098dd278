// Whether this node lives and whether it can do its work, with the code of whatever is in its way. Open to everybody: it
// names no address, no path and nobody.
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import type { Authority } from '../authority.ts'
import { listEnds } from '../certificates/list.ts'
import { assertIssuing } from '../running/hierarchy.ts'
import { HEALTH_PATIENCE, HEALTH_REUSED } from './constants.ts'

/** It answers, so it lives: for who would start it again. */
export const LIVE_PATH = '/healthz/live'
/** Whether people can be sent here: for load balancers and alarms. */
export const READY_PATH = '/healthz'

export interface Health {
  readonly live: true
  readonly ready: boolean
  /** docs/ERRORS.md has what to do about each. */
  readonly reasons: readonly FaultCode[]
}

/** What is in the way now; asked as often as anybody likes. Never throws. */
export type HealthWatch = () => Promise<Health>

export function watchHealth(authority: Authority): HealthWatch {
  let asked: Promise<Health> | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  return () => {
    const at = performance.now()
    if (asked === undefined || at - askedAt > HEALTH_REUSED) {
      askedAt = at
      asked = look(authority)
    }
    return asked
  }
}

async function look(authority: Authority): Promise<Health> {
  const { store, realm, audit, now } = authority
  const checks: readonly (() => Promise<void> | void)[] = [
    // What everything hangs on first: the others would only repeat that it is gone.
    () => answered(store.db.selectFrom('realm').select('id').execute(), store.name),
    () => audit.assertWritable(),
    () => assertIssuing(store.db, realm, now()),
    () => assertListFresh(authority),
  ]
  const reasons: FaultCode[] = []
  for (const [index, check] of checks.entries()) {
    try {
      await check()
    } catch (error) {
      const code = faultIn(error)?.code ?? 'INTERNAL'
      if (!reasons.includes(code)) reasons.push(code)
      authority.log.debug({ act: 'health', code, err: error }, 'not ready')
      if (index === 0) break
    }
  }
  return { live: true, ready: reasons.length === 0, reasons }
}

/** @throws Fault DATABASE_UNREACHABLE when nothing comes in time, and what the database says */
async function answered(work: Promise<unknown>, where: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Fault('DATABASE_UNREACHABLE', { where, reason: 'ETIMEDOUT' })),
      HEALTH_PATIENCE,
    )
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** With an ended list every certificate of this node is doubted. @throws Fault REVOCATION_LIST_EXPIRED */
async function assertListFresh({ store, realm, now }: Authority): Promise<void> {
  const until = await listEnds(store.db, realm.issuing.keyId)
  if (until <= now().getTime())
    throw new Fault('REVOCATION_LIST_EXPIRED', { nextUpdate: new Date(until).toISOString() })
}
