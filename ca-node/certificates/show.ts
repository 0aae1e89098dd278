// `parley ca root` and `parley ca crl`: the root and the newest revocation lists, as stock tools read them (PEM).
import { encodePem } from '@parley/shared/certificates/pem.ts'
import type { Fingerprint } from '@parley/shared/identity/ids.ts'
import type { Authority } from '../authority.ts'
import { newestLists } from './list.ts'

export interface RootShown {
  readonly realm: string
  readonly fingerprint: Fingerprint
  readonly notAfter: string
  readonly pem: string
}

export function showRoot({ realm }: Authority): RootShown {
  const { root } = realm
  return {
    realm: realm.name,
    fingerprint: root.fingerprint,
    notAfter: root.notAfter.toISOString(),
    pem: encodePem('CERTIFICATE', root.der),
  }
}

export interface ListsShown {
  /** Of the issuing CA: the one about devices. */
  readonly number: string
  readonly thisUpdate: string
  readonly nextUpdate: string
  readonly revoked: number
  /** The issuing CA's list, then the root's: what `openssl verify -crl_check_all -CRLfile` needs. */
  readonly pem: string
}

export async function showLists(authority: Authority): Promise<ListsShown> {
  const { db } = authority.store
  const lists = await newestLists(db, authority)
  const own = lists[0]
  if (!own) throw new Error('there is always a list since init')
  const { count } = await db
    .selectFrom('revocations')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .where('issuer_key_id', '=', own.issuer_key_id)
    .executeTakeFirstOrThrow()
  return {
    number: own.number,
    thisUpdate: new Date(own.this_update).toISOString(),
    nextUpdate: new Date(own.next_update).toISOString(),
    revoked: Number(count),
    pem: lists.map((list) => encodePem('X509 CRL', list.der)).join(''),
  }
}
