// Which colour goes with which state. The word always stands beside it.
import type { Tone } from '@parley/shared/ui/Badge.svelte'

export function roleTone(role: string): Tone {
  if (role === 'admin') return 'violet'
  if (role === 'auditor' || role === 'moderator') return 'info'
  return 'plain'
}

export function standingTone(status: string): Tone {
  if (status === 'valid' || status === 'active' || status === 'open') return 'ok'
  if (status === 'suspended' || status === 'waiting') return 'warn'
  if (status === 'revoked' || status === 'refused') return 'danger'
  return 'plain'
}

/** "Alice Martin", or the login where no name is known. */
export function nameOf(person: {
  readonly login: string
  readonly firstName?: string | null | undefined
  readonly lastName?: string | null | undefined
}): string {
  return [person.firstName, person.lastName].filter(Boolean).join(' ') || person.login
}
