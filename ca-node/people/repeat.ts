// The same device asks to be enrolled again: its first answer was lost on the way. Key and password prove that it is
// the same, so it gets what it was given; nothing is made twice and no invitation is spent.
import type { Membership } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Person } from '@parley/shared/people/person.ts'
import type { Authority } from '../authority.ts'
import { membershipOf } from '../certificates/membership.ts'

/** @returns undefined for a device that is new. @throws Fault DEVICE_TAKEN, DEVICE_REVOKED, USER_SUSPENDED, PASSWORD_WRONG */
export async function repeatedEnrolment(
  authority: Authority,
  { login, password }: Person,
  peerId: PeerIdText,
): Promise<Membership | undefined> {
  const device = await authority.store.db
    .selectFrom('devices')
    .innerJoin('users', 'users.login', 'devices.login')
    .innerJoin('certificates', 'certificates.serial', 'devices.serial')
    .select(['devices.login', 'devices.status as device_status', 'users.status as user_status'])
    .select(['users.password_hash', 'certificates.serial', 'not_before', 'not_after', 'der'])
    .where('devices.peer_id', '=', peerId)
    .executeTakeFirst()
  if (!device) return undefined
  if (device.login !== login) throw new Fault('DEVICE_TAKEN')
  await authority.passwords.verify(device.password_hash, password)
  if (device.device_status === 'revoked') throw new Fault('DEVICE_REVOKED')
  if (device.user_status === 'suspended') throw new Fault('USER_SUSPENDED', { login })
  return membershipOf(authority, login, {
    serial: device.serial,
    notBefore: new Date(device.not_before),
    notAfter: new Date(device.not_after),
    der: device.der,
  })
}
