// What a person does with their own devices from one of them: let another one in, name this one, revoke one. Never
// touches anybody else's.
import type { DeviceLink } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { peerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { deviceName } from '@parley/shared/people/name.ts'
import { provePassword } from '../accounts/prove-password.ts'
import { attempted } from '../audit/record.ts'
import type { Asker, Authority } from '../authority.ts'
import { revoke } from '../certificates/revoke.ts'
import { DEVICE_LINK_LIFE, MAX_OPEN_DEVICE_LINKS } from '../enrolment/constants.ts'
import { keepInvitation } from '../invitations/create.ts'
import type { Db } from '../store/open.ts'
import type { AskingDevice } from './bearer.ts'

/**
 * One use, for minutes, a few at a time. The authority remembers which device made it, and forgets those that nobody used.
 * @throws Fault USER_SUSPENDED, RATE_LIMITED
 */
export function linkForDevice(authority: Authority, from: AskingDevice): Promise<DeviceLink> {
  const { login, peerId } = from
  return attempted(
    authority,
    { act: 'device-link', asker: askerOf(from), detail: { login, peerId } },
    async () => {
      const { invite, expires } = await authority.store.transaction(async (db) => {
        const user = await db
          .selectFrom('users')
          .select(['role', 'status'])
          .where('login', '=', login)
          .executeTakeFirst()
        if (user?.status !== 'active') throw new Fault('USER_SUSPENDED', { login })
        await makeRoom(db, login, authority.now().getTime())
        const terms = { purpose: 'device', login, role: user.role, uses: 1, life: DEVICE_LINK_LIFE } as const
        return keepInvitation(authority, { ...terms, approval: false, by: login, byDevice: peerId }, db)
      })
      return { invite, expires }
    },
  )
}

/** Else one device could fill the register, for ever. @throws Fault RATE_LIMITED */
async function makeRoom(db: Db, login: Login, now: number): Promise<void> {
  await db
    .deleteFrom('invitations')
    .where('login', '=', login)
    .where('by_device', 'is not', null)
    .where('expires_at', '<=', now)
    .whereRef('uses_left', '=', 'uses')
    .execute()
  const open = await db
    .selectFrom('invitations')
    .select('id')
    .where('login', '=', login)
    .where('by_device', 'is not', null)
    .where('expires_at', '>', now)
    .where('uses_left', '>', 0)
    .where('revoked_at', 'is', null)
    .limit(MAX_OPEN_DEVICE_LINKS)
    .execute()
  if (open.length >= MAX_OPEN_DEVICE_LINKS) throw new Fault('RATE_LIMITED')
}

/** @throws Fault DEVICE_NAME_MALFORMED */
export function nameDevice(
  authority: Authority,
  from: AskingDevice,
  { name: raw }: { readonly name: string },
): Promise<void> {
  const { login, peerId } = from
  const detail = { login, peerId, name: raw.slice(0, 64) }
  return attempted(authority, { act: 'device-name', asker: askerOf(from), detail }, async () => {
    const name = deviceName(raw)
    await authority.store.db
      .updateTable('devices')
      .set({ name, changed_at: authority.now().getTime() })
      .where('peer_id', '=', peerId)
      .where('login', '=', login)
      .execute()
    authority.live.personChanged(login)
  })
}

/**
 * The device that asks proves its key, the person their password: a thief with one unlocked device cannot lock the owner
 * out of the others. @throws Fault PASSWORD_WRONG, SIGN_IN_LOCKED, DEVICE_NOT_YOURS, PEER_ID_MALFORMED
 */
export async function revokeOwn(
  authority: Authority,
  from: AskingDevice,
  request: {
    readonly peerId: string
    readonly password: string
    readonly reason: 'keyCompromise' | 'cessationOfOperation'
  },
): Promise<void> {
  const { login, source } = from
  const detail = { login, peerId: request.peerId.slice(0, 128), reason: request.reason }
  await attempted(authority, { act: 'device-revoke', asker: askerOf(from), detail }, async () => {
    const device = peerIdText(request.peerId)
    await provePassword(authority, login, request.password, source)
    const own = await authority.store.db
      .selectFrom('devices')
      .select('peer_id')
      .where('peer_id', '=', device)
      .where('login', '=', login)
      .executeTakeFirst()
    if (!own) throw new Fault('DEVICE_NOT_YOURS', { peerId: device })
    await revoke(authority, { device, reason: request.reason }, askerOf(from))
  })
}

const askerOf = ({ login, source }: AskingDevice): Asker => ({ who: login, role: undefined, source })
