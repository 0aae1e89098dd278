// What a certificate request asks for beside its key (RFC 2986 section 4.1, attributes). Nothing of it is ever granted; who
// asks for the powers of an authority is refused by name.

import { type DerReader, readWhole, TAG } from './der-read.ts'
import {
  KEY_USAGE,
  readBasicConstraints,
  readExtendedKeyUsage,
  readExtensions,
  readKeyUsage,
} from './extensions.ts'
import { OID } from './oids.ts'

/**
 * Whether somebody asks to sign certificates, lists or OCSP answers.
 * @param attributes content of [0] SET OF Attribute
 * @throws DerError
 */
export function asksToBeAuthority(attributes: DerReader): boolean {
  let asks = false
  while (attributes.more) {
    const attribute = attributes.enter(TAG.sequence)
    const kind = attribute.oid()
    const values = attribute.enter(TAG.set)
    attribute.finish()
    while (values.more) {
      const value = values.whole()
      if (kind === OID.extensionRequest && grantsAuthority(value)) asks = true
    }
  }
  return asks
}

function grantsAuthority(request: Uint8Array): boolean {
  return readWhole(request, TAG.sequence, (list) => {
    // Some makers ask for nothing in many words.
    if (!list.more) return false
    const extensions = readExtensions(list)
    const asked = <Value>(id: string, read: (value: Uint8Array) => Value): Value | undefined => {
      const extension = extensions.get(id)
      return extension && read(extension.value)
    }
    const usage = asked(OID.keyUsage, readKeyUsage) ?? 0
    return (
      asked(OID.basicConstraints, readBasicConstraints)?.ca === true ||
      (usage & (KEY_USAGE.keyCertSign | KEY_USAGE.crlSign)) !== 0 ||
      (asked(OID.extendedKeyUsage, readExtendedKeyUsage)?.includes(OID.ocspSigning) ?? false)
    )
  })
}
