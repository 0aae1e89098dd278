// The authority's own certificates: HTTPS and its libp2p node. Kept in the database, re-made from two thirds of
// their life or when they no longer say what they must. Never asks anybody: it is the issuer.
import { createPublicKey, X509Certificate } from 'node:crypto'
import { ownKey } from '@parley/shared/certificates/csr.ts'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { type Login, login } from '@parley/shared/identity/login.ts'
import { type Authority, keysOf } from '../authority.ts'
import { issueDevice, issueHttps } from '../certificates/issue.ts'
import { keepDeviceCertificate, keepHttpsCertificate } from '../certificates/keep.ts'
import { HTTPS_VALIDITY, NODE_VALIDITY, RENEW_FROM } from '../constants.ts'

/** The login in the CA node's own certificate; nobody can enrol as it. */
const AUTHORITY_LOGIN: Login = login('authority')

/** The newest HTTPS certificate that covers `wanted`; a new one when there is none or its time has come. */
export async function httpsCertificate(
  authority: Authority,
  wanted: { names: readonly string[]; addresses: readonly string[] },
): Promise<Uint8Array> {
  const { store, realm } = authority
  const kept = await store.db
    .selectFrom('certificates')
    .select(['der', 'not_before', 'not_after'])
    .where('kind', '=', 'https')
    .where('issuer_key_id', '=', realm.issuing.keyId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { https } = keysOf(authority)
  if (kept && isYoung(kept, authority.now()) && covers(kept.der, wanted, https.spki)) return kept.der

  const issued = issueHttps(authority, { ...wanted, key: ownKey(https), life: HTTPS_VALIDITY })
  await keepHttpsCertificate(store.db, authority, issued)
  return issued.der
}

/** The same for the libp2p node. */
export async function nodeCertificate(authority: Authority): Promise<Uint8Array> {
  const { store, realm } = authority
  const { node } = keysOf(authority)
  const peerId = peerIdOfSpki(node.spki, primitives)
  const kept = await store.db
    .selectFrom('certificates')
    .select(['der', 'not_before', 'not_after'])
    .where('kind', '=', 'node')
    .where('peer_id', '=', peerId)
    .where('issuer_key_id', '=', realm.issuing.keyId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (kept && isYoung(kept, authority.now())) return kept.der

  const bearer = { kind: 'node', login: AUTHORITY_LOGIN, role: 'authority', peerId } as const
  const issued = issueDevice(authority, { ...bearer, key: ownKey(node), life: NODE_VALIDITY })
  await keepDeviceCertificate(store.db, authority, issued, bearer)
  return issued.der
}

/** Before two thirds of its life, and begun: a clock that was set back makes a new one. */
function isYoung({ not_before, not_after }: { not_before: number; not_after: number }, now: Date): boolean {
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
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  return (
    certificate.publicKey.equals(key) &&
    names.every((name) => certificate.checkHost(name) !== undefined) &&
    addresses.every((address) => certificate.checkIP(address) !== undefined)
  )
}
