// One certificate taken apart, with the chain above it: what the console shows of it in words and in fields.
import { type CertificateDescription, describe } from '@parley/shared/certificates/describe.ts'
import { encodePem } from '@parley/shared/certificates/pem.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { serial } from '@parley/shared/identity/ids.ts'
import type { Authority } from '../authority.ts'
import type { CertificateTable } from '../store/tables.ts'
import { type CertificateLine, lineOf } from './certificates-page.ts'

export interface CertificateShown extends CertificateLine {
  readonly role: CertificateTable['role']
  readonly revokedAt: string | undefined
  readonly fields: CertificateDescription
  /** From the issuing CA up to the root. */
  readonly above: readonly CertificateDescription[]
  /** The certificate and those above it. */
  readonly pem: string
}

/** @throws Fault SERIAL_MALFORMED, CERTIFICATE_UNKNOWN */
export async function certificate({ store, now }: Authority, typed: string): Promise<CertificateShown> {
  const { db } = store
  const wanted = serial(typed)
  const row = await db
    .selectFrom('certificates')
    .leftJoin('revocations', 'revocations.serial', 'certificates.serial')
    .leftJoin('devices', 'devices.peer_id', 'certificates.peer_id')
    .select(['certificates.serial', 'certificates.kind', 'certificates.login', 'certificates.peer_id'])
    .select(['certificates.role', 'certificates.not_before', 'certificates.not_after', 'certificates.der'])
    .select(['certificates.issuer_key_id', 'revocations.reason', 'revocations.revoked_at'])
    .select('devices.name as device_name')
    .where('certificates.serial', '=', wanted)
    .executeTakeFirst()
  if (!row) throw new Fault('CERTIFICATE_UNKNOWN', { which: wanted })
  const chain = await issuersAbove(db, row.issuer_key_id)
  return {
    ...lineOf(row, now()),
    role: row.role,
    revokedAt: row.revoked_at === null ? undefined : new Date(row.revoked_at).toISOString(),
    fields: describe(row.der, primitives),
    above: chain.map((der) => describe(der, primitives)),
    pem: [row.der, ...chain].map((der) => encodePem('CERTIFICATE', der)).join(''),
  }
}

/** An issuing CA has one root above it: two steps, and never a circle. */
async function issuersAbove(db: Authority['store']['db'], keyId: string): Promise<readonly Uint8Array[]> {
  const issuing = await db
    .selectFrom('issuers')
    .select(['der', 'issued_by'])
    .where('key_id', '=', keyId)
    .executeTakeFirst()
  if (!issuing) return []
  if (issuing.issued_by === keyId) return [issuing.der]
  const root = await db
    .selectFrom('issuers')
    .select('der')
    .where('key_id', '=', issuing.issued_by)
    .executeTakeFirst()
  return root ? [issuing.der, root.der] : [issuing.der]
}
