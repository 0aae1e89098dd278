// Records what somebody tried at the authority, done or refused. Every verb that changes something goes through here.
// Never holds a secret.
import { faultIn } from '@parley/shared/faults/fault.ts'
import { type Login, typedLogin } from '@parley/shared/identity/login.ts'
import type { Asker, Authority } from '../authority.ts'
import type { AttemptDetail } from './line.ts'

/**
 * While the log cannot be written nothing else is done that it should hold: who could fill the disk could act unseen.
 * What takes away somebody's access is done all the same, and its line waits.
 */
const DONE_ANYWAY: ReadonlySet<string> = new Set(['revoke', 'suspend', 'end-session', 'refuse-proposal'])

const recorded = new WeakSet<object>()

/**
 * What a stranger typed as their login, for the record. What cannot be one is left out: it may be their password, in the
 * wrong field.
 */
export function claimedLogin(typed: string): Login | undefined {
  try {
    return typedLogin(typed)
  } catch (error) {
    if (faultIn(error)) return undefined
    throw error
  }
}

/** Runs `work` and records how it ended. @throws what `work` throws; AUDIT_UNWRITABLE before it began */
export async function attempted<Result>(
  authority: Authority,
  { act, asker, detail }: { act: string; asker: Asker; detail: AttemptDetail },
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    if (!DONE_ANYWAY.has(act)) authority.audit.assertWritable()
    const result = await work()
    await record(authority, act, 'DONE', asker, detail)
    return result
  } catch (error) {
    const fault = faultIn(error)
    if (fault) recorded.add(fault)
    await record(authority, act, fault?.code ?? 'INTERNAL', asker, detail)
    throw error
  }
}

/** Records a refusal that never came as far as `attempted`: a right that is missing, say. */
export async function recordRefusal(
  authority: Authority,
  { act, asker }: { act: string; asker: Asker },
  error: unknown,
): Promise<void> {
  const fault = faultIn(error)
  if (!fault || recorded.has(fault)) return
  recorded.add(fault)
  await record(authority, act, fault.code, asker, {})
}

/** Whether a refusal has its line already: the door need not write another. */
export function isRecorded(refusal: object): boolean {
  return recorded.has(refusal)
}

async function record(
  { audit, log }: Authority,
  act: string,
  outcome: string,
  { who, source }: Asker,
  detail: AttemptDetail,
): Promise<void> {
  const entry = { act, code: outcome, who, source, ...detail }
  if (outcome === 'DONE') log.info(entry, 'done')
  else log.warn(entry, 'refused')
  try {
    await audit.append({ act, outcome, who, source, detail })
  } catch (error) {
    // What was done is done, and is answered; the line waits in the log, and everything after it with it.
    log.error({ act, code: faultIn(error)?.code ?? 'INTERNAL', err: error }, 'attempt not recorded yet')
  }
}
