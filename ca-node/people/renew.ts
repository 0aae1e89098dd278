// Renewal: a known device proves its key again and gets a new certificate, from any time before until 30 days after
// the last one expired. Never for a revoked device or a suspended person.
import { RENEWAL_GRACE } from '@parley/shared/certificates/constants.ts'
import { parseCsr } from '@parley/shared/certificates/csr.ts'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import type { Membership, RenewalRequest } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { attempted } from '../attempts/record.ts'
import type { Asker, Authority } from '../authority.ts'
import { issueDevice } from '../certificates/issue.ts'
import { keepDeviceCertificate } from '../certificates/keep.ts'
import { membershipOf } from '../certificates/membership.ts'
import type { Db } from '../store/open.ts'

/** @throws Fault CSR_*, DEVICE_UNKNOWN, DEVICE_REVOKED, USER_SUSPENDED, RENEWAL_TOO_LATE */
export async function renew(
  authority: Authority,
  request: RenewalRequest,
  asker: Asker,
): Promise<Membership> {
  // 1. The request's signature is the proof of possession; the key says which device it is.
  const key = parseCsr(Buffer.from(request.csr, 'base64'), primitives)
  const peerId = peerIdOfSpki(key.spki, primitives)
  return attempted(authority, { act: 'renew', asker, detail: { peerId } }, async () => {
    const { store, realm } = authority
    const now = authority.now()

    // 2. Whether this device may.
    const device = await renewableDevice(store.db, peerId, now)

    // 3. A new certificate with the person's role of today; the old one simply ends at its time.
    const { login, role } = device
    const issued = issueDevice(authority, { login, role, key, life: realm.policy.validitySeconds * 1000 })
    await store.transaction(async (db) => {
      // Between the look and here somebody may have revoked it.
      await renewableDevice(db, peerId, now)
      await keepDeviceCertificate(db, authority, issued, { kind: 'device', login, peerId, role })
      await db
        .updateTable('devices')
        .set({ serial: issued.serial, changed_at: now.getTime() })
        .where('peer_id', '=', peerId)
        .execute()
    })
    authority.live.personChanged(login)
    return membershipOf(authority, login, issued)
  })
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
