// The public half of a prekey: what others seal the start of a chain to. Signed by its owner's certified device key;
// only provePrekey makes one that may be sealed to.
import { fromHex, hex } from '../certificates/bytes.ts'
import type { Primitives, Signer } from '../crypto/primitives.ts'
import { deviceBytes, deviceText } from '../events/device.ts'
import { Fault } from '../faults/fault.ts'
import { type Fingerprint, fingerprint, type PeerIdText } from '../identity/ids.ts'
import { decodeCanonical } from '../sessions/codec.ts'
import { tag } from './bytes.ts'
import { isAhead } from './clock.ts'
import { KEY_BYTES, PREKEY_AGE_MAX, PREKEY_BYTES_MAX, SEALING_VERSION } from './constants.ts'
import { type PrekeyId, prekeyIdOf } from './ids.ts'
import { type Certificates, type OwnCertificate, readSigned, signed, verifySigned } from './signed.ts'
import { Prekey as Wire } from './wire/sealing.gen.ts'

const PREKEY = tag('prekey')

/** What a prekey says of itself. */
export interface ClaimedPrekey {
  readonly id: PrekeyId
  readonly device: PeerIdText
  readonly publicKey: Uint8Array
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly certificate: Fingerprint
}

declare const proven: unique symbol

/** A prekey its owner vouches for. */
export interface ProvenPrekey extends ClaimedPrekey {
  readonly [proven]: true
}

/**
 * @param certificate of the device whose key `signer` is
 * @param createdAt ms since 1970
 * @returns the prekey as it travels
 */
export function signPrekey(
  publicKey: Uint8Array,
  { certificate, signer, createdAt }: { certificate: OwnCertificate; signer: Signer; createdAt: number },
): Uint8Array {
  const content = Wire.encode({
    version: SEALING_VERSION,
    device: deviceBytes(certificate.peerId),
    publicKey,
    createdAt,
    certificate: fromHex(certificate.fingerprint),
  })
  return signed(PREKEY, content, signer)
}

/** Reads without believing. @throws Fault PREKEY_MALFORMED, PREKEY_VERSION */
export function readPrekey(bytes: Uint8Array, primitives: Pick<Primitives, 'sha256'>): ClaimedPrekey {
  return read(bytes, primitives).claimed
}

/**
 * @throws Fault PREKEY_MALFORMED, PREKEY_VERSION, PREKEY_EXPIRED, PREKEY_AHEAD, SEALING_CERTIFICATE_UNKNOWN,
 *   SEALING_CERTIFICATE_PERIOD, SEALING_SIGNATURE_INVALID
 */
export function provePrekey(
  bytes: Uint8Array,
  { certificates, now, primitives }: { certificates: Certificates; now: Date; primitives: Primitives },
): ProvenPrekey {
  const { parts, claimed } = read(bytes, primitives)
  refuseUnfit(claimed, now)
  const { device, certificate, createdAt: time } = claimed
  verifySigned({ domain: PREKEY, parts, device, certificate, time }, certificates, primitives)
  return claimed as ProvenPrekey
}

/** For a prekey that was proved some time ago. @throws Fault PREKEY_EXPIRED, PREKEY_AHEAD */
export function refuseUnfit({ device, createdAt }: ClaimedPrekey, now: Date): void {
  if (now.getTime() - createdAt > PREKEY_AGE_MAX) throw new Fault('PREKEY_EXPIRED', { device })
  if (isAhead(createdAt, now)) throw new Fault('PREKEY_AHEAD', { device })
}

function read(bytes: Uint8Array, primitives: Pick<Primitives, 'sha256'>) {
  if (bytes.length > PREKEY_BYTES_MAX) throw malformed('it is too long')
  const parts = readSigned(bytes, malformed)
  const wire = decodeCanonical(
    parts.content,
    (raw) => Wire.decode(raw),
    Wire.encode,
    (cause) => malformed('its content cannot be read', cause),
  )
  if (wire.version !== SEALING_VERSION) throw new Fault('PREKEY_VERSION', { version: wire.version })
  if (wire.publicKey.length !== KEY_BYTES) throw malformed('public key')
  if (wire.certificate.length !== KEY_BYTES) throw malformed('certificate')
  if (wire.createdAt <= 0) throw malformed('time')
  const claimed: ClaimedPrekey = {
    id: prekeyIdOf(wire.publicKey, primitives),
    device: deviceOf(wire.device, malformed),
    publicKey: wire.publicKey,
    createdAt: wire.createdAt,
    certificate: fingerprint(hex(wire.certificate)),
  }
  return { parts, claimed }
}

/** @throws what `refuse` makes */
export function deviceOf(bytes: Uint8Array, refuse: (reason: string, cause?: unknown) => Fault): PeerIdText {
  try {
    return deviceText(bytes)
  } catch (cause) {
    throw refuse('device', cause)
  }
}

function malformed(reason: string, cause?: unknown): Fault {
  return new Fault('PREKEY_MALFORMED', { reason }, { cause })
}
