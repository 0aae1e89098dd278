// What the running authority does by the clock: signs lists anew before they age.
import { type Authority, keysOf } from '../authority.ts'
import { signNextList, signNextRootList } from '../certificates/list.ts'
import { LIST_RENEWAL_PERIOD, ROOT_LIST_RENEWAL_PERIOD } from '../constants.ts'

/** Signs what is due. @returns the new lists, to be pushed */
export async function renewLists(authority: Authority): Promise<readonly Uint8Array[]> {
  const { store, realm, now } = authority
  const { root } = keysOf(authority)
  const rows = await store.db
    .selectFrom('lists')
    .select(['issuer_key_id', 'this_update', 'next_update'])
    .execute()
  const isDue = (issuerKeyId: string, period: number) => {
    const row = rows.find((each) => each.issuer_key_id === issuerKeyId)
    const at = now().getTime()
    // Also when the clock was set back: a list from the future helps nobody.
    return !row || at >= row.this_update + period || at < row.this_update
  }
  const signed: Uint8Array[] = []
  if (isDue(realm.issuing.keyId, LIST_RENEWAL_PERIOD)) {
    signed.push(await store.transaction((db) => signNextList(db, authority)))
  }
  if (root && isDue(realm.root.keyId, ROOT_LIST_RENEWAL_PERIOD)) {
    signed.push(await store.transaction((db) => signNextRootList(db, authority, root)))
  }
  return signed
}
