// The realm as the authority knows it: its name, its CA certificates and its policy. Holds no private key.
import { type Issuer, issuerFrom } from '@parley/shared/certificates/issuer.ts'
import { type TrustedRoot, trustedRoot } from '@parley/shared/certificates/roots.ts'
import { type RealmPolicy, realmPolicy } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import type { RealmName } from '@parley/shared/identity/login.ts'
import type { Db } from '../store/open.ts'

export interface Realm {
  readonly name: RealmName
  readonly policy: RealmPolicy
  readonly root: TrustedRoot
  /** The root again, as what signs issuing CAs. */
  readonly rootIssuer: Issuer
  /** This node's issuing CA. */
  readonly issuing: Issuer
}

/** @param database its path, for the fault. @throws Fault DATA_DAMAGED */
export async function readRealm(db: Db, database: string): Promise<Realm> {
  const damaged = (reason: string, cause?: unknown) =>
    new Fault('DATA_DAMAGED', { path: database, reason }, { cause })
  const row = await db.selectFrom('realm').selectAll().executeTakeFirst()
  const issuers = await db
    .selectFrom('issuers')
    .select(['kind', 'der'])
    .orderBy('not_after', 'desc')
    .execute()
  const root = issuers.find((issuer) => issuer.kind === 'root')
  const issuing = issuers.find((issuer) => issuer.kind === 'issuing')
  if (!row || !root || !issuing) throw damaged('the realm is missing')
  try {
    return {
      name: row.name,
      policy: realmPolicy.parse(JSON.parse(row.policy)),
      root: trustedRoot(root.der, primitives),
      rootIssuer: issuerFrom(root.der, primitives),
      issuing: issuerFrom(issuing.der, primitives),
    }
  } catch (cause) {
    throw damaged('the realm cannot be read', cause)
  }
}
