// Who may do what at the authority: every right and the roles that have it, in one table. Checks nothing but this.
// docs/ROLES.md shows the same table; a test holds the two together.
import type { Role } from '@parley/shared/certificates/role.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Asker } from '../authority.ts'

export type HumanRole = Exclude<Role, 'authority'>

export const RIGHTS = {
  /** Look up one person by login in the directory. */
  'directory.lookup': ['admin', 'auditor', 'moderator', 'member', 'guest'],
  /** List, search and watch the whole directory. */
  'directory.list': ['admin', 'auditor', 'moderator', 'member'],
  /** People, devices, invitations and certificates, as the registers have them. */
  'people.read': ['admin', 'auditor', 'moderator'],
  'people.manage': ['admin'],
  /** Suspend and restore members and guests; those with another role take 'staff.manage'. */
  'people.suspend': ['admin', 'moderator'],
  /** Suspend and restore admins, auditors and moderators. */
  'staff.manage': ['admin'],
  /** Change a role, and invite somebody as more than a member. */
  'roles.change': ['admin'],
  'invitations.manage': ['admin', 'moderator'],
  'certificates.read': ['admin', 'auditor', 'moderator'],
  'certificates.revoke': ['admin'],
  'audit.read': ['admin', 'auditor'],
  'proposals.read': ['admin', 'auditor'],
  /** Be the second voice for the gravest acts. */
  'proposals.decide': ['admin'],
  'realm.read': ['admin', 'auditor', 'moderator', 'member', 'guest'],
  'realm.manage': ['admin'],
} as const satisfies Record<string, readonly HumanRole[]>

export type Right = keyof typeof RIGHTS

/** Whoever has the data folder has every right: they could do as much with the files themselves. @throws Fault RIGHT_MISSING */
export function assertRight({ role }: Pick<Asker, 'role'>, right: Right): void {
  if (role === 'keeper') return
  const having: readonly Role[] = RIGHTS[right]
  if (role === undefined || !having.includes(role)) throw new Fault('RIGHT_MISSING', { right })
}

/** Whether `role` may do more than others: who handles such a person has to be an administrator. */
export function isStaff(role: Role): boolean {
  return role !== 'member' && role !== 'guest'
}
