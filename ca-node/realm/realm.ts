// The realm as the authority knows it: its name, its roots and issuing CAs, its policy. Holds no private key.
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import { type Issuer, issuerFrom } from '@parley/shared/certificates/issuer.ts'
import { type TrustedRoot, trustedRoot } from '@parley/shared/certificates/roots.ts'
import { type RealmPolicy, realmPolicy } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import type { RealmName } from '@parley/shared/identity/login.ts'
import { RealmRoots } from '@parley/shared/roots/realm-roots.ts'
import type { Db } from '../store/open.ts'

export interface Realm {
  readonly name: RealmName
  readonly policy: RealmPolicy
  /** The root above this node's issuing CA. */
  readonly root: TrustedRoot
  /** The same as what signs issuing CAs. */
  readonly rootIssuer: Issuer
  /** How each of its roots stands, and the signed lists that say so. */
  readonly standing: RealmRoots
  /** The roots that are trusted now. */
  readonly roots: readonly TrustedRoot[]
  /** This node's issuing CA: the one whose key is in its vault. */
  readonly issuing: Issuer
  /** All issuing CAs of the realm: this node's first, then the others', the newest before the older. */
  readonly issuers: readonly Issuer[]
}

/**
 * @param database its name, for the fault
 * @param issuingSpki the public half of the vault's issuing key; undefined for a vault that was not opened, then `issuing`
 * is the newest there is and serves to look at only
 * @throws Fault DATA_DAMAGED, also when no issuing CA here has that key
 */
export async function readRealm(db: Db, database: string, issuingSpki?: Uint8Array): Promise<Realm> {
  const damaged = (reason: string, cause?: unknown) =>
    new Fault('DATA_DAMAGED', { path: database, reason }, { cause })
  const row = await db.selectFrom('realm').selectAll().executeTakeFirst()
  const rows = await db
    .selectFrom('issuers')
    .select(['kind', 'der'])
    .orderBy('not_after', 'desc')
    .orderBy('key_id')
    .execute()
  if (!row || rows.length === 0) throw damaged('REALM_MISSING')
  try {
    const roots = rows
      .filter(({ kind }) => kind === 'root')
      .map(({ der }) => trustedRoot(der, primitives))
      .toSorted((a, b) => a.notBefore.getTime() - b.notBefore.getTime())
    const all = rows.filter(({ kind }) => kind === 'issuing').map(({ der }) => issuerFrom(der, primitives))
    const issuing = issuingSpki === undefined ? all[0] : all.find(({ spki }) => sameBytes(spki, issuingSpki))
    if (issuing === undefined) throw damaged('KEYS_OF_ANOTHER')
    const standing = await readStanding(db, roots)
    const root = rootAbove(issuing, roots)
    if (root === undefined) throw damaged('ROOT_MISSING')
    return {
      name: row.name,
      policy: realmPolicy.parse(JSON.parse(row.policy)),
      root,
      rootIssuer: issuerFrom(root.der, primitives),
      standing,
      roots: standing.trusted,
      issuing,
      issuers: [issuing, ...all.filter((each) => each !== issuing)],
    }
  } catch (cause) {
    if (cause instanceof Fault && cause.code === 'DATA_DAMAGED') throw cause
    throw damaged('REALM_UNREADABLE', cause)
  }
}

/** Roots may share a name: the key identifier tells them apart. */
export function rootAbove(issuing: Issuer, roots: readonly TrustedRoot[]): TrustedRoot | undefined {
  const wanted = issuing.certificate.authorityKeyId?.keyId
  if (wanted === undefined) return undefined
  const keyId = Buffer.from(wanted).toString('hex')
  return roots.find((root) => root.keyId === keyId)
}

/** @param roots all of the realm, the first before the others */
async function readStanding(db: Db, roots: readonly TrustedRoot[]): Promise<RealmRoots> {
  const [first] = roots
  if (first === undefined) throw new Fault('CERT_ROOT_UNKNOWN')
  const lists = await db.selectFrom('root_lists').select('der').orderBy('number').execute()
  return RealmRoots.from(
    first,
    lists.map(({ der }) => der),
    primitives,
  )
}
