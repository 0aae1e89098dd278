// What lets this node's OCSP responder speak for the issuing CAs of the realm: a certificate by each. Those whose key is here make it
// themselves, and renew it as the authority's other papers; those of other nodes are asked. Answers nothing itself.
import { ownKey, type ProvenKey } from '@parley/shared/certificates/csr.ts'
import type { Issuer } from '@parley/shared/certificates/issuer.ts'
import { type Authority, keysOf } from '../authority.ts'
import { issueOcsp } from '../certificates/issue.ts'
import { keepServiceCertificate } from '../certificates/keep.ts'
import { type HeldIssuer, heldIssuers } from '../certificates/list.ts'
import { OCSP_VALIDITY } from '../constants.ts'
import { askOthers, othersAsking } from '../nodes/responder-requests.ts'
import type { ResponderPaper } from '../ocsp/responder.ts'
import { isRevoked } from './hierarchy.ts'
import { bears, isYoung } from './papers.ts'

/**
 * This node's own issuing CA first, then those of before, then those of other authorities that have certified it. One that its
 * root revoked vouches for nothing any more. Certifies the others' responders in the same look.
 */
export async function responderPapers(authority: Authority): Promise<readonly ResponderPaper[]> {
  const { store, realm } = authority
  const key = ownKey(keysOf(authority).ocsp)
  const isShared = store.shared && realm.issuers.length > 1
  if (isShared) await askOthers(authority)
  const asking = isShared ? await othersAsking(authority) : []

  const papers: ResponderPaper[] = []
  const held = heldIssuers(authority)
  for (const each of held) {
    if (await isRevoked(store.db, each.issuer)) continue
    papers.push({ issuer: each.issuer, der: await certified(authority, each, key) })
    for (const other of asking) await certified(authority, each, other)
  }
  for (const issuer of isShared ? realm.issuers : []) {
    if (held.some((each) => each.issuer === issuer) || (await isRevoked(store.db, issuer))) continue
    const kept = await newestFor(authority, issuer, key)
    if (kept) papers.push({ issuer, der: kept.der })
  }
  return papers
}

/** The newest certificate for that key; a new one when there is none or its time has come. */
async function certified(authority: Authority, held: HeldIssuer, key: ProvenKey): Promise<Uint8Array> {
  const { store, now } = authority
  const kept = await newestFor(authority, held.issuer, key)
  if (kept && isYoung(kept, now())) return kept.der

  const issued = issueOcsp(held, { key, life: OCSP_VALIDITY, now: now() })
  await keepServiceCertificate(store.db, held.issuer, issued, { kind: 'ocsp', now: now() })
  return issued.der
}

/** In its time; undefined when that issuing CA has not certified the key, or not lately. */
export async function newestFor(
  { store, now }: Authority,
  { keyId }: Issuer,
  { spki }: Pick<ProvenKey, 'spki'>,
) {
  const rows = await store.db
    .selectFrom('certificates')
    .select(['serial', 'der', 'not_before', 'not_after'])
    .where('kind', '=', 'ocsp')
    .where('issuer_key_id', '=', keyId)
    .where('not_before', '<=', now().getTime())
    .where('not_after', '>', now().getTime())
    .orderBy('created_at', 'desc')
    .execute()
  return rows.find(({ der }) => bears(der, spki))
}
