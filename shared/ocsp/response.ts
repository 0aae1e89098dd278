// Builds and signs OCSP responses (RFC 6960 section 4.2). Decides nothing: what is said comes as arguments.
import { identifierOf } from '../certificates/algorithms.ts'
import { TAG } from '../certificates/der-read.ts'
import {
  ascii,
  bitString,
  explicit,
  implicit,
  octetString,
  oid,
  sequence,
  tlv,
  tlvOf,
} from '../certificates/der-write.ts'
import { encodeExtension } from '../certificates/extensions.ts'
import { OID } from '../certificates/oids.ts'
import { REVOCATION_REASONS, type RevocationReason } from '../certificates/revocation-reason.ts'
import type { Signer } from '../crypto/primitives.ts'

export type CertificateStanding =
  | { readonly kind: 'good' }
  /** `date` has whole seconds. */
  | { readonly kind: 'revoked'; readonly date: Date; readonly reason: RevocationReason }
  /** This responder knows nothing of it: never issued, or by another CA. */
  | { readonly kind: 'unknown' }

export interface Standing {
  /** DER CertID as it was asked. */
  readonly certId: Uint8Array
  readonly standing: CertificateStanding
}

export interface ResponseContent {
  readonly standings: readonly Standing[]
  /** As it was asked, or undefined. */
  readonly nonce: Uint8Array | undefined
  /** Whole seconds. */
  readonly producedAt: Date
  readonly thisUpdate: Date
  readonly nextUpdate: Date
}

export interface Responder {
  readonly signer: Signer
  /** DER of its certificate. */
  readonly der: Uint8Array
  /** SHA-1 over the key's BIT STRING, 20 bytes (RFC 6960 section 4.2.1: KeyHash is always SHA-1). */
  readonly keyHash: Uint8Array
}

/** OCSPResponseStatus of the answers without content; `successful` (0) comes with one. */
export const OCSP_REFUSAL = {
  malformedRequest: 1,
  internalError: 2,
  tryLater: 3,
  unauthorized: 6,
} as const

export type OcspRefusal = keyof typeof OCSP_REFUSAL

/** @returns DER OCSPResponse, unsigned as the RFC has it */
export function ocspRefusal(refusal: OcspRefusal): Uint8Array {
  return sequence(status(OCSP_REFUSAL[refusal]))
}

/** @returns DER OCSPResponse of a signed BasicOCSPResponse with the responder's certificate */
export function signOcspResponse(content: ResponseContent, { signer, der, keyHash }: Responder): Uint8Array {
  const data = responseData(content, keyHash)
  const basic = sequence(
    data,
    identifierOf(signer.scheme),
    bitString(signer.sign(data)),
    explicit(0, sequence(der)),
  )
  return sequence(status(0), explicit(0, sequence(oid(OID.ocspBasicResponse), octetString(basic))))
}

const status = (code: number): Uint8Array => tlv(TAG.enumerated, Uint8Array.of(code))

/** ResponseData ::= SEQUENCE { responderID, producedAt, responses, [1] responseExtensions }, version 1 unsaid. */
function responseData(content: ResponseContent, keyHash: Uint8Array): Uint8Array {
  const { standings, nonce, producedAt } = content
  return sequence(
    explicit(2, octetString(keyHash)),
    generalizedTime(producedAt),
    tlvOf(
      TAG.sequence,
      standings.map((each) => singleResponse(each, content)),
    ),
    ...(nonce === undefined ? [] : [explicit(1, sequence(nonceExtension(nonce)))]),
  )
}

function singleResponse({ certId, standing }: Standing, { thisUpdate, nextUpdate }: ResponseContent) {
  return sequence(
    certId,
    encodeStanding(standing),
    generalizedTime(thisUpdate),
    explicit(0, generalizedTime(nextUpdate)),
  )
}

/** CertStatus ::= CHOICE { good [0] NULL, revoked [1] RevokedInfo, unknown [2] NULL }, all IMPLICIT. */
function encodeStanding(standing: CertificateStanding): Uint8Array {
  switch (standing.kind) {
    case 'good':
      return implicit(0, new Uint8Array())
    case 'unknown':
      return implicit(2, new Uint8Array())
    case 'revoked': {
      const reason = tlv(TAG.enumerated, Uint8Array.of(REVOCATION_REASONS[standing.reason]))
      // RFC 5280 section 5.3.1: `unspecified` is said by leaving it out.
      const said = standing.reason === 'unspecified' ? [] : [explicit(0, reason)]
      return explicit(1, generalizedTime(standing.date), ...said)
    }
  }
}

function nonceExtension(nonce: Uint8Array): Uint8Array {
  return encodeExtension({ oid: OID.ocspNonce, critical: false, value: octetString(nonce) })
}

/** YYYYMMDDHHMMSSZ: OCSP has no UTCTime. */
function generalizedTime(date: Date): Uint8Array {
  const year = date.getUTCFullYear()
  if (year < 1950 || year > 9999) throw new RangeError('year out of range')
  if (date.getUTCMilliseconds() !== 0) throw new RangeError('a time in an OCSP response has whole seconds')
  return tlv(TAG.generalizedTime, ascii(`${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`))
}
