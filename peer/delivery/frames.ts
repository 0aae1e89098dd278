// Frames of the delivery protocol: length-prefixed, bounded, canonical. Nothing here knows what an event is.
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { type Login, login } from '@parley/shared/identity/login.ts'
import { Uint8ArrayList } from 'uint8arraylist'
import { CODE_LENGTH_MAX, LENGTH_BYTES } from './constants.ts'
import { Offer as WireOffer, Standing as WireStanding } from './wire/delivery.gen.ts'

/** The two people of a direct conversation. */
export interface DirectSubject {
  readonly one: Login
  readonly other: Login
}

export interface Offer {
  readonly number: number
  readonly subject: DirectSubject
  readonly burst: Uint8Array
}

export interface Standing {
  readonly number: number
  readonly have: number
  readonly refusal?: string
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

export function encodeOffer({ number, subject, burst }: Offer): Uint8Array {
  return WireOffer.encode({ number, subject: { direct: { ...subject } }, burst })
}

/** @throws Fault DELIVERY_MALFORMED */
export function decodeOffer(peer: string, bytes: Uint8Array): Offer {
  return read(peer, () => {
    const { number, subject, burst } = WireOffer.decode(bytes)
    if (subject?.direct === undefined) throw new RangeError('unknown kind of conversation')
    const { one, other } = subject.direct
    const offer = { number, subject: { one: login(one), other: login(other) }, burst }
    if (number === 0 || !sameBytes(encodeOffer(offer), bytes)) throw new RangeError('not in canonical form')
    return offer
  })
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
