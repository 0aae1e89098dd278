// One step of a sender's chain: the key of one message out of the chain's key, and the chain's next key. Every
// derived key depends on conversation, author and chain, so that a key put anywhere else opens nothing.
import type { SealingPrimitives } from '../crypto/sealing-primitives.ts'
import { copyOf, joined, tag, uint32 } from './bytes.ts'
import { NONCE_BYTES } from './constants.ts'
import type { Place } from './place.ts'

const CONTEXT = tag('context')
const MESSAGE = tag('message')
const NEXT = tag('next')
const FIRST_BLOCK = Uint8Array.of(1)

/** @returns 32 bytes that stand for the chain and its place in every key of the chain */
export function contextOf(id: Uint8Array, place: Place, primitives: SealingPrimitives): Uint8Array {
  return primitives.sha256(joined(CONTEXT, id, place.bytes))
}

/** HKDF-Expand (RFC 5869 section 2.3), one block. Its key is uniformly random, so that Extract is not needed. */
function expand(
  key: Uint8Array,
  label: Uint8Array,
  context: Uint8Array,
  index: number,
  { hmacSha256 }: SealingPrimitives,
): Uint8Array {
  return hmacSha256(key, joined(label, context, uint32(index), FIRST_BLOCK))
}

/** Key of message `index` when `chainKey` is the chain's key at `index`. */
export function messageKey(
  chainKey: Uint8Array,
  context: Uint8Array,
  index: number,
  primitives: SealingPrimitives,
): Uint8Array {
  return expand(chainKey, MESSAGE, context, index, primitives)
}

/** The chain's key at `index` + 1. */
export function nextKey(
  chainKey: Uint8Array,
  context: Uint8Array,
  index: number,
  primitives: SealingPrimitives,
): Uint8Array {
  return expand(chainKey, NEXT, context, index, primitives)
}

/** Nonce of message `index`, made as TLS 1.3 makes it (RFC 8446 section 5.3). Each key seals once only. */
export function messageNonce(context: Uint8Array, index: number): Uint8Array {
  const nonce = copyOf(context.subarray(0, NONCE_BYTES))
  uint32(index).forEach((byte, at) => {
    const place = NONCE_BYTES - 4 + at
    nonce[place] = (nonce[place] ?? 0) ^ byte
  })
  return nonce
}
