// Takes a TBSCertificate apart and puts it together again with one part wrong: how defects are made.
import { identifierOf } from '@parley/shared/certificates/algorithms.ts'
import { constructed, DerReader, TAG } from '@parley/shared/certificates/der-read.ts'
import { bitString, explicit, sequence } from '@parley/shared/certificates/der-write.ts'
import { type Extension, encodeExtension, readExtensions } from '@parley/shared/certificates/extensions.ts'
import type { SignatureScheme, Signer } from '@parley/shared/crypto/primitives.ts'

/** The values of a TBSCertificate, each DER and whole, and its extensions apart. */
export interface Parts {
  readonly version: Uint8Array
  readonly serial: Uint8Array
  readonly algorithm: Uint8Array
  readonly issuer: Uint8Array
  readonly validity: Uint8Array
  readonly subject: Uint8Array
  readonly spki: Uint8Array
  readonly extensions: readonly Extension[]
}

export function tbsPart(der: Uint8Array): Uint8Array {
  return DerReader.over(der).enter(TAG.sequence).whole(TAG.sequence)
}

export function partsOf(der: Uint8Array): Parts {
  const tbs = DerReader.over(tbsPart(der)).enter(TAG.sequence)
  return {
    version: tbs.whole(constructed(0)),
    serial: tbs.whole(),
    algorithm: tbs.whole(),
    issuer: tbs.whole(),
    validity: tbs.whole(),
    subject: tbs.whole(),
    spki: tbs.whole(),
    extensions: [...readExtensions(tbs.enter(constructed(3)).enter(TAG.sequence)).values()],
  }
}

function assemble(parts: Parts): Uint8Array {
  return sequence(
    parts.version,
    parts.serial,
    parts.algorithm,
    parts.issuer,
    parts.validity,
    parts.subject,
    parts.spki,
    ...(parts.extensions.length === 0
      ? []
      : [explicit(3, sequence(...parts.extensions.map(encodeExtension)))]),
  )
}

/** What changes: whole parts, and extensions by OID (undefined removes one; a new OID is added at the end). */
export interface Alteration extends Partial<Omit<Parts, 'extensions'>> {
  readonly extensions?: Readonly<Record<string, Partial<Extension> | undefined>>
  /** No extensions at all. */
  readonly bare?: true
}

/** The TBSCertificate of `der` with parts exchanged. */
export function altered(der: Uint8Array, { extensions = {}, bare, ...others }: Alteration): Uint8Array {
  const parts = partsOf(der)
  const kept = parts.extensions.flatMap((each) => {
    if (!(each.oid in extensions)) return [each]
    const change = extensions[each.oid]
    return change === undefined ? [] : [{ ...each, ...change }]
  })
  const added = Object.entries(extensions).flatMap(([oid, change]) => {
    if (change === undefined || parts.extensions.some((each) => each.oid === oid)) return []
    return [{ critical: false, value: new Uint8Array(), ...change, oid }]
  })
  return assemble({ ...parts, ...others, extensions: bare ? [] : [...kept, ...added] })
}

/** A certificate over any bytes: what a dishonest or careless authority could sign. */
export function signAnything(
  tbs: Uint8Array,
  signer: Signer,
  scheme: SignatureScheme = signer.scheme,
): Uint8Array {
  return sequence(tbs, identifierOf(scheme), bitString(signer.sign(tbs)))
}
