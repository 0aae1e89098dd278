// An X.509 certificate taken apart (RFC 5280 section 4.1). Reading it proves nothing: check.ts does that.

import { Fault } from '../faults/fault.ts'
import { hex } from './bytes.ts'
import { MAX_CERTIFICATE_BYTES, MAX_SERIAL_BYTES } from './constants.ts'
import { decoding } from './decoding.ts'
import { constructed, DerError, type DerReader, readWhole, TAG } from './der-read.ts'
import {
  type AltName,
  type AuthorityKeyId,
  type BasicConstraints,
  type Extensions,
  readAltNames,
  readAuthorityKeyId,
  readBasicConstraints,
  readExtendedKeyUsage,
  readExtensions,
  readKeyUsage,
  readSubjectKeyId,
} from './extensions.ts'
import { type PublicKey, readPublicKey } from './keys.ts'
import { OID } from './oids.ts'

/** TBSCertificate: what gets signed. All `Uint8Array` fields are views of the bytes read. */
export interface TbsCertificate {
  /** DER, whole. */
  readonly tbs: Uint8Array
  readonly version: number
  /** Two's complement bytes as they stand, and the same in hexadecimal. */
  readonly serial: Uint8Array
  readonly serialHex: string
  /** DER AlgorithmIdentifier. */
  readonly algorithm: Uint8Array
  /** DER Names. */
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  /** Milliseconds since 1970. */
  readonly notBefore: number
  readonly notAfter: number
  readonly key: PublicKey
  readonly extensions: Extensions
  // Those extensions that decide about trust; undefined when absent.
  readonly basicConstraints: BasicConstraints | undefined
  /** Bits of KEY_USAGE. */
  readonly keyUsage: number | undefined
  /** Dotted OIDs. */
  readonly extendedKeyUsage: readonly string[] | undefined
  readonly subjectKeyId: Uint8Array | undefined
  readonly authorityKeyId: AuthorityKeyId | undefined
  readonly altNames: readonly AltName[] | undefined
}

export interface Certificate extends TbsCertificate {
  readonly der: Uint8Array
  readonly signature: Uint8Array
}

/** Bounded and strict. @throws Fault CERT_MALFORMED, CERT_TOO_LARGE */
export function readCertificate(der: Uint8Array): Certificate {
  if (der.length > MAX_CERTIFICATE_BYTES) throw new Fault('CERT_TOO_LARGE', { max: MAX_CERTIFICATE_BYTES })
  return decoding('CERT_MALFORMED', () =>
    readWhole(der, TAG.sequence, (outer) => {
      const tbs = readTbs(outer.whole(TAG.sequence))
      const algorithm = outer.whole(TAG.sequence)
      const signature = outer.bits()
      // RFC 5280 section 4.1.1.2: the same identifier stands in both places.
      if (hex(algorithm) !== hex(tbs.algorithm)) throw new DerError('two different signature algorithms')
      return { ...tbs, der, signature }
    }),
  )
}

/** What is about to be signed, read back. @throws Fault CERT_MALFORMED */
export function readTbsCertificate(der: Uint8Array): TbsCertificate {
  return decoding('CERT_MALFORMED', () => readTbs(der))
}

function readTbs(der: Uint8Array): TbsCertificate {
  return readWhole(der, TAG.sequence, (tbs) => {
    const version = readVersion(tbs)
    const serial = tbs.integer()
    if (serial.length > MAX_SERIAL_BYTES) throw new DerError('serial out of range')
    if ((serial[0] ?? 0) >= 0x80) throw new DerError('negative serial')
    const algorithm = tbs.whole(TAG.sequence)
    const issuer = tbs.whole(TAG.sequence)
    const validity = tbs.enter(TAG.sequence)
    const notBefore = validity.time()
    const notAfter = validity.time()
    validity.finish()
    const subject = tbs.whole(TAG.sequence)
    const key = readPublicKey(tbs.whole(TAG.sequence))
    const extensions = readTbsExtensions(tbs, version)
    const decode = <Value>(id: string, read: (value: Uint8Array) => Value): Value | undefined => {
      const extension = extensions.get(id)
      return extension === undefined ? undefined : read(extension.value)
    }
    return {
      tbs: der,
      version,
      serial,
      serialHex: hex(serial),
      algorithm,
      issuer,
      subject,
      notBefore,
      notAfter,
      key,
      extensions,
      basicConstraints: decode(OID.basicConstraints, readBasicConstraints),
      keyUsage: decode(OID.keyUsage, readKeyUsage),
      extendedKeyUsage: decode(OID.extendedKeyUsage, readExtendedKeyUsage),
      subjectKeyId: decode(OID.subjectKeyIdentifier, readSubjectKeyId),
      authorityKeyId: decode(OID.authorityKeyIdentifier, readAuthorityKeyId),
      altNames: decode(OID.subjectAltName, readAltNames),
    }
  })
}

/** @returns 1, 2 or 3 */
function readVersion(tbs: DerReader): number {
  if (tbs.tag !== constructed(0)) return 1
  const explicit = tbs.enter(constructed(0))
  const version = explicit.small()
  explicit.finish()
  if (version !== 1 && version !== 2) throw new DerError('unknown version')
  return version + 1
}

const NO_EXTENSIONS: Extensions = new Map()

/** Unique identifiers (`[1]`, `[2]`) are refused: RFC 5280 section 4.1.2.8 forbids making them. */
function readTbsExtensions(tbs: DerReader, version: number): Extensions {
  if (!tbs.more) return NO_EXTENSIONS
  if (version !== 3) throw new DerError('extensions need version 3')
  const explicit = tbs.enter(constructed(3))
  const list = explicit.enter(TAG.sequence)
  explicit.finish()
  return readExtensions(list)
}
