// OCSP questions as a client writes them, well-formed or spoiled.
import { createHash } from 'node:crypto'
import { fromHex } from '@parley/shared/certificates/bytes.ts'
import {
  explicit,
  NULL,
  octetString,
  oid,
  sequence,
  TRUE,
  unsigned,
} from '@parley/shared/certificates/der-write.ts'
import { encodeExtension } from '@parley/shared/certificates/extensions.ts'
import type { Issuer } from '@parley/shared/certificates/issuer.ts'
import { OID } from '@parley/shared/certificates/oids.ts'

export interface QuestionOptions {
  readonly hash?: 'sha1' | 'sha256'
  /** The value of the nonce, without any header. */
  readonly nonce?: Uint8Array
  /** Beside the nonce. */
  readonly extensions?: readonly Uint8Array[]
  /** Without NULL in the AlgorithmIdentifier of the hash. */
  readonly bare?: boolean
}

export function certIdOf(
  { subject, certificate }: Pick<Issuer, 'subject' | 'certificate'>,
  serial: string,
  { hash = 'sha1', bare = false }: QuestionOptions = {},
): Uint8Array {
  const digest = (data: Uint8Array) => octetString(new Uint8Array(createHash(hash).update(data).digest()))
  const algorithm = bare ? sequence(oid(OID[hash])) : sequence(oid(OID[hash]), NULL)
  return sequence(algorithm, digest(subject), digest(certificate.key.raw), unsigned(fromHex(serial)))
}

export function nonceOf(nonce: Uint8Array, critical = false): Uint8Array {
  return encodeExtension({ oid: OID.ocspNonce, critical, value: octetString(nonce) })
}

/** DER OCSPRequest. */
export function questionAbout(certIds: readonly Uint8Array[], options: QuestionOptions = {}): Uint8Array {
  const { nonce, extensions = [] } = options
  const all = [...(nonce === undefined ? [] : [nonceOf(nonce)]), ...extensions]
  const asked = sequence(...certIds.map((certId) => sequence(certId)))
  return sequence(sequence(asked, ...(all.length === 0 ? [] : [explicit(2, sequence(...all))])))
}

export function unknownExtension(critical: boolean): Uint8Array {
  const id = oid('1.3.6.1.5.5.7.48.1.9')
  return critical ? sequence(id, TRUE, octetString(NULL)) : sequence(id, octetString(NULL))
}
