// What a device is given when it was enrolled or renewed: its certificate and all it needs to take part.

import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import { MAX_ANSWER_ITEMS } from '@parley/shared/enrolment/constants.ts'
import type { Membership } from '@parley/shared/enrolment/schema.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { type Authority, keysOf } from '../authority.ts'
import type { Issued } from './issue.ts'
import { newestLists } from './list.ts'

export async function membershipOf(authority: Authority, login: Login, issued: Issued): Promise<Membership> {
  const { realm, live, store } = authority
  const lists = await newestLists(store.db, authority)
  return {
    realm: realm.name,
    login,
    serial: issued.serial,
    notAfter: issued.notAfter.toISOString(),
    chain: [issued.der, realm.issuing.der].map(base64),
    root: base64(realm.standing.newest.der),
    rootLists: realm.standing.lists.map((list) => base64(list.bytes)),
    issuers: realm.issuers.slice(0, MAX_ANSWER_ITEMS).map(({ der }) => base64(der)),
    lists: lists.map((list) => base64(list.der)),
    authority: {
      peerId: peerIdOfSpki(keysOf(authority).node.spki, primitives),
      p2p: [...live.p2pAddresses()],
      https: [...live.httpsAddresses()],
    },
    policy: realm.policy,
  }
}

function base64(der: Uint8Array): string {
  return Buffer.from(der).toString('base64')
}
