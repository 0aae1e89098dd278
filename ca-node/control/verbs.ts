// The verbs of the authority by name. The running node serves this table on its control socket and to the console; the
// command line runs the very same table when the node is off.
import { accountVerbs } from '../accounts/verbs.ts'
import { recordRefusal } from '../audit/record.ts'
import { auditVerbs } from '../audit/verbs.ts'
import type { Asker, Authority } from '../authority.ts'
import { backupVerbs } from '../backup/verbs.ts'
import { ceremonyVerbs } from '../ceremony/verbs.ts'
import { certificateVerbs } from '../certificates/verbs.ts'
import { consoleVerbs } from '../console/verbs.ts'
import { enrolmentVerbs } from '../enrolment/verbs.ts'
import { invitationVerbs } from '../invitations/verbs.ts'
import { peopleVerbs } from '../people/verbs.ts'
import { policyVerbs } from '../realm/policy-verbs.ts'
import { rightsVerbs } from '../rights/verbs.ts'

export const verbs = {
  ...peopleVerbs,
  ...rightsVerbs,
  ...auditVerbs,
  ...invitationVerbs,
  ...enrolmentVerbs,
  ...certificateVerbs,
  ...backupVerbs,
  ...ceremonyVerbs,
  ...policyVerbs,
  ...accountVerbs,
  ...consoleVerbs,
}

export type VerbName = keyof typeof verbs
export type VerbInput<Name extends VerbName> = Parameters<(typeof verbs)[Name]['run']>[1]
export type VerbResult<Name extends VerbName> = Awaited<ReturnType<(typeof verbs)[Name]['run']>>

export function isVerb(name: string): name is VerbName {
  return Object.hasOwn(verbs, name)
}

/** For what came over a wire: the verb's own shape refuses what it cannot take. A refusal before the verb began is recorded, too. */
export async function runRaw(
  authority: Authority,
  name: VerbName,
  raw: unknown,
  asker: Asker,
): Promise<unknown> {
  const chosen: { run(authority: Authority, raw: never, asker: Asker): Promise<unknown> } = verbs[name]
  try {
    return await chosen.run(authority, raw as never, asker)
  } catch (error) {
    await recordRefusal(authority, { act: name, asker }, error)
    throw error
  }
}
