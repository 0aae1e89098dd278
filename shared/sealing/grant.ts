// A chain at one of its places, as its author hands it to one device: signed by the author, so that nobody else can
// begin a chain in his name, then sealed by box.ts. Only proveGrant makes one that counts.
import { fromHex, hex } from '../certificates/bytes.ts'
import type { Primitives, Signer } from '../crypto/primitives.ts'
import { deviceBytes } from '../events/device.ts'
import { Fault } from '../faults/fault.ts'
import { type Fingerprint, fingerprint } from '../identity/ids.ts'
import { decodeCanonical } from '../sessions/codec.ts'
import { tag } from './bytes.ts'
import { isAhead } from './clock.ts'
import { CHAIN_ID_BYTES, CHAIN_KEPT_MAX, CHAIN_MESSAGES_MAX, KEY_BYTES } from './constants.ts'
import { type Place, placeOf } from './place.ts'
import { deviceOf } from './prekey.ts'
import { type Certificates, readSigned, signed, verifySigned } from './signed.ts'
import { type Signed, Grant as Wire } from './wire/sealing.gen.ts'

const GRANT = tag('grant')

export interface Grant {
  readonly place: Place
  /** The chain's 16 bytes. */
  readonly id: Uint8Array
  /** Milliseconds since 1970. */
  readonly startedAt: number
  /** The first message `key` opens. */
  readonly index: number
  readonly key: Uint8Array
}

declare const proven: unique symbol

/** A grant of the certified device it names. */
export interface ProvenGrant extends Grant {
  readonly [proven]: true
}

export function signGrant(grant: Grant, certificate: Fingerprint, signer: Signer): Uint8Array {
  const content = Wire.encode({
    conversation: grant.place.conversation,
    author: deviceBytes(grant.place.author),
    chain: grant.id,
    startedAt: grant.startedAt,
    index: grant.index,
    key: grant.key,
    certificate: fromHex(certificate),
  })
  return signed(GRANT, content, signer)
}

interface ClaimedGrant {
  readonly grant: Grant
  readonly certificate: Fingerprint
  readonly parts: Signed
}

/** Reads without believing. @throws Fault BOX_MALFORMED */
export function readGrant(bytes: Uint8Array): ClaimedGrant {
  const parts = readSigned(bytes, malformed)
  const wire = decodeCanonical(
    parts.content,
    (raw) => Wire.decode(raw),
    Wire.encode,
    (cause) => malformed('its content cannot be read', cause),
  )
  const broken = RULES.find(([, holds]) => !holds(wire))
  if (broken !== undefined) throw malformed(broken[0])
  const { chain: id, startedAt, index, key } = wire
  const place = placeOf(wire.conversation, deviceOf(wire.author, malformed))
  return {
    grant: { place, id, startedAt, index, key },
    certificate: fingerprint(hex(wire.certificate)),
    parts,
  }
}

/**
 * @throws Fault BOX_MALFORMED, GRANT_EXPIRED, GRANT_AHEAD, SEALING_CERTIFICATE_UNKNOWN, SEALING_CERTIFICATE_PERIOD,
 *   SEALING_SIGNATURE_INVALID
 */
export function proveGrant(
  bytes: Uint8Array,
  { certificates, now, primitives }: { certificates: Certificates; now: Date; primitives: Primitives },
): ProvenGrant {
  const { grant, certificate, parts } = readGrant(bytes)
  const { startedAt: time } = grant
  const device = grant.place.author
  if (now.getTime() - time > CHAIN_KEPT_MAX) throw new Fault('GRANT_EXPIRED', { device })
  if (isAhead(time, now)) throw new Fault('GRANT_AHEAD', { device })
  verifySigned({ domain: GRANT, parts, device, certificate, time }, certificates, primitives)
  return grant as ProvenGrant
}

/** One line a rule; the name of the first that does not hold. */
const RULES: readonly (readonly [reason: string, holds: (grant: Wire) => boolean])[] = [
  ['conversation', (g) => g.conversation.length === KEY_BYTES],
  ['chain', (g) => g.chain.length === CHAIN_ID_BYTES],
  ['time', (g) => g.startedAt > 0],
  ['index', (g) => g.index < CHAIN_MESSAGES_MAX],
  ['key', (g) => g.key.length === KEY_BYTES],
  ['certificate', (g) => g.certificate.length === KEY_BYTES],
]

function malformed(reason: string, cause?: unknown): Fault {
  return new Fault('BOX_MALFORMED', { reason }, { cause })
}
