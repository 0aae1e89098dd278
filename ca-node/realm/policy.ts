// The realm's policy: read afresh for each decision, because another node may have changed it, and changed by
// administrators. What may stand in it is said by its schema alone.
import { type RealmPolicy, realmPolicy } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { z } from 'zod'
import { attempted } from '../audit/record.ts'
import type { Asker, Authority } from '../authority.ts'
import { MAX_DEVICE_VALIDITY, MIN_DEVICE_VALIDITY } from '../constants.ts'
import type { Db } from '../store/open.ts'

/** Any of the policy's fields; the others stay as they are. A name that is none of them is refused by its own fault. */
export const policyChange = z.record(z.string().max(64), z.unknown())
export type PolicyChange = z.infer<typeof policyChange>

/** @throws ZodError when the database was meddled with */
export async function readPolicy(db: Db): Promise<RealmPolicy> {
  const { policy } = await db.selectFrom('realm').select('policy').executeTakeFirstOrThrow()
  return realmPolicy.parse(JSON.parse(policy))
}

/** From now on, for everybody; certificates keep the life they were given. @throws Fault POLICY_UNKNOWN, POLICY_VALUE_WRONG */
export function setPolicy(authority: Authority, change: PolicyChange, asker: Asker): Promise<RealmPolicy> {
  const detail = { change: JSON.stringify(change).slice(0, 512) }
  return attempted(authority, { act: 'set-policy', asker, detail }, () =>
    authority.store.transaction(async (db) => {
      const policy = validPolicy(await readPolicy(db), change)
      await db
        .updateTable('realm')
        .set({ policy: JSON.stringify(policy) })
        .execute()
      return policy
    }),
  )
}

function validPolicy(kept: RealmPolicy, change: PolicyChange): RealmPolicy {
  const fields = Object.keys(realmPolicy.shape)
  for (const name of Object.keys(change)) {
    if (!fields.includes(name)) throw new Fault('POLICY_UNKNOWN', { name, names: fields.join(', ') })
  }
  const wanted = realmPolicy.safeParse({ ...kept, ...change })
  if (!wanted.success) {
    const name = String(wanted.error.issues[0]?.path[0] ?? '')
    throw new Fault('POLICY_VALUE_WRONG', { name }, { cause: wanted.error })
  }
  const validity = wanted.data.validitySeconds * 1000
  if (validity < MIN_DEVICE_VALIDITY || validity > MAX_DEVICE_VALIDITY)
    throw new Fault('POLICY_VALUE_WRONG', { name: 'validitySeconds' })
  return wanted.data
}
