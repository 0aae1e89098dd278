// Sealing what this device wrote: each stretch of its chain once, whoever gets it, under a chain of keys that begins anew
// when the rules say so (shared/sealing/rotation.ts). The chain lives in memory only: after a start there is a new one, so
// that a data folder put back from a copy never seals with a key twice.
import { randomBytes } from '@parley/shared/host/crypto.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { PAYLOAD_BYTES_MAX } from '@parley/shared/sealing/envelope.ts'
import { encodeParcel } from '@parley/shared/sealing/parcel.ts'
import type { ProvenPrekey } from '@parley/shared/sealing/prekey.ts'
import type { RotationReason } from '@parley/shared/sealing/rotation.ts'
import type { ChainSealer } from '@parley/shared/sealing/sealer.ts'
import { type Box, randomnessFor, type SendingChain } from '@parley/shared/sealing/sending.ts'
import type { Certificates } from '@parley/shared/sealing/signed.ts'
import type { Chat } from '../conversations/chat.ts'
import type { Parts } from '../conversations/parts.ts'
import { burstOf } from '../delivery/burst.ts'
import { encodeCarried } from '../delivery/frames.ts'
import { subjectOf } from '../delivery/subject.ts'
import type { Stretch } from '../history/events.ts'
import type { DevicePlace } from '../history/places.ts'
import { KEPT_BYTES_MAX, SEALED_STRETCH_BYTES } from './constants.ts'
import type { Entitled } from './entitled.ts'
import { EVERYBODY } from './keeping.ts'
import type { Prekeys } from './prekeys.ts'

/** The events a device is to get: above one place of the own chain, up to another or before. */
export interface Wanted {
  readonly device: DevicePlace
  readonly above: number
  readonly upTo: number
  /** `session`: over a session with this device, which shows its certificate. `carrier`: by way of others. */
  readonly way: 'session' | 'carrier'
  /** Whether the device was offered this envelope before: it opens none twice. */
  wasOffered(envelope: Uint8Array): boolean
}

export interface Sealed {
  /** The events in it, both included. */
  readonly from: number
  readonly to: number
  readonly envelope: Uint8Array
  /** The envelope as it goes to that device: see shared/sealing/parcel.ts. */
  readonly parcel: Uint8Array
}

/** This device's chain of keys in one conversation. */
interface Chain {
  sending: SendingChain
  /** From which envelope on a device has its keys, and the box it has not answered for yet. */
  readonly given: Map<PeerIdText, { readonly index: number; readonly box: Uint8Array | undefined }>
}

/** What was sealed, for the next device that lacks it. */
interface Kept extends Pick<Stretch, 'from' | 'to'>, Pick<Wanted, 'way'> {
  readonly chat: Chat
  readonly chain: Chain
  readonly index: number
  readonly envelope: Uint8Array
}

type Here = Pick<Parts, 'own' | 'signer' | 'now' | 'history' | 'primitives' | 'directory'>

export class Outgoing {
  readonly #here: Here
  readonly #sealer: ChainSealer
  readonly #prekeys: Prekeys
  readonly #entitled: Entitled
  readonly #certificates: Certificates
  readonly #chains = new Map<Chat, Chain>()
  /** Where another device has written since the own chain there began. */
  readonly #answered = new Set<Chat>()
  /** The newest last. */
  readonly #kept = new Map<Chat, readonly Kept[]>()
  readonly #keptInOrder: Kept[] = []
  #keptBytes = 0

  constructor(
    here: Here,
    sealer: ChainSealer,
    prekeys: Prekeys,
    entitled: Entitled,
    certificates: Certificates,
  ) {
    this.#here = here
    this.#sealer = sealer
    this.#prekeys = prekeys
    this.#entitled = entitled
    this.#certificates = certificates
  }

  /** Another device has written there. */
  answered(chat: Chat): void {
    this.#answered.add(chat)
  }

  /** Why the next envelope there begins a new chain. */
  due(chat: Chat): RotationReason | undefined {
    return this.#sealer.due(this.#chains.get(chat)?.sending, this.#situation(chat))
  }

  /** @returns undefined where they cannot be sealed for that device: it has shown no prekey, or may not read */
  seal(chat: Chat, wanted: Wanted): Sealed | undefined {
    const { peerId } = wanted.device
    if (!this.#entitled.in(chat).others.has(peerId)) return undefined
    const chain = this.#chainFor(chat, wanted.device)
    const given = chain?.given.get(peerId)
    if (chain === undefined || given === undefined) return undefined
    const kept = this.#keptFor(chat, chain, given.index, wanted) ?? this.#sealNext(chat, chain, wanted)
    if (kept === undefined) return undefined
    const { from, to, envelope } = kept
    return { from, to, envelope, parcel: encodeParcel({ box: given.box, envelope }) }
  }

  /** A device has opened something of the chain in use: it needs no box any more. */
  opened(chat: Chat, { peerId }: DevicePlace): void {
    const given = this.#chains.get(chat)?.given
    const { index, box } = given?.get(peerId) ?? {}
    if (index !== undefined && box !== undefined) given?.set(peerId, { index, box: undefined })
  }

  #situation(chat: Chat) {
    return {
      entitled: this.#entitled.in(chat).set,
      answered: this.#answered.has(chat),
      now: this.#here.now(),
    }
  }

