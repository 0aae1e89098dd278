// Who re-enrols over EST (RFC 7030 section 3.3.2): the device whose certificate stands in the TLS connection. TLS has
// proved the key; whether the certificate counts is decided here, from the database alone.
import type { X509Certificate } from 'node:crypto'
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import { readCertificate } from '@parley/shared/certificates/certificate.ts'
import { isReplacement, revocationReason } from '@parley/shared/certificates/revocation-reason.ts'
import { checkTime } from '@parley/shared/certificates/validity.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { serial } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Authority } from '../authority.ts'

export interface EstBearer {
  readonly login: Login
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array
}

/**
 * Byte for byte a certificate that this authority gave to a device, in its time, and neither revoked nor on hold.
 * @param replaced whether one counts that only has to be replaced (another role, say): for who asks for the next one
 * @throws Fault EST_CERTIFICATE_MISSING, EST_CERTIFICATE_FOREIGN, CERT_EXPIRED, CERT_NOT_YET_VALID, CERT_REVOKED,
 * CERT_SUSPENDED
 */
export async function estBearer(
  { store, now }: Authority,
  shown: X509Certificate | undefined,
  { replaced }: { readonly replaced: boolean },
): Promise<EstBearer> {
  if (shown === undefined) throw new Fault('EST_CERTIFICATE_MISSING')
  const row = await store.db
    .selectFrom('certificates')
    .leftJoin('revocations', 'revocations.serial', 'certificates.serial')
    .select(['certificates.der', 'certificates.login', 'revocations.reason', 'revocations.revoked_at'])
    .where('certificates.kind', '=', 'device')
    .where('certificates.serial', '=', serialOf(shown))
    .executeTakeFirst()
  if (!row?.login || !sameBytes(row.der, shown.raw)) throw new Fault('EST_CERTIFICATE_FOREIGN')
  const certificate = readCertificate(row.der)
  checkTime(certificate, now())
  if (row.reason !== null && !(replaced && isReplacement(revocationReason(row.reason)))) {
    const date = new Date(row.revoked_at ?? 0).toISOString()
    if (row.reason === 'certificateHold') throw new Fault('CERT_SUSPENDED', { date })
    throw new Fault('CERT_REVOKED', { date, reason: row.reason })
  }
  return { login: row.login, spki: certificate.key.spki }
}

function serialOf({ serialNumber }: X509Certificate) {
  try {
    return serial(serialNumber)
  } catch (cause) {
    throw new Fault('EST_CERTIFICATE_FOREIGN', {}, { cause })
  }
}
