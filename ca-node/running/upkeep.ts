// What the running authority does by the clock: signs lists anew before they age.
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import { REVOCATION_LIST_LIFETIME } from '@parley/shared/certificates/constants.ts'
import { type Authority, keysOf } from '../authority.ts'
import { contentOf, heldIssuers, signList, signNextRootList } from '../certificates/list.ts'
import { LIST_RENEWAL_PERIOD, ROOT_LIST_RENEWAL_PERIOD } from '../constants.ts'

/** Signs what is due. @returns the new lists, to be pushed */
export async function renewLists(authority: Authority): Promise<readonly Uint8Array[]> {
  const { store, realm, now } = authority
  const { root } = keysOf(authority)
  const rows = await store.db
    .selectFrom('lists')
    .select(['issuer_key_id', 'this_update', 'next_update', 'content'])
    .execute()
  const isDue = (issuerKeyId: string, period: number) => {
    const row = rows.find((each) => each.issuer_key_id === issuerKeyId)
    const at = now().getTime()
    // Also when the clock was set back: a list from the future helps nobody.
    return !row || at >= row.this_update + period || at < row.this_update
  }
  const signed: Uint8Array[] = []
  for (const { issuer, signer } of heldIssuers(authority)) {
    const content = rows.find((each) => each.issuer_key_id === issuer.keyId)?.content
    // Another authority of the realm may have revoked what this one issued.
    const changed = content !== (await contentOf(store.db, issuer.keyId))
    if (!changed && !isDue(issuer.keyId, LIST_RENEWAL_PERIOD)) continue
    signed.push(
      await store.transaction((db) => signList(db, issuer, signer, now(), REVOCATION_LIST_LIFETIME)),
    )
  }
  if (root && sameBytes(root.spki, realm.root.spki) && isDue(realm.root.keyId, ROOT_LIST_RENEWAL_PERIOD)) {
    signed.push(await store.transaction((db) => signNextRootList(db, authority, root)))
  }
  return signed
}
