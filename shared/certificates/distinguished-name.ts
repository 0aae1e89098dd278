// Distinguished names (RFC 5280 section 4.1.2.4): built for Parley's certificates, read from any.
import type { Login, RealmName } from '../identity/login.ts'
import { DerError, DerReader, decodeText, readWhole, TAG } from './der-read.ts'
import { oid, sequence, tlv, utf8String } from './der-write.ts'
import { OID } from './oids.ts'

export interface NameAttribute {
  readonly oid: string
  readonly value: string
}

/** One attribute to each RDN, every value a UTF8String. @param attributes in DER order: the widest first */
function encodeName(attributes: readonly NameAttribute[]): Uint8Array {
  return sequence(
    ...attributes.map(({ oid: type, value }) => tlv(TAG.set, sequence(oid(type), utf8String(value)))),
  )
}

/** `UID=<login>,CN=<login>,O=<realm>` as RFC 4514 writes it, which begins at the narrow end. */
export function deviceSubject(realm: RealmName, login: Login): Uint8Array {
  return encodeName([
    { oid: OID.organizationName, value: realm },
    { oid: OID.commonName, value: login },
    { oid: OID.userId, value: login },
  ])
}

/** `CN=<common name>,O=<realm>`: roots, issuing CAs and HTTPS. */
export function organisationSubject(realm: RealmName, commonName: string): Uint8Array {
  return encodeName([
    { oid: OID.organizationName, value: realm },
    { oid: OID.commonName, value: commonName },
  ])
}

/** The attributes in DER order. @param name DER, whole. @throws DerError, also for an RDN with several attributes */
export function readName(name: Uint8Array): readonly NameAttribute[] {
  return readWhole(name, TAG.sequence, (rdns) => {
    const attributes: NameAttribute[] = []
    while (rdns.more) {
      const rdn = rdns.enter(TAG.set)
      const attribute = rdn.enter(TAG.sequence)
      rdn.finish()
      const type = attribute.oid()
      const tag = attribute.tag
      if (tag === undefined) throw new DerError('truncated')
      attributes.push({ oid: type, value: decodeText(tag, attribute.content(tag)) })
      attribute.finish()
    }
    return attributes
  })
}

/** The one value of that type. @returns undefined when there is none, or more than one */
export function attributeOf(attributes: readonly NameAttribute[], type: string): string | undefined {
  const [found, second] = attributes.filter((each) => each.oid === type)
  return second === undefined ? found?.value : undefined
}

const SHORT_NAMES: Readonly<Record<string, string>> = {
  [OID.commonName]: 'CN',
  [OID.organizationName]: 'O',
  [OID.userId]: 'UID',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.11': 'OU',
}

/** RFC 4514 text, for people. A name it cannot read is `#unreadable`. */
export function nameText(name: Uint8Array): string {
  try {
    return readName(name)
      .map(({ oid: type, value }) => `${SHORT_NAMES[type] ?? type}=${escapeValue(value)}`)
      .reverse()
      .join(',')
  } catch (error) {
    if (error instanceof DerError) return '#unreadable'
    throw error
  }
}

function escapeValue(value: string): string {
  return value.replace(/[",+;<>\\]/g, '\\$&').replace(/^[ #]| $/g, '\\$&')
}

/** A Name that is a SEQUENCE and holds something. */
export function isEmptyName(name: Uint8Array): boolean {
  return !DerReader.over(name).enter(TAG.sequence).more
}
