// Whom a message is for, as people type it: @login, or #room.
import { Fault } from '@parley/shared/faults/fault.ts'
import { typedLogin } from '@parley/shared/identity/login.ts'
import { NAME_BYTES_MAX } from '@parley/shared/membership/constants.ts'
import type { Target } from '../conversations/types.ts'

export { formatTarget } from '../conversations/target.ts'

/** @throws Fault TARGET_MALFORMED, LOGIN_MALFORMED */
export function parseTarget(raw: string): Target {
  if (raw.startsWith('@')) return { kind: 'direct', login: typedLogin(raw) }
  const name = raw.slice(1).trim().normalize('NFC')
  if (!raw.startsWith('#') || name === '' || name.length > NAME_BYTES_MAX) {
    throw new Fault('TARGET_MALFORMED', { value: raw.slice(0, 64) })
  }
  return { kind: 'room', name }
}
