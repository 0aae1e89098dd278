// Tells the log, and whoever reads it, which devices have not renewed though they should have: long before they are out.
import type { Authority } from '../authority.ts'
import { OVERDUE_NAMED, OVERDUE_PERIOD } from './constants.ts'
import { countCertificates, listCertificates } from './list-issued.ts'

/** @returns what is called again and again: looks once in OVERDUE_PERIOD, and speaks when there is something to say */
export function overdueNotice({ store, log, now }: Authority): () => Promise<void> {
  let lookedAt = Number.NEGATIVE_INFINITY
  return async () => {
    const at = performance.now()
    if (at - lookedAt < OVERDUE_PERIOD) return
    lookedAt = at
    const count = await countCertificates(store.db, { overdue: true }, now())
    if (count === 0) return
    const { certificates } = await listCertificates(store.db, { overdue: true, limit: OVERDUE_NAMED }, now())
    const first = certificates.map(({ login, device, notAfter }) => ({ login, device, notAfter }))
    log.warn({ act: 'overdue', count, first }, 'devices have not renewed their certificates')
  }
}
