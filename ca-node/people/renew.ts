// Renewal: a known device proves its key again and gets a new certificate, from any time before until 30 days after
// the last one expired. Never for a revoked device or a suspended person.
import { RENEWAL_GRACE } from '@parley/shared/certificates/constants.ts'
import type { Role } from '@parley/shared/certificates/role.ts'
import type { Membership, RenewalRequest } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { attempted } from '../audit/record.ts'
import type { Asker, Authority } from '../authority.ts'
import { issueDevice } from '../certificates/issue.ts'
import { keepDeviceCertificate } from '../certificates/keep.ts'
import { membershipOf } from '../certificates/membership.ts'
import { readPolicy } from '../realm/policy.ts'
import type { Db } from '../store/open.ts'
import { deviceKey } from './device-key.ts'

/** @throws Fault CSR_*, DEVICE_UNKNOWN, DEVICE_REVOKED, USER_SUSPENDED, RENEWAL_TOO_LATE */
export async function renew(
  authority: Authority,
  request: RenewalRequest,
  asker: Asker,
): Promise<Membership> {
  // 1. The request's signature is the proof of possession; the key says which device it is.
  const { key, peerId } = deviceKey(request.csr)
  return attempted(authority, { act: 'renew', asker, detail: { peerId } }, async () => {
    // 2. Whether this device may, and as what: held until its certificate is kept.
    const policy = await readPolicy(authority.store.db)
    const { login, issued } = await authority.store.transaction(async (db) => {
      const device = await renewableDevice(db, peerId, authority.now())
      await assertStillSo(db, device)

      // 3. A new certificate with the person's role of today; the old one simply ends at its time.
      const { login, role } = device
      const made = issueDevice(authority, { login, role, key, life: policy.validitySeconds * 1000 })
      await keepDeviceCertificate(db, authority, made, { kind: 'device', login, peerId, role })
      await db
        .updateTable('devices')
        .set({ serial: made.serial, changed_at: authority.now().getTime() })
        .where('peer_id', '=', peerId)
        .execute()
      return { login, issued: made }
    })
    authority.live.personChanged(login)
    return membershipOf(authority, login, issued)
  })
}

/**
 * Writes the person's row as it is: another node that changes role or status waits for us, or has done so before us.
 * Nobody gets a certificate that says what is no longer so. @throws Fault AUTHORITY_BUSY: ask again
 */
async function assertStillSo(db: Db, { login, role }: { login: Login; role: Role }): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set({ role })
    .where('login', '=', login)
    .where('role', '=', role)
    .where('status', '=', 'active')
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Fault('AUTHORITY_BUSY')
}

async function renewableDevice(db: Db, peerId: PeerIdText, now: Date) {
  const device = await db
    .selectFrom('devices')
    .innerJoin('users', 'users.login', 'devices.login')
    .innerJoin('certificates', 'certificates.serial', 'devices.serial')
    .select(['devices.login', 'devices.status as device_status', 'users.status as user_status', 'users.role'])
    .select('certificates.not_after')
    .where('devices.peer_id', '=', peerId)
    .executeTakeFirst()
  if (!device) throw new Fault('DEVICE_UNKNOWN')
  if (device.device_status === 'revoked') throw new Fault('DEVICE_REVOKED')
  if (device.user_status === 'suspended') throw new Fault('USER_SUSPENDED', { login: device.login })
  if (device.not_after + RENEWAL_GRACE < now.getTime()) throw new Fault('RENEWAL_TOO_LATE')
  return device
}