  /** The chain in use, or a new one; with its keys for that device where it has shown a prekey. */
  #chainFor(chat: Chat, device: DevicePlace): Chain | undefined {
    const known = this.#chains.get(chat)
    if (known === undefined || this.due(chat) !== undefined) return this.#begin(chat, known)
    if (!known.given.has(device.peerId)) this.#share(chat, known, device)
    return known
  }

  #begin(chat: Chat, before: Chain | undefined): Chain | undefined {
    const { places } = this.#here.history
    const { others } = this.#entitled.in(chat)
    const devices = [...others].flatMap(
      ([peerId, login]) => places.knownDevice(peerId) ?? places.device(peerId, login),
    )
    const handout = this.#handout(chat, devices)
    if (handout.prekeys.length === 0) return undefined
    const { sending, boxes } = this.#sealer.begin(before?.sending, handout)
    const chain: Chain = { sending, given: givenBy(boxes, 0) }
    this.#chains.set(chat, chain)
    this.#answered.delete(chat)
    if (before !== undefined) this.#sealer.wipe(before.sending, undefined)
    return chain
  }

  /** For a device whose prekey was not known when the chain began. */
  #share(chat: Chat, chain: Chain, device: DevicePlace): void {
    const handout = this.#handout(chat, [device])
    if (handout.prekeys.length === 0) return
    const { boxes } = this.#sealer.share(chain.sending, handout)
    for (const [peerId, given] of givenBy(boxes, chain.sending.next)) chain.given.set(peerId, given)
  }

  #handout(chat: Chat, devices: readonly DevicePlace[]) {
    const { own, signer, now } = this.#here
    const prekeys = devices.flatMap((device) => this.#newestPrekey(chat, device) ?? [])
    return {
      conversation: chat.place.name,
      certificate: own(),
      signer,
      entitled: this.#entitled.in(chat).set,
      prekeys,
      now: now(),
      randomness: randomBytes(randomnessFor(prekeys.length)),
    }
  }

  /** Of those it showed here, in a session, and through the directory. */
  #newestPrekey({ place }: Chat, device: DevicePlace): ProvenPrekey | undefined {
    const told = this.#here.directory.known(device.login).find(({ peerId }) => peerId === device.peerId)
    const certificates: Certificates = (name) =>
      told?.cert?.fingerprint === name ? told.cert : this.#certificates(name)
    return [
      this.#prekeys.newest(place.row, device, this.#certificates),
      this.#prekeys.newest(EVERYBODY, device, this.#certificates),
      told?.prekey && this.#prekeys.told(device, told.prekey, certificates),
    ].reduce((newest, one) => ((one?.createdAt ?? 0) > (newest?.createdAt ?? 0) ? one : newest), undefined)
  }

  /** What was sealed already and that device can open. */
  #keptFor(chat: Chat, chain: Chain, index: number, { above, way, wasOffered }: Wanted): Kept | undefined {
    const kept = this.#kept.get(chat) ?? []
    return kept.findLast(
      (one) =>
        one.chain === chain &&
        one.way === way &&
        one.index >= index &&
        one.from <= above + 1 &&
        one.to > above &&
        !wasOffered(one.envelope),
    )
  }

  #sealNext(chat: Chat, chain: Chain, { above, upTo, way }: Wanted): Kept | undefined {
    // The largest events may fit alone where they do not together.
    for (const bytes of [SEALED_STRETCH_BYTES, 1]) {
      const stretch = this.#here.history.events.stretch(chat.own, above, upTo, 'anywhere', bytes)
      if (stretch === undefined) return undefined
      const burst = burstOf(this.#here, stretch, this.#toShow(stretch, way))
      const payload = encodeCarried({ subject: subjectOf(chat), burst })
      if (payload.length <= PAYLOAD_BYTES_MAX) return this.#keep(chat, chain, stretch, way, payload)
    }
    return undefined
  }

  /** The other end of a session knows the certificate of today. */
  #toShow({ certificates }: Stretch, way: Wanted['way']): readonly number[] {
    const shown = way === 'session' ? this.#here.history.places.certificate(this.#here.own()) : undefined
    return [...certificates].filter((row) => row !== shown)
  }

  #keep(chat: Chat, chain: Chain, { from, to }: Stretch, way: Wanted['way'], payload: Uint8Array): Kept {
    const before = chain.sending
    const { sending, envelope } = this.#sealer.seal(before, this.#situation(chat), payload)
    chain.sending = sending
    this.#sealer.wipe(before, sending)
    const kept: Kept = { chat, chain, index: before.next, way, from, to, envelope }
    this.#kept.set(chat, [...(this.#kept.get(chat) ?? []), kept])
    this.#keptInOrder.push(kept)
    this.#keptBytes += envelope.length
    while (this.#keptBytes > KEPT_BYTES_MAX) this.#dropOldest()
    return kept
  }

  #dropOldest(): void {
    const oldest = this.#keptInOrder.shift()
    if (oldest === undefined) return
    this.#keptBytes -= oldest.envelope.length
    const left = this.#kept.get(oldest.chat)?.filter((kept) => kept !== oldest) ?? []
    if (left.length > 0) this.#kept.set(oldest.chat, left)
    else this.#kept.delete(oldest.chat)
  }
}

function givenBy(boxes: readonly Box[], index: number): Chain['given'] {
  return new Map(boxes.map(({ device, bytes }) => [device, { index, box: bytes }]))
}
