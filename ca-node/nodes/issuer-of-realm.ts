// Whether a signature in the database can be one of the realm's authorities. Whoever can write there can add a row: only a root's
// signature counts, and no revocation.
import { X509Certificate } from 'node:crypto'
import { type Issuer, issuerFrom } from '@parley/shared/certificates/issuer.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import type { Authority } from '../authority.ts'
import { rootAbove } from '../realm/realm.ts'

/** The issuing CA with that key, in its time and in good standing. @throws Fault CERT_* */
export async function issuerOfRealm(
  { store, realm, now }: Pick<Authority, 'store' | 'realm' | 'now'>,
  keyId: string,
): Promise<Issuer> {
  const row = await store.db
    .selectFrom('issuers')
    .leftJoin('revocations', 'revocations.serial', 'issuers.serial')
    .select(['issuers.der', 'revocations.reason'])
    .where('issuers.key_id', '=', keyId)
    .where('issuers.kind', '=', 'issuing')
    .executeTakeFirst()
  if (!row) throw new Fault('CERT_CHAIN_BROKEN')
  const issuer = issuerFrom(row.der, primitives)
  const root = rootAbove(issuer, realm.roots)
  const isSigned =
    root !== undefined && new X509Certificate(row.der).verify(new X509Certificate(root.der).publicKey)
  if (!isSigned || issuer.keyId !== keyId) throw new Fault('CERT_CHAIN_BROKEN')
  if (row.reason !== null) throw new Fault('CERT_REVOKED', { date: '', reason: row.reason })
  const at = now()
  if (at < issuer.notBefore || at > issuer.notAfter)
    throw new Fault('CERT_EXPIRED', { notAfter: issuer.notAfter.toISOString() })
  return issuer
}
