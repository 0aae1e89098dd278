// One more device of somebody known: who asks proves to be that person. By password always; beside it by a code, by an
// invitation an administrator made, or by a link that a device of theirs made.
import type { Role } from '@parley/shared/certificates/role.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { type DeviceName, deviceName } from '@parley/shared/people/name.ts'
import { provePassword } from '../accounts/prove-password.ts'
import { hasSecondFactor, needsSecondFactor, proveSecondFactor } from '../accounts/second-factor.ts'
import type { Authority } from '../authority.ts'
import type { Db } from '../store/open.ts'
import type { InvitationRow } from '../store/tables.ts'
import type { Asking } from './enrol.ts'

export interface KnownPerson {
  readonly role: Role
  readonly deviceName: DeviceName | undefined
  /** They have none yet and their role needs one: it is set up with this device. */
  readonly needsFactor: boolean
}

/**
 * @throws Fault PASSWORD_WRONG (also for a login nobody has), SIGN_IN_LOCKED, USER_SUSPENDED, SECOND_FACTOR_*,
 * DEVICE_NAME_MALFORMED
 */
export async function knownPerson(
  authority: Authority,
  { login, request, policy, source }: Asking,
  invitation: InvitationRow | undefined,
): Promise<KnownPerson> {
  const { db } = authority.store
  const name = request.deviceName ? deviceName(request.deviceName) : undefined
  const { place } = await provePassword(authority, login, request.password, source)
  const user = await db
    .selectFrom('users')
    .select(['role', 'status', 'source'])
    .where('login', '=', login)
    .executeTakeFirst()
  if (!user) throw new Fault('PASSWORD_WRONG')
  if (user.status === 'suspended') throw new Fault('USER_SUSPENDED', { login })

  const { role } = user
  if (await hasSecondFactor(db, login)) {
    // A device of theirs that made the link is something they have, as the telephone would be.
    if (!invitation?.by_device) {
      await proveSecondFactor(authority, login, request.code, place)
    }
    return { role, deviceName: name, needsFactor: false }
  }
  const needsFactor = needsSecondFactor(policy, role)
  // Who was taken over from the organisation's directory comes in for the first time by its password.
  const first = user.source === 'ldap' && !(await hasDevice(db, login))
  if (!invitation && !needsFactor && !first) throw new Fault('SECOND_FACTOR_NOT_SET', { login })
  return { role, deviceName: name, needsFactor }
}

async function hasDevice(db: Db, login: Login): Promise<boolean> {
  const device = await db
    .selectFrom('devices')
    .select('peer_id')
    .where('login', '=', login)
    .executeTakeFirst()
  return device !== undefined
}
