// Who may do what in a group: one table, asked of a group as its author knew it.
import type { Login } from '../identity/login.ts'
import type { Deed } from './act.ts'
import { MEMBERS_MAX } from './constants.ts'
import { outranks, type Roster } from './roster.ts'

export function may(author: Login, deed: Deed, { members }: Roster): boolean {
  const role = members.get(author)?.role
  if (role === undefined) return false
  const leads = role === 'owner' || role === 'admin'
  switch (deed.kind) {
    // Only the first event creates, and resolve() sees to that one.
    case 'create':
      return false
    case 'join':
    case 'leave':
      return true
    case 'rename':
      return leads
    // Admins make no admins.
    case 'invite':
      return (
        leads &&
        !members.has(deed.login) &&
        members.size < MEMBERS_MAX &&
        (role === 'owner' || deed.role === 'member')
      )
    case 'remove': {
      const target = members.get(deed.login)
      return target !== undefined && (role === 'owner' || (leads && outranks(role, target.role)))
    }
    case 'role':
      return role === 'owner' && members.has(deed.login)
  }
}
