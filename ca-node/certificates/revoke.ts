// Revocation by serial, device or login. It bites at once: a new list is signed in the same transaction, then pushed
// to every connected peer, and the sessions of what was revoked are closed.
import { isReplacement, type RevocationReason } from '@parley/shared/certificates/revocation-reason.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { type PeerIdText, peerIdText, type Serial, serial } from '@parley/shared/identity/ids.ts'
import { type Login, typedLogin } from '@parley/shared/identity/login.ts'
import { attempted } from '../audit/record.ts'
import type { Asker, Authority } from '../authority.ts'
import { listBecomesDue } from '../nodes/due-lists.ts'
import type { Db } from '../store/open.ts'
import type { CertificateRow } from '../store/tables.ts'
import { signNextList } from './list.ts'

export interface RevokeRequest {
  /** Exactly one of the three. */
  readonly serial?: string | undefined
  readonly device?: string | undefined
  readonly login?: string | undefined
  readonly reason: RevocationReason
}

export interface Revoked {
  /** Those it was done to: what had been revoked before stays as it was. */
  readonly revoked: readonly Serial[]
  readonly reason: RevocationReason
}

/**
 * A reason that only replaces (superseded, affiliationChanged) leaves the device its place: it gets the next certificate
 * by asking. Any other bars it for good, and then none of its certificates counts any more, whichever was named.
 * @throws Fault REVOKE_WHAT, HOLD_IS_SUSPENSION, CERTIFICATE_UNKNOWN, USER_UNKNOWN, AUTHORITY_OWN_CERTIFICATE, *_MALFORMED
 */
export function revoke(authority: Authority, request: RevokeRequest, asker: Asker): Promise<Revoked> {
  return attempted(authority, { act: 'revoke', asker, detail: { ...request } }, async () => {
    const { store, live } = authority
    const now = authority.now()
    // Nobody could lift it again: restoring is for people.
    if (request.reason === 'certificateHold') throw new Fault('HOLD_IS_SUSPENSION')
    const bars = !isReplacement(request.reason)

    const { certificates, revoked, list } = await store.transaction(async (db) => {
      // 1. Which certificates are meant, and which devices can never renew again.
      const named = await certificatesOf(db, request)
      if (named.some((row) => row.kind !== 'device')) throw new Fault('AUTHORITY_OWN_CERTIFICATE')
      const devices = named.flatMap((row) => (row.peer_id === null ? [] : [row.peer_id]))
      // An old certificate of a device that has a newer one is just that, unless it is the key that others have.
      const isOneAlone = request.serial !== undefined && request.reason !== 'keyCompromise'
      const onlyIfNewest = isOneAlone ? named[0]?.serial : undefined
      const barred = bars ? await barDevices(db, devices, onlyIfNewest, now) : []
      // All of a barred device's certificates are for one key: an older one that still holds must not serve in its place.
      const found = [...named, ...(await othersOf(db, barred, named, now))]

      // 2. Onto the list, which is signed anew.
      const done: Serial[] = []
      for (const row of found) if (await insertRevocation(db, row, request.reason, now)) done.push(row.serial)
      return { certificates: found, revoked: done, list: await signNextList(db, authority) }
    })

    // 3. Everybody hears of it now.
    live.pushList(list)
    const devices = bars ? new Set(certificates.map((row) => row.peer_id)) : []
    for (const device of devices) if (device) live.closeDevice(device)
    for (const login of new Set(certificates.map((row) => row.login))) if (login) live.personChanged(login)
    return { revoked, reason: request.reason }
  })
}

type Found = Pick<CertificateRow, 'serial' | 'kind' | 'login' | 'peer_id' | 'issuer_key_id' | 'not_after'>

