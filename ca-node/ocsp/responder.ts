// Answers OCSP questions about the issuing CAs that certified this node's responder. What is said comes from the database at
// each question, so that a revocation shows at once; only the signature over an unchanged answer is used again.
import { createHash } from 'node:crypto'
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import { SERIAL_BYTES } from '@parley/shared/certificates/constants.ts'
import type { Issuer } from '@parley/shared/certificates/issuer.ts'
import { readPublicKey } from '@parley/shared/certificates/keys.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import { revocationReason } from '@parley/shared/certificates/revocation-reason.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import { serial } from '@parley/shared/identity/ids.ts'
import { type AskedCertificate, type OcspQuestion, readOcspRequest } from '@parley/shared/ocsp/request.ts'
import {
  type CertificateStanding,
  type OcspRefusal,
  ocspRefusal,
  type Responder,
  type Standing,
  signOcspResponse,
} from '@parley/shared/ocsp/response.ts'
import { type Authority, keysOf } from '../authority.ts'
import { MAX_OCSP_AT_ONCE, OCSP_LIFETIME, OCSP_REUSE } from '../constants.ts'
import { keptResponses } from './kept.ts'

export interface OcspAnswer {
  /** OCSPResponse. */
  readonly der: Uint8Array
  /** Of a successful one. */
  readonly content?: {
    readonly thisUpdate: Date
    readonly nextUpdate: Date
    /** It repeats a nonce, and is of use to its asker alone. */
    readonly personal: boolean
  }
  /** Why there is none. */
  readonly fault?: Fault
}

export interface OcspResponder {
  /** Never throws: what goes wrong is an OCSP error response. @param der as it came */
  answer(der: Uint8Array): Promise<OcspAnswer>
  /** Speaks for these issuing CAs, with these certificates, from now on. */
  exchange(papers: readonly ResponderPaper[]): void
}

/** What lets the responder speak for an issuing CA. */
export interface ResponderPaper {
  readonly issuer: Issuer
  /** DER of the responder's certificate by that very CA: nobody else may certify it (RFC 6960 section 4.2.2.2). */
  readonly der: Uint8Array
}

export function createOcspResponder(authority: Authority, papers: readonly ResponderPaper[]): OcspResponder {
  const kept = keptResponses()
  let voices = papers.map((paper) => voiceOf(authority, paper))
  let atOnce = 0

  async function successful(der: Uint8Array): Promise<OcspAnswer> {
    // 1. What is asked, and whether any of it is ours to say. One answer has one signature, so it speaks for one issuing CA.
    const question = readOcspRequest(der)
    const voice = voiceFor(question, voices)
    if (voice === undefined) throw new Fault('OCSP_ISSUER_UNKNOWN')
    const ours = question.asked.filter((asked) => isNamed(asked, voice.names))

    // 2. How each stands now.
    const known = await standingsOf(authority, voice.issuer, ours)
    const standings = question.asked.map((asked) => ({
      certId: asked.certId,
      standing: (ours.includes(asked) && known.get(asked.serial)) || UNKNOWN,
    }))

    // 3. Said before in the same words, not long ago: the same bytes again.
    const now = authority.now()
    const words = question.nonce === undefined ? wordsOf(standings) : undefined
    const before = words === undefined ? undefined : kept.get(words)
    const age = before?.content && now.getTime() - before.content.thisUpdate.getTime()
    if (before && age !== undefined && age >= 0 && age < OCSP_REUSE) return before

    // 4. Signed anew.
    const answer = sign(standings, question, now, voice.responder)
    if (words !== undefined) kept.put(words, answer)
    return answer
  }

  return {
    async answer(der) {
      try {
        if (atOnce >= MAX_OCSP_AT_ONCE) throw new Fault('OCSP_BUSY')
        atOnce++
        try {
          return await successful(der)
        } finally {
          atOnce--
        }
      } catch (error) {
        const fault = faultIn(error) ?? new Fault('INTERNAL', { reason: 'OCSP' }, { cause: error })
        return { der: ocspRefusal(refusalOf(fault)), fault }
      }
    },
    exchange(next) {
      const isSame =
        next.length === voices.length &&
        next.every(({ der }, at) => sameBytes(der, voices[at]?.responder.der ?? new Uint8Array()))
      if (isSame) return
      voices = next.map((paper) => voiceOf(authority, paper))
      kept.clear()
    },
  }
}

