// The certificate request of this device's key (RFC 2986). The authority takes only the key from it; the name is there
// for whoever looks at it with stock tools.
import { identifierOf } from '@parley/shared/certificates/algorithms.ts'
import { TAG } from '@parley/shared/certificates/der-read.ts'
import {
  bitString,
  explicit,
  oid,
  sequence,
  tlv,
  unsigned,
  utf8String,
} from '@parley/shared/certificates/der-write.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import type { Login } from '@parley/shared/identity/login.ts'

/** @returns DER CertificationRequest, signed by the key it asks for */
export function makeCsr(signer: Signer, login: Login): Uint8Array {
  const name = sequence(tlv(TAG.set, sequence(oid(OID.commonName), utf8String(login))))
  // Version 0, name, key, and the set of attributes, which may be empty but not left out.
  const info = sequence(unsigned(0), name, signer.spki, explicit(0))
  return sequence(info, identifierOf(signer.scheme), bitString(signer.sign(info)))
}