async function certificatesOf(db: Db, request: RevokeRequest): Promise<readonly Found[]> {
  const given = [request.serial, request.device, request.login].filter((value) => value !== undefined)
  if (given.length !== 1) throw new Fault('REVOKE_WHAT')
  let query = db
    .selectFrom('certificates')
    .select(['serial', 'kind', 'login', 'peer_id', 'issuer_key_id', 'not_after'])
  if (request.serial !== undefined) query = query.where('serial', '=', serial(request.serial))
  else if (request.device !== undefined) query = query.where('peer_id', '=', peerIdText(request.device))
  else if (request.login !== undefined) query = query.where('login', '=', typedLogin(request.login))
  const found = await query.execute()
  if (found.length > 0) return found
  if (request.login === undefined) throw new Fault('CERTIFICATE_UNKNOWN', { which: given.join() })
  throw new Fault('USER_UNKNOWN', { login: request.login })
}

/**
 * @param onlyIfNewest a serial: an old certificate of a device that has a newer one does not bar the device
 * @returns those that are barred now
 */
async function barDevices(
  db: Db,
  devices: readonly PeerIdText[],
  onlyIfNewest: Serial | undefined,
  now: Date,
): Promise<readonly PeerIdText[]> {
  if (devices.length === 0) return []
  let meant = db.selectFrom('devices').select('peer_id').where('peer_id', 'in', devices)
  if (onlyIfNewest !== undefined) meant = meant.where('serial', '=', onlyIfNewest)
  const barred = (await meant.execute()).map((row) => row.peer_id)
  if (barred.length > 0)
    await db
      .updateTable('devices')
      .set({ status: 'revoked', changed_at: now.getTime() })
      .where('peer_id', 'in', barred)
      .execute()
  return barred
}

/** Further certificates of these devices that could still be used. */
async function othersOf(
  db: Db,
  devices: readonly PeerIdText[],
  known: readonly Found[],
  now: Date,
): Promise<readonly Found[]> {
  if (devices.length === 0) return []
  const rows = await db
    .selectFrom('certificates')
    .select(['serial', 'kind', 'login', 'peer_id', 'issuer_key_id', 'not_after'])
    .where('peer_id', 'in', devices)
    .where('kind', '=', 'device')
    .where('not_after', '>=', now.getTime())
    .execute()
  return rows.filter(({ serial }) => !known.some((each) => each.serial === serial))
}

/** The reasons that a graver one takes the place of: neither key nor person was in question for good. */
function givesWayTo(reason: RevocationReason): readonly RevocationReason[] {
  if (reason === 'certificateHold') return []
  return isReplacement(reason) ? ['certificateHold'] : ['certificateHold', 'superseded', 'affiliationChanged']
}

/**
 * A certificate that was on hold, or only replaced, is now revoked for good; one that was revoked stays as it was.
 * @returns whether it stands otherwise now
 */
export async function insertRevocation(
  db: Db,
  certificate: Pick<CertificateRow, 'serial' | 'issuer_key_id' | 'not_after'>,
  reason: RevocationReason,
  now: Date,
): Promise<boolean> {
  await listBecomesDue(db, certificate.issuer_key_id, now)
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('revocations')
    .values({
      serial: certificate.serial,
      issuer_key_id: certificate.issuer_key_id,
      reason,
      revoked_at: now.getTime(),
      not_after: certificate.not_after,
    })
    .onConflict((conflict) => {
      const known = conflict.column('serial')
      const weaker = givesWayTo(reason)
      if (weaker.length === 0) return known.doNothing()
      return known
        .doUpdateSet({ reason, revoked_at: now.getTime() })
        .where('revocations.reason', 'in', weaker)
    })
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows > 0n
}

/** Certificates of a person that could still be used. */
export async function usableCertificates(db: Db, login: Login, now: Date): Promise<readonly Found[]> {
  return db
    .selectFrom('certificates')
    .select(['serial', 'kind', 'login', 'peer_id', 'issuer_key_id', 'not_after'])
    .where('login', '=', login)
    .where('not_after', '>=', now.getTime())
    .execute()
}
