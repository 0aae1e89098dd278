// The roles a certificate can name, one in each device certificate.
import { Fault } from '../faults/fault.ts'

/** `authority` is a CA node's own certificate (login `authority`); people never have it. */
export const ROLES = ['admin', 'auditor', 'moderator', 'member', 'guest', 'authority'] as const

export type Role = (typeof ROLES)[number]

/** @throws Fault ROLE_UNKNOWN */
export function role(raw: string): Role {
  const known = ROLES.find((each) => each === raw)
  if (known === undefined)
    throw new Fault('ROLE_UNKNOWN', { value: raw.slice(0, 32), roles: ROLES.join(', ') })
  return known
}
