// Frames of the delivery protocol: length-prefixed, bounded, canonical. Nothing here knows what an event is.
import type { Stream } from '@libp2p/interface'
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import { DEVICE_BYTES, PREKEY_BYTES_MAX, SEQ_MAX } from '@parley/shared/events/constants.ts'
import { deviceBytes, deviceText } from '@parley/shared/events/device.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { type Login, login } from '@parley/shared/identity/login.ts'
import { NONCE_BYTES } from '@parley/shared/membership/constants.ts'
import { Uint8ArrayList } from 'uint8arraylist'
import { CODE_LENGTH_MAX, FRAME_PLACES_MAX, LENGTH_BYTES } from './constants.ts'
import {
  Carried as WireCarried,
  Frame as WireFrame,
  Standing as WireStanding,
  type Subject as WireSubject,
} from './wire/delivery.gen.ts'

/** What a conversation is, for a device that may not know it yet. */
export type Subject =
  | { readonly kind: 'direct'; readonly one: Login; readonly other: Login }
  | { readonly kind: 'everyone' }
  | { readonly kind: 'group'; readonly creator: PeerIdText; readonly nonce: Uint8Array }

export interface ChainPosition {
  readonly device: PeerIdText
  readonly seq: number
}

/** A burst, and which conversation it is of. */
export interface Carried {
  readonly subject: Subject
  readonly burst: Uint8Array
}

export type Frame =
  | ({ readonly kind: 'offer'; readonly number: number } & Carried)
  /** The same, sealed by the sender: shared/sealing/parcel.ts. */
  | { readonly kind: 'sealed'; readonly number: number; readonly parcel: Uint8Array }
  /** The sender's prekey for everybody. */
  | { readonly kind: 'prekey'; readonly signed: Uint8Array }
  /** The newest event the sender has of each device that wrote there. */
  | { readonly kind: 'heads'; readonly subject: Subject; readonly places: readonly ChainPosition[] }
  /** Asks for the events above these. */
  | { readonly kind: 'want'; readonly subject: Subject; readonly places: readonly ChainPosition[] }

export interface Standing {
  readonly number: number
  readonly have: number
  readonly refusal?: string
}

/** A stream that is being closed is still open, and takes nothing more. */
export function isWritable({ status, writeStatus }: Pick<Stream, 'status' | 'writeStatus'>): boolean {
  return status === 'open' && writeStatus === 'writable'
}

/** Puts each frame's length before it. */
export function framed(frames: readonly Uint8Array[]): Uint8ArrayList {
  const list = new Uint8ArrayList()
  for (const frame of frames) {
    const length = new Uint8Array(LENGTH_BYTES)
    new DataView(length.buffer).setUint32(0, frame.length)
    list.append(length)
    list.append(frame)
  }
  return list
}

/** Cuts a stream of bytes into frames; holds at most one unfinished frame of `maxBytes`. */
export class FrameReader {
  readonly #held = new Uint8ArrayList()
  readonly #maxBytes: number
  readonly #peer: string

  constructor(peer: string, maxBytes: number) {
    this.#peer = peer
    this.#maxBytes = maxBytes
  }

