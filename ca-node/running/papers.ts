// The authority's own certificates: HTTPS and its libp2p node (the OCSP responder's are beside). Kept in the database, re-made from two thirds of
// their life or when they no longer say what they must. Never asks anybody: it is the issuer.
import { createPublicKey, X509Certificate } from 'node:crypto'
import { ownKey } from '@parley/shared/certificates/csr.ts'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { type Login, login } from '@parley/shared/identity/login.ts'
import { type Authority, keysOf } from '../authority.ts'
import { issueDevice, issueHttps } from '../certificates/issue.ts'
import { keepDeviceCertificate, keepServiceCertificate } from '../certificates/keep.ts'
import { HTTPS_VALIDITY, NODE_VALIDITY, RENEW_FROM } from '../constants.ts'

/** The login in the CA node's own certificate; nobody can enrol as it. */
const AUTHORITY_LOGIN: Login = login('authority')

/** The newest HTTPS certificate that covers `wanted`; a new one when there is none or its time has come. */
export async function httpsCertificate(
  authority: Authority,
  wanted: { names: readonly string[]; addresses: readonly string[] },
): Promise<Uint8Array> {
  const { store, realm, now } = authority
  const kept = await newestHttps(authority)
  const { https } = keysOf(authority)
  if (kept && isYoung(kept, now()) && covers(kept.der, wanted, https.spki)) return kept.der

  const issued = issueHttps(authority, { ...wanted, key: ownKey(https), life: HTTPS_VALIDITY })
  await keepServiceCertificate(store.db, realm.issuing, issued, { kind: 'https', now: now() })
  return issued.der
}

/** The same for the libp2p node. */
export async function nodeCertificate(authority: Authority): Promise<Uint8Array> {
  const { store, realm, now } = authority
  const { node } = keysOf(authority)
  const peerId = peerIdOfSpki(node.spki, primitives)
  const kept = await store.db
    .selectFrom('certificates')
    .select(['der', 'not_before', 'not_after'])
    .where('kind', '=', 'node')
    .where('peer_id', '=', peerId)
    .where('issuer_key_id', '=', realm.issuing.keyId)
    // One that has not begun was made before the clock was set back.
    .where('not_before', '<=', now().getTime())
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (kept && isYoung(kept, now())) return kept.der

  const bearer = { kind: 'node', login: AUTHORITY_LOGIN, role: 'authority', peerId } as const
  const issued = issueDevice(authority, { ...bearer, key: ownKey(node), life: NODE_VALIDITY })
  await keepDeviceCertificate(store.db, authority, issued, bearer)
  return issued.der
}

/** Under our own issuing CA. */
function newestHttps({ store, realm, now }: Authority) {
  return (
    store.db
      .selectFrom('certificates')
      .select(['der', 'not_before', 'not_after'])
      .where('kind', '=', 'https')
      .where('issuer_key_id', '=', realm.issuing.keyId)
      // One that has not begun was made before the clock was set back.
      .where('not_before', '<=', now().getTime())
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirst()
  )
}

/** Before two thirds of its life, and begun: a clock that was set back makes a new one. */
export function isYoung(
  { not_before, not_after }: { not_before: number; not_after: number },
  now: Date,
): boolean {
  const at = now.getTime()
  return at >= not_before && at < not_before + (not_after - not_before) * RENEW_FROM
}

/** Whether every name and address is in the certificate; more than that does no harm. */
function covers(
  der: Uint8Array,
  { names, addresses }: { names: readonly string[]; addresses: readonly string[] },
  spki: Uint8Array,
): boolean {
  const certificate = new X509Certificate(der)
  return (
    bears(der, spki) &&
    names.every((name) => certificate.checkHost(name) !== undefined) &&
    addresses.every((address) => certificate.checkIP(address) !== undefined)
  )
}

/** Whether it is for that key. */
export function bears(der: Uint8Array, spki: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  return new X509Certificate(der).publicKey.equals(key)
}
