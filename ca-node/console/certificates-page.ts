// One page of certificates for the console, newest first, by keyset.
import { type PeerIdText, type Serial, serial } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { type CertificateStatus, statusOf } from '../certificates/list-issued.ts'
import type { Db } from '../store/open.ts'
import type { CertificateTable } from '../store/tables.ts'

export interface CertificatesQuery {
  readonly status?: CertificateStatus | undefined
  /** A whole login or the beginning of a serial number. */
  readonly search?: string | undefined
  readonly login?: string | undefined
  /** Key identifier of the issuing CA. */
  readonly issuer?: string | undefined
  /** `next` of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

export interface CertificateLine {
  readonly serial: Serial
  readonly kind: CertificateTable['kind']
  readonly login: Login | null
  readonly device: PeerIdText | null
  readonly deviceName: string | null
  readonly notBefore: string
  readonly notAfter: string
  readonly status: CertificateStatus
  /** RFC 5280 reason of a revoked one. */
  readonly reason: string | null
}

export interface CertificatesPage {
  readonly certificates: readonly CertificateLine[]
  readonly next: string | undefined
}

export async function certificatesPage(
  db: Db,
  query: CertificatesQuery,
  now: Date,
): Promise<CertificatesPage> {
  const rows = await rowsOf(db, { ...query, limit: query.limit + 1 }, now)
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    certificates: shown.map((row) => lineOf(row, now)),
    next: last && rows.length > query.limit ? `${last.created_at}.${last.serial}` : undefined,
  }
}

export async function certificateLines(
  db: Db,
  query: CertificatesQuery,
  now: Date,
): Promise<readonly CertificateLine[]> {
  return (await rowsOf(db, query, now)).map((row) => lineOf(row, now))
}

type Row = Omit<Awaited<ReturnType<typeof rowsOf>>[number], 'created_at'>

function rowsOf(db: Db, query: CertificatesQuery, now: Date) {
  let rows = db
    .selectFrom('certificates')
    .leftJoin('revocations', 'revocations.serial', 'certificates.serial')
    .leftJoin('devices', 'devices.peer_id', 'certificates.peer_id')
    .select(['certificates.serial', 'certificates.kind', 'certificates.login', 'certificates.peer_id'])
    .select(['certificates.not_before', 'certificates.not_after', 'certificates.created_at'])
    .select(['revocations.reason', 'devices.name as device_name'])
    .orderBy('certificates.created_at', 'desc')
    .orderBy('certificates.serial', 'desc')
    .limit(query.limit)
  if (query.issuer !== undefined) rows = rows.where('certificates.issuer_key_id', '=', query.issuer)
  if (query.login !== undefined) rows = rows.where('certificates.login', '=', query.login as Login)
  const search = query.search?.trim().toLowerCase().replaceAll(':', '')
  if (search) {
    rows = rows.where((row) =>
      row.or([
        row('certificates.login', '=', search as Login),
        row.and([
          row('certificates.serial', '>=', search as Serial),
          row('certificates.serial', '<=', `${search}g` as Serial),
        ]),
      ]),
    )
  }
  const at = now.getTime()
  if (query.status === 'suspended') rows = rows.where('revocations.reason', '=', 'certificateHold')
  if (query.status === 'revoked') rows = rows.where('revocations.reason', '!=', 'certificateHold')
  if (query.status === 'expired')
    rows = rows.where('revocations.reason', 'is', null).where('certificates.not_after', '<', at)
  if (query.status === 'valid')
    rows = rows.where('revocations.reason', 'is', null).where('certificates.not_after', '>=', at)
  const after = query.after === undefined ? undefined : placeOf(query.after)
  if (after !== undefined) {
    rows = rows.where((row) =>
      row.or([
        row('certificates.created_at', '<', after.at),
        row.and([
          row('certificates.created_at', '=', after.at),
          row('certificates.serial', '<', after.serial),
        ]),
      ]),
    )
  }
  return rows.execute()
}

/** @throws Fault SERIAL_MALFORMED for what no page gave */
function placeOf(next: string): { at: number; serial: Serial } {
  const dot = next.indexOf('.')
  const at = Number(next.slice(0, dot))
  return { at: Number.isSafeInteger(at) ? at : 0, serial: serial(next.slice(dot + 1)) }
}

export function lineOf(row: Row, now: Date): CertificateLine {
  return {
    serial: row.serial,
    kind: row.kind,
    login: row.login,
    device: row.peer_id,
    deviceName: row.device_name,
    notBefore: new Date(row.not_before).toISOString(),
    notAfter: new Date(row.not_after).toISOString(),
    status: statusOf(row.reason, row.not_after, now),
    reason: row.reason,
  }
}
