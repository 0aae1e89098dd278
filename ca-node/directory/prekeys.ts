// Prekeys that devices show to everybody (docs/SEALING.md). The authority keeps public halves only, each signed by its
// device: it can hand them on, and make none.
import type { VerifiedCert } from '@parley/shared/certificates/check.ts'
import type { Primitives } from '@parley/shared/crypto/primitives.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { provePrekey } from '@parley/shared/sealing/prekey.ts'
import type { Db } from '../store/open.ts'

interface Here {
  readonly db: Db
  readonly primitives: Primitives
  now(): Date
}

/**
 * Keeps the prekey of a device in session when it is newer than the one that is kept.
 * @throws Fault PREKEY_MALFORMED, PREKEY_VERSION, PREKEY_EXPIRED, PREKEY_AHEAD, SEALING_*
 */
export async function keepPrekey(
  { db, primitives, now }: Here,
  shower: VerifiedCert,
  signed: Uint8Array,
): Promise<'newer' | 'known'> {
  const certificates = (name: string) => (name === shower.fingerprint ? shower : undefined)
  const prekey = provePrekey(signed, { certificates, now: now(), primitives })
  if (prekey.device !== shower.peerId) throw new Fault('PREKEY_MALFORMED', { reason: 'device' })
  const { numUpdatedRows } = await db
    .updateTable('devices')
    .set({ prekey: signed, prekey_made_at: prekey.createdAt, changed_at: now().getTime() })
    .where('peer_id', '=', shower.peerId)
    .where('status', '=', 'active')
    .where((row) => row.or([row('prekey_made_at', 'is', null), row('prekey_made_at', '<', prekey.createdAt)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n ? 'newer' : 'known'
}
