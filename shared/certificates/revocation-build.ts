// Builds and signs a revocation list: sorted, without doubles.
import type { Signer } from '../crypto/primitives.ts'
import { Fault } from '../faults/fault.ts'
import type { Serial } from '../identity/ids.ts'
import { identifierOf } from './algorithms.ts'
import { fromHex, sameBytes } from './bytes.ts'
import { TAG } from './der-read.ts'
import { bitString, explicit, sequence, time, tlvOf, unsigned } from './der-write.ts'
import { encodeAuthorityKeyId, encodeCrlNumber, encodeExtension, encodeReasonCode } from './extensions.ts'
import type { Issuer } from './issuer.ts'
import { OID } from './oids.ts'
import { REVOCATION_REASONS, type RevocationReason } from './revocation-reason.ts'

export interface RevokedEntry {
  readonly serial: Serial
  readonly date: Date
  readonly reason: RevocationReason
}

export interface RevocationListRequest {
  readonly issuer: Issuer
  /** Higher than every one before. */
  readonly number: bigint
  /** Whole seconds; date it back by BACK_DATING. */
  readonly thisUpdate: Date
  readonly nextUpdate: Date
  /** In any order. */
  readonly entries: readonly RevokedEntry[]
}

/** @returns DER. @throws Fault REVOCATION_LIST_REQUEST_WRONG, LINT_SIGNER_WRONG */
export function buildRevocationList(request: RevocationListRequest, signer: Signer): Uint8Array {
  if (!sameBytes(request.issuer.spki, signer.spki)) throw new Fault('LINT_SIGNER_WRONG')
  const tbs = tbsOf(request)
  return sequence(tbs, identifierOf(signer.scheme), bitString(signer.sign(tbs)))
}

function tbsOf({ issuer, number, thisUpdate, nextUpdate, entries }: RevocationListRequest): Uint8Array {
  if (nextUpdate <= thisUpdate) throw wrong('nextUpdate is not after thisUpdate')
  if (number < 1n) throw wrong('the number is not positive')
  // All serials have the same length, so that the order of their digits is the order of the numbers.
  const sorted = entries.toSorted((left, right) => (left.serial < right.serial ? -1 : 1))
  for (const [at, { serial }] of sorted.entries()) {
    if (serial === sorted[at + 1]?.serial) throw wrong(`serial ${serial} stands twice`)
  }
  try {
    return sequence(
      unsigned(1),
      identifierOf('ecdsa-p256-sha256'),
      issuer.subject,
      time(thisUpdate),
      time(nextUpdate),
      ...(sorted.length === 0 ? [] : [tlvOf(TAG.sequence, sorted.map(entryEncoder()))]),
      explicit(0, sequence(...extensionsOf(issuer, number))),
    )
  } catch (cause) {
    if (cause instanceof RangeError) throw wrong(cause.message, cause)
    throw cause
  }
}

function extensionsOf({ certificate }: Issuer, number: bigint): readonly Uint8Array[] {
  const keyId = encodeAuthorityKeyId(certificate.subjectKeyId ?? new Uint8Array())
  return [
    encodeExtension({ oid: OID.authorityKeyIdentifier, critical: false, value: keyId }),
    encodeExtension({ oid: OID.crlNumber, critical: false, value: encodeCrlNumber(number) }),
  ]
}

/** For the thousands of entries of one list, of which many have the same date. */
function entryEncoder(): (entry: RevokedEntry) => Uint8Array {
  const dates = new Map<number, Uint8Array>()
  return ({ serial, date, reason }) => {
    const known = dates.get(date.getTime())
    const when = known ?? time(date)
    if (known === undefined) dates.set(date.getTime(), when)
    const number = unsigned(fromHex(serial))
    // RFC 5280 section 5.3.1: `unspecified` is said by leaving it out.
    if (reason === 'unspecified') return sequence(number, when)
    return sequence(number, when, extensionsFor(reason))
  }
}

/** crlEntryExtensions that say why. Made once for each reason: a list has thousands of entries. */
function extensionsFor(reason: RevocationReason): Uint8Array {
  const known = encodedReasons.get(reason)
  if (known !== undefined) return known
  const value = encodeReasonCode(REVOCATION_REASONS[reason])
  const encoded = sequence(encodeExtension({ oid: OID.reasonCode, critical: false, value }))
  encodedReasons.set(reason, encoded)
  return encoded
}

const encodedReasons = new Map<RevocationReason, Uint8Array>()

function wrong(reason: string, cause?: unknown): Fault {
  return new Fault('REVOCATION_LIST_REQUEST_WRONG', { reason }, { cause })
}
