// The one interface behind which a conversation's payloads are sealed, and its implementation by sender chains. A tree
// (MLS) or realm-wide epoch keys would stand behind the same one. Pure: state, randomness and now in; state out.
import type { SealingPrimitives } from '../crypto/sealing-primitives.ts'
import type { PeerIdText } from '../identity/ids.ts'
import { boxPrekey, openBox } from './box.ts'
import { readEnvelope } from './envelope.ts'
import { type ProvenGrant, proveGrant, readGrant } from './grant.ts'
import type { ChainId, PrekeyId } from './ids.ts'
import { heldPrekey, notePrekeyUse, type PrekeyRing } from './prekey-ring.ts'
import { chainOf, forgetChains, openEnvelope, type ReceivingChains, takeGrant } from './receiving.ts'
import { type RotationReason, rotationDue, type Situation } from './rotation.ts'
import {
  type BeginInput,
  beginChain,
  type Handout,
  type HandoutInput,
  type SendingChain,
  sealNext,
  shareChain,
} from './sending.ts'
import type { Certificates } from './signed.ts'
import { decodeReceiving, decodeSending, encodeReceiving, encodeSending } from './state.ts'
import { wipeReplaced } from './wipe.ts'

export interface ReceiveBoxInput {
  readonly box: Uint8Array
  /** The ring that holds the prekey prekeyOf() names. */
  readonly ring: PrekeyRing
  readonly certificates: Certificates
  readonly now: Date
}

/**
 * `Sending` is what a device keeps to seal in one conversation, `Receiving` what it keeps to open one author's envelopes
 * there. Both are secrets, for the encrypted store. A new state must be on disk before what came with it is used.
 */
export interface Sealer<Sending, Receiving, Key> {
  /** Why begin() must come before seal(); undefined when seal() may go on. */
  due(sending: Sending | undefined, situation: Situation): RotationReason | undefined
  /** New keys for the devices entitled now. @throws Fault SEALING_NOT_ENTITLED, KEY_AGREEMENT_FAILED */
  begin(previous: Sending | undefined, input: BeginInput): Handout & { readonly sending: Sending }
  /** The keys from here on, for a device that asks. @throws Fault SEALING_NOT_ENTITLED, SEALING_CHAIN_DUE */
  share(sending: Sending, input: HandoutInput): Handout
  /** @throws Fault SEALING_CHAIN_DUE, PAYLOAD_TOO_LARGE */
  seal(
    sending: Sending,
    situation: Situation,
    payload: Uint8Array,
  ): { readonly sending: Sending; readonly envelope: Uint8Array }

  /** The prekey a box was sealed to. @throws Fault BOX_MALFORMED, BOX_VERSION */
  prekeyOf(box: Uint8Array): PrekeyId
  /**
   * @returns whose key of which conversation it is, proved, and the ring that knows of it. Whether that author may write
   *   there is the caller's question: drop both when not.
   * @throws Fault PREKEY_UNKNOWN, BOX_*, GRANT_EXPIRED, GRANT_AHEAD, SEALING_*
   */
  receive(input: ReceiveBoxInput): { readonly key: Key; readonly ring: PrekeyRing }
  /**
   * What an envelope holds if the box beside it tells the truth: the author's certificate may be in there, with which the
   * box is then proved. Nothing else of it counts. @throws Fault PREKEY_UNKNOWN, BOX_*, ENVELOPE_*
   */
  preview(input: Pick<ReceiveBoxInput, 'box' | 'ring'>, envelope: Uint8Array): Uint8Array
  /** @param receiving what is kept of that author in that conversation. @throws Fault GRANT_REPLAYED, GRANT_FOREIGN */
  take(receiving: Receiving | undefined, key: Key): Receiving
  /** The name under which an envelope's keys are found. @throws Fault ENVELOPE_MALFORMED, ENVELOPE_VERSION */
  nameOf(envelope: Uint8Array): ChainId
  /** The names whose envelopes `receiving` opens: to be indexed. */
  namesIn(receiving: Receiving): readonly ChainId[]
  /** @returns the payload, of that author and in that conversation. @throws Fault ENVELOPE_* */
  open(
    receiving: Receiving,
    envelope: Uint8Array,
  ): { readonly receiving: Receiving; readonly payload: Uint8Array }
  /** Deletes keys whose time is over. @returns the same value when there are none */
  forget(receiving: Receiving, now: Date): Receiving

  encodeSending(sending: Sending): Uint8Array
  /** @throws Fault SEALING_STATE_DAMAGED, SEALING_STATE_VERSION */
  decodeSending(bytes: Uint8Array): Sending
  encodeReceiving(receiving: Receiving): Uint8Array
  /** @throws Fault SEALING_STATE_DAMAGED, SEALING_STATE_VERSION */
  decodeReceiving(bytes: Uint8Array): Receiving
  /** Overwrites the keys of `before` that `after` lacks, once `after` is on disk. */
  wipe<State extends Sending | Receiving>(before: State, after: State | undefined): void
}

export type ChainSealer = Sealer<SendingChain, ReceivingChains, ProvenGrant>

/** @param own this device */
export function senderChains(own: PeerIdText, primitives: SealingPrimitives): ChainSealer {
  return {
    due: rotationDue,
    begin: (previous, input) => beginChain(previous, input, primitives),
    share: (sending, input) => shareChain(sending, input, primitives),
    seal: (sending, situation, payload) => sealNext(sending, situation, payload, primitives),
    prekeyOf: boxPrekey,
    receive({ box, ring, certificates, now }) {
      const id = boxPrekey(box)
      const { secret } = heldPrekey(ring, id)
      const grant = openBox(box, { own, secret }, primitives)
      const key = proveGrant(grant, { certificates, now, primitives })
      return { key, ring: notePrekeyUse(ring, id, key.place.author) }
    },
    preview({ box, ring }, envelope) {
      const { secret } = heldPrekey(ring, boxPrekey(box))
      const { grant } = readGrant(openBox(box, { own, secret }, primitives))
      const claimed = { place: grant.place, floor: 0, chains: [chainOf(grant, primitives)] }
      return openEnvelope(claimed, envelope, primitives).payload
    },
    take: (receiving, key) => takeGrant(receiving, key, primitives),
    nameOf: (envelope) => readEnvelope(envelope).chain,
    namesIn: ({ chains }) => chains.map(({ id }) => id),
    open: (receiving, envelope) => openEnvelope(receiving, envelope, primitives),
    forget: forgetChains,
    encodeSending,
    decodeSending: (bytes) => decodeSending(bytes, primitives),
    encodeReceiving,
    decodeReceiving: (bytes) => decodeReceiving(bytes, primitives),
    wipe: wipeReplaced,
  }
}
