// One group as this device knows it: its acts in memory, and what they amount to. Decides by shared/membership; reads the
// database only to load, and writes nothing.
import { readBody } from '@parley/shared/events/body.ts'
import type { Seen } from '@parley/shared/events/header.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { type Act, comparePlaces } from '@parley/shared/membership/act.ts'
import type { MembershipBody } from '@parley/shared/membership/body.ts'
import { type Resolution, resolve, wasIn } from '@parley/shared/membership/resolve.ts'
import type { Roster } from '@parley/shared/membership/roster.ts'
import type { ActRow } from '../history/events.ts'
import type { ConversationPlace, GroupPlace } from '../history/places.ts'

/** An event that changes who is in a group, and where it stands. */
export interface PlacedAct extends MembershipBody {
  readonly device: PeerIdText
  readonly author: Login
  readonly seq: number
  readonly time: number
  readonly count: number
}

export class Group {
  readonly place: GroupPlace
  #acts: Act[] = []
  /** Of each device its acts, by seq: what it knew when it said something. */
  #ofDevice = new Map<PeerIdText, Act[]>()
  /** Whom anybody ever brought in. */
  #brought = new Set<Login>()
  #resolution: Resolution | undefined

  constructor(place: GroupPlace) {
    this.place = place
  }

  /** Begins again with what is on disk. */
  load(rows: readonly ActRow[]): void {
    this.#acts = []
    this.#ofDevice = new Map()
    this.#brought = new Set()
    for (const row of rows) {
      const content = readBody({ kind: KIND.membership, body: new Uint8Array(row.body) })
      if (content?.kind !== KIND.membership) continue
      const { peer, login, seq, time, count } = row
      this.add({ device: peer, author: login, seq, time, count, deed: content.deed, seen: content.seen })
    }
  }

  add({ device, author, seq, time, count, deed, seen }: PlacedAct): void {
    // Nobody but the device the group is named after creates it, and only by its first event.
    if (deed.kind === 'create' && !(device === this.place.creator && seq === 1)) return
    // Whatever it says: a device has seen what it wrote before.
    const known = new Map(seen).set(device, seq - 1)
    const act = { device, author, seq, time, count, deed, seen: known }
    this.#acts.push(act)
    const own = this.#ofDevice.get(device) ?? []
    own.push(act)
    this.#ofDevice.set(device, own.sort(comparePlaces))
    for (const login of broughtIn(act)) this.#brought.add(login)
    this.#resolution = undefined
  }

  get resolution(): Resolution {
    this.#resolution ??= resolve(this.#acts)
    return this.#resolution
  }

  get roster(): Roster {
    return this.resolution.roster
  }

  /** Whether the event that creates it is here. */
  get isKnown(): boolean {
    return this.#acts.some(({ deed }) => deed.kind === 'create')
  }

  isMember(login: Login): boolean {
    return this.roster.members.has(login)
  }

  /** Whether anybody ever brought them in: what they wrote is taken, whether it counts is another question. */
  wasEverMember(login: Login): boolean {
    return this.#brought.has(login)
  }

  /** Whether an act of the device says that it knows it is in: from then on what it says counts. */
  hasJoined(device: PeerIdText, login: Login): boolean {
    const since = this.roster.members.get(login)?.since
    if (since === undefined) return false
    return (this.#ofDevice.get(device) ?? []).some(
      (act) =>
        (act === since || (act.seen.get(since.device) ?? 0) >= since.seq) &&
        this.resolution.counting.includes(act),
    )
  }

  /** Whether what a device said at `seq` counts: its person was in, as far as both it and whoever put them out knew. */
  counts(device: PeerIdText, author: Login, at: { seq: number; time: number; count: number }): boolean {
    const acts = this.#ofDevice.get(device) ?? []
    const newest = acts.findLast(({ seq }) => seq <= at.seq)
    const seen = new Map(newest?.seen).set(device, at.seq)
    return wasIn(this.resolution, author, { ...at, device, seen })
  }

  /** Whether all that a device says counts: it knows that its person is in, and nobody ever put them out. */
  countsThroughout(device: PeerIdText, author: Login): boolean {
    return this.resolution.stories.get(author)?.out.length === 0 && this.hasJoined(device, author)
  }

  /** The highest seq of a device's acts that put somebody out: as far as that person is still told. */
  lastWordTo(login: Login, device: PeerIdText): number {
    const acts = this.#ofDevice.get(device) ?? []
    const last = acts.findLast(({ deed }) => deed.kind === 'remove' && deed.login === login)
    return last?.seq ?? 0
  }
}

function broughtIn({ author, deed }: Act): readonly Login[] {
  if (deed.kind === 'invite') return [deed.login]
  return deed.kind === 'create' ? [author, ...deed.added.map(({ login }) => login)] : []
}

export function groupOf(place: ConversationPlace): Group | undefined {
  return place.kind === 'group' ? new Group(place) : undefined
}

/** Everything a device has of a conversation, as an act says it. */
export function everythingSeen(
  heads: Iterable<readonly [PeerIdText, Pick<Seen, 'seq'>]>,
): Map<PeerIdText, number> {
  return new Map([...heads].map(([device, { seq }]) => [device, seq]))
}
