// What accounts forget by the clock: tries, sessions and links that are over.
import type { Authority } from '../authority.ts'
import { sweepResetLinks } from './change-password.ts'
import { sweepSessions } from './sessions.ts'
import { sweepTries } from './tries.ts'

export async function sweepAccounts(authority: Authority): Promise<void> {
  await sweepTries(authority)
  await sweepSessions(authority)
  await sweepResetLinks(authority)
}
