// The chains of one author in one conversation, as another device holds them: taking a chain, opening envelopes in any
// order, forgetting. State in, state out; a refused envelope or grant changes nothing.
import { sameBytes } from '../certificates/bytes.ts'
import type { SealingPrimitives } from '../crypto/sealing-primitives.ts'
import { Fault } from '../faults/fault.ts'
import { copyOf } from './bytes.ts'
import { CHAIN_KEPT_MAX, CHAIN_MESSAGES_MAX, CHAINS_KEPT_MAX, SKIPPED_KEYS_MAX } from './constants.ts'
import { readEnvelope, unpad } from './envelope.ts'
import type { Grant, ProvenGrant } from './grant.ts'
import { type ChainId, chainId } from './ids.ts'
import type { Place } from './place.ts'
import { contextOf, messageKey, messageNonce, nextKey } from './ratchet.ts'

export interface ReceivingChain {
  readonly id: ChainId
  readonly idBytes: Uint8Array
  readonly context: Uint8Array
  /** Milliseconds since 1970. */
  readonly startedAt: number
  /** First message not looked at yet. */
  readonly next: number
  /** The chain's key at `next`; empty after the last message. */
  readonly key: Uint8Array
  /** Keys of messages before `next` that have not come yet. */
  readonly skipped: ReadonlyMap<number, Uint8Array>
}

export interface ReceivingChains {
  readonly place: Place
  /** Chains that began then or before are not taken any more: their keys were deleted once. */
  readonly floor: number
  /** In the order of their beginning. */
  readonly chains: readonly ReceivingChain[]
}

const NO_KEY = new Uint8Array()

/**
 * Takes a chain its author hands out. One that is known already stays where it is: a box seen twice opens nothing twice.
 * @throws Fault GRANT_REPLAYED for a chain that was here and is forgotten, GRANT_FOREIGN
 */
export function takeGrant(
  receiving: ReceivingChains | undefined,
  grant: ProvenGrant,
  primitives: SealingPrimitives,
): ReceivingChains {
  const before = receiving ?? { place: grant.place, floor: 0, chains: [] }
  if (!sameBytes(before.place.bytes, grant.place.bytes)) {
    throw new Fault('GRANT_FOREIGN', { device: grant.place.author })
  }
  const taken = chainOf(grant, primitives)
  if (before.chains.some((chain) => chain.id === taken.id)) return before
  if (grant.startedAt <= before.floor) throw new Fault('GRANT_REPLAYED', { device: grant.place.author })
  const chains = [...before.chains, taken].sort((a, b) => a.startedAt - b.startedAt)
  return dropOldest({ ...before, chains }, Math.max(0, chains.length - CHAINS_KEPT_MAX))
}

/** What a grant gives, whether it counts or not. */
export function chainOf(grant: Grant, primitives: SealingPrimitives): ReceivingChain {
  return {
    id: chainId(grant.id),
    idBytes: copyOf(grant.id),
    context: contextOf(grant.id, grant.place, primitives),
    startedAt: grant.startedAt,
    next: grant.index,
    key: copyOf(grant.key),
    skipped: new Map(),
  }
}

/**
 * @throws Fault ENVELOPE_MALFORMED, ENVELOPE_VERSION, ENVELOPE_CHAIN_UNKNOWN, ENVELOPE_REPLAYED, ENVELOPE_BROKEN,
 *   ENVELOPE_MISPLACED
 */
export function openEnvelope(
  receiving: ReceivingChains,
  bytes: Uint8Array,
  primitives: SealingPrimitives,
): { readonly receiving: ReceivingChains; readonly payload: Uint8Array } {
  const { chain: id, index, associated, sealed } = readEnvelope(bytes)
  const chain = receiving.chains.find((known) => known.id === id)
  if (chain === undefined) throw new Fault('ENVELOPE_CHAIN_UNKNOWN', { chain: id })
  const { key, after } = keyFor(chain, index, primitives)
  let inside: Uint8Array
  try {
    inside = primitives.aeadOpen(key, messageNonce(chain.context, index), associated, sealed)
  } catch (cause) {
    throw new Fault('ENVELOPE_BROKEN', { index }, { cause })
  }
  const payload = unpad(receiving.place, inside)
  inside.fill(0)
  const chains = receiving.chains.map((known) => (known === chain ? after : known))
  const opened = { ...receiving, chains }
  const grew = after.skipped.size > chain.skipped.size
  return { receiving: grew ? boundSkipped(opened) : opened, payload }
}

/** The key of message `index`, and the chain once it is used. */
function keyFor(chain: ReceivingChain, index: number, primitives: SealingPrimitives) {
  const { context } = chain
  const kept = chain.skipped.get(index)
  if (kept !== undefined) {
    const skipped = new Map(chain.skipped)
    skipped.delete(index)
    return { key: kept, after: { ...chain, skipped } }
  }
  if (index < chain.next) throw new Fault('ENVELOPE_REPLAYED', { index })
  let chainKey = chain.key
  let skipped = chain.skipped
  if (index > chain.next) {
    const more = new Map(chain.skipped)
    for (let at = chain.next; at < index; at++) {
      more.set(at, messageKey(chainKey, context, at, primitives))
      chainKey = nextKey(chainKey, context, at, primitives)
    }
    skipped = more
  }
  const key = messageKey(chainKey, context, index, primitives)
  const next = index + 1
  const nextChainKey = next < CHAIN_MESSAGES_MAX ? nextKey(chainKey, context, index, primitives) : NO_KEY
  return { key, after: { ...chain, next, key: nextChainKey, skipped } }
}

/** Deletes the skipped keys above the bound, those of the oldest chain first. */
function boundSkipped(receiving: ReceivingChains): ReceivingChains {
  let excess = receiving.chains.reduce((sum, chain) => sum + chain.skipped.size, 0) - SKIPPED_KEYS_MAX
  if (excess <= 0) return receiving
  const chains = receiving.chains.map((chain) => {
    if (excess <= 0) return chain
    const gone = Math.min(excess, chain.skipped.size)
    excess -= gone
    return { ...chain, skipped: new Map([...chain.skipped].slice(gone)) }
  })
  return { ...receiving, chains }
}

/** Deletes the chains that are too old. @returns the same value when there is none */
export function forgetChains(receiving: ReceivingChains, now: Date): ReceivingChains {
  const limit = now.getTime() - CHAIN_KEPT_MAX
  const first = receiving.chains.findIndex((chain) => chain.startedAt >= limit)
  return dropOldest(receiving, first < 0 ? receiving.chains.length : first)
}

function dropOldest(receiving: ReceivingChains, count: number): ReceivingChains {
  const newestDropped = receiving.chains[count - 1]
  if (newestDropped === undefined) return receiving
  const floor = Math.max(receiving.floor, newestDropped.startedAt)
  return { ...receiving, floor, chains: receiving.chains.slice(count) }
}
