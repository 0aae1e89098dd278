// What is remembered of one conversation while the program runs: heads, clock, who is in it, and how far own messages
// have come. All of it is in the database too, except what is being sent just now; load() reads it from there.

import { CLOCK_START, type Clock, laterClock } from '@parley/shared/events/clock.ts'
import { deviceBytes } from '@parley/shared/events/device.ts'
import type { Seen } from '@parley/shared/events/header.ts'
import type { ChainTag } from '@parley/shared/events/ids.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import type { Head, ProvenBurst } from '@parley/shared/events/proven.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { EVERYONE } from '@parley/shared/membership/name.ts'
import type { Roster } from '@parley/shared/membership/roster.ts'
import { type Group, groupOf } from '../groups/group.ts'
import type { History } from '../history/history.ts'
import type { ChainPlace, ConversationPlace, DevicePlace } from '../history/places.ts'
import type { Chats } from './chats.ts'
import { Marks } from './marks.ts'
import type { MessageState, Target } from './types.ts'

/** What a conversation asks of all of them, and tells them. */
type Among = Pick<Chats, 'labelOf' | 'companyChanged'>

export class Chat {
  readonly place: ConversationPlace
  /** The chain this device writes here. */
  readonly own: ChainPlace
  /** Of a group: who is in it. */
  readonly group: Group | undefined
  readonly #history: History
  readonly #among: Among
  #heads = new Map<PeerIdText, Head>()
  #clock: Clock = CLOCK_START
  /** Up to where own events have named the heads of others. After a start they are named again: that does no harm. */
  #named = new Map<PeerIdText, number>()
  readonly #delivered = new Map<PeerIdText, number>()
  /** What each person has of the own chain on at least one device, and has read of it. */
  readonly #deliveredBy: Marks
  readonly #readBy: Marks
  /** Others' messages read here, by chain. */
  #readHere = new Map<ChainTag, number>()
  #sent = 0
  #others: { readonly roster: Roster | undefined; readonly logins: readonly Login[] } | undefined

  constructor(place: ConversationPlace, own: ChainPlace, history: History, among: Among) {
    this.place = place
    this.own = own
    this.group = groupOf(place)
    this.#history = history
    this.#among = among
    // A group's message has come when everybody has it; in the room of everyone when anybody else has.
    const enough = place.kind === 'everyone' ? 'one' : 'all'
    this.#deliveredBy = new Marks(enough)
    this.#readBy = new Marks(enough)
    this.load()
  }

  get target(): Target {
    const { place } = this
    return place.kind === 'direct'
      ? { kind: 'direct', login: place.login }
      : { kind: 'room', name: this.label }
  }

  /** What a room is called on this device. */
  get label(): string {
    return this.place.kind === 'everyone' ? EVERYONE : this.#among.labelOf(this)
  }

  /** Reads everything again: at the start, and when a transaction was rolled back. */
  load(): void {
    const { places, events, cursors } = this.#history
    this.#heads = new Map()
    this.#clock = CLOCK_START
    this.#named = new Map()
    this.group?.load(events.acts(this.place))
    for (const chain of places.chains(this.place)) {
      const head = events.head(chain)
      if (head !== undefined) this.#setHead(chain.device.peerId, head)
      if (chain !== this.own) this.#readHere.set(chain.tag, this.#ownRead(chain))
    }
    // What another device has it keeps having, also when this disk could not note it.
    for (const [device, seq] of cursors.delivered(this.own))
      if (seq > this.deliveredTo(device)) this.#delivered.set(device, seq)
    for (const [device, seq] of this.#delivered) this.#raiseBy(this.#deliveredBy, device, seq)
    for (const [device, seq] of cursors.read(this.own)) this.#raiseBy(this.#readBy, device, seq)
    this.#reckon()
  }

  /** The owner's mark on a chain, by whichever of the owner's devices. */
  #ownRead(chain: ChainPlace): number {
    const { cursors, places } = this.#history
    const marks = cursors.read(chain)
    const devices = places.devicesOf(this.own.device.login)
    return Math.max(0, ...devices.map(({ peerId }) => marks.get(peerId) ?? 0))
  }

