// One person with everything an administrator may see: fields, devices, certificates. Never a password hash.
import type { Role } from '@parley/shared/certificates/role.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { PeerIdText, Serial } from '@parley/shared/identity/ids.ts'
import { type Login, typedLogin } from '@parley/shared/identity/login.ts'
import type { Authority } from '../authority.ts'
import type { UserTable } from '../store/tables.ts'
import { type CertificateLine, certificateLines } from './certificates-page.ts'
import { MAX_CERTIFICATES_OF_PERSON, MAX_DEVICES_OF_PERSON } from './constants.ts'

export interface PersonShown {
  readonly login: Login
  readonly firstName: string | null
  readonly lastName: string | null
  readonly email: string | null
  readonly cardNumber: string | null
  readonly role: Role
  readonly status: UserTable['status']
  readonly created: string
  readonly changed: string
  readonly secondFactor: boolean
  readonly devices: readonly DeviceShown[]
  /** Newest first. */
  readonly certificates: readonly CertificateLine[]
}

export interface DeviceShown {
  readonly peerId: PeerIdText
  readonly name: string
  readonly serial: Serial
  readonly status: 'active' | 'revoked'
  readonly created: string
  /** Of its newest certificate. */
  readonly notAfter: string
  /** Since when it has a session with this node. */
  readonly online: string | undefined
}

/** @throws Fault LOGIN_MALFORMED, USER_UNKNOWN */
export async function person({ store, live, now }: Authority, typed: string): Promise<PersonShown> {
  const { db } = store
  const login = typedLogin(typed)
  const user = await db
    .selectFrom('users')
    .select(['login', 'first_name', 'last_name', 'email', 'card_number', 'role', 'status'])
    .select(['created_at', 'changed_at'])
    .where('login', '=', login)
    .executeTakeFirst()
  if (!user) throw new Fault('USER_UNKNOWN', { login })
  const factor = await db
    .selectFrom('second_factors')
    .select('login')
    .where('login', '=', login)
    .executeTakeFirst()
  const devices = await db
    .selectFrom('devices')
    .innerJoin('certificates', 'certificates.serial', 'devices.serial')
    .select(['devices.peer_id', 'devices.name', 'devices.serial', 'devices.status', 'devices.created_at'])
    .select('certificates.not_after')
    .where('devices.login', '=', login)
    .orderBy('devices.created_at')
    .limit(MAX_DEVICES_OF_PERSON)
    .execute()
  const online = new Map(live.connected().map((device) => [device.peerId, device.since]))
  return {
    login,
    firstName: user.first_name,
    lastName: user.last_name,
    email: user.email,
    cardNumber: user.card_number,
    role: user.role,
    status: user.status,
    created: new Date(user.created_at).toISOString(),
    changed: new Date(user.changed_at).toISOString(),
    secondFactor: factor !== undefined,
    devices: devices.map((row) => ({
      peerId: row.peer_id,
      name: row.name,
      serial: row.serial,
      status: row.status,
      created: new Date(row.created_at).toISOString(),
      notAfter: new Date(row.not_after).toISOString(),
      online: online.get(row.peer_id)?.toISOString(),
    })),
    certificates: await certificateLines(db, { login, limit: MAX_CERTIFICATES_OF_PERSON }, now()),
  }
}