const UNKNOWN: CertificateStanding = { kind: 'unknown' }

function sign(
  standings: readonly Standing[],
  { nonce }: OcspQuestion,
  now: Date,
  responder: Responder,
): OcspAnswer {
  const thisUpdate = new Date(Math.floor(now.getTime() / 1000) * 1000)
  const nextUpdate = new Date(thisUpdate.getTime() + OCSP_LIFETIME)
  const der = signOcspResponse(
    { standings, nonce, producedAt: thisUpdate, thisUpdate, nextUpdate },
    responder,
  )
  return { der, content: { thisUpdate, nextUpdate, personal: nonce !== undefined } }
}

/** Everything an answer says but its times. */
function wordsOf(standings: readonly Standing[]): string {
  const said = ({ certId, standing }: Standing) => {
    const revoked = standing.kind === 'revoked' ? `${standing.reason} ${standing.date.getTime()}` : ''
    return `${Buffer.from(certId).toString('latin1')} ${standing.kind} ${revoked}`
  }
  return standings.map(said).join('\n')
}

function refusalOf({ code }: Fault): OcspRefusal {
  if (code === 'OCSP_REQUEST_MALFORMED' || code === 'OCSP_REQUEST_TOO_LARGE') return 'malformedRequest'
  if (code === 'OCSP_ISSUER_UNKNOWN') return 'unauthorized'
  return code === 'OCSP_BUSY' ? 'tryLater' : 'internalError'
}

interface Voice {
  readonly issuer: Issuer
  readonly names: IssuerNames
  readonly responder: Responder
}

function voiceOf(authority: Authority, { issuer, der }: ResponderPaper): Voice {
  const signer = keysOf(authority).ocsp
  const keyHash = digest('sha1', readPublicKey(signer.spki).raw)
  return { issuer, names: issuerNames(issuer), responder: { signer, der, keyHash } }
}

/** Of the first certificate in the question that any is for. */
function voiceFor({ asked }: OcspQuestion, voices: readonly Voice[]): Voice | undefined {
  for (const each of asked) {
    const voice = voices.find(({ names }) => isNamed(each, names))
    if (voice !== undefined) return voice
  }
  return undefined
}

/** An issuing CA as askers name it: hashes of its name and key, by the OID of the hash. */
type IssuerNames = ReadonlyMap<string, { readonly name: Uint8Array; readonly key: Uint8Array }>

function issuerNames({ subject, certificate }: Issuer): IssuerNames {
  const by = (hash: 'sha1' | 'sha256') => ({
    name: digest(hash, subject),
    key: digest(hash, certificate.key.raw),
  })
  // SHA-1 names here and proves nothing: it is what RFC 5019 asks for and stock clients send.
  return new Map([
    [OID.sha1, by('sha1')],
    [OID.sha256, by('sha256')],
  ])
}

function isNamed({ hash, issuerNameHash, issuerKeyHash }: AskedCertificate, names: IssuerNames): boolean {
  const by = names.get(hash)
  return by !== undefined && sameBytes(by.name, issuerNameHash) && sameBytes(by.key, issuerKeyHash)
}

function digest(hash: 'sha1' | 'sha256', data: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(hash).update(data).digest())
}

/** By serial; what was never issued is not in it. */
async function standingsOf(
  { store }: Authority,
  { keyId }: Issuer,
  asked: readonly AskedCertificate[],
): Promise<ReadonlyMap<string, CertificateStanding>> {
  // Ours all have 16 bytes; of another length none was ever issued.
  const serials = asked
    .filter((each) => each.serial.length === 2 * SERIAL_BYTES)
    .map((each) => serial(each.serial))
  if (serials.length === 0) return new Map()
  const rows = await store.db
    .selectFrom('certificates')
    .leftJoin('revocations', 'revocations.serial', 'certificates.serial')
    .select(['certificates.serial', 'revocations.reason', 'revocations.revoked_at'])
    .where('certificates.issuer_key_id', '=', keyId)
    .where('certificates.serial', 'in', serials)
    .execute()
  return new Map(rows.map((row) => [row.serial, standingOf(row.reason, row.revoked_at)]))
}

function standingOf(reason: string | null, revokedAt: number | null): CertificateStanding {
  if (reason === null || revokedAt === null) return { kind: 'good' }
  const date = new Date(Math.floor(revokedAt / 1000) * 1000)
  return { kind: 'revoked', date, reason: revocationReason(reason) }
}
