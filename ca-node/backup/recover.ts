// Revocations that were made after the backup: the database has forgotten them, but peers still hold the list that says
// so, signed by our own key. The first peer that brings it gives them back.
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import type { RevocationList } from '@parley/shared/certificates/revocation-list.ts'
import { isReplacement } from '@parley/shared/certificates/revocation-reason.ts'
import type { Authority } from '../authority.ts'
import { heldIssuers, signNextList } from '../certificates/list.ts'
import { insertRevocation } from '../certificates/revoke.ts'

/** @param list verified, newer than the one this node had. @returns how many were not known here */
export async function recoverRevocations(authority: Authority, list: RevocationList): Promise<number> {
  const { store, log, now } = authority
  const held = heldIssuers(authority).find(({ issuer }) => issuer.keyId === list.issuerKeyId)
  if (held === undefined) return 0
  const own = await store.db
    .selectFrom('lists')
    .select('der')
    .where('issuer_key_id', '=', list.issuerKeyId)
    .executeTakeFirst()
  // Just signed here: that is how most lists come.
  if (own && sameBytes(own.der, list.der)) return 0
  const lost = await store.transaction(async (db) => {
    const known = await db
      .selectFrom('revocations')
      .select('serial')
      .where('issuer_key_id', '=', list.issuerKeyId)
      .execute()
    const here = new Set<string>(known.map((row) => row.serial))
    const missing = [...list.revoked].filter(([serial]) => !here.has(serial))
    if (missing.length === 0) return undefined
    for (const [serial, { reason }] of missing) {
      const row = await db
        .selectFrom('certificates')
        .select(['peer_id', 'not_after', 'login'])
        .where('serial', '=', serial)
        .executeTakeFirst()
      // Of a certificate issued after the backup nothing is left but this: it stays on the list as long as its issuer lives.
      const notAfter = row?.not_after ?? held.issuer.notAfter.getTime()
      await insertRevocation(
        db,
        { serial, issuer_key_id: list.issuerKeyId, not_after: notAfter },
        reason ?? 'unspecified',
        now(),
      )
      // A certificate on hold is a person who is suspended: only so can they be restored.
      if (reason === 'certificateHold' && row?.login)
        await db
          .updateTable('users')
          .set({ status: 'suspended', changed_at: now().getTime() })
          .where('login', '=', row.login)
          .execute()
      const bars = reason !== 'certificateHold' && (reason === undefined || !isReplacement(reason))
      if (row?.peer_id && bars)
        await db
          .updateTable('devices')
          .set({ status: 'revoked', changed_at: now().getTime() })
          .where('peer_id', '=', row.peer_id)
          .where('serial', '=', serial)
          .execute()
    }
    return { count: missing.length, der: await signNextList(db, authority) }
  })
  if (lost === undefined) return 0
  log.warn({ act: 'recover-revocations', count: lost.count }, 'revocations came back from a peer')
  authority.live.pushList(lost.der)
  return lost.count
}