  #raiseBy(marks: Marks, device: PeerIdText, seq: number): void {
    const login = this.#history.places.knownDevice(device)?.login
    if (login !== undefined) this.#raise(marks, login, seq)
  }

  /** What is said to others has not come to them where it is on another device of one's own. */
  #raise(marks: Marks, login: Login, seq: number): boolean {
    return this.#isForOthers(login) && marks.raise(login, seq)
  }

  #isForOthers(login: Login): boolean {
    const self = this.own.device.login
    return login !== self || (this.place.kind === 'direct' && this.place.login === self)
  }

  /** How far the own chain has come, from how far it has come with each: also when somebody came or went. */
  #reckon(): void {
    this.#deliveredBy.setPeople(this.others())
    this.#readBy.setPeople(this.others())
  }

  /**
   * Whom a message here is for. Of the room of everyone nobody can say: whoever has a certificate. Asked for each device of
   * each message: the same list until somebody comes or goes.
   */
  others(): readonly Login[] {
    const { place, own } = this
    const roster = this.group?.roster
    const known = this.#others
    if (known !== undefined && known.roster === roster) return known.logins
    const members = [...(roster?.members.keys() ?? [])].filter((login) => login !== own.device.login)
    const logins = place.kind === 'direct' ? [place.login] : members
    this.#others = { roster, logins }
    return logins
  }

  /** Whether somebody is in it now: may hear what is said, and may ask for it. */
  isMember(login: Login): boolean {
    const { place, group } = this
    if (place.kind === 'everyone') return true
    if (place.kind === 'direct') return login === place.login || login === this.own.device.login
    return group?.isMember(login) === true
  }

  /** Whether what a device wrote here is taken. Who was in once may bring what they wrote then. */
  takesFrom(device: PeerIdText, login: Login): boolean {
    const { place, group } = this
    if (place.kind === 'group') return device === place.creator || group?.wasEverMember(login) === true
    return this.isMember(login)
  }

  /** Whether this device shows it: a group one was never brought into is none of one's conversations. */
  get isOpen(): boolean {
    return this.group === undefined || this.group.wasEverMember(this.own.device.login)
  }

  /** Whether a stored event counts: who was put out of a group says nothing more. */
  counts(device: PeerIdText, author: Login, at: { seq: number; time: number; count: number }): boolean {
    return this.group === undefined || this.group.counts(device, author, at)
  }

  /** Up to which event of the own chain somebody is told: all while they are in, and that they were put out. */
  reachOf(login: Login): number {
    if (this.isMember(login)) return Number.POSITIVE_INFINITY
    return this.group?.lastWordTo(login, this.own.device.peerId) ?? 0
  }

  head(device: PeerIdText): Head | undefined {
    return this.#heads.get(device)
  }

  get heads(): ReadonlyMap<PeerIdText, Head> {
    return this.#heads
  }

  get ownHead(): Head | undefined {
    return this.#heads.get(this.own.device.peerId)
  }

  get clock(): Clock {
    return this.#clock
  }

  /** A chain has grown on this disk. @returns whether that may have changed who is in */
  advance(burst: ProvenBurst): boolean {
    const { peerId, login } = burst.author
    this.#setHead(peerId, burst.head)
    if (this.group === undefined) return false
    let acts = 0
    for (const { content, header } of burst.events) {
      if (content?.kind !== KIND.membership) continue
      const { seq, time, count } = header
      const { deed, seen } = content
      this.group.add({ device: peerId, author: login, seq, time, count, deed, seen })
      acts += 1
    }
    if (acts === 0) return false
    this.#reckon()
    this.#among.companyChanged()
    return true
  }

  #setHead(device: PeerIdText, head: Head): void {
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
    return this.#deliveredBy.reached
  }

  /** @returns whether messages have newly come to those they are for */
  setDelivered(device: DevicePlace, seq: number): boolean {
    if (seq <= this.deliveredTo(device.peerId)) return false
    this.#delivered.set(device.peerId, seq)
    return this.#raise(this.#deliveredBy, device.login, seq)
  }

  get sent(): number {
    return this.#sent
  }

  setSent(seq: number): void {
    this.#sent = Math.max(this.#sent, seq)
  }

  get readByThem(): number {
    return this.#readBy.reached
  }

  readHere(chain: ChainTag): number {
    return this.#readHere.get(chain) ?? 0
  }

  /**
   * A reader has read a chain up to `seq`.
   * @returns which messages are newly read by all they are for, or by the owner; undefined when that is no news
   */
  setRead(chain: ChainPlace, reader: Login, seq: number): { from: number; to: number } | undefined {
    const isOwn = chain.device.login === this.own.device.login
    if (chain === this.own && this.#isForOthers(reader)) {
      const from = this.readByThem + 1
      return this.#raise(this.#readBy, reader, seq) ? { from, to: this.readByThem } : undefined
    }
    if (isOwn || reader !== this.own.device.login || seq <= this.readHere(chain.tag)) return undefined
    const from = this.readHere(chain.tag) + 1
    this.#readHere.set(chain.tag, seq)
    return { from, to: seq }
  }

  /** Others' messages are here; one's own have come as far as that. Those of one's other devices have at least left them. */
  stateOf(chain: ChainTag, seq: number): MessageState {
    if (chain === this.own.tag) {
      if (seq <= this.readByThem) return 'read'
      if (seq <= this.delivered) return 'delivered'
      return seq <= this.#sent ? 'sent' : 'stored'
    }
    if (this.#history.places.chainOf(chain)?.device.login === this.own.device.login) return 'sent'
    return seq <= this.readHere(chain) ? 'read' : 'delivered'
  }
}
