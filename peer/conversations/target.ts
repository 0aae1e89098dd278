// Whom a message is for, in the words people type: @login, or #room. Only puts it in words; peer/api reads them.
import type { Target } from './types.ts'

export function formatTarget(target: Target): string {
  return target.kind === 'direct' ? `@${target.login}` : `#${target.name}`
}
