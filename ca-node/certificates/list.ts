// The revocation lists of this authority: signs the next one, gives the newest. Numbers only grow, also when
// two write at once: the number is taken inside the transaction that keeps the list.
import {
  BACK_DATING,
  REVOCATION_LIST_LIFETIME,
  ROOT_REVOCATION_LIST_LIFETIME,
} from '@parley/shared/certificates/constants.ts'
import type { Issuer } from '@parley/shared/certificates/issuer.ts'
import { buildRevocationList } from '@parley/shared/certificates/revocation-build.ts'
import { revocationReason } from '@parley/shared/certificates/revocation-reason.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { type Authority, keysOf } from '../authority.ts'
import type { Db } from '../store/open.ts'
import type { ListRow } from '../store/tables.ts'

/** Signs the next list of the issuing CA inside the caller's transaction. @returns DER */
export async function signNextList(db: Db, authority: Authority): Promise<Uint8Array> {
  const { issuing } = authority.realm
  return signList(db, issuing, keysOf(authority).issuing, authority.now(), REVOCATION_LIST_LIFETIME)
}

/** The same for the root, where its key is at hand. @throws Fault ROOT_KEY_OFFLINE */
export async function signNextRootList(db: Db, authority: Authority, root: Signer): Promise<Uint8Array> {
  return signList(db, authority.realm.rootIssuer, root, authority.now(), ROOT_REVOCATION_LIST_LIFETIME)
}

/** @param life milliseconds from now to nextUpdate, cut at the issuer's own end */
export async function signList(
  db: Db,
  issuer: Issuer,
  signer: Signer,
  now: Date,
  life: number,
): Promise<Uint8Array> {
  const second = Math.floor(now.getTime() / 1000) * 1000
  const last = await db
    .selectFrom('lists')
    .select('number')
    .where('issuer_key_id', '=', issuer.keyId)
    .executeTakeFirst()
  const revoked = await db
    .selectFrom('revocations')
    .select(['serial', 'reason', 'revoked_at'])
    .where('issuer_key_id', '=', issuer.keyId)
    // RFC 5280 section 3.3: an entry stays for one list beyond the certificate's end.
    .where('not_after', '>=', second - life)
    .execute()
  const number = BigInt(last?.number ?? 0) + 1n
  const thisUpdate = new Date(second - BACK_DATING)
  const nextUpdate = new Date(Math.min(second + life, issuer.notAfter.getTime()))
  const entries = revoked.map((row) => ({
    serial: row.serial,
    date: new Date(Math.floor(row.revoked_at / 1000) * 1000),
    reason: revocationReason(row.reason),
  }))
  const der = buildRevocationList({ issuer, number, thisUpdate, nextUpdate, entries }, signer)
  const row = {
    number: String(number),
    this_update: thisUpdate.getTime(),
    next_update: nextUpdate.getTime(),
    der,
  }
  await db
    .insertInto('lists')
    .values({ issuer_key_id: issuer.keyId, ...row })
    .onConflict((conflict) => conflict.column('issuer_key_id').doUpdateSet(row))
    .execute()
  return der
}

/** Newest list of every issuer: this node's issuing CA first. */
export async function newestLists(db: Db, authority: Authority): Promise<readonly ListRow[]> {
  const rows = await db.selectFrom('lists').selectAll().execute()
  const own = authority.realm.issuing.keyId
  return rows.toSorted((a, b) => Number(b.issuer_key_id === own) - Number(a.issuer_key_id === own))
}
