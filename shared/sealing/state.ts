// How sealing states are kept: versioned, bounded, canonical. They hold secrets: for the peer's encrypted store alone.
import type { SealingPrimitives } from '../crypto/sealing-primitives.ts'
import { deviceBytes } from '../events/device.ts'
import { Fault } from '../faults/fault.ts'
import type { PeerIdText } from '../identity/ids.ts'
import { decodeCanonical } from '../sessions/codec.ts'
import {
  CHAIN_ID_BYTES,
  CHAIN_MESSAGES_MAX,
  CHAINS_KEPT_MAX,
  KEY_BYTES,
  PREKEYS_KEPT_MAX,
  SEALING_VERSION,
  SKIPPED_KEYS_MAX,
  SMALL_DEVICES_MAX,
  STATE_BYTES_MAX,
} from './constants.ts'
import { chainId } from './ids.ts'
import { type Place, placeOf } from './place.ts'
import { deviceOf, readPrekey } from './prekey.ts'
import type { HeldPrekey, PrekeyRing } from './prekey-ring.ts'
import { contextOf } from './ratchet.ts'
import type { ReceivingChain, ReceivingChains } from './receiving.ts'
import type { SendingChain } from './sending.ts'
import { ReceivingState, RingState, SendingState } from './wire/sealing.gen.ts'

export function encodeSending({ place, id, startedAt, devices, next, key }: SendingChain): Uint8Array {
  const { conversation, author } = place
  return SendingState.encode({
    version: SEALING_VERSION,
    conversation,
    author: deviceBytes(author),
    chain: id,
    startedAt,
    devices,
    next,
    key,
  })
}

/** @throws Fault SEALING_STATE_DAMAGED, SEALING_STATE_VERSION */
export function decodeSending(bytes: Uint8Array, primitives: SealingPrimitives): SendingChain {
  const wire = decoded(bytes, SendingState.decode, SendingState.encode)
  const { chain: id, startedAt, devices, next, key } = wire
  demand(devices.length === KEY_BYTES, 'devices')
  const place = placeIn(wire)
  refuseBadChain({ id, next, key })
  return { place, id, context: contextOf(id, place, primitives), startedAt, devices, next, key }
}

export function encodeReceiving({ place, floor, chains }: ReceivingChains): Uint8Array {
  return ReceivingState.encode({
    version: SEALING_VERSION,
    conversation: place.conversation,
    author: deviceBytes(place.author),
    floor,
    chains: chains.map(({ idBytes: id, startedAt, next, key, skipped }) => ({
      id,
      startedAt,
      next,
      key,
      skipped: [...skipped].map(([index, skippedKey]) => ({ index, key: skippedKey })),
    })),
  })
}

/** @throws Fault SEALING_STATE_DAMAGED, SEALING_STATE_VERSION */
export function decodeReceiving(bytes: Uint8Array, primitives: SealingPrimitives): ReceivingChains {
  const wire = decoded(bytes, (raw) => ReceivingState.decode(raw, RECEIVING_LIMITS), ReceivingState.encode)
  const place = placeIn(wire)
  let skippedKeys = 0
  const chains = wire.chains.map(({ id, startedAt, next, key, skipped }): ReceivingChain => {
    refuseBadChain({ id, next, key })
    for (const { index, key: skippedKey } of skipped) {
      demand(index < next && skippedKey.length === KEY_BYTES, 'skipped key')
    }
    demand(new Set(skipped.map(({ index }) => index)).size === skipped.length, 'skipped key twice')
    skippedKeys += skipped.length
    return {
      id: chainId(id),
      idBytes: id,
      context: contextOf(id, place, primitives),
      startedAt,
      next,
      key,
      skipped: new Map(skipped.map(({ index, key: skippedKey }) => [index, skippedKey])),
    }
  })
  demand(skippedKeys <= SKIPPED_KEYS_MAX, 'skipped keys')
  demand(
    chains.every((chain, at) => at === 0 || chain.startedAt >= (chains[at - 1]?.startedAt ?? 0)),
    'order of chains',
  )
  demand(new Set(chains.map(({ id }) => id)).size === chains.length, 'chains')
  return { place, floor: wire.floor, chains }
}

const RECEIVING_LIMITS = {
  limits: { chains: CHAINS_KEPT_MAX, chains$: { skipped: CHAIN_MESSAGES_MAX } },
}

export function encodeRing({ device, held, uses }: PrekeyRing): Uint8Array {
  return RingState.encode({
    version: SEALING_VERSION,
    device: deviceBytes(device),
    held: held.map(({ secret, signed, supersededAt, used }) => ({
      secret,
      signed,
      supersededAt: supersededAt ?? 0,
      used,
    })),
    uses: [...uses].map(([user, createdAt]) => ({ device: deviceBytes(user), createdAt })),
  })
}

/** @throws Fault SEALING_STATE_DAMAGED, SEALING_STATE_VERSION */
export function decodeRing(bytes: Uint8Array, primitives: SealingPrimitives): PrekeyRing {
  const limits = { limits: { held: PREKEYS_KEPT_MAX, uses: SMALL_DEVICES_MAX } }
  const wire = decoded(bytes, (raw) => RingState.decode(raw, limits), RingState.encode)
  const device = deviceOf(wire.device, damaged)
  const held = wire.held.map(({ secret, signed, supersededAt, used }, at): HeldPrekey => {
    demand(secret.length === KEY_BYTES, 'secret')
    demand((supersededAt === 0) === (at === wire.held.length - 1), 'order of prekeys')
    const prekey = prekeyIn(signed, primitives)
    demand(prekey.device === device, 'prekey of another device')
    return { prekey, secret, signed, supersededAt: supersededAt === 0 ? undefined : supersededAt, used }
  })
  const uses = new Map<PeerIdText, number>(
    wire.uses.map(({ device: user, createdAt }) => [deviceOf(user, damaged), createdAt]),
  )
  demand(uses.size === wire.uses.length, 'use twice')
  return { device, held, uses }
}

function prekeyIn(signed: Uint8Array, primitives: SealingPrimitives) {
  try {
    return readPrekey(signed, primitives)
  } catch (cause) {
    throw damaged('prekey', cause)
  }
}

function decoded<State extends { version: number }>(
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => State,
  encode: (state: State) => Uint8Array,
): State {
  demand(bytes.length <= STATE_BYTES_MAX, 'size')
  const state = decodeCanonical(
    bytes,
    (raw) => decode(raw),
    (message) => encode(message),
    (cause) => damaged('it cannot be read', cause),
  )
  if (state.version !== SEALING_VERSION) {
    throw new Fault('SEALING_STATE_VERSION', { version: state.version })
  }
  return state
}

function placeIn({ conversation, author }: { conversation: Uint8Array; author: Uint8Array }): Place {
  demand(conversation.length === KEY_BYTES, 'conversation')
  return placeOf(conversation, deviceOf(author, damaged))
}

function refuseBadChain({ id, next, key }: { id: Uint8Array; next: number; key: Uint8Array }): void {
  demand(id.length === CHAIN_ID_BYTES, 'chain')
  demand(next <= CHAIN_MESSAGES_MAX, 'next')
  demand(key.length === (next < CHAIN_MESSAGES_MAX ? KEY_BYTES : 0), 'key')
}

function demand(holds: boolean, reason: string): void {
  if (!holds) throw damaged(reason)
}

function damaged(reason: string, cause?: unknown): Fault {
  return new Fault('SEALING_STATE_DAMAGED', { reason }, { cause })
}
