// Makes a certificate request (RFC 2986) for a key at hand. Whoever answers it takes only the key from it; the name is
// there for whoever looks at it with stock tools.

import type { Signer } from '../crypto/primitives.ts'
import { identifierOf } from './algorithms.ts'
import { TAG } from './der-read.ts'
import { bitString, explicit, oid, sequence, tlv, unsigned, utf8String } from './der-write.ts'
import { OID } from './oids.ts'

/** @returns DER CertificationRequest, signed by the key it asks for */
export function makeCsr(signer: Signer, commonName: string): Uint8Array {
  const name = sequence(tlv(TAG.set, sequence(oid(OID.commonName), utf8String(commonName))))
  // Version 0, name, key, and the set of attributes, which may be empty but not left out.
  const info = sequence(unsigned(0), name, signer.spki, explicit(0))
  return sequence(info, identifierOf(signer.scheme), bitString(signer.sign(info)))
}
