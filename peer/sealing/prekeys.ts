// Prekeys: this device's own, with their private halves, and the newest of every other device. For everybody there is
// one a day; in a small conversation each turn makes one, which is what heals a copied device.
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { randomBytes } from '@parley/shared/host/crypto.ts'
import { sealingPrimitives as primitives } from '@parley/shared/host/sealing.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { KEY_BYTES } from '@parley/shared/sealing/constants.ts'
import type { PrekeyId } from '@parley/shared/sealing/ids.ts'
import { type ProvenPrekey, provePrekey } from '@parley/shared/sealing/prekey.ts'
import {
  emptyRing,
  forgetPrekeys,
  notePrekeyUse,
  type PrekeyRing,
  prekeyDue,
  renewPrekey,
} from '@parley/shared/sealing/prekey-ring.ts'
import type { Certificates } from '@parley/shared/sealing/signed.ts'
import { decodeRing, encodeRing } from '@parley/shared/sealing/state.ts'
import { wipeReplaced } from '@parley/shared/sealing/wipe.ts'
import type { Parts } from '../conversations/parts.ts'
import type { DevicePlace } from '../history/places.ts'
import { EVERYBODY, type SealingKeeping, type Where } from './keeping.ts'

type Here = Pick<Parts, 'store' | 'own' | 'signer' | 'now' | 'history' | 'log'>

export class Prekeys {
  readonly #here: Here
  readonly #keeping: SealingKeeping
  readonly #rings = new Map<Where, PrekeyRing>()
  /** Proved in this run, by where they were shown and whose they are; undefined: there is none that is fit. */
  readonly #others = new Map<string, ProvenPrekey | undefined>()

  readonly #told = new Map<DevicePlace, { readonly signed: Uint8Array; readonly prekey: ProvenPrekey }>()

  constructor(here: Here, keeping: SealingKeeping) {
    this.#here = here
    this.#keeping = keeping
    here.store.writer.onRollback(() => {
      this.#rings.clear()
      this.#others.clear()
    })
  }

  /** @returns the prekey everybody is shown, as it travels, once its private half is on disk */
  async shown(): Promise<Uint8Array> {
    const { writer } = this.#here.store
    return this.#standing(EVERYBODY, false) ?? writer.write(() => this.#next(EVERYBODY, false))
  }

  /**
   * Inside a group commit. @param turn a chain of one's own begins there
   * @returns what the next event there is to carry; undefined while others know the newest
   */
  forNextEvent(where: Where, turn: boolean): Uint8Array | undefined {
    return this.#standing(where, turn) === undefined ? this.#next(where, turn) : undefined
  }

  /** The newest one, when no other is due. */
  #standing(where: Where, turn: boolean): Uint8Array | undefined {
    const ring = this.ring(where)
    const shown = where === EVERYBODY ? 'directory' : 'events'
    const { own, now } = this.#here
    return prekeyDue(ring, { certificate: own(), now: now(), shown, turn }) === undefined
      ? ring.held.at(-1)?.signed
      : undefined
  }

  #next(where: Where, turn: boolean): Uint8Array {
    const standing = this.#standing(where, turn)
    if (standing !== undefined) return standing
    const { own, signer, now } = this.#here
    const randomness = randomBytes(KEY_BYTES)
    const certificate = own()
    const renewed = renewPrekey(this.ring(where), { certificate, signer, now: now(), randomness, primitives })
    randomness.fill(0)
    this.keepRing(where, renewed)
    const made = renewed.held.at(-1)
    if (made === undefined) throw new RangeError('a ring without the prekey just made')
    return made.signed
  }

  ring(where: Where): PrekeyRing {
    const known = this.#rings.get(where)
    if (known !== undefined) return known
    const state = this.#keeping.ring(where)
    const ring = state === undefined ? emptyRing(this.#here.own().peerId) : decodeRing(state, primitives)
    this.#rings.set(where, ring)
    return ring
  }

  /** Inside a group commit. */
  keepRing(where: Where, ring: PrekeyRing): void {
    this.#rings.set(where, ring)
    this.#keeping.keepRing(
      where,
      encodeRing(ring),
      ring.held.map(({ prekey }) => prekey.id),
    )
  }

  /** Inside a group commit: a device has sealed to one of them. */
  used(where: Where, name: PrekeyId, by: PeerIdText): void {
    const ring = this.ring(where)
    if (ring.held.some(({ prekey }) => prekey.id === name))
      this.keepRing(where, notePrekeyUse(ring, name, by))
  }

  /** Where the private half of a prekey is. @throws Fault PREKEY_UNKNOWN */
  whereIs(name: PrekeyId): Where {
    const where = this.#keeping.ringOf(name)
    if (where === undefined) throw new Fault('PREKEY_UNKNOWN')
    return where
  }

  /**
   * Inside a group commit: keeps the prekey of another device when it is newer than the one known. One that is no good is
   * passed over: whoever showed it is sealed to under the one before.
   */
  learn(where: Where, device: DevicePlace, signed: Uint8Array, certificates: Certificates): void {
    try {
      const prekey = provePrekey(signed, { certificates, now: this.#here.now(), primitives })
      if (prekey.device !== device.peerId) throw new Fault('PREKEY_MALFORMED', { reason: 'device' })
      const known = this.newest(where, device, certificates)
      if (known !== undefined && known.createdAt >= prekey.createdAt) return
      this.#keeping.keepPrekey(where, device, signed, prekey.createdAt)
      this.#others.set(keyOf(where, device), prekey)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      this.#here.log.warn({ code: error.code, peer: device.peerId }, 'a prekey was not taken')
    }
  }

  /** Whether this very prekey was taken already. */
  knows(where: Where, device: DevicePlace, signed: Uint8Array): boolean {
    const known = this.#keeping.prekey(where, device)
    return known !== undefined && sameBytes(known, signed)
  }

  /** The newest that device has shown there. */
  newest(where: Where, device: DevicePlace, certificates: Certificates): ProvenPrekey | undefined {
    const key = keyOf(where, device)
    if (this.#others.has(key)) return this.#others.get(key)
    const signed = this.#keeping.prekey(where, device)
    const found = signed === undefined ? undefined : this.#proved(signed, certificates)
    this.#others.set(key, found)
    return found
  }

  /** What the directory tells of a device, when its owner signed it. */
  told(device: DevicePlace, signed: Uint8Array, certificates: Certificates): ProvenPrekey | undefined {
    const known = this.#told.get(device)
    if (known !== undefined && sameBytes(known.signed, signed)) return known.prekey
    const prekey = this.#proved(signed, certificates)
    if (prekey?.device !== device.peerId) return undefined
    this.#told.set(device, { signed, prekey })
    return prekey
  }

  /** One that has run out since, or whose owner's certificate is gone, is none. */
  #proved(signed: Uint8Array, certificates: Certificates): ProvenPrekey | undefined {
    try {
      return provePrekey(signed, { certificates, now: this.#here.now(), primitives })
    } catch (error) {
      if (error instanceof Fault) return undefined
      throw error
    }
  }

  /** Inside a group commit: deletes private halves whose time is over. @param others see forgetPrekeys() */
  forget(where: Where, others: readonly DevicePlace[]): void {
    const before = this.ring(where)
    const devices = others.map(({ peerId }) => peerId)
    const after = forgetPrekeys(before, devices, this.#here.now())
    if (after.held.length === before.held.length) return
    this.keepRing(where, after)
    wipeReplaced(before, after)
  }
}

const keyOf = (where: Where, { peerId }: DevicePlace) => `${where} ${peerId}`
