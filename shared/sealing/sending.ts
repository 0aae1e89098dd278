// This device's own chain in a conversation: beginning it, handing it to devices, sealing with it. State in, state out:
// the caller keeps the new state before the envelope leaves, or one key would seal twice.

import { sameBytes } from '../certificates/bytes.ts'
import type { Signer } from '../crypto/primitives.ts'
import type { SealingPrimitives } from '../crypto/sealing-primitives.ts'
import { Fault } from '../faults/fault.ts'
import type { PeerIdText } from '../identity/ids.ts'
import { sealBox } from './box.ts'
import { copyOf, joined } from './bytes.ts'
import { nextDate } from './clock.ts'
import { CHAIN_ID_BYTES, CHAIN_MESSAGES_MAX, KEY_BYTES } from './constants.ts'
import { envelopeHeader, pad } from './envelope.ts'
import { signGrant } from './grant.ts'
import type { DeviceSet } from './ids.ts'
import { type Place, placeOf } from './place.ts'
import { type ProvenPrekey, refuseUnfit } from './prekey.ts'
import { contextOf, messageKey, messageNonce, nextKey } from './ratchet.ts'
import { type ChainFacts, rotationDue, type Situation } from './rotation.ts'
import type { OwnCertificate } from './signed.ts'

export interface SendingChain extends ChainFacts {
  readonly place: Place
  /** The chain's 16 bytes. */
  readonly id: Uint8Array
  readonly context: Uint8Array
  /** The chain's key at `next`; empty after the last message. */
  readonly key: Uint8Array
}

/** What it takes to hand a chain to devices. */
export interface HandoutInput {
  readonly certificate: OwnCertificate
  /** The certified device key. */
  readonly signer: Signer
  readonly entitled: DeviceSet
  /** The newest prekey of each device the chain is for; this device needs none. */
  readonly prekeys: readonly ProvenPrekey[]
  readonly now: Date
  /** 32 random bytes for each prekey, after 48 for the chain when one begins: see randomnessFor(). */
  readonly randomness: Uint8Array
}

export interface BeginInput extends HandoutInput {
  /** The conversation's 32 bytes. */
  readonly conversation: Uint8Array
}

export interface Box {
  readonly device: PeerIdText
  readonly bytes: Uint8Array
}

export interface Handout {
  readonly boxes: readonly Box[]
  /** Devices that may read but got no box, for want of a prekey that is still fit: they ask in a session. */
  readonly without: readonly PeerIdText[]
}

const CHAIN_RANDOMNESS = CHAIN_ID_BYTES + KEY_BYTES
const NO_KEY = new Uint8Array()

/** Random bytes begin() takes for so many prekeys; share() takes 48 less. */
export function randomnessFor(prekeys: number): number {
  return CHAIN_RANDOMNESS + prekeys * KEY_BYTES
}

/**
 * @param previous this device's chain before, so that the new one counts as later whatever the clock does
 * @throws Fault SEALING_NOT_ENTITLED
 */
export function beginChain(
  previous: SendingChain | undefined,
  input: BeginInput,
  primitives: SealingPrimitives,
): Handout & { readonly sending: SendingChain } {
  const { randomness } = input
  if (randomness.length < randomnessFor(input.prekeys.length)) throw new RangeError('not enough randomness')
  const place = placeOf(input.conversation, input.certificate.peerId)
  const id = copyOf(randomness.subarray(0, CHAIN_ID_BYTES))
  const sending: SendingChain = {
    place,
    id,
    context: contextOf(id, place, primitives),
    devices: input.entitled.digest,
    startedAt: nextDate(previous?.startedAt, input.now),
    next: 0,
    key: copyOf(randomness.subarray(CHAIN_ID_BYTES, CHAIN_RANDOMNESS)),
  }
  const handout = { ...input, randomness: randomness.subarray(CHAIN_RANDOMNESS) }
  return { sending, ...shareChain(sending, handout, primitives) }
}

/**
 * Hands the chain, from its next message on, to devices it was made for: to all when it begins, to one that asks later.
 * @throws Fault SEALING_NOT_ENTITLED for a device the chain was not made for, SEALING_CHAIN_DUE
 */
export function shareChain(
  sending: SendingChain,
  input: HandoutInput,
  primitives: SealingPrimitives,
): Handout {
  const { certificate, signer, entitled, prekeys, now, randomness } = input
  const own = sending.place.author
  if (certificate.peerId !== own) throw new RangeError('another device’s certificate')
  if (randomness.length < prekeys.length * KEY_BYTES) throw new RangeError('not enough randomness')
  if (!sameBytes(entitled.digest, sending.devices))
    throw new Fault('SEALING_CHAIN_DUE', { reason: 'devices' })
  if (sending.next >= CHAIN_MESSAGES_MAX) throw new Fault('SEALING_CHAIN_DUE', { reason: 'messages' })
  const { place, id, startedAt, next: index, key } = sending
  const grant = signGrant({ place, id, startedAt, index, key }, certificate.fingerprint, signer)
  const boxes: Box[] = []
  const served = new Set<PeerIdText>([own])
  prekeys.forEach((prekey, at) => {
    const { device } = prekey
    if (!entitled.devices.has(device)) throw new Fault('SEALING_NOT_ENTITLED', { device })
    if (served.has(device) || !isFit(prekey, now)) return
    const ephemeral = randomness.subarray(at * KEY_BYTES, (at + 1) * KEY_BYTES)
    boxes.push({ device, bytes: sealBox(grant, prekey, ephemeral, primitives) })
    served.add(device)
  })
  return { boxes, without: [...entitled.devices].filter((device) => !served.has(device)) }
}

function isFit(prekey: ProvenPrekey, now: Date): boolean {
  try {
    refuseUnfit(prekey, now)
    return true
  } catch {
    return false
  }
}

/** @throws Fault SEALING_CHAIN_DUE when a new chain must begin first, PAYLOAD_TOO_LARGE */
export function sealNext(
  sending: SendingChain,
  situation: Situation,
  payload: Uint8Array,
  primitives: SealingPrimitives,
): { readonly sending: SendingChain; readonly envelope: Uint8Array } {
  const reason = rotationDue(sending, situation)
  if (reason !== undefined) throw new Fault('SEALING_CHAIN_DUE', { reason })
  const { place, id, context, next: index, key: chainKey } = sending
  const inside = pad(place, payload)
  const { header, associated } = envelopeHeader(id, index)
  const key = messageKey(chainKey, context, index, primitives)
  const sealed = primitives.aeadSeal(key, messageNonce(context, index), associated, inside)
  key.fill(0)
  const next = index + 1
  const nextChainKey = next < CHAIN_MESSAGES_MAX ? nextKey(chainKey, context, index, primitives) : NO_KEY
  return { sending: { ...sending, next, key: nextChainKey }, envelope: joined(header, sealed) }
}
