// How the OCSP responder of one authority comes to speak for the issuing CAs of the others: it publishes a request in the database,
// signed by its issuing key, and each certifies the key in it. No private key ever leaves its vault, and who can write in the
// database without an issuing key of the realm gets nothing. Makes no certificate itself.
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import { type ProvenKey, parseCsr } from '@parley/shared/certificates/csr.ts'
import { makeCsr } from '@parley/shared/certificates/csr-make.ts'
import { OCSP_COMMON_NAME } from '@parley/shared/certificates/rules/ocsp.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { type Authority, keysOf } from '../authority.ts'
import { OCSP_VALIDITY } from '../constants.ts'
import { RESPONDER_ASKS_PERIOD } from './constants.ts'
import { issuerOfRealm } from './issuer-of-realm.ts'

const WANTED = Buffer.from('parley ocsp responder wanted v1\0')

/** Once a day, so that nobody goes on certifying the responder of an authority that is gone. */
export async function askOthers(authority: Authority): Promise<void> {
  const { store, realm, now } = authority
  const { ocsp, issuing } = keysOf(authority)
  const own = realm.issuing.keyId
  const at = now().getTime()
  const before = await store.db
    .selectFrom('responders')
    .select(['asked_at', 'request'])
    .where('issuer_key_id', '=', own)
    .executeTakeFirst()
  const isFresh =
    before !== undefined && at >= before.asked_at && at < before.asked_at + RESPONDER_ASKS_PERIOD
  if (isFresh && Buffer.from(before.request).includes(Buffer.from(ocsp.spki))) return

  const request = makeCsr(ocsp, OCSP_COMMON_NAME)
  const row = { asked_at: at, request, proof: issuing.sign(said(own, at, request)) }
  await store.db
    .insertInto('responders')
    .values({ issuer_key_id: own, ...row })
    .onConflict((conflict) => conflict.column('issuer_key_id').doUpdateSet(row))
    .execute()
}

/** Keys of the responders that other authorities of the realm vouch for. What is wrong is logged and left out. */
export async function othersAsking(authority: Authority): Promise<readonly ProvenKey[]> {
  const { store, realm, log, now } = authority
  const rows = await store.db
    .selectFrom('responders')
    .selectAll()
    .where('issuer_key_id', '!=', realm.issuing.keyId)
    .where('asked_at', '>', now().getTime() - OCSP_VALIDITY)
    .execute()
  const { ocsp } = keysOf(authority)
  const proven: ProvenKey[] = []
  for (const { issuer_key_id: asker, asked_at: at, request, proof } of rows) {
    try {
      const { spki } = await issuerOfRealm(authority, asker)
      primitives.verify('ecdsa-p256-sha256', spki, said(asker, at, request), proof)
      const key = parseCsr(request, primitives)
      if (key.kind !== 'p256') throw new Fault('CSR_KEY_UNSUPPORTED', { kind: key.kind })
      // This node itself, with an issuing CA of before.
      if (!sameBytes(key.spki, ocsp.spki)) proven.push(key)
    } catch (error) {
      const code = faultIn(error)?.code ?? 'INTERNAL'
      log.warn({ act: 'ocsp-responder', code, asker }, 'OCSP responder not certified')
    }
  }
  return proven
}

function said(asker: string, at: number, request: Uint8Array): Uint8Array {
  return Buffer.concat([WANTED, Buffer.from(`${asker}\0${at}\0`), request])
}
