// Opening what others sealed: parcel in, burst out, and the keys that are then over. A key is gone from the disk in the
// transaction that brings what it opened, and comes back when that is not taken.
import { deviceBytes } from '@parley/shared/events/device.ts'
import { chainTagOf } from '@parley/shared/events/hash.ts'
import type { ChainTag } from '@parley/shared/events/ids.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { sealingPrimitives as primitives } from '@parley/shared/host/sealing.ts'
import type { ChainId, PrekeyId } from '@parley/shared/sealing/ids.ts'
import type { Parcel } from '@parley/shared/sealing/parcel.ts'
import type { Place } from '@parley/shared/sealing/place.ts'
import type { ReceivingChains } from '@parley/shared/sealing/receiving.ts'
import type { ChainSealer } from '@parley/shared/sealing/sealer.ts'
import type { Certificates } from '@parley/shared/sealing/signed.ts'
import { wipeReplaced } from '@parley/shared/sealing/wipe.ts'
import type { Parts } from '../conversations/parts.ts'
import type { ChainPlace } from '../history/places.ts'
import { STATES_REMEMBERED_MAX } from './constants.ts'
import type { SealingKeeping, Where } from './keeping.ts'
import type { Prekeys } from './prekeys.ts'

export interface Opened {
  /** Whose and where it was sealed: what is inside must be of that author and of that conversation. */
  readonly place: Place
  readonly payload: Uint8Array
  /** Inside the group commit that takes what was inside: its key is deleted. */
  keep(chain: ChainPlace): void
  /** That is on disk: the key goes from memory too. */
  wipe(): void
  /** What was inside is not taken, or not yet: its key stays. */
  giveBack(): void
}

type Here = Pick<Parts, 'store' | 'now' | 'history'>

/** What a box gives: an author's state with one more chain. */
interface Unboxed {
  readonly state: ReceivingChains
  readonly prekey: PrekeyId
  readonly where: Where
}

export class Openings {
  readonly #here: Here
  readonly #sealer: ChainSealer
  readonly #keeping: SealingKeeping
  readonly #prekeys: Prekeys
  /** The newest state of each author in each conversation, also while it is on its way to the disk. */
  readonly #states = new Map<ChainTag, ReceivingChains>()
  readonly #names = new Map<ChainId, ChainTag>()

  constructor(here: Here, sealer: ChainSealer, keeping: SealingKeeping, prekeys: Prekeys) {
    this.#here = here
    this.#sealer = sealer
    this.#keeping = keeping
    this.#prekeys = prekeys
    here.store.writer.onRollback(() => this.#forgetAll())
  }

  /** @throws Fault PREKEY_UNKNOWN, BOX_*, GRANT_*, SEALING_*, ENVELOPE_* */
  open({ box, envelope }: Parcel, certificates: Certificates): Opened {
    const unboxed = box === undefined ? undefined : this.#unbox(box, certificates)
    const before = unboxed?.state ?? this.#stateFor(envelope)
    const { receiving: after, payload } = this.#sealer.open(before, envelope)
    const { place } = after
    const tag = chainTagOf(place.conversation, deviceBytes(place.author), primitives)
    const replaced = this.#states.get(tag)
    this.#remember(tag, after)
    return {
      place,
      payload,
      keep: (chain) => {
        if (unboxed !== undefined) this.#prekeys.used(unboxed.where, unboxed.prekey, place.author)
        this.#keeping.keepReceiving(chain, this.#sealer.encodeReceiving(after), this.#sealer.namesIn(after))
      },
      wipe: () => wipeReplaced(before, after),
      giveBack: () => {
        // Where a later envelope was opened meanwhile, this one's key is gone: what was in it comes in a session.
        if (this.#states.get(tag) !== after) return
        this.#drop(tag)
        if (replaced !== undefined) this.#remember(tag, replaced)
      },
    }
  }

  /** What is inside, before anything of it counts: see Sealer.preview(). @throws Fault PREKEY_UNKNOWN, BOX_*, ENVELOPE_* */
  preview({ box, envelope }: Parcel): Uint8Array | undefined {
    if (box === undefined) return undefined
    const ring = this.#prekeys.ring(this.#prekeys.whereIs(this.#sealer.prekeyOf(box)))
    return this.#sealer.preview({ box, ring }, envelope)
  }

  #unbox(box: Uint8Array, certificates: Certificates): Unboxed {
    const prekey = this.#sealer.prekeyOf(box)
    const where = this.#prekeys.whereIs(prekey)
    const input = { box, ring: this.#prekeys.ring(where), certificates, now: this.#here.now() }
    const { key } = this.#sealer.receive(input)
    const { conversation, author } = key.place
    const tag = chainTagOf(conversation, deviceBytes(author), primitives)
    return { state: this.#sealer.take(this.#stateOf(tag), key), prekey, where }
  }

  #stateFor(envelope: Uint8Array): ReceivingChains {
    const name = this.#sealer.nameOf(envelope)
    const tag = this.#names.get(name) ?? this.#tagOf(this.#keeping.chainOf(name))
    const state = tag === undefined ? undefined : this.#stateOf(tag)
    if (state === undefined) throw new Fault('ENVELOPE_CHAIN_UNKNOWN', { chain: name })
    return state
  }

  #tagOf(row: number | undefined): ChainTag | undefined {
    return row === undefined ? undefined : this.#here.history.places.chainAt(row)?.tag
  }

  #stateOf(tag: ChainTag): ReceivingChains | undefined {
    const known = this.#states.get(tag)
    if (known !== undefined) return known
    const chain = this.#here.history.places.chainOf(tag)
    const bytes = chain && this.#keeping.receiving(chain)
    return bytes && this.#sealer.decodeReceiving(bytes)
  }

  #remember(tag: ChainTag, state: ReceivingChains): void {
    this.#states.delete(tag)
    this.#states.set(tag, state)
    for (const name of this.#sealer.namesIn(state)) this.#names.set(name, tag)
    const oldest = this.#states.keys().next()
    if (this.#states.size <= STATES_REMEMBERED_MAX || oldest.done === true) return
    this.#drop(oldest.value)
  }

  #drop(tag: ChainTag): void {
    const state = this.#states.get(tag)
    this.#states.delete(tag)
    for (const name of state === undefined ? [] : this.#sealer.namesIn(state)) this.#names.delete(name)
  }

  #forgetAll(): void {
    this.#states.clear()
    this.#names.clear()
  }

  /** Inside a group commit: deletes the keys of an author whose time is over. */
  forget(chain: ChainPlace): void {
    const before = this.#stateOf(chain.tag)
    if (before === undefined) return
    const after = this.#sealer.forget(before, this.#here.now())
    if (after === before) return
    this.#keeping.keepReceiving(chain, this.#sealer.encodeReceiving(after), this.#sealer.namesIn(after))
    if (this.#states.has(chain.tag)) this.#states.set(chain.tag, after)
    wipeReplaced(before, after)
  }
}
