// Frames of the mailbox protocol: bounded, canonical. Nothing here looks into a parcel.
import { DEVICE_BYTES } from '../events/constants.ts'
import { deviceBytes, deviceText } from '../events/device.ts'
import { Fault } from '../faults/fault.ts'
import type { PeerIdText } from '../identity/ids.ts'
import { PARCEL_BYTES_MAX } from '../sealing/parcel.ts'
import { decodeCanonical, onlyField } from '../sessions/codec.ts'
import { ANSWER_BYTES_MAX, CODE_LENGTH_MAX, FRAME_BYTES_MAX, FRAME_PARCELS_MAX } from './constants.ts'
import { Answer as WireAnswer, Frame as WireFrame } from './wire/mailbox.gen.ts'

export type Frame =
  /** To be held for a device that is away. */
  | { readonly kind: 'deposit'; readonly recipient: PeerIdText; readonly parcels: readonly Uint8Array[] }
  /** What was held for the device it is sent to. */
  | { readonly kind: 'handover'; readonly parcels: readonly Uint8Array[] }

/** What became of a parcel on the other side: on its disk, refused for good, or to be brought again. */
export type Fate = 'kept' | 'refused' | 'later'

export interface Answer {
  /** One for each parcel, in their order. */
  readonly fates: readonly Fate[]
  /** Code of the fault for which the first that is not kept is not. */
  readonly refusal?: string
}

const FATE_OF_BYTE: ReadonlyMap<number, Fate> = new Map([
  [1, 'kept'],
  [2, 'refused'],
  [3, 'later'],
])
const BYTE_OF_FATE: Readonly<Record<Fate, number>> = { kept: 1, refused: 2, later: 3 }

const LIMITS = {
  deposit: { parcels: FRAME_PARCELS_MAX },
  handover: { parcels: FRAME_PARCELS_MAX },
}

export function encodeFrame(frame: Frame): Uint8Array {
  const parcels = [...frame.parcels]
  if (frame.kind === 'handover') return WireFrame.encode({ handover: { parcels } })
  return WireFrame.encode({ deposit: { recipient: deviceBytes(frame.recipient), parcels } })
}

/** @throws Fault MAILBOX_MALFORMED */
export function decodeFrame(bytes: Uint8Array, peer: string): Frame {
  const refuse = (cause?: unknown) => malformed(peer, 'it is no frame of this protocol', cause)
  if (bytes.length > FRAME_BYTES_MAX) throw malformed(peer, 'it is too long')
  const wire = decodeCanonical(
    bytes,
    (raw) => WireFrame.decode(raw, { limits: LIMITS }),
    WireFrame.encode,
    refuse,
  )
  if (onlyField(wire) === undefined) throw refuse()
  const { deposit, handover } = wire
  const parcels = deposit?.parcels ?? handover?.parcels ?? []
  if (parcels.length === 0) throw malformed(peer, 'no parcel')
  if (parcels.some(({ length }) => length === 0 || length > PARCEL_BYTES_MAX))
    throw malformed(peer, 'a parcel of a size there is not')
  if (deposit === undefined) return { kind: 'handover', parcels }
  return { kind: 'deposit', recipient: recipientOf(deposit.recipient, peer), parcels }
}

function recipientOf(bytes: Uint8Array, peer: string): PeerIdText {
  if (bytes.length < DEVICE_BYTES.min || bytes.length > DEVICE_BYTES.max)
    throw malformed(peer, 'no recipient')
  try {
    return deviceText(bytes)
  } catch (cause) {
    throw malformed(peer, 'no recipient', cause)
  }
}

export function encodeAnswer({ fates, refusal }: Answer): Uint8Array {
  const bytes = Uint8Array.from(fates, (fate) => BYTE_OF_FATE[fate])
  return WireAnswer.encode(refusal === undefined ? { fates: bytes } : { fates: bytes, refusal })
}

/** @param parcels how many it is about. @throws Fault MAILBOX_MALFORMED */
export function decodeAnswer(bytes: Uint8Array, parcels: number, peer: string): Answer {
  const refuse = (cause?: unknown) => malformed(peer, 'it is no answer of this protocol', cause)
  if (bytes.length > ANSWER_BYTES_MAX) throw refuse()
  const wire = decodeCanonical(bytes, (raw) => WireAnswer.decode(raw), WireAnswer.encode, refuse)
  const fates = [...wire.fates].flatMap((byte) => FATE_OF_BYTE.get(byte) ?? [])
  if (fates.length !== parcels || wire.fates.length !== parcels) throw refuse()
  const { refusal } = wire
  if (refusal === undefined) return { fates }
  if (refusal.length > CODE_LENGTH_MAX || !/^[A-Z][A-Z0-9_]*$/.test(refusal)) throw refuse()
  return { fates, refusal }
}

function malformed(peer: string, reason: string, cause?: unknown): Fault {
  return new Fault('MAILBOX_MALFORMED', { peer, reason }, { cause })
}
