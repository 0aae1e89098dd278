// Certificates in a PKCS#7 envelope that nobody signed (RFC 5652 section 5.1, "certs-only" of RFC 5751), as EST sends
// them. The envelope proves nothing: each certificate does.
import { constructed, TAG } from '@parley/shared/certificates/der-read.ts'
import { explicit, oid, sequence, tlv, tlvOf, unsigned } from '@parley/shared/certificates/der-write.ts'
import { OID } from '@parley/shared/certificates/oids.ts'

const EMPTY_SET = tlv(TAG.set)

/** @returns DER ContentInfo of a SignedData without signers */
export function certsOnly(certificates: readonly Uint8Array[]): Uint8Array {
  // DER orders a SET OF by its bytes.
  const sorted = certificates.toSorted((left, right) => Buffer.compare(left, right))
  const signedData = sequence(
    unsigned(1),
    EMPTY_SET, // digestAlgorithms
    sequence(oid(OID.pkcs7Data)),
    tlvOf(constructed(0), sorted),
    EMPTY_SET, // signerInfos
  )
  return sequence(oid(OID.pkcs7SignedData), explicit(0, signedData))
}
