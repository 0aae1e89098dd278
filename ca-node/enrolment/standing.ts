// How a device's request stands, for who waits. The device proves its key; it hears a word and nothing personal. Cheap
// enough to be asked again and again: no password, no hash, no record.
import type { Standing } from '@parley/shared/enrolment/schema.ts'
import type { Authority } from '../authority.ts'
import { deviceKey } from '../people/device-key.ts'
import { againSeconds, requestOf } from './requests.ts'

/** @throws Fault CSR_* */
export async function standing(
  { store, now }: Authority,
  { csr }: { readonly csr: string },
): Promise<Standing> {
  const { peerId } = deviceKey(csr)
  const again = { againSeconds: await againSeconds(store.db) }
  const device = await store.db
    .selectFrom('devices')
    .select('peer_id')
    .where('peer_id', '=', peerId)
    .executeTakeFirst()
  if (device) return { state: 'enrolled', ...again }
  const row = await requestOf(store.db, peerId, now())
  if (!row) return { state: 'none', ...again }
  return { state: row.state, ...(row.reason === null ? {} : { reason: row.reason }), ...again }
}
