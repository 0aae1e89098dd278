// `parley ca certs`: certificates with where they stand today, filtered, a page at a time, the oldest first.
import { RENEWAL_GRACE } from '@parley/shared/certificates/constants.ts'
import type { Role } from '@parley/shared/certificates/role.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { type PeerIdText, peerIdText, type Serial, serial } from '@parley/shared/identity/ids.ts'
import { type Login, typedLogin } from '@parley/shared/identity/login.ts'
import { sql } from 'kysely'
import { MAX_PAGE } from '../constants.ts'
import type { Db } from '../store/open.ts'
import type { CertificateTable } from '../store/tables.ts'

export const CERTIFICATE_STATUSES = ['valid', 'expired', 'suspended', 'revoked'] as const
export type CertificateStatus = (typeof CERTIFICATE_STATUSES)[number]
export const CERTIFICATE_KINDS = [
  'device',
  'node',
  'https',
  'ocsp',
] as const satisfies CertificateTable['kind'][]
export type CertificateKind = (typeof CERTIFICATE_KINDS)[number]

export interface CertificateQuery {
  readonly login?: string | undefined
  /** Peer ID. */
  readonly device?: string | undefined
  readonly status?: CertificateStatus | undefined
  /** Default: of devices, people's and the authority's own. */
  readonly kind?: CertificateKind | undefined
  /** Milliseconds: the newest certificates of devices in use that end within that time. */
  readonly expiring?: number | undefined
  /** The newest certificates of devices in use that should have been renewed by now, and still can be. */
  readonly overdue?: boolean | undefined
  /** `next` of the page before. */
  readonly after?: string | undefined
  /** At most MAX_PAGE, which is the default. */
  readonly limit?: number | undefined
}

export interface CertificateLine {
  readonly serial: Serial
  readonly login: Login | null
  readonly device: PeerIdText | null
  readonly kind: CertificateKind
  readonly role: Role | null
  readonly notBefore: string
  readonly notAfter: string
  readonly status: CertificateStatus
  /** RFC 5280 reason of a revoked one. */
  readonly reason?: string
}

export interface CertificatePage {
  readonly certificates: readonly CertificateLine[]
  /** Where the next page begins; undefined when this was the last. */
  readonly next: string | undefined
}

/** @throws Fault LOGIN_MALFORMED, PEER_ID_MALFORMED, PAGE_MALFORMED */
export async function listCertificates(db: Db, query: CertificateQuery, now: Date): Promise<CertificatePage> {
  const limit = Math.min(query.limit ?? MAX_PAGE, MAX_PAGE)
  const rows = await matching(db, query, now.getTime())
    .select(['certificates.serial', 'certificates.login', 'certificates.peer_id', 'certificates.kind'])
    .select(['certificates.role', 'certificates.not_before', 'certificates.not_after'])
    .select(['certificates.created_at', 'revocations.reason'])
    .orderBy('certificates.created_at')
    .orderBy('certificates.serial')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    certificates: shown.map((row) => ({
      serial: row.serial,
      login: row.login,
      device: row.peer_id,
      kind: row.kind,
      role: row.role,
      notBefore: new Date(row.not_before).toISOString(),
      notAfter: new Date(row.not_after).toISOString(),
      status: statusOf(row.reason, row.not_after, now),
      ...(row.reason === null ? {} : { reason: row.reason }),
    })),
    next: last && `${last.created_at}.${last.serial}`,
  }
}

export async function countCertificates(
  db: Db,
  query: Omit<CertificateQuery, 'after' | 'limit'>,
  now: Date,
): Promise<number> {
  const { count } = await matching(db, query, now.getTime())
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

function matching(db: Db, query: CertificateQuery, at: number) {
  const { status, kind, expiring, overdue, after } = query
  let rows = db
    .selectFrom('certificates')
    .leftJoin('revocations', 'revocations.serial', 'certificates.serial')
    .where('certificates.kind', 'in', kind === undefined ? ['device', 'node'] : [kind])
  if (query.login !== undefined) rows = rows.where('certificates.login', '=', typedLogin(query.login))
  if (query.device !== undefined) rows = rows.where('certificates.peer_id', '=', peerIdText(query.device))
  if (status === 'suspended') rows = rows.where('revocations.reason', '=', 'certificateHold')
  if (status === 'revoked') rows = rows.where('revocations.reason', '!=', 'certificateHold')
  if (status === 'valid' || status === 'expired')
    rows = rows
      .where('revocations.reason', 'is', null)
      .where('certificates.not_after', status === 'valid' ? '>=' : '<', at)
  if (expiring !== undefined || overdue === true)
    rows = rows
      .where('revocations.reason', 'is', null)
      .where('certificates.serial', 'in', (of) =>
        of
          .selectFrom('devices')
          .innerJoin('users', 'users.login', 'devices.login')
          .select('devices.serial')
          .where('devices.status', '=', 'active')
          .where('users.status', '=', 'active'),
      )
  if (expiring !== undefined)
    rows = rows.where('certificates.not_after', '>=', at).where('certificates.not_after', '<=', at + expiring)
  // Three quarters of its life are over; every device asks from two thirds on, jitter included.
  if (overdue === true)
    rows = rows
      .where('certificates.not_after', '>=', at - RENEWAL_GRACE)
      .where(sql<number>`certificates.not_before + 3 * certificates.not_after`, '<=', 4 * at)
  if (after === undefined) return rows
  const { created, serial: last } = pageStart(after)
  return rows.where((row) =>
    row.or([
      row('certificates.created_at', '>', created),
      row.and([row('certificates.created_at', '=', created), row('certificates.serial', '>', last)]),
    ]),
  )
}

/** @throws Fault PAGE_MALFORMED */
function pageStart(after: string): { created: number; serial: Serial } {
  const [, created, last] = /^(\d{1,15})\.([0-9a-f]{2,40})$/.exec(after) ?? []
  if (created === undefined || last === undefined)
    throw new Fault('PAGE_MALFORMED', { value: after.slice(0, 64) })
  return { created: Number(created), serial: serial(last) }
}

export function statusOf(reason: string | null, notAfter: number, now: Date): CertificateStatus {
  if (reason !== null) return reason === 'certificateHold' ? 'suspended' : 'revoked'
  return notAfter < now.getTime() ? 'expired' : 'valid'
}
