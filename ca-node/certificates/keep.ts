// Keeps an issued certificate in the database. Serials are unique there.
import type { Issuer } from '@parley/shared/certificates/issuer.ts'
import type { Role } from '@parley/shared/certificates/role.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Authority } from '../authority.ts'
import type { Db } from '../store/open.ts'
import type { Issued } from './issue.ts'

export interface Bearer {
  readonly kind: 'device' | 'node'
  readonly login: Login
  readonly peerId: PeerIdText
  readonly role: Role
}

export async function keepDeviceCertificate(
  db: Db,
  authority: Authority,
  issued: Issued,
  { kind, login, peerId, role }: Bearer,
): Promise<void> {
  await db
    .insertInto('certificates')
    .values({
      ...common(authority.realm.issuing, issued, authority.now()),
      kind,
      login,
      peer_id: peerId,
      role,
    })
    .execute()
}

/** One of the authority's own that names nobody. */
export async function keepServiceCertificate(
  db: Db,
  issuer: Issuer,
  issued: Issued,
  { kind, now }: { kind: 'https' | 'ocsp'; now: Date },
): Promise<void> {
  await db
    .insertInto('certificates')
    .values({ ...common(issuer, issued, now), kind, login: null, peer_id: null, role: null })
    .execute()
}

function common({ keyId }: Issuer, { serial, notBefore, notAfter, der }: Issued, now: Date) {
  return {
    serial,
    issuer_key_id: keyId,
    not_before: notBefore.getTime(),
    not_after: notAfter.getTime(),
    der,
    created_at: now.getTime(),
  }
}
