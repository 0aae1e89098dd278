// The layout of an envelope, and of what is inside before it is sealed. Bounds and canonical form; no keys.
//
//    0         1                    17           21                                      21 + bucket + 16
//    | version | chain id (16)      | index (4)  | ciphertext of the padded inside, tag (16) |
//
// The first 21 bytes are associated data. Inside, `bucket` bytes long (1 KiB, 2 KiB, ... 128 KiB):
//
//    0            4                 36                37            37 + d
//    | length (4) | conversation (32) | d (1)         | author's device | payload (length) | zeros |
import { sameBytes } from '../certificates/bytes.ts'
import { Fault } from '../faults/fault.ts'
import { allZero, copyOf, joined, readUint32, tag, uint32 } from './bytes.ts'
import {
  BUCKET_BYTES_MAX,
  BUCKET_BYTES_MIN,
  CHAIN_ID_BYTES,
  CHAIN_MESSAGES_MAX,
  KEY_BYTES,
  SEALING_VERSION,
  TAG_BYTES,
} from './constants.ts'
import { type ChainId, chainId } from './ids.ts'
import type { Place } from './place.ts'

const ENVELOPE = tag('envelope')
const INDEX_AT = 1 + CHAIN_ID_BYTES
const HEADER_BYTES = INDEX_AT + 4
/** A device named in a byte of length and at most 38 bytes. */
const INSIDE_BYTES_MAX = 4 + KEY_BYTES + 39

/** Largest payload that fits whoever the author is, bytes. */
export const PAYLOAD_BYTES_MAX = BUCKET_BYTES_MAX - INSIDE_BYTES_MAX
/** Largest envelope, bytes. */
export const ENVELOPE_BYTES_MAX = HEADER_BYTES + BUCKET_BYTES_MAX + TAG_BYTES

/** What everybody can read of an envelope. */
export interface Envelope {
  readonly chain: ChainId
  readonly index: number
  readonly associated: Uint8Array
  readonly sealed: Uint8Array
}

/** @throws Fault ENVELOPE_MALFORMED, ENVELOPE_VERSION */
export function readEnvelope(bytes: Uint8Array): Envelope {
  const bucket = bytes.length - HEADER_BYTES - TAG_BYTES
  if (bucket < BUCKET_BYTES_MIN || bucket > BUCKET_BYTES_MAX || !isBucket(bucket)) throw malformed('size')
  const version = bytes[0] ?? 0
  if (version !== SEALING_VERSION) throw new Fault('ENVELOPE_VERSION', { version })
  const index = readUint32(bytes, INDEX_AT)
  if (index >= CHAIN_MESSAGES_MAX) throw malformed('index')
  return {
    chain: chainId(bytes.subarray(1, INDEX_AT)),
    index,
    associated: joined(ENVELOPE, bytes.subarray(0, HEADER_BYTES)),
    sealed: bytes.subarray(HEADER_BYTES),
  }
}

/** The bytes before the ciphertext, and the associated data they make. */
export function envelopeHeader(
  id: Uint8Array,
  index: number,
): { header: Uint8Array; associated: Uint8Array } {
  const header = joined(Uint8Array.of(SEALING_VERSION), id, uint32(index))
  return { header, associated: joined(ENVELOPE, header) }
}

const isBucket = (size: number) => (size & (size - 1)) === 0

/** Smallest bucket that holds `size` bytes. */
export function bucketOf(size: number): number {
  let bucket = BUCKET_BYTES_MIN
  while (bucket < size) bucket *= 2
  return bucket
}

/** @throws Fault PAYLOAD_TOO_LARGE */
export function pad(place: Place, payload: Uint8Array): Uint8Array {
  if (payload.length > PAYLOAD_BYTES_MAX) {
    throw new Fault('PAYLOAD_TOO_LARGE', { size: payload.length, limit: PAYLOAD_BYTES_MAX })
  }
  const begin = 4 + place.bytes.length
  const inside = new Uint8Array(bucketOf(begin + payload.length))
  inside.set(uint32(payload.length))
  inside.set(place.bytes, 4)
  inside.set(payload, begin)
  return inside
}

/** @returns the payload. @throws Fault ENVELOPE_MISPLACED, ENVELOPE_MALFORMED */
export function unpad(place: Place, inside: Uint8Array): Uint8Array {
  const begin = 4 + place.bytes.length
  if (!sameBytes(inside.subarray(4, begin), place.bytes)) {
    throw new Fault('ENVELOPE_MISPLACED', { device: place.author })
  }
  const end = begin + readUint32(inside, 0)
  if (end > inside.length || bucketOf(end) !== inside.length) throw malformed('length')
  if (!allZero(inside.subarray(end))) throw malformed('padding')
  return copyOf(inside.subarray(begin, end))
}

function malformed(reason: string): Fault {
  return new Fault('ENVELOPE_MALFORMED', { reason })
}
