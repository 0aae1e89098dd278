// The extensions of RFC 5280 section 4.2 that Parley reads and writes, one encoder and one strict decoder each.
import { hex } from './bytes.ts'
import { MAX_ALT_NAMES, MAX_EXTENSIONS, MAX_URL_LENGTH } from './constants.ts'
import { constructed, DerError, DerReader, decodeText, primitive, readWhole, TAG } from './der-read.ts'
import {
  ascii,
  explicit,
  implicit,
  namedBits,
  octetString,
  oid,
  sequence,
  TRUE,
  tlv,
  unsigned,
  utf8String,
} from './der-write.ts'
import { OID } from './oids.ts'

export interface Extension {
  readonly oid: string
  readonly critical: boolean
  /** What stands in the OCTET STRING. */
  readonly value: Uint8Array
}

export type Extensions = ReadonlyMap<string, Extension>

/** Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue }. */
export function encodeExtension({ oid: id, critical, value }: Extension): Uint8Array {
  return critical ? sequence(oid(id), TRUE, octetString(value)) : sequence(oid(id), octetString(value))
}

/** SEQUENCE OF Extension: at least one, none twice. @throws DerError */
export function readExtensions(list: DerReader): Extensions {
  const found = new Map<string, Extension>()
  while (list.more) {
    const each = list.enter(TAG.sequence)
    const id = each.oid()
    const critical = each.tag === TAG.boolean
    if (critical && !each.boolean()) throw new DerError('default value encoded')
    const value = each.content(TAG.octetString)
    each.finish()
    if (found.has(id)) throw new DerError(`extension ${id} stands twice`)
    if (found.size === MAX_EXTENSIONS) throw new DerError('too many extensions')
    found.set(id, { oid: id, critical, value })
  }
  if (found.size === 0) throw new DerError('empty list of extensions')
  return found
}

// --- basicConstraints (4.2.1.9) ---

export interface BasicConstraints {
  readonly ca: boolean
  readonly pathLength?: number
}

export function encodeBasicConstraints({ ca, pathLength }: BasicConstraints): Uint8Array {
  if (!ca) return sequence()
  return pathLength === undefined ? sequence(TRUE) : sequence(TRUE, unsigned(pathLength))
}

export function readBasicConstraints(value: Uint8Array): BasicConstraints {
  return readWhole(value, TAG.sequence, (inner) => {
    const ca = inner.tag === TAG.boolean
    if (ca && !inner.boolean()) throw new DerError('default value encoded')
    if (!inner.more) return { ca }
    return { ca, pathLength: inner.small() }
  })
}

// --- keyUsage (4.2.1.3) ---

export const KEY_USAGE = { digitalSignature: 1 << 0, keyCertSign: 1 << 5, crlSign: 1 << 6 } as const

export const encodeKeyUsage = namedBits

export function readKeyUsage(value: Uint8Array): number {
  const reader = DerReader.over(value)
  const bits = reader.namedBits()
  reader.finish()
  if (bits === 0) throw new DerError('empty keyUsage')
  return bits
}

// --- extendedKeyUsage (4.2.1.12) ---

export function encodeExtendedKeyUsage(purposes: readonly string[]): Uint8Array {
  return sequence(...purposes.map(oid))
}

export function readExtendedKeyUsage(value: Uint8Array): readonly string[] {
  return readWhole(value, TAG.sequence, (inner) => {
    const purposes: string[] = []
    while (inner.more) {
      purposes.push(inner.oid())
      if (purposes.length > MAX_EXTENSIONS) throw new DerError('too many purposes')
    }
    if (purposes.length === 0) throw new DerError('empty extendedKeyUsage')
    return purposes
  })
}

// --- key identifiers (4.2.1.1, 4.2.1.2) ---

export const encodeSubjectKeyId = octetString

export function readSubjectKeyId(value: Uint8Array): Uint8Array {
  const reader = DerReader.over(value)
  const id = reader.content(TAG.octetString)
  reader.finish()
  return id
}

export function encodeAuthorityKeyId(keyId: Uint8Array): Uint8Array {
  return sequence(implicit(0, keyId))
}

export interface AuthorityKeyId {
  readonly keyId?: Uint8Array
  /** Issuer and serial stand beside it, which Parley never writes. */
  readonly more: boolean
}

export function readAuthorityKeyId(value: Uint8Array): AuthorityKeyId {
  return readWhole(value, TAG.sequence, (inner) => {
    const keyId = inner.tag === primitive(0) ? inner.content(primitive(0)) : undefined
    const more = inner.more
    if (inner.tag === constructed(1)) inner.whole()
    if (inner.tag === primitive(2)) inner.whole()
    return keyId === undefined ? { more } : { keyId, more }
  })
}

// --- subjectAltName (4.2.1.6) ---

export type AltNameKind = 'email' | 'dns' | 'uri' | 'ip' | 'directory' | 'other'

export interface AltName {
  readonly kind: AltNameKind
  /** Text of email, dns and uri; hexadecimal of everything else. */
  readonly text: string
}

