// The same device asks to be enrolled again: its first answer was lost on the way. Key and password prove that it is
// the same, so it gets what it was given; nothing is made twice and no invitation is spent.
import { Fault } from '@parley/shared/faults/fault.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { provePassword } from '../accounts/prove-password.ts'
import { makeRecoveryCodes } from '../accounts/recovery.ts'
import type { Authority } from '../authority.ts'
import { membershipOf } from '../certificates/membership.ts'
import { LOST_ANSWER_TIME } from '../enrolment/constants.ts'
import type { Db } from '../store/open.ts'
import type { Enrolled } from './enrol.ts'

/** @returns undefined for a device that is new. @throws Fault DEVICE_TAKEN, DEVICE_REVOKED, USER_SUSPENDED, PASSWORD_WRONG */
export async function repeatedEnrolment(
  authority: Authority,
  { login, password, source }: { readonly login: Login; readonly password: string; readonly source: string },
  peerId: PeerIdText,
): Promise<Enrolled | undefined> {
  const { db } = authority.store
  const device = await db
    .selectFrom('devices')
    .innerJoin('users', 'users.login', 'devices.login')
    .innerJoin('certificates', 'certificates.serial', 'devices.serial')
    .select(['devices.login', 'devices.status as device_status', 'users.status as user_status'])
    .select(['certificates.serial', 'not_before', 'not_after', 'der'])
    .select('devices.created_at')
    .where('devices.peer_id', '=', peerId)
    .executeTakeFirst()
  if (!device) return undefined
  if (device.login !== login) throw new Fault('DEVICE_TAKEN')
  await provePassword(authority, login, password, source)
  if (device.device_status === 'revoked') throw new Fault('DEVICE_REVOKED')
  if (device.user_status === 'suspended') throw new Fault('USER_SUSPENDED', { login })
  const recoveryCodes = await lostRecoveryCodes(authority, login, device.created_at)
  return {
    state: 'enrolled',
    membership: await membershipOf(authority, login, {
      serial: device.serial,
      notBefore: new Date(device.not_before),
      notAfter: new Date(device.not_after),
      der: device.der,
    }),
    ...(recoveryCodes === undefined ? {} : { recoveryCodes }),
  }
}

/** The answer that was lost had recovery codes in it, which nobody saw: new ones take their place, soon after or never. */
async function lostRecoveryCodes(
  { store, now }: Authority,
  login: Login,
  enrolledAt: number,
): Promise<readonly string[] | undefined> {
  if (now().getTime() - enrolledAt > LOST_ANSWER_TIME) return undefined
  return store.transaction(async (db) =>
    (await wasSetUpAt(db, login, enrolledAt)) ? makeRecoveryCodes(db, login) : undefined,
  )
}

/** Enrolment keeps both in one transaction; in a crowd the password's hash lies between their times. */
async function wasSetUpAt(db: Db, login: Login, enrolledAt: number): Promise<boolean> {
  const factor = await db
    .selectFrom('second_factors')
    .select('created_at')
    .where('login', '=', login)
    .executeTakeFirst()
  return factor !== undefined && Math.abs(factor.created_at - enrolledAt) < LOST_ANSWER_TIME
}
