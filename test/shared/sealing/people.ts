// Devices of a realm that seal to each other: what a peer's conversations will do around the pure module, kept small.
import type { VerifiedCert } from '@parley/shared/certificates/check.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import type { SealingPrimitives } from '@parley/shared/crypto/sealing-primitives.ts'
import { randomBytes } from '@parley/shared/host/crypto.ts'
import { sealingPrimitives } from '@parley/shared/host/sealing.ts'
import type { Fingerprint, PeerIdText } from '@parley/shared/identity/ids.ts'
import type { ProvenGrant } from '@parley/shared/sealing/grant.ts'
import { type DeviceSet, deviceSet } from '@parley/shared/sealing/ids.ts'
import { type ProvenPrekey, provePrekey } from '@parley/shared/sealing/prekey.ts'
import { emptyRing, type PrekeyRing, prekeyDue, renewPrekey } from '@parley/shared/sealing/prekey-ring.ts'
import type { ReceivingChains } from '@parley/shared/sealing/receiving.ts'
import { type ChainSealer, senderChains } from '@parley/shared/sealing/sealer.ts'
import { type Box, randomnessFor, type SendingChain } from '@parley/shared/sealing/sending.ts'
import { makeRealm, NOW } from '../certificates/realm.ts'

export const primitives: SealingPrimitives = sealingPrimitives
export { NOW }
export const HARBOUR = new Uint8Array(32).fill(0x48)

const realm = makeRealm()
const certs = new Map<Fingerprint, VerifiedCert>()
export const certificates = (fingerprint: Fingerprint) => certs.get(fingerprint)

const utf8 = new TextEncoder()
export const bytesOf = (text: string) => utf8.encode(text)
export const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

export interface Credentials {
  readonly certificate: VerifiedCert
  readonly signer: Signer
}

/** A person's certified device, without any conversation. */
export function credentials(name: string, kind: 'ed25519' | 'rsa' = 'ed25519'): Credentials {
  const device = realm.enrol(name, { kind })
  const certificate = realm.check(device)
  certs.set(certificate.fingerprint, certificate)
  return { certificate, signer: device.signer }
}

/** What travels when somebody speaks. */
export interface Spoken {
  readonly boxes: readonly Box[]
  readonly envelope: Uint8Array
}

/** One device in one conversation. Everything it knows is in `copy()`. */
export class Device {
  readonly name: string
  readonly own: Credentials
  readonly sealer: ChainSealer
  ring: PrekeyRing
  sending: SendingChain | undefined
  readonly receiving = new Map<PeerIdText, ReceivingChains>()
  readonly prekeys = new Map<PeerIdText, ProvenPrekey>()
  members: DeviceSet
  answered = false
  now = NOW

  constructor(name: string, kind: 'ed25519' | 'rsa' = 'ed25519') {
    this.name = name
    this.own = credentials(name, kind)
    this.sealer = senderChains(this.id, primitives)
    this.ring = emptyRing(this.id)
    this.members = deviceSet([this.id], primitives)
  }

  get id(): PeerIdText {
    return this.own.certificate.peerId
  }

  situation(now = this.now) {
    return { entitled: this.members, answered: this.answered, now }
  }

  /** Makes a prekey when one is due. @returns the newest, as it travels */
  showPrekey(turn = false): Uint8Array {
    const moment = { ...this.own, now: this.now, shown: 'events', turn } as const
    if (prekeyDue(this.ring, moment) !== undefined) {
      this.ring = renewPrekey(this.ring, {
        ...this.own,
        now: this.now,
        randomness: randomBytes(32),
        primitives,
      })
    }
    const newest = this.ring.held.at(-1)
    if (newest === undefined) throw new Error('no prekey')
    return newest.signed
  }

  learnPrekey(signed: Uint8Array): void {
    const prekey = provePrekey(signed, { certificates, now: this.now, primitives })
    this.prekeys.set(prekey.device, prekey)
  }

  handout(prekeys: readonly ProvenPrekey[]) {
    const randomness = randomBytes(randomnessFor(prekeys.length))
    return {
      ...this.own,
      conversation: HARBOUR,
      entitled: this.members,
      prekeys,
      now: this.now,
      randomness,
    }
  }

  /** The payload carries this device's newest prekey in front, as an event's header does. */
  say(text: string): Spoken {
    let boxes: readonly Box[] = []
    const due = this.sealer.due(this.sending, this.situation())
    const prekey = this.showPrekey(due !== undefined)
    if (due !== undefined) {
      const to = [...this.prekeys.values()].filter(({ device }) => this.members.devices.has(device))
      const begun = this.sealer.begin(this.sending, this.handout(to))
      boxes = begun.boxes
      this.sending = begun.sending
      this.answered = false
    }
    if (this.sending === undefined) throw new Error('no chain')
    const payload = new Uint8Array([prekey.length >> 8, prekey.length & 255, ...prekey, ...bytesOf(text)])
    const { sending, envelope } = this.sealer.seal(this.sending, this.situation(), payload)
    this.sending = sending
    return { boxes, envelope }
  }

  takeBox(bytes: Uint8Array): ProvenGrant {
    const { key, ring } = this.sealer.receive({ box: bytes, ring: this.ring, certificates, now: this.now })
    this.ring = ring
    const { author } = key.place
    this.receiving.set(author, this.sealer.take(this.receiving.get(author), key))
    return key
  }

  /** Takes the box meant for this device, then opens the envelope. */
  hear({ boxes, envelope }: Spoken): string {
    for (const { device, bytes } of boxes) if (device === this.id) this.takeBox(bytes)
    return this.open(envelope)
  }

  open(envelope: Uint8Array): string {
    const name = this.sealer.nameOf(envelope)
    for (const [author, receiving] of this.receiving) {
      if (!this.sealer.namesIn(receiving).includes(name)) continue
      const opened = this.sealer.open(receiving, envelope)
      this.receiving.set(author, opened.receiving)
      this.answered = true
      const at = 2 + ((opened.payload[0] ?? 0) << 8) + (opened.payload[1] ?? 0)
      this.learnPrekey(opened.payload.subarray(2, at))
      return textOf(opened.payload.subarray(at))
    }
    // No key: the sealer says so.
    const [first] = this.receiving.values()
    if (first === undefined) throw new Error('no chains at all')
    this.sealer.open(first, envelope)
    throw new Error('opened with a chain it did not name')
  }

  /** The same device from its stored state, as a thief or a restart sees it. */
  copy(): Device {
    const copy: Device = Object.create(Device.prototype)
    Object.assign(copy, this, {
      ring: { ...this.ring },
      sending:
        this.sending === undefined
          ? undefined
          : this.sealer.decodeSending(this.sealer.encodeSending(this.sending)),
      receiving: new Map(
        [...this.receiving].map(([author, state]) => [
          author,
          this.sealer.decodeReceiving(this.sealer.encodeReceiving(state)),
        ]),
      ),
      prekeys: new Map(this.prekeys),
    })
    return copy
  }
}

/** Devices that know each other's first prekey and are members together. */
export function gather(...names: readonly string[]): Device[] {
  const devices = names.map((name) => new Device(name))
  acquaint(devices)
  return devices
}

export function acquaint(devices: readonly Device[]): void {
  const members = deviceSet(
    devices.map(({ id }) => id),
    primitives,
  )
  for (const device of devices) {
    device.members = members
    for (const other of devices) if (other !== device) device.learnPrekey(other.showPrekey())
  }
}

export function pair(one: string, other: string): [Device, Device] {
  const [first, second] = gather(one, other)
  if (first === undefined || second === undefined) throw new Error('two devices')
  return [first, second]
}
