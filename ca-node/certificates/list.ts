// The revocation lists of this authority: signs the next one, gives the newest. Numbers only grow, also when
// two write at once: the number is taken inside the transaction that keeps the list.

import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import {
  BACK_DATING,
  RENEWAL_GRACE,
  REVOCATION_LIST_LIFETIME,
  ROOT_REVOCATION_LIST_LIFETIME,
} from '@parley/shared/certificates/constants.ts'
import type { Issuer } from '@parley/shared/certificates/issuer.ts'
import { buildRevocationList } from '@parley/shared/certificates/revocation-build.ts'
import { revocationReason } from '@parley/shared/certificates/revocation-reason.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { type Authority, keysOf } from '../authority.ts'
import { MAX_LISTS_TOLD } from '../constants.ts'
import { listWasSigned } from '../nodes/due-lists.ts'
import type { Db } from '../store/open.ts'
import type { ListRow } from '../store/tables.ts'

/**
 * Signs the next list of the issuing CA inside the caller's transaction, and those of this node's issuing CAs of before
 * about which the register says something new. @returns DER of the first
 */
export async function signNextList(db: Db, authority: Authority): Promise<Uint8Array> {
  const [own, ...former] = heldIssuers(authority)
  if (own === undefined) throw new Error('a node holds its own issuing key')
  for (const held of former) {
    const last = await lastOf(db, held.issuer.keyId)
    if (last?.content !== (await contentOf(db, held.issuer.keyId))) {
      await signList(db, held.issuer, held.signer, authority.now(), REVOCATION_LIST_LIFETIME)
    }
  }
  return signList(db, own.issuer, own.signer, authority.now(), REVOCATION_LIST_LIFETIME)
}

export interface HeldIssuer {
  readonly issuer: Issuer
  readonly signer: Signer
}

/** The issuing CAs whose keys this node has: its own first, then those of before that have not ended. */
export function heldIssuers(authority: Authority): readonly HeldIssuer[] {
  const { issuing, former } = keysOf(authority)
  return [issuing, ...former].flatMap((signer) => {
    const issuer = authority.realm.issuers.find(({ spki }) => sameBytes(spki, signer.spki))
    const ended = issuer === undefined || issuer.notAfter <= authority.now()
    return issuer === undefined || (ended && signer !== issuing) ? [] : [{ issuer, signer }]
  })
}

function lastOf(db: Db, issuerKeyId: string) {
  return db
    .selectFrom('lists')
    .select(['number', 'content'])
    .where('issuer_key_id', '=', issuerKeyId)
    .executeTakeFirst()
}

/** Until when an issuer's newest list holds, ms since 1970; 0 when there is none. */
export async function listEnds(db: Db, issuerKeyId: string): Promise<number> {
  const last = await db
    .selectFrom('lists')
    .select('next_update')
    .where('issuer_key_id', '=', issuerKeyId)
    .executeTakeFirst()
  return last?.next_update ?? 0
}

/** What the register of revocations says of an issuer, in short: changes whenever an entry comes or goes. */
export async function contentOf(db: Db, issuerKeyId: string): Promise<string> {
  const { count, last } = await db
    .selectFrom('revocations')
    .select((row) => [row.fn.countAll<number | string>().as('count'), row.fn.max('revoked_at').as('last')])
    .where('issuer_key_id', '=', issuerKeyId)
    .executeTakeFirstOrThrow()
  return `${count}:${last ?? 0}`
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
  const last = await lastOf(db, issuer.keyId)
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
    content: await contentOf(db, issuer.keyId),
  }
  await db
    .insertInto('lists')
    .values({ issuer_key_id: issuer.keyId, ...row })
    .onConflict((conflict) => conflict.column('issuer_key_id').doUpdateSet(row))
    .execute()
  await listWasSigned(db, issuer.keyId)
  return der
}

/**
 * Newest list of every issuer whose certificates may still be shown: this node's issuing CA first. Of an issuer that another
 * authority has just brought in, nothing is told before this one knows it: who is told could not check it.
 */
export async function newestLists(db: Db, authority: Authority): Promise<readonly ListRow[]> {
  const rows = await db
    .selectFrom('lists')
    .innerJoin('issuers', 'issuers.key_id', 'lists.issuer_key_id')
    .selectAll('lists')
    .where('issuers.not_after', '>=', authority.now().getTime() - RENEWAL_GRACE)
    .orderBy('issuers.not_after', 'desc')
    .orderBy('lists.issuer_key_id')
    .limit(MAX_LISTS_TOLD)
    .execute()
  const { issuing, issuers, standing } = authority.realm
  const known = new Set([...issuers, ...standing.all].map(({ keyId }) => keyId))
  const own = issuing.keyId
  return rows
    .filter((row) => known.has(row.issuer_key_id))
    .toSorted((a, b) => Number(b.issuer_key_id === own) - Number(a.issuer_key_id === own))
}
