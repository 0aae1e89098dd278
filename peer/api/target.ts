// Whom a message is for, as people type it: @login. Rooms (#name) have their own refusal until there are some.

import { Fault } from '@parley/shared/faults/fault.ts'
import { typedLogin } from '@parley/shared/identity/login.ts'
import type { Target } from '../conversations/types.ts'

/** @throws Fault TARGET_MALFORMED, ROOMS_UNSUPPORTED, LOGIN_MALFORMED */
export function parseTarget(raw: string): Target {
  if (raw.startsWith('#')) throw new Fault('ROOMS_UNSUPPORTED', { value: raw.slice(0, 64) })
  if (!raw.startsWith('@')) throw new Fault('TARGET_MALFORMED', { value: raw.slice(0, 64) })
  return { kind: 'direct', login: typedLogin(raw) }
}

export function formatTarget(target: Target): string {
  return `@${target.login}`
}
