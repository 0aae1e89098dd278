// What a stock client is told to trust (RFC 7030 section 4.1.3: it takes these for its trust anchors): the roots that count now, and
// the issuing CAs under them. None that was retired, revoked or has ended.
import type { Authority } from '../authority.ts'
import { rootAbove } from '../realm/realm.ts'
import { isRevoked } from '../running/hierarchy.ts'

/** DER each. */
export async function trustedAuthorities({ store, realm, now }: Authority): Promise<readonly Uint8Array[]> {
  const trusted = realm.roots.map(({ der }) => der)
  for (const issuer of realm.issuers) {
    if (rootAbove(issuer, realm.roots) === undefined || issuer.notAfter <= now()) continue
    if (!(await isRevoked(store.db, issuer))) trusted.push(issuer.der)
  }
  return trusted
}
