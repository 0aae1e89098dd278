// Reads an OCSP request (RFC 6960 section 4.1.1) strictly and bounded. Knows no issuer and no certificate.
import { hex } from '../certificates/bytes.ts'
import { MAX_SERIAL_BYTES } from '../certificates/constants.ts'
import { decoding } from '../certificates/decoding.ts'
import { constructed, DerError, DerReader, readWhole, TAG } from '../certificates/der-read.ts'
import { type Extensions, readExtensions } from '../certificates/extensions.ts'
import { OID } from '../certificates/oids.ts'
import { Fault } from '../faults/fault.ts'
import { MAX_ASKED, MAX_ISSUER_HASH_BYTES, MAX_OCSP_REQUEST_BYTES, NONCE_BYTES } from './constants.ts'

/** Which certificate is asked about: CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash, issuerKeyHash, serial }. */
export interface AskedCertificate {
  /** DER CertID as it came: an answer repeats it, so that the asker finds its own question. */
  readonly certId: Uint8Array
  /** Dotted OID. */
  readonly hash: string
  readonly issuerNameHash: Uint8Array
  readonly issuerKeyHash: Uint8Array
  /** Hexadecimal of the INTEGER's bytes, as `Certificate.serialHex` has it. */
  readonly serial: string
}

export interface OcspQuestion {
  /** One to MAX_ASKED. */
  readonly asked: readonly [AskedCertificate, ...AskedCertificate[]]
  /** What the answer must repeat, without its header; undefined when the asker takes an answer made for others. */
  readonly nonce: Uint8Array | undefined
}

/**
 * A signature on the request is not looked at: anybody may ask, and gets the same answer.
 * @throws Fault OCSP_REQUEST_MALFORMED, OCSP_REQUEST_TOO_LARGE
 */
export function readOcspRequest(der: Uint8Array): OcspQuestion {
  if (der.length > MAX_OCSP_REQUEST_BYTES) {
    throw new Fault('OCSP_REQUEST_TOO_LARGE', { max: MAX_OCSP_REQUEST_BYTES })
  }
  return decoding('OCSP_REQUEST_MALFORMED', () =>
    readWhole(der, TAG.sequence, (request) => {
      const question = readTbs(request.enter(TAG.sequence))
      if (request.more) request.whole(constructed(0))
      return question
    }),
  )
}

/** TBSRequest ::= SEQUENCE { [0] version DEFAULT v1, [1] requestorName, requestList, [2] requestExtensions }. */
function readTbs(tbs: DerReader): OcspQuestion {
  if (tbs.tag === constructed(0)) {
    const version = tbs.enter(constructed(0))
    if (version.small() !== 0) throw new DerError('unknown version')
    version.finish()
  }
  if (tbs.tag === constructed(1)) tbs.whole()
  const asked = readAsked(tbs.enter(TAG.sequence))
  const extensions = readOptionalExtensions(tbs, 2)
  tbs.finish()
  const nonce = extensions?.get(OID.ocspNonce)
  return { asked, nonce: nonce && readNonce(nonce.value) }
}

function readAsked(list: DerReader): OcspQuestion['asked'] {
  const [first, ...others] = readEach(list)
  if (first === undefined) throw new DerError('nothing is asked')
  return [first, ...others]
}

/** Request ::= SEQUENCE { reqCert, [0] singleRequestExtensions }. */
function readEach(list: DerReader): readonly AskedCertificate[] {
  const asked: AskedCertificate[] = []
  while (list.more) {
    if (asked.length === MAX_ASKED) {
      throw new Fault('OCSP_REQUEST_TOO_LARGE', { max: MAX_OCSP_REQUEST_BYTES, asked: MAX_ASKED })
    }
    const request = list.enter(TAG.sequence)
    asked.push(readCertId(request.whole(TAG.sequence)))
    readOptionalExtensions(request, 0)
    request.finish()
  }
  return asked
}

function readCertId(certId: Uint8Array): AskedCertificate {
  return readWhole(certId, TAG.sequence, (id) => {
    const algorithm = id.enter(TAG.sequence)
    const hash = algorithm.oid()
    // NULL or nothing: both are seen.
    if (algorithm.more && algorithm.content(TAG.null).length > 0) throw new DerError('bad NULL')
    algorithm.finish()
    const issuerNameHash = id.content(TAG.octetString)
    const issuerKeyHash = id.content(TAG.octetString)
    const serial = id.integer()
    if (Math.max(issuerNameHash.length, issuerKeyHash.length) > MAX_ISSUER_HASH_BYTES) {
      throw new DerError('hash out of range')
    }
    if (serial.length > MAX_SERIAL_BYTES) throw new DerError('serial out of range')
    return { certId, hash, issuerNameHash, issuerKeyHash, serial: hex(serial) }
  })
}

/** What is critical must be understood (RFC 6960 section 4.4), and only the nonce is. */
function readOptionalExtensions(reader: DerReader, number: number): Extensions | undefined {
  if (!reader.more) return undefined
  const explicit = reader.enter(constructed(number))
  const extensions = readExtensions(explicit.enter(TAG.sequence))
  explicit.finish()
  for (const { oid, critical } of extensions.values()) {
    if (critical && (oid !== OID.ocspNonce || number !== 2)) throw new DerError('unknown critical extension')
  }
  return extensions
}

/** Nonce ::= OCTET STRING (SIZE(1..128)) (RFC 9654 section 2.1). */
function readNonce(value: Uint8Array): Uint8Array {
  const reader = DerReader.over(value)
  const nonce = reader.content(TAG.octetString)
  reader.finish()
  if (nonce.length < NONCE_BYTES.min || nonce.length > NONCE_BYTES.max)
    throw new DerError('nonce out of range')
  return nonce
}
