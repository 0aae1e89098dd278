// The last step of every enrolment: person, second factor, device and certificate in one transaction. Whether they may
// come in was decided before.

import { RENEWAL_GRACE } from '@parley/shared/certificates/constants.ts'
import type { Role } from '@parley/shared/certificates/role.ts'
import { MAX_DEVICES_PER_PERSON } from '@parley/shared/enrolment/constants.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { type DeviceName, nameOfUnnamed } from '@parley/shared/people/name.ts'
import { rememberPlace } from '../accounts/places.ts'
import { keepSecondFactor } from '../accounts/second-factor.ts'
import type { Authority } from '../authority.ts'
import { issueDevice } from '../certificates/issue.ts'
import { keepDeviceCertificate } from '../certificates/keep.ts'
import { membershipOf } from '../certificates/membership.ts'
import { forgetRequest } from '../enrolment/requests.ts'
import { spendInvitation } from '../invitations/consume.ts'
import type { Db } from '../store/open.ts'
import type { InvitationRow } from '../store/tables.ts'
import type { Asking, Enrolled } from './enrol.ts'
import { insertUser, type NewUser } from './person.ts'

export interface NewFactor {
  readonly secret: string
  /** The first one, as it was typed. */
  readonly code: string
}

export interface Admission {
  readonly role: Role
  /** To be spent; undefined when it was spent already, or there is none. */
  readonly invitation: InvitationRow | undefined
  /** Undefined for one more device of somebody known. */
  readonly newUser: NewUser | undefined
  readonly deviceName: DeviceName | undefined
  readonly factor: NewFactor | undefined
  readonly admittedBy: PeerIdText | null
}

/** @throws Fault INVITATION_USED, INVITATION_REVOKED, SECOND_FACTOR_WRONG, DEVICES_TOO_MANY, USER_SUSPENDED */
export async function admit(authority: Authority, asking: Asking, admission: Admission): Promise<Enrolled> {
  const { login, key, peerId, policy, source, now } = asking
  const { role, invitation, newUser, deviceName, factor, admittedBy } = admission

  // 1. The certificate. Its every name comes from here; the request gave a key only.
  const issued = issueDevice(authority, { login, role, key, life: policy.validitySeconds * 1000 })

  // 2. All or nothing. In a crowd minutes may have passed in the queue: the code counts as of when it was shown.
  const asOf = { ...authority, now: () => now }
  const recoveryCodes = await authority.store.transaction(async (db) => {
    if (invitation) await spendInvitation(db, invitation, { login, peerId, now })
    await forgetRequest(db, peerId)
    if (newUser) await insertUser(db, newUser, role, now)
    else await assertRoom(db, { login, role }, now)
    const codes = factor && (await keepSecondFactor(asOf, db, login, factor.secret, factor.code))
    await keepDeviceCertificate(db, authority, issued, { kind: 'device', login, peerId, role })
    await db
      .insertInto('devices')
      .values({
        peer_id: peerId,
        login,
        name: deviceName ?? nameOfUnnamed(login, peerId),
        serial: issued.serial,
        status: 'active',
        created_at: now.getTime(),
        changed_at: now.getTime(),
        admitted_by: admittedBy,
      })
      .execute()
    // Tries from elsewhere cannot slow this person down at the place they joined from.
    await rememberPlace(db, login, { source }, now)
    return codes
  })

  // 3. The others hear of it; the device gets everything it needs to take part.
  authority.live.personChanged(login)
  const membership = await membershipOf(authority, login, issued)
  return { state: 'enrolled', membership, ...(recoveryCodes === undefined ? {} : { recoveryCodes }) }
}

/** @throws Fault USER_SUSPENDED; AUTHORITY_BUSY when the role has changed meanwhile: ask again */
async function refuseChanged(db: Db, login: Login): Promise<never> {
  const person = await db.selectFrom('users').select('status').where('login', '=', login).executeTakeFirst()
  throw person?.status === 'active' ? new Fault('AUTHORITY_BUSY') : new Fault('USER_SUSPENDED', { login })
}

/**
 * Touches the person first: where several transactions run at once, the second waits here until it sees the first's
 * device. Devices that cannot come back any more do not count.
 */
async function assertRoom(db: Db, { login, role }: { login: Login; role: Role }, now: Date): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set({ changed_at: now.getTime() })
    .where('login', '=', login)
    .where('role', '=', role)
    .where('status', '=', 'active')
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) await refuseChanged(db, login)
  const { count } = await db
    .selectFrom('devices')
    .innerJoin('certificates', 'certificates.serial', 'devices.serial')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .where('devices.login', '=', login)
    .where('devices.status', '=', 'active')
    .where('certificates.not_after', '>', now.getTime() - RENEWAL_GRACE)
    .executeTakeFirstOrThrow()
  if (Number(count) >= MAX_DEVICES_PER_PERSON) {
    throw new Fault('DEVICES_TOO_MANY', { login, limit: MAX_DEVICES_PER_PERSON })
  }
}
