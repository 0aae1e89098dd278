// Who may do what at the authority: every right and the roles that have it, in one table. Checks nothing but this.
import type { Role } from '@parley/shared/certificates/role.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Asker } from '../authority.ts'

export type HumanRole = Exclude<Role, 'authority'>

const RIGHTS = {
  /** People, devices, invitations and certificates, as the directory and the registers have them. */
  'people.read': ['admin', 'auditor', 'moderator'],
  'people.manage': ['admin'],
  'people.suspend': ['admin', 'moderator'],
  'roles.change': ['admin'],
  'invitations.manage': ['admin', 'moderator'],
  'certificates.read': ['admin', 'auditor', 'moderator'],
  'certificates.revoke': ['admin'],
  'audit.read': ['admin', 'auditor'],
  'realm.read': ['admin', 'auditor', 'moderator', 'member', 'guest'],
  'realm.manage': ['admin'],
} as const satisfies Record<string, readonly HumanRole[]>

export type Right = keyof typeof RIGHTS

/** Whoever has the data folder has every right: they could do as much with the files themselves. @throws Fault RIGHT_MISSING */
export function assertRight({ role }: Asker, right: Right): void {
  if (role === 'keeper') return
  const having: readonly Role[] = RIGHTS[right]
  if (role === undefined || !having.includes(role)) throw new Fault('RIGHT_MISSING', { right })
}
