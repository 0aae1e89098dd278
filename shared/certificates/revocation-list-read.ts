// A CertificateList taken apart (RFC 5280 section 5.1). Reading it proves nothing: revocation-list.ts does that.
import { Fault } from '../faults/fault.ts'
import { hex, sameBytes } from './bytes.ts'
import { MAX_REVOCATION_LIST_BYTES, MAX_SERIAL_BYTES } from './constants.ts'
import { decoding } from './decoding.ts'
import { constructed, DerError, type DerReader, readWhole, TAG } from './der-read.ts'
import {
  type AuthorityKeyId,
  type Extensions,
  readAuthorityKeyId,
  readCrlNumber,
  readExtensions,
  readReasonCode,
} from './extensions.ts'
import { OID } from './oids.ts'
import { type RevocationReason, reasonOfNumber } from './revocation-reason.ts'

export interface Revoked {
  readonly reason: RevocationReason
  readonly date: Date
}

export interface ReadRevocationList {
  readonly der: Uint8Array
  /** The bytes that were signed. */
  readonly tbs: Uint8Array
  /** DER AlgorithmIdentifier. */
  readonly algorithm: Uint8Array
  readonly signature: Uint8Array
  /** DER Name. */
  readonly issuer: Uint8Array
  readonly authorityKeyId: AuthorityKeyId | undefined
  readonly number: bigint
  readonly thisUpdate: Date
  readonly nextUpdate: Date
  /** DER SEQUENCE, not yet read: a stranger's list may have very many. Undefined when there are none. */
  readonly entries: Uint8Array | undefined
}

/**
 * Bounded and strict; whole lists only, about the issuer's own certificates.
 * @throws Fault REVOCATION_LIST_MALFORMED, REVOCATION_LIST_TOO_LARGE
 */
export function readRevocationList(der: Uint8Array): ReadRevocationList {
  if (der.length > MAX_REVOCATION_LIST_BYTES) {
    throw new Fault('REVOCATION_LIST_TOO_LARGE', { max: MAX_REVOCATION_LIST_BYTES })
  }
  return decoding('REVOCATION_LIST_MALFORMED', () =>
    readWhole(der, TAG.sequence, (outer) => {
      const tbs = outer.whole(TAG.sequence)
      const algorithm = outer.whole(TAG.sequence)
      const signature = outer.bits()
      return { der, tbs, algorithm, signature, ...readTbs(tbs, algorithm) }
    }),
  )
}

function readTbs(tbs: Uint8Array, outerAlgorithm: Uint8Array) {
  return readWhole(tbs, TAG.sequence, (list) => {
    if (list.small() !== 1) throw new DerError('not version 2')
    if (hex(list.whole(TAG.sequence)) !== hex(outerAlgorithm)) {
      throw new DerError('two different signature algorithms')
    }
    const issuer = list.whole(TAG.sequence)
    const thisUpdate = list.time()
    const nextUpdate = list.time()
    if (nextUpdate <= thisUpdate) throw new DerError('nextUpdate is not after thisUpdate')
    // RFC 5280 section 5.1.2.6: an empty list has no revokedCertificates at all.
    const entries = list.tag === TAG.sequence ? list.whole() : undefined
    const explicit = list.enter(constructed(0))
    const extensions = readExtensions(explicit.enter(TAG.sequence))
    explicit.finish()
    return {
      issuer,
      thisUpdate: new Date(thisUpdate),
      nextUpdate: new Date(nextUpdate),
      entries,
      ...readKnown(extensions),
    }
  })
}

/** A list says who signed it and its number. Delta lists, partial and indirect ones say more, and are refused. */
function readKnown(extensions: Extensions): Pick<ReadRevocationList, 'number' | 'authorityKeyId'> {
  const number = extensions.get(OID.crlNumber)
  const keyId = extensions.get(OID.authorityKeyIdentifier)
  if (number === undefined) throw new DerError('no list number')
  if (extensions.size !== (keyId === undefined ? 1 : 2)) throw new DerError('unknown extension')
  if (number.critical || keyId?.critical === true) throw new DerError('wrongly critical extension')
  return {
    number: readCrlNumber(number.value),
    authorityKeyId: keyId && readAuthorityKeyId(keyId.value),
  }
}

/**
 * What a list revokes, by the hexadecimal bytes of the serial: to be read once the list is known to be signed.
 * @throws Fault REVOCATION_LIST_MALFORMED
 */
export function readEntries({ entries }: ReadRevocationList): ReadonlyMap<string, Revoked> {
  if (entries === undefined) return new Map()
  return decoding('REVOCATION_LIST_MALFORMED', () =>
    readWhole(entries, TAG.sequence, (list) => {
      const revoked = new Map<string, Revoked>()
      const reasons: Reasons = { last: undefined }
      while (list.more) {
        const [id, entry] = readEntry(list.enter(TAG.sequence), reasons)
        if (revoked.has(id)) throw new DerError('a serial stands twice')
        revoked.set(id, entry)
      }
      if (revoked.size === 0) throw new DerError('empty list of entries')
      return revoked
    }),
  )
}

/** What the entry before said, byte by byte: most of the thousands of a list say the same. */
interface Reasons {
  last: { readonly bytes: Uint8Array; readonly reason: RevocationReason } | undefined
}

function readEntry(entry: DerReader, reasons: Reasons): [string, Revoked] {
  const serial = entry.integer()
  if (serial.length > MAX_SERIAL_BYTES || (serial[0] ?? 0) >= 0x80) throw new DerError('serial out of range')
  const date = new Date(entry.time())
  const reason = entry.more ? reasonIn(entry.whole(TAG.sequence), reasons) : 'unspecified'
  entry.finish()
  return [hex(serial), { reason, date }]
}

function reasonIn(bytes: Uint8Array, reasons: Reasons): RevocationReason {
  if (reasons.last !== undefined && sameBytes(bytes, reasons.last.bytes)) return reasons.last.reason
  const reason = readWhole(bytes, TAG.sequence, readReason)
  reasons.last = { bytes, reason }
  return reason
}

function readReason(list: DerReader): RevocationReason {
  const extensions = readExtensions(list)
  const extension = extensions.get(OID.reasonCode)
  if (extension === undefined || extensions.size !== 1 || extension.critical) {
    throw new DerError('unknown entry extension')
  }
  const reason = reasonOfNumber(readReasonCode(extension.value))
  if (reason === undefined) throw new DerError('unknown reason')
  return reason
}
