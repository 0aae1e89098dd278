// What is remembered of one conversation while the program runs: heads, clock, and how far own messages have come.
// All of it is in the database too, except what is being sent just now; load() reads it from there.

import { CLOCK_START, type Clock, laterClock } from '@parley/shared/events/clock.ts'
import { deviceBytes } from '@parley/shared/events/device.ts'
import type { Seen } from '@parley/shared/events/header.ts'
import type { ChainTag } from '@parley/shared/events/ids.ts'
import type { Head } from '@parley/shared/events/proven.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { History } from '../history/history.ts'
import type { ChainPlace, ConversationPlace, DevicePlace } from '../history/places.ts'
import type { MessageState, Target } from './types.ts'

export class Chat {
  readonly place: ConversationPlace
  readonly target: Target
  /** The chain this device writes here. */
  readonly own: ChainPlace
  readonly #history: History
  #heads = new Map<PeerIdText, Head>()
  #clock: Clock = CLOCK_START
  /** Up to where own events have named the heads of others. After a start they are named again: that does no harm. */
  #named = new Map<PeerIdText, number>()
  readonly #delivered = new Map<PeerIdText, number>()
  /** What the other person has on at least one device. */
  #deliveredToThem = 0
  /** Own messages read by the other person, and others' messages read here, by chain. */
  #readByThem = 0
  #readHere = new Map<ChainTag, number>()
  #sent = 0

  constructor(place: ConversationPlace, own: ChainPlace, history: History) {
    this.place = place
    this.target = { kind: 'direct', login: place.login }
    this.own = own
    this.#history = history
    this.load()
  }

  /** Reads everything again: at the start, and when a transaction was rolled back. */
  load(): void {
    this.#heads = new Map()
    this.#clock = CLOCK_START
    this.#named = new Map()
    for (const chain of this.#history.places.chains(this.place)) {
      const head = this.#history.events.head(chain)
      if (head !== undefined) this.advance(chain.device.peerId, head)
      if (chain !== this.own) this.#readHere.set(chain.tag, this.#ownRead(chain))
    }
    // What another device has it keeps having, also when this disk could not note it.
    for (const [device, seq] of this.#history.cursors.delivered(this.own)) {
      this.#delivered.set(device, Math.max(seq, this.deliveredTo(device)))
    }
    this.#deliveredToThem = this.#furthest(this.#delivered, this.place.login)
    this.#readByThem = this.#furthest(this.#history.cursors.read(this.own), this.place.login)
  }

  /** The owner's mark on a chain, by whichever of the owner's devices. */
  #ownRead(chain: ChainPlace): number {
    return this.#furthest(this.#history.cursors.read(chain), this.own.device.login)
  }

  #furthest(cursors: ReadonlyMap<PeerIdText, number>, login: Login): number {
    const devices = this.#history.places.devicesOf(login)
    return Math.max(0, ...devices.map(({ peerId }) => cursors.get(peerId) ?? 0))
  }

  isMember(login: Login): boolean {
    return login === this.place.login || login === this.own.device.login
  }

  head(device: PeerIdText): Head | undefined {
    return this.#heads.get(device)
  }

  get ownHead(): Head | undefined {
    return this.#heads.get(this.own.device.peerId)
  }

  get clock(): Clock {
    return this.#clock
  }

  /** A chain has a new head on this disk. */
  advance(device: PeerIdText, head: Head): void {
    this.#heads.set(device, head)
    this.#clock = laterClock(this.#clock, head)
  }

  /** Heads of others that own events have not named yet, the newest first. */
  unnamed(): Seen[] {
    const own = this.own.device.peerId
    return [...this.#heads]
      .filter(([device, head]) => device !== own && head.seq > (this.#named.get(device) ?? 0))
      .sort(([, a], [, b]) => b.time - a.time || b.count - a.count)
      .map(([device, { seq, hash }]) => ({ device: deviceBytes(device), seq, hash }))
  }

  /** The next own event has named that chain's head. */
  named(device: PeerIdText, seq: number): void {
    this.#named.set(device, seq)
  }

  /** Where the device of another stands with the own chain. */
  deliveredTo(device: PeerIdText): number {
    return this.#delivered.get(device) ?? 0
  }

  get delivered(): number {
    return this.#deliveredToThem
  }

  /** @returns whether a message has newly come to the other person */
  setDelivered(device: DevicePlace, seq: number): boolean {
    if (seq <= this.deliveredTo(device.peerId)) return false
    this.#delivered.set(device.peerId, seq)
    if (device.login !== this.place.login || seq <= this.#deliveredToThem) return false
    this.#deliveredToThem = seq
    return true
  }

  get sent(): number {
    return this.#sent
  }

  setSent(seq: number): void {
    this.#sent = Math.max(this.#sent, seq)
  }

  get readByThem(): number {
    return this.#readByThem
  }

  readHere(chain: ChainTag): number {
    return this.#readHere.get(chain) ?? 0
  }

  /** A reader has read a chain up to `seq`. @returns whether that is news */
  setRead(chain: ChainPlace, reader: Login, seq: number): boolean {
    if (chain === this.own && reader === this.place.login && seq > this.#readByThem) {
      this.#readByThem = seq
      return true
    }
    if (chain !== this.own && reader === this.own.device.login && seq > this.readHere(chain.tag)) {
      this.#readHere.set(chain.tag, seq)
      return true
    }
    return false
  }

  stateOf(chain: ChainTag, seq: number): MessageState {
    if (chain !== this.own.tag) return seq <= this.readHere(chain) ? 'read' : 'delivered'
    if (seq <= this.#readByThem) return 'read'
    if (seq <= this.#deliveredToThem) return 'delivered'
    return seq <= this.#sent ? 'sent' : 'stored'
  }
}
