// Who is in a group, and as what: the state that acts which all count add up to. Judges no act.
import type { Login } from '../identity/login.ts'
import { type Act, comparePlaces, type GroupRole, saw } from './act.ts'
import { MEMBERS_MAX } from './constants.ts'

export interface Member {
  readonly login: Login
  readonly role: GroupRole
  /** Whether they said yes; the creator did. */
  readonly joined: boolean
  /** The act that brought them in. */
  readonly since: Act
}

export interface Roster {
  readonly name: string
  /** By seniority. */
  readonly members: ReadonlyMap<Login, Member>
}

export const NOBODY: Roster = { name: '', members: new Map() }

/**
 * What acts that all count add up to, whatever order they are given in.
 * - Somebody is in when an act brought them in whose author had seen every act that put them out: of a removal and an
 *   invitation side by side the removal wins.
 * - Of two roles given side by side the lower one counts; otherwise the last one.
 * - Of two names the last one by the clock.
 * - When no owner is left, the most senior admin is one, or else the most senior member: a group is never without.
 */
export function rosterOf(acts: readonly Act[]): Roster {
  const ordered = acts.toSorted(comparePlaces)
  const members = [...storiesOf(ordered).values()]
    .map(memberOf)
    .filter((member) => member !== undefined)
    .sort((a, b) => comparePlaces(a.since, b.since))
    .slice(0, MEMBERS_MAX)
  const named = ordered.findLast(({ deed }) => deed.kind === 'create' || deed.kind === 'rename')?.deed
  const name = named?.kind === 'create' || named?.kind === 'rename' ? named.name : ''
  return { name, members: new Map(withOwner(members).map((member) => [member.login, member])) }
}

/** What happened to one person, each list in order. */
export interface Story {
  readonly login: Login
  readonly in: { readonly act: Act; readonly role: GroupRole }[]
  readonly out: Act[]
  readonly joined: Act[]
  readonly roles: { readonly act: Act; readonly role: GroupRole }[]
}

/** @param acts in order */
export function storiesOf(acts: readonly Act[]): ReadonlyMap<Login, Story> {
  const stories = new Map<Login, Story>()
  for (const act of acts) tell(act, stories)
  return stories
}

/** Adds one act to what happened to each person. */
export function tell(act: Act, stories: Map<Login, Story>): void {
  const of = (login: Login): Story => {
    const story = stories.get(login) ?? { login, in: [], out: [], joined: [], roles: [] }
    stories.set(login, story)
    return story
  }
  const { deed, author } = act
  switch (deed.kind) {
    case 'create':
      of(author).in.push({ act, role: 'owner' })
      of(author).joined.push(act)
      for (const { login, role } of deed.added) if (login !== author) of(login).in.push({ act, role })
      break
    case 'invite':
      of(deed.login).in.push({ act, role: deed.role })
      break
    case 'join':
      of(author).joined.push(act)
      break
    case 'leave':
      of(author).out.push(act)
      break
    case 'remove':
      of(deed.login).out.push(act)
      break
    case 'role':
      of(deed.login).roles.push({ act, role: deed.role })
      break
    case 'rename':
      break
  }
}

/** Undefined: they are not in. */
export function memberOf({ login, in: came, out, joined, roles }: Story): Member | undefined {
  const entry = came.find(({ act }) => out.every((end) => saw(act, end)))
  if (entry === undefined) return undefined
  const since = entry.act
  const given = roles.filter(({ act }) => saw(act, since))
  const last = given.filter(({ act }) => !given.some((later) => saw(later.act, act)))
  const role = last.map((one) => one.role).reduce<GroupRole | undefined>(lower, undefined) ?? entry.role
  return { login, role, joined: joined.some((act) => act === since || saw(act, since)), since }
}

const RANK: Readonly<Record<GroupRole, number>> = { owner: 2, admin: 1, member: 0 }

export function outranks(one: GroupRole, other: GroupRole): boolean {
  return RANK[one] > RANK[other]
}

function lower(one: GroupRole | undefined, other: GroupRole): GroupRole {
  return one === undefined || outranks(one, other) ? other : one
}

/** @param members by seniority */
function withOwner(members: readonly Member[]): readonly Member[] {
  if (members.some(({ role }) => role === 'owner')) return members
  const heir = members.find(({ role }) => role === 'admin') ?? members[0]
  return members.map((member) => (member === heir ? { ...member, role: 'owner' as const } : member))
}
