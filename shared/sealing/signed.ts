// What a device vouches for with its certified key: content, and a signature over a domain tag and that content.
import type { VerifiedCert } from '../certificates/check.ts'
import type { Primitives, Signer } from '../crypto/primitives.ts'
import { Fault } from '../faults/fault.ts'
import type { Fingerprint, PeerIdText } from '../identity/ids.ts'
import { decodeCanonical } from '../sessions/codec.ts'
import { joined } from './bytes.ts'
import { CLOCK_TOLERANCE, SIGNATURE_BYTES_MAX } from './constants.ts'
import { Signed } from './wire/sealing.gen.ts'

/** This device's own certificate: what it signs names it. */
export type OwnCertificate = Pick<VerifiedCert, 'peerId' | 'fingerprint'>

/** Certificates that were checked; undefined when the one named was not shown. */
export type Certificates = (fingerprint: Fingerprint) => VerifiedCert | undefined

export function signed(domain: Uint8Array, content: Uint8Array, signer: Signer): Uint8Array {
  return Signed.encode({ content, signature: signer.sign(joined(domain, content)) })
}

/** @throws what `refuse` makes */
export function readSigned(bytes: Uint8Array, refuse: (reason: string, cause?: unknown) => Fault): Signed {
  const parts = decodeCanonical(
    bytes,
    (raw) => Signed.decode(raw),
    Signed.encode,
    (cause) => refuse('it cannot be read', cause),
  )
  if (parts.content.length === 0 || parts.signature.length === 0) throw refuse('it is empty')
  if (parts.signature.length > SIGNATURE_BYTES_MAX) throw refuse('signature is too long')
  return parts
}

interface Claim {
  readonly domain: Uint8Array
  readonly parts: Signed
  /** Who is said to have signed, with which certificate, and when (ms since 1970). */
  readonly device: PeerIdText
  readonly certificate: Fingerprint
  readonly time: number
}

/** @throws Fault SEALING_CERTIFICATE_UNKNOWN, SEALING_CERTIFICATE_PERIOD, SEALING_SIGNATURE_INVALID */
export function verifySigned(
  { domain, parts, device, certificate, time }: Claim,
  certificates: Certificates,
  primitives: Primitives,
): void {
  const signer = certificates(certificate)
  if (signer === undefined || signer.peerId !== device) {
    throw new Fault('SEALING_CERTIFICATE_UNKNOWN', { device })
  }
  const from = signer.notBefore.getTime() - CLOCK_TOLERANCE
  const to = signer.notAfter.getTime() + CLOCK_TOLERANCE
  if (time < from || time > to) throw new Fault('SEALING_CERTIFICATE_PERIOD', { device })
  try {
    primitives.verify(signer.scheme, signer.spki, joined(domain, parts.content), parts.signature)
  } catch (cause) {
    throw new Fault('SEALING_SIGNATURE_INVALID', { device }, { cause })
  }
}