const ALT_NAME_TAGS: ReadonlyMap<number, AltNameKind> = new Map([
  [constructed(0), 'other'],
  [primitive(1), 'email'],
  [primitive(2), 'dns'],
  [constructed(3), 'other'],
  [constructed(4), 'directory'],
  [constructed(5), 'other'],
  [primitive(6), 'uri'],
  [primitive(7), 'ip'],
  [primitive(8), 'other'],
])

const uri = (text: string): Uint8Array => implicit(6, ascii(text))

export function encodeUriAltName(text: string): Uint8Array {
  return sequence(uri(text))
}

/** @param addresses 4 or 16 bytes each */
export function encodeHostAltNames(names: readonly string[], addresses: readonly Uint8Array[]): Uint8Array {
  return sequence(
    ...names.map((name) => implicit(2, ascii(name))),
    ...addresses.map((address) => implicit(7, address)),
  )
}

export function readAltNames(value: Uint8Array): readonly AltName[] {
  return readWhole(value, TAG.sequence, (inner) => {
    const names: AltName[] = []
    while (inner.more) {
      names.push(readAltName(inner))
      if (names.length > MAX_ALT_NAMES * 4) throw new DerError('too many names')
    }
    if (names.length === 0) throw new DerError('empty subjectAltName')
    return names
  })
}

function readAltName(reader: DerReader): AltName {
  const tag = reader.tag ?? 0
  const kind = ALT_NAME_TAGS.get(tag)
  if (kind === undefined) throw new DerError('unknown kind of name')
  const content = reader.content(tag)
  if (kind === 'ip' && content.length !== 4 && content.length !== 16) throw new DerError('bad IP address')
  const textual = kind === 'email' || kind === 'dns' || kind === 'uri'
  return { kind, text: textual ? decodeText(TAG.ia5String, content) : hex(content) }
}

// --- where to find things (4.2.1.13, 4.2.2.1) ---

/** One distribution point with one URL. */
export function encodeDistributionPoint(url: string): Uint8Array {
  return sequence(sequence(explicit(0, explicit(0, uri(url)))))
}

/** The URL, of exactly the shape above. @throws DerError */
export function readDistributionPoint(value: Uint8Array): string {
  return readWhole(value, TAG.sequence, (points) => {
    const point = points.enter(TAG.sequence)
    const name = point.enter(constructed(0))
    const full = name.enter(constructed(0))
    const url = readUrl(full)
    full.finish()
    name.finish()
    point.finish()
    return url
  })
}

function readUrl(reader: DerReader): string {
  const name = readAltName(reader)
  if (name.kind !== 'uri' || name.text.length > MAX_URL_LENGTH) throw new DerError('not a URL')
  return name.text
}

export interface AccessLocations {
  readonly ocsp?: string
  readonly caIssuers?: string
}

export function encodeAuthorityInfoAccess({ ocsp, caIssuers }: AccessLocations): Uint8Array {
  const parts: Uint8Array[] = []
  if (ocsp !== undefined) parts.push(sequence(oid(OID.ocsp), uri(ocsp)))
  if (caIssuers !== undefined) parts.push(sequence(oid(OID.caIssuers), uri(caIssuers)))
  return sequence(...parts)
}

/** At most one OCSP responder and then at most one issuer, nothing else. @throws DerError */
export function readAuthorityInfoAccess(value: Uint8Array): AccessLocations {
  return readWhole(value, TAG.sequence, (list) => {
    const found: { ocsp?: string; caIssuers?: string } = {}
    while (list.more) {
      const description = list.enter(TAG.sequence)
      const method = description.oid()
      const url = readUrl(description)
      description.finish()
      if (method === OID.ocsp && found.ocsp === undefined && found.caIssuers === undefined) found.ocsp = url
      else if (method === OID.caIssuers && found.caIssuers === undefined) found.caIssuers = url
      else throw new DerError('unexpected access method')
    }
    return found
  })
}

// --- Parley's role ---

export const encodeRole = utf8String

export function readRole(value: Uint8Array): string {
  const reader = DerReader.over(value)
  const content = reader.content(TAG.utf8String)
  reader.finish()
  if (content.length > 32) throw new DerError('role out of range')
  return decodeText(TAG.utf8String, content)
}

// --- of revocation lists (5.2.3, 5.3.1) ---

export const encodeCrlNumber = unsigned

export function readCrlNumber(value: Uint8Array): bigint {
  const reader = DerReader.over(value)
  const bytes = reader.unsigned()
  reader.finish()
  if (bytes.length > 20) throw new DerError('list number out of range')
  return BigInt(`0x${hex(bytes)}`)
}

export function encodeReasonCode(code: number): Uint8Array {
  return tlv(TAG.enumerated, Uint8Array.of(code))
}

export function readReasonCode(value: Uint8Array): number {
  const reader = DerReader.over(value)
  const code = reader.small(TAG.enumerated)
  reader.finish()
  return code
}
