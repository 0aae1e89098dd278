// The CA certificates of the realm and the lists they sign, with how fresh each is. Reads; signs nothing.
import { describe } from '@parley/shared/certificates/describe.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import type { Fingerprint, Serial } from '@parley/shared/identity/ids.ts'
import type { Authority } from '../authority.ts'
import { listPath } from '../certificates/locations.ts'
import { OCSP_LIFETIME } from '../constants.ts'
import { newestFor } from '../running/responder-papers.ts'
import type { CertificateTable } from '../store/tables.ts'

export interface IssuerShown {
  readonly keyId: string
  readonly kind: 'root' | 'issuing'
  /** RFC 4514. */
  readonly subject: string
  readonly fingerprint: Fingerprint
  readonly serial: Serial
  /** Key identifier of the CA above; its own for a root. */
  readonly issuedBy: string
  readonly notBefore: string
  readonly notAfter: string
  /** Whether this node signs with it. */
  readonly own: boolean
  /** Whether its key can sign here. */
  readonly keyHere: boolean
  /** Certificates it issued that have not ended. */
  readonly issued: number
  readonly list: ListShown | undefined
}

export interface ListShown {
  readonly number: string
  readonly thisUpdate: string
  readonly nextUpdate: string
  /** Entries on it. */
  readonly revoked: number
  readonly bytes: number
  /** Where anybody fetches it, below the authority's address. */
  readonly path: string
}

/** The authority's own certificates, which renew themselves. */
export interface PaperShown {
  readonly kind: Exclude<CertificateTable['kind'], 'device'>
  readonly serial: Serial
  readonly notBefore: string
  readonly notAfter: string
}

export interface Hierarchy {
  readonly issuers: readonly IssuerShown[]
  readonly papers: readonly PaperShown[]
  /** How long one answer of the OCSP responder may be used, ms. */
  readonly ocspLifetime: number
}

export async function hierarchy(authority: Authority): Promise<Hierarchy> {
  const { store, realm, keys, now } = authority
  const { db } = store
  const at = now().getTime()
  const issuers = await db.selectFrom('issuers').selectAll().orderBy('not_after', 'desc').execute()
  const lists = await db
    .selectFrom('lists')
    .select(['issuer_key_id', 'number', 'this_update', 'next_update', 'der'])
    .execute()
  const issued = await db
    .selectFrom('certificates')
    .select('issuer_key_id')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .where('not_after', '>=', at)
    .groupBy('issuer_key_id')
    .execute()
  const revoked = await db
    .selectFrom('revocations')
    .select('issuer_key_id')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .groupBy('issuer_key_id')
    .execute()
  return {
    issuers: issuers.map((row) => {
      const fields = describe(row.der, primitives)
      const list = lists.find((each) => each.issuer_key_id === row.key_id)
      return {
        keyId: row.key_id,
        kind: row.kind,
        subject: fields.subject,
        fingerprint: row.fingerprint,
        serial: row.serial,
        issuedBy: row.issued_by,
        notBefore: fields.notBefore,
        notAfter: new Date(row.not_after).toISOString(),
        own: row.key_id === realm.issuing.keyId,
        keyHere:
          row.kind === 'root'
            ? keys?.root !== undefined && row.key_id === realm.root.keyId
            : row.key_id === realm.issuing.keyId,
        issued:
          row.kind === 'root'
            ? issuers.filter((each) => each.issued_by === row.key_id && each.key_id !== row.key_id).length
            : countOf(issued, row.key_id),
        list: list && {
          number: list.number,
          thisUpdate: new Date(list.this_update).toISOString(),
          nextUpdate: new Date(list.next_update).toISOString(),
          revoked: countOf(revoked, row.key_id),
          bytes: list.der.length,
          path: listPath(row.key_id),
        },
      }
    }),
    papers: await papersOf(authority),
    ocspLifetime: OCSP_LIFETIME,
  }
}

async function papersOf(authority: Authority): Promise<readonly PaperShown[]> {
  const { store, realm, keys } = authority
  const newest = (kind: 'https' | 'ocsp' | 'node') =>
    store.db
      .selectFrom('certificates')
      .select(['serial', 'not_before', 'not_after'])
      .where('kind', '=', kind)
      .where('issuer_key_id', '=', realm.issuing.keyId)
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirst()
  const papers: PaperShown[] = []
  for (const kind of ['https', 'ocsp', 'node'] as const) {
    // This issuing CA certifies the responders of other authorities, too.
    const row = await (kind === 'ocsp' && keys
      ? newestFor(authority, realm.issuing, keys.ocsp)
      : newest(kind))
    if (row)
      papers.push({
        kind,
        serial: row.serial,
        notBefore: new Date(row.not_before).toISOString(),
        notAfter: new Date(row.not_after).toISOString(),
      })
  }
  return papers
}

function countOf(rows: readonly { issuer_key_id: string; count: number | string }[], keyId: string): number {
  return Number(rows.find((row) => row.issuer_key_id === keyId)?.count ?? 0)
}
