// What lets this node's OCSP responder speak for the issuing CAs of the realm: a certificate by each whose key is here, made and
// renewed as the authority's other papers are. Answers nothing itself.
import { ownKey, type ProvenKey } from '@parley/shared/certificates/csr.ts'
import type { Issuer } from '@parley/shared/certificates/issuer.ts'
import { type Authority, keysOf } from '../authority.ts'
import { issueOcsp } from '../certificates/issue.ts'
import { keepServiceCertificate } from '../certificates/keep.ts'
import { type HeldIssuer, heldIssuers } from '../certificates/list.ts'
import { OCSP_VALIDITY } from '../constants.ts'
import type { ResponderPaper } from '../ocsp/responder.ts'
import { isRevoked } from './hierarchy.ts'
import { bears, isYoung } from './papers.ts'

/** This node's own issuing CA first, then those of before. One that its root revoked vouches for nothing any more. */
export async function responderPapers(authority: Authority): Promise<readonly ResponderPaper[]> {
  const key = ownKey(keysOf(authority).ocsp)
  const papers: ResponderPaper[] = []
  for (const held of heldIssuers(authority)) {
    const { issuer } = held
    if (await isRevoked(authority.store.db, issuer)) continue
    papers.push({ issuer, der: await certified(authority, held, key) })
  }
  return papers
}

/** The newest certificate for that key; a new one when there is none or its time has come. */
async function certified(authority: Authority, held: HeldIssuer, key: ProvenKey): Promise<Uint8Array> {
  const { store, now } = authority
  const kept = (await certificatesBy(authority, held.issuer)).find(({ der }) => bears(der, key.spki))
  if (kept && isYoung(kept, now())) return kept.der

  const issued = issueOcsp(held, { key, life: OCSP_VALIDITY, now: now() })
  await keepServiceCertificate(store.db, held.issuer, issued, { kind: 'ocsp', now: now() })
  return issued.der
}

/** Of responders, in their time; the newest first. */
function certificatesBy({ store, now }: Authority, { keyId }: Issuer) {
  return store.db
    .selectFrom('certificates')
    .select(['der', 'not_before', 'not_after'])
    .where('kind', '=', 'ocsp')
    .where('issuer_key_id', '=', keyId)
    .where('not_before', '<=', now().getTime())
    .where('not_after', '>', now().getTime())
    .orderBy('created_at', 'desc')
    .execute()
}
