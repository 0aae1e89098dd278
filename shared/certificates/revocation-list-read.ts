// A CertificateList taken apart (RFC 5280 section 5.1). Reading it proves nothing: revocation-list.ts does that.
import { Fault } from '../faults/fault.ts'
import { hex } from './bytes.ts'
import { MAX_REVOCATION_LIST_BYTES, MAX_SERIAL_BYTES } from './constants.ts'
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
  /** By the hexadecimal bytes of the serial, rising. */
  readonly revoked: ReadonlyMap<string, Revoked>
}

/** Bounded and strict; whole lists only, about the issuer's own certificates. @throws Fault REVOCATION_LIST_MALFORMED, _TOO_LARGE */
export function readRevocationList(der: Uint8Array): ReadRevocationList {
  if (der.length > MAX_REVOCATION_LIST_BYTES) {
    throw new Fault('REVOCATION_LIST_TOO_LARGE', { max: MAX_REVOCATION_LIST_BYTES })
  }
  try {
    return readWhole(der, TAG.sequence, (outer) => {
      const tbs = outer.whole(TAG.sequence)
      const algorithm = outer.whole(TAG.sequence)
      const signature = outer.bits()
      return { der, tbs, algorithm, signature, ...readTbs(tbs, algorithm) }
    })
  } catch (cause) {
    if (cause instanceof DerError) {
      throw new Fault('REVOCATION_LIST_MALFORMED', { reason: cause.message }, { cause })
    }
    throw cause
  }
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
    const revoked = readEntries(list)
    const explicit = list.enter(constructed(0))
    const extensions = readExtensions(explicit.enter(TAG.sequence))
    explicit.finish()
    return {
      issuer,
      thisUpdate: new Date(thisUpdate),
      nextUpdate: new Date(nextUpdate),
      revoked,
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

function readEntries(list: DerReader): ReadonlyMap<string, Revoked> {
  const revoked = new Map<string, Revoked>()
  // RFC 5280 section 5.1.2.6: an empty list has no revokedCertificates at all.
  if (list.tag !== TAG.sequence) return revoked
  const entries = list.enter(TAG.sequence)
  if (!entries.more) throw new DerError('empty list of entries')
  while (entries.more) {
    const entry = entries.enter(TAG.sequence)
    const serial = entry.integer()
    if (serial.length > MAX_SERIAL_BYTES || (serial[0] ?? 0) >= 0x80)
      throw new DerError('serial out of range')
    const date = new Date(entry.time())
    const reason = entry.more ? readReason(entry.enter(TAG.sequence)) : 'unspecified'
    entry.finish()
    const id = hex(serial)
    if (revoked.has(id)) throw new DerError('a serial stands twice')
    revoked.set(id, { reason, date })
  }
  return revoked
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
