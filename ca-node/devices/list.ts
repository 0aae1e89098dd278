// `parley devices`: what a person sees of their own devices. The newest first; revoked ones last.
import { MAX_DEVICES_LISTED } from '@parley/shared/enrolment/constants.ts'
import type { OwnDevice } from '@parley/shared/enrolment/schema.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Authority } from '../authority.ts'

export async function devicesOf(
  { store, live, now }: Authority,
  login: Login,
): Promise<readonly OwnDevice[]> {
  const rows = await store.db
    .selectFrom('devices')
    .innerJoin('certificates', 'certificates.serial', 'devices.serial')
    .leftJoin('revocations', 'revocations.serial', 'devices.serial')
    .select(['devices.peer_id', 'name', 'status', 'devices.created_at', 'last_seen_at', 'admitted_by'])
    .select(['devices.serial', 'certificates.not_after', 'revocations.reason'])
    .where('devices.login', '=', login)
    .orderBy('status')
    .orderBy('devices.created_at', 'desc')
    .orderBy('devices.peer_id')
    .limit(MAX_DEVICES_LISTED)
    .execute()
  const online = new Set(live.connected().map((device) => device.peerId))
  return rows.map((row) => ({
    peerId: row.peer_id,
    name: row.name,
    since: iso(row.created_at),
    ...(row.last_seen_at === null ? {} : { lastSeen: iso(row.last_seen_at) }),
    online: online.has(row.peer_id),
    certificate: standingOf(row, now()),
    serial: row.serial,
    notAfter: iso(row.not_after),
    ...(row.admitted_by === null ? {} : { admittedBy: row.admitted_by }),
  }))
}

interface Row {
  readonly status: 'active' | 'revoked'
  readonly reason: string | null
  readonly not_after: number
}

function standingOf({ status, reason, not_after }: Row, now: Date): OwnDevice['certificate'] {
  if (status === 'revoked') return 'revoked'
  if (reason !== null) return reason === 'certificateHold' ? 'suspended' : 'revoked'
  return not_after < now.getTime() ? 'expired' : 'valid'
}

const iso = (at: number): string => new Date(at).toISOString()
