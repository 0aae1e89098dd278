// Signature algorithms as certificates name them. An algorithm counts only with the key type it belongs to.
import type { SignatureScheme } from '../crypto/primitives.ts'
import { hex } from './bytes.ts'
import { DerError, DerReader, TAG } from './der-read.ts'
import { NULL, oid, sequence } from './der-write.ts'
import type { KeyKind } from './keys.ts'
import { OID } from './oids.ts'

/** RFC 5758 (ECDSA: no parameters), RFC 4055 (RSA: NULL), RFC 8410 (Ed25519: none). */
const TABLE = [
  { scheme: 'ecdsa-p256-sha256', kind: 'p256', der: sequence(oid(OID.ecdsaWithSha256)) },
  { scheme: 'ecdsa-p384-sha384', kind: 'p384', der: sequence(oid(OID.ecdsaWithSha384)) },
  { scheme: 'ecdsa-p521-sha512', kind: 'p521', der: sequence(oid(OID.ecdsaWithSha512)) },
  { scheme: 'rsa-pkcs1-sha256', kind: 'rsa', der: sequence(oid(OID.rsaWithSha256), NULL) },
  { scheme: 'rsa-pkcs1-sha384', kind: 'rsa', der: sequence(oid(OID.rsaWithSha384), NULL) },
  { scheme: 'rsa-pkcs1-sha512', kind: 'rsa', der: sequence(oid(OID.rsaWithSha512), NULL) },
  { scheme: 'ed25519', kind: 'ed25519', der: sequence(oid(OID.ed25519)) },
] as const satisfies readonly { scheme: SignatureScheme; kind: KeyKind; der: Uint8Array }[]

const byDer = new Map(TABLE.map((entry) => [hex(entry.der), entry]))
const byScheme = new Map<SignatureScheme, Uint8Array>(TABLE.map((entry) => [entry.scheme, entry.der]))

/**
 * The scheme of an AlgorithmIdentifier when made with a key of that kind.
 * @param identifier DER, whole
 * @returns undefined for anything Parley does not verify: MD5, SHA-1, PSS, wrong parameters, wrong curve...
 */
export function schemeOf(identifier: Uint8Array, kind: KeyKind | 'other'): SignatureScheme | undefined {
  const entry = byDer.get(hex(identifier))
  return entry?.kind === kind ? entry.scheme : undefined
}

/** DER AlgorithmIdentifier. */
export function identifierOf(scheme: SignatureScheme): Uint8Array {
  const der = byScheme.get(scheme)
  if (der === undefined) throw new RangeError('unknown scheme')
  return der
}

/** Dotted OID of an AlgorithmIdentifier, for messages and rules; `unreadable` when there is none. */
export function algorithmOid(identifier: Uint8Array): string {
  try {
    return DerReader.over(identifier).enter(TAG.sequence).oid()
  } catch (error) {
    if (error instanceof DerError) return 'unreadable'
    throw error
  }
}
