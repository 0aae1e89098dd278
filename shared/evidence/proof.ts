// One event proved without its neighbours' words: its header and body, the bare headers up to the signature that covers it, and
// the certificate that signed. No I/O; who may be believed about certificates is the caller's to say.
import { hex, sameBytes } from '../certificates/bytes.ts'
import type { VerifiedCert } from '../certificates/check.ts'
import type { Primitives } from '../crypto/primitives.ts'
import { type Content, readBody } from '../events/body.ts'
import { decodeBurst } from '../events/burst.ts'
import { deviceText } from '../events/device.ts'
import { bodyHash, signedBytes } from '../events/hash.ts'
import type { EventHeader } from '../events/header.ts'
import { refuseOutside } from '../events/validity.ts'
import { Fault } from '../faults/fault.ts'
import { type Fingerprint, fingerprint } from '../identity/ids.ts'

export interface Proved {
  readonly author: VerifiedCert
  readonly header: EventHeader
  /** Undefined for a kind from the future. */
  readonly content: Content | undefined
}

/** @param check a chain (device, issuing CA) that a device showed, for what it signed at a time. @throws Fault CERT_*, REVOCATION_LIST_* */
export type CheckShown = (chain: readonly Uint8Array[], device: string, signedAt: Date) => VerifiedCert

/** @param proof the burst as proofOf() makes it. @throws Fault BURST_*, EVENT_*, CERT_*, REVOCATION_LIST_* */
export function checkProof(proof: Uint8Array, check: CheckShown, primitives: Primitives): Proved {
  const { first, last, signature, certificates } = decodeBurst(proof, primitives)
  const device = deviceText(first.header.device)
  const shown = new Map<Fingerprint, VerifiedCert>()
  for (const chain of certificates) {
    const certificate = check(chain, device, new Date(last.header.time))
    shown.set(certificate.fingerprint, certificate)
  }
  const named = ({ certificate, time }: EventHeader): VerifiedCert => {
    const found = shown.get(fingerprint(hex(certificate)))
    if (found === undefined) throw new Fault('EVENT_CERTIFICATE_UNKNOWN', { device })
    if (found.peerId !== device) throw new Fault('EVENT_DEVICE_FOREIGN', { device })
    refuseOutside(found, time)
    return found
  }
  const author = named(first.header)
  const signer = named(last.header)
  try {
    primitives.verify(signer.scheme, signer.spki, signedBytes(last.hash), signature)
  } catch (cause) {
    throw new Fault('EVENT_SIGNATURE_INVALID', { device }, { cause })
  }
  const { header, body } = first
  if (body === undefined) throw new Fault('EVENT_BODY_MISSING', { seq: header.seq })
  if (body.length !== header.bodyLength || !sameBytes(bodyHash(body, primitives), header.bodyHash)) {
    throw new Fault('EVENT_BODY_MISMATCH', { seq: header.seq })
  }
  return { author, header, content: readBody({ kind: header.kind, body }) }
}
