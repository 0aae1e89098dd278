// `parley ca certs`: the certificates of devices and of the authority's own node, with where they stand today.
import type { PeerIdText, Serial } from '@parley/shared/identity/ids.ts'
import { type Login, typedLogin } from '@parley/shared/identity/login.ts'
import { MAX_PAGE } from '../constants.ts'
import type { Db } from '../store/open.ts'

export type CertificateStatus = 'valid' | 'expired' | 'suspended' | 'revoked'

export interface CertificateLine {
  readonly serial: Serial
  readonly login: Login | null
  readonly device: PeerIdText | null
  readonly notBefore: string
  readonly notAfter: string
  readonly status: CertificateStatus
  /** RFC 5280 reason of a revoked one. */
  readonly reason?: string
}

/** Oldest first. @throws Fault LOGIN_MALFORMED */
export async function listCertificates(
  db: Db,
  { login }: { login?: string | undefined },
  now: Date,
): Promise<readonly CertificateLine[]> {
  const wanted = login === undefined ? undefined : typedLogin(login)
  const lines: CertificateLine[] = []
  let after: { at: number; serial: Serial } | undefined
  for (;;) {
    let query = db
      .selectFrom('certificates')
      .leftJoin('revocations', 'revocations.serial', 'certificates.serial')
      .select(['certificates.serial', 'login', 'peer_id', 'not_before', 'created_at', 'revocations.reason'])
      .select('certificates.not_after')
      .where('kind', 'in', ['device', 'node'])
      .orderBy('created_at')
      .orderBy('certificates.serial')
      .limit(MAX_PAGE)
    if (wanted !== undefined) query = query.where('login', '=', wanted)
    if (after !== undefined) {
      const { at, serial } = after
      query = query.where((row) =>
        row.or([
          row('created_at', '>', at),
          row.and([row('created_at', '=', at), row('certificates.serial', '>', serial)]),
        ]),
      )
    }
    const page = await query.execute()
    for (const row of page) {
      lines.push({
        serial: row.serial,
        login: row.login,
        device: row.peer_id,
        notBefore: new Date(row.not_before).toISOString(),
        notAfter: new Date(row.not_after).toISOString(),
        status: statusOf(row.reason, row.not_after, now),
        ...(row.reason === null ? {} : { reason: row.reason }),
      })
    }
    const last = page.at(-1)
    if (!last || page.length < MAX_PAGE) return lines
    after = { at: last.created_at, serial: last.serial }
  }
}

function statusOf(reason: string | null, notAfter: number, now: Date): CertificateStatus {
  if (reason !== null) return reason === 'certificateHold' ? 'suspended' : 'revoked'
  return notAfter < now.getTime() ? 'expired' : 'valid'
}
