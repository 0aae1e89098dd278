// Which acts of a group count. The same acts give the same answer on every device, in whatever order they came. No I/O.
//
// An act counts when its author was allowed to do it
//   1. in the group as they had seen it, and
//   2. also if they had known who put them out, or took rights from them, side by side with it: a removal beats what the
//      removed did meanwhile, also their own removals.
// What counts thus hangs on acts before it and on acts beside it. They are decided one after the other, each once all it hangs
// on are decided. Two who remove each other hang on one another: of acts in such a circle, and of those alone, that of higher
// rank goes first, then that of the more senior author, then the earlier one.
import type { PeerIdText } from '../identity/ids.ts'
import type { Login } from '../identity/login.ts'
import { type Act, type ActPlace, comparePlaces, saw, sideBySide } from './act.ts'
import { ACTS_MAX, MEMBERS_MAX } from './constants.ts'
import { may } from './may.ts'
import { memberOf, NOBODY, outranks, type Roster, rosterOf, type Story, storiesOf, tell } from './roster.ts'

export interface Resolution {
  readonly roster: Roster
  /** The acts that count, in the one order of all devices. */
  readonly counting: readonly Act[]
  /** What they did to each person. */
  readonly stories: ReadonlyMap<Login, Story>
}

/** @param acts of one group: each once, with everything its author had seen */
export function resolve(acts: readonly Act[]): Resolution {
  const ordered = acts.toSorted(comparePlaces).slice(0, ACTS_MAX)
  const create = ordered.find(({ deed, seq }) => deed.kind === 'create' && seq === 1)
  if (create === undefined) return { roster: NOBODY, counting: [], stories: new Map() }
  const decisions = new Decisions(create, ordered)
  decisions.run()
  const counting = decisions.counting.toSorted(comparePlaces)
  return { roster: rosterOf(counting), counting, stories: storiesOf(counting) }
}

/**
 * Whether what `author` said counts: they were in as far as they knew, and nobody had put them out before seeing it. Whoever is
 * brought in again counts from what they say knowing so.
 */
export function wasIn(
  { counting, stories }: Pick<Resolution, 'counting' | 'stories'>,
  author: Login,
  said: ActPlace & Pick<Act, 'seen'>,
): boolean {
  const known = (act: Act) => saw(said, act) || (removes(act, author) && !saw(act, said))
  // Somebody may be left out for want of room: then it hangs on everybody. Otherwise on what was done to them alone.
  if (stories.size > MEMBERS_MAX) return rosterOf(counting.filter(known)).members.has(author)
  const story = stories.get(author)
  if (story === undefined) return false
  const { in: came, out } = story
  return (
    memberOf({ ...story, in: came.filter(({ act }) => known(act)), out: out.filter(known) }) !== undefined
  )
}

class Decisions {
  readonly #counting: Act[] = []
  /** What those did, in the order they were decided in. */
  readonly #stories = new Map<Login, Story>()
  /** Of each device the newest act that counts: who has seen these has seen all. */
  readonly #newest = new Map<PeerIdText, Act>()
  readonly #strikes = new Map<Login, Act[]>()
  /** In order: what an act has seen stands before it. */
  readonly #open: Act[]
  #roster: Roster | undefined

  constructor(create: Act, ordered: readonly Act[]) {
    this.#count(create)
    this.#open = ordered.filter((act) => act !== create)
    for (const act of this.#open) {
      const { deed } = act
      if (deed.kind !== 'remove' && deed.kind !== 'role') continue
      const known = this.#strikes.get(deed.login)
      if (known === undefined) this.#strikes.set(deed.login, [act])
      else known.push(act)
    }
  }

  get counting(): readonly Act[] {
    return this.#counting
  }

  run(): void {
    for (let act = this.#next(); act !== undefined; act = this.#next()) {
      this.#open.splice(this.#open.indexOf(act), 1)
      if (this.#holds(act)) this.#count(act)
    }
  }

  #holds(act: Act): boolean {
    const { author, deed } = act
    // Whoever is in may say so, and may go: that hangs on what was done to them alone, and there is one such act for each device.
    if (deed.kind === 'join' || deed.kind === 'leave')
      return wasIn({ counting: this.#counting, stories: this.#stories }, author, act)
    if (!may(author, deed, this.#knownTo(act))) return false
    const against = this.#against(act).filter((strike) => this.#counting.includes(strike))
    if (against.length === 0) return true
    const known = this.#counting.filter((other) => saw(act, other))
    return may(author, deed, rosterOf([...known, ...against]))
  }

  /** The act whose turn it is; undefined when none is left. */
  #next(): Act | undefined {
    const [start] = this.#open
    const free = this.#open.find((act, at) => this.#isFree(act, at))
    if (free !== undefined || start === undefined) return free
    const circle = this.#circle(this.#reachOf(start))
    const first = this.#open.filter((act) => circle.has(act) && ![...circle].some((other) => saw(act, other)))
    return first.reduce((best, act) => (this.#goesBefore(act, best) ? act : best))
  }

  #isFree(act: Act, at: number): boolean {
    if (this.#open.slice(0, at).some((other) => saw(act, other))) return false
    return !this.#against(act).some((strike) => this.#open.includes(strike))
  }

  /** Of acts that all hang on others: those that hang on one another and on nothing else. */
  #circle(around: ReadonlySet<Act>): ReadonlySet<Act> {
    const inner = [...around].map((act) => this.#reachOf(act)).find(({ size }) => size < around.size)
    return inner === undefined ? around : this.#circle(inner)
  }

  /** The open acts that one hangs on, directly or not. */
  #reachOf(start: Act): ReadonlySet<Act> {
    const reach = new Set(this.#hangsOn(start))
    for (const act of reach) for (const other of this.#hangsOn(act)) reach.add(other)
    return reach
  }

  #hangsOn(act: Act): readonly Act[] {
    const strikes = this.#against(act)
    return this.#open.filter((other) => saw(act, other) || strikes.includes(other))
  }

  /** Acts side by side with this one that would put its author out, or down. */
  #against(act: Act): readonly Act[] {
    return (this.#strikes.get(act.author) ?? []).filter((strike) => sideBySide(strike, act))
  }

  /** The group as the author had seen it. */
  #knownTo(act: Act): Roster {
    const sawAll = [...this.#newest.values()].every((other) => saw(act, other))
    if (!sawAll) return rosterOf(this.#counting.filter((other) => saw(act, other)))
    this.#roster ??= rosterOf(this.#counting)
    return this.#roster
  }

  #goesBefore(one: Act, other: Act): boolean {
    const a = this.#knownTo(one).members.get(one.author)
    const b = this.#knownTo(other).members.get(other.author)
    if (a === undefined || b === undefined) return a !== undefined
    if (a.role !== b.role) return outranks(a.role, b.role)
    return (comparePlaces(a.since, b.since) || comparePlaces(one, other)) < 0
  }

  #count(act: Act): void {
    this.#counting.push(act)
    tell(act, this.#stories)
    this.#roster = undefined
    const newest = this.#newest.get(act.device)
    if (newest === undefined || newest.seq < act.seq) this.#newest.set(act.device, act)
  }
}

const removes = ({ deed }: Act, login: Login) => deed.kind === 'remove' && deed.login === login