  /** @throws Fault DELIVERY_MALFORMED for a frame over the limit */
  *take(bytes: Uint8Array | Uint8ArrayList): Generator<Uint8Array> {
    this.#held.append(bytes)
    while (this.#held.byteLength >= LENGTH_BYTES) {
      const length = this.#held.getUint32(0)
      if (length > this.#maxBytes) throw malformed(this.#peer, `a frame of ${length} bytes`)
      if (this.#held.byteLength < LENGTH_BYTES + length) return
      const frame = this.#held.subarray(LENGTH_BYTES, LENGTH_BYTES + length)
      this.#held.consume(LENGTH_BYTES + length)
      yield frame
    }
  }
}

export function encodeFrame(frame: Frame): Uint8Array {
  if (frame.kind === 'prekey') return WireFrame.encode({ prekey: frame.signed })
  if (frame.kind === 'sealed') {
    return WireFrame.encode({ offer: { number: frame.number, parcel: frame.parcel } })
  }
  const subject = wireSubject(frame.subject)
  if (frame.kind === 'offer') {
    return WireFrame.encode({ subject, offer: { number: frame.number, burst: frame.burst } })
  }
  const places = frame.places.map(({ device, seq }) => ({ device: deviceBytes(device), seq }))
  return WireFrame.encode(
    frame.kind === 'heads' ? { subject, heads: { places } } : { subject, want: { places } },
  )
}

/** @throws Fault DELIVERY_MALFORMED */
export function decodeFrame(peer: string, bytes: Uint8Array): Frame {
  return read(peer, () => {
    const limits = { places: FRAME_PLACES_MAX }
    const wire = WireFrame.decode(bytes, { limits: { heads: limits, want: limits } })
    const frame = frameOf(wire)
    if (!sameBytes(encodeFrame(frame), bytes)) throw new RangeError('not in canonical form')
    return frame
  })
}

function frameOf({ subject: wire, offer, heads, want, prekey }: WireFrame): Frame {
  if (prekey !== undefined) {
    if (prekey.length > PREKEY_BYTES_MAX) throw new RangeError('prekey')
    return { kind: 'prekey', signed: prekey }
  }
  if (offer?.number === 0) throw new RangeError('number')
  if (offer?.parcel !== undefined) return { kind: 'sealed', number: offer.number, parcel: offer.parcel }
  const subject = subjectOf(wire)
  if (offer?.burst !== undefined) return { kind: 'offer', subject, number: offer.number, burst: offer.burst }
  if (heads !== undefined) return { kind: 'heads', subject, places: heads.places.map(position) }
  if (want !== undefined) return { kind: 'want', subject, places: want.places.map(position) }
  throw new RangeError('unknown kind of frame')
}

/** What is inside an envelope. */
export function encodeCarried({ subject, burst }: Carried): Uint8Array {
  return WireCarried.encode({ subject: wireSubject(subject), burst })
}

/** @throws Fault DELIVERY_MALFORMED */
export function decodeCarried(peer: string, bytes: Uint8Array): Carried {
  return read(peer, () => {
    const wire = WireCarried.decode(bytes)
    const carried = { subject: subjectOf(wire.subject), burst: wire.burst }
    if (!sameBytes(encodeCarried(carried), bytes)) throw new RangeError('not in canonical form')
    return carried
  })
}

function position({ device, seq }: { device: Uint8Array; seq: number }): ChainPosition {
  if (device.length < DEVICE_BYTES.min || device.length > DEVICE_BYTES.max) throw new RangeError('device')
  if (seq > SEQ_MAX) throw new RangeError('seq')
  return { device: deviceText(device), seq }
}

function wireSubject(subject: Subject): WireSubject {
  switch (subject.kind) {
    case 'direct':
      return { direct: { one: subject.one, other: subject.other } }
    case 'everyone':
      return { everyone: {} }
    case 'group':
      return { group: { creator: deviceBytes(subject.creator), nonce: subject.nonce } }
  }
}

function subjectOf(wire: WireSubject | undefined): Subject {
  if (wire?.direct !== undefined) {
    return { kind: 'direct', one: login(wire.direct.one), other: login(wire.direct.other) }
  }
  if (wire?.everyone !== undefined) return { kind: 'everyone' }
  if (wire?.group !== undefined) {
    if (wire.group.nonce.length !== NONCE_BYTES) throw new RangeError('nonce')
    return { kind: 'group', creator: deviceText(wire.group.creator), nonce: wire.group.nonce }
  }
  throw new RangeError('unknown kind of conversation')
}

export function encodeStanding(standing: Standing): Uint8Array {
  return WireStanding.encode({ ...standing })
}

/** @throws Fault DELIVERY_MALFORMED */
export function decodeStanding(peer: string, bytes: Uint8Array): Standing {
  return read(peer, () => {
    const { number, have, refusal } = WireStanding.decode(bytes)
    if (refusal !== undefined && (refusal.length > CODE_LENGTH_MAX || !/^[A-Z_]+$/.test(refusal))) {
      throw new RangeError('code of a refusal')
    }
    const standing = refusal === undefined ? { number, have } : { number, have, refusal }
    if (number === 0 || !sameBytes(encodeStanding(standing), bytes))
      throw new RangeError('not in canonical form')
    return standing
  })
}

function read<Result>(peer: string, decode: () => Result): Result {
  try {
    return decode()
  } catch (cause) {
    throw malformed(peer, 'it is no frame of this protocol', cause)
  }
}

function malformed(peer: string, reason: string, cause?: unknown): Fault {
  return new Fault('DELIVERY_MALFORMED', { peer, reason }, { cause })
}
