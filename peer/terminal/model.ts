// All the terminal program shows, as one value; and the pure steps from one such value to the next.
import type { Fault } from '@parley/shared/faults/fault.ts'
import { EVERYONE } from '@parley/shared/membership/name.ts'
import type {
  ConversationView,
  FeedLine,
  MessageState,
  MessageView,
  PersonView,
  StatusView,
} from '../api/schema.ts'
import { isFolded } from '../show/folds.ts'
import { NOTES_MAX, ROOM_MESSAGES_MAX } from './constants.ts'

/** Something the program itself says, among the messages of a conversation or on the first page. */
export interface Note {
  readonly id: number
  readonly time: number
  readonly tone: 'plain' | 'good' | 'bad'
  readonly text: string
}

export interface Room {
  readonly target: string
  /** Of the conversation, once the daemon has said it. Names of groups change, this does not. */
  readonly id: string | undefined
  /** Oldest first, without gaps. */
  readonly messages: readonly MessageView[]
  readonly notes: readonly Note[]
  readonly unread: number
  /** It may not disturb. */
  readonly muted: boolean
  /** The owner blocked the other person. */
  readonly blocked: boolean
  /** Whether the beginning of the conversation is among `messages`. */
  readonly complete: boolean
  readonly loaded: boolean
  readonly loading: boolean
  /** The first message that had not been read when the conversation was opened. */
  readonly newFrom: string | undefined
  /** ID of the message the next command is about. */
  readonly picked: string | undefined
  /** Those who are typing, each until that time. */
  readonly typing: ReadonlyMap<string, number>
  /** Lines scrolled up from the newest. */
  readonly scroll: number
}

export interface Model {
  readonly link: 'connecting' | 'live' | 'lost'
  /** Why the daemon cannot be reached, while it cannot. */
  readonly fault: Fault | undefined
  readonly status: StatusView | undefined
  readonly people: readonly PersonView[]
  readonly rooms: ReadonlyMap<string, Room>
  /** HOME or a target. */
  readonly current: string
}

/** The first page: help, notes, warnings. */
export const HOME = ''

export const START: Model = {
  link: 'connecting',
  fault: undefined,
  status: undefined,
  people: [],
  rooms: new Map([[HOME, emptyRoom(HOME)]]),
  current: HOME,
}

function emptyRoom(target: string): Room {
  return {
    target,
    id: undefined,
    messages: [],
    notes: [],
    unread: 0,
    muted: false,
    blocked: false,
    complete: target === HOME,
    loaded: target === HOME,
    loading: false,
    newFrom: undefined,
    picked: undefined,
    typing: new Map(),
    scroll: 0,
  }
}

export function roomOf(model: Model, target: string): Room {
  return model.rooms.get(target) ?? emptyRoom(target)
}

export function withRoom(model: Model, target: string, change: (room: Room) => Room): Model {
  const rooms = new Map(model.rooms)
  rooms.set(target, change(roomOf(model, target)))
  return { ...model, rooms }
}

/** Those one talks with first, then the others who are online, then the rest; each by login. */
export function contacts(model: Model): readonly PersonView[] {
  const rank = ({ login, online }: PersonView) => {
    if (roomOf(model, `@${login}`).blocked) return 3
    return model.rooms.has(`@${login}`) ? 0 : online ? 1 : 2
  }
  return model.people
    .filter(({ self, status }) => !self && status === 'active')
    .toSorted((a, b) => rank(a) - rank(b) || a.login.localeCompare(b.login))
}

/** A line of the list: a room, or a person. */
export interface Place {
  readonly target: string
  readonly person: PersonView | undefined
}

export const isRoom = (target: string): boolean => target.startsWith('#')

/** What can be opened, in the order of the list: the room of everyone, groups by name, people. */
export function places(model: Model): readonly Place[] {
  const everyone = `#${EVERYONE}`
  const rooms = [...model.rooms.keys()].filter(isRoom)
  return [
    ...rooms.filter((target) => target === everyone),
    ...rooms.filter((target) => target !== everyone).toSorted((a, b) => a.localeCompare(b)),
  ]
    .map((target): Place => ({ target, person: undefined }))
    .concat(contacts(model).map((person) => ({ target: `@${person.login}`, person })))
}

/** Messages that wait to be read, but for those that may not disturb. */
export function unreadIn(model: Model): number {
  return [...model.rooms.values()].reduce((sum, { unread, muted }) => sum + (muted ? 0 : unread), 0)
}

/** Adds messages in conversation order; those known already are replaced by what is newer. */
export function addMessages(room: Room, added: readonly MessageView[]): Room {
  if (added.length === 0) return room
  const known = new Map(room.messages.map((message) => [message.id, message]))
  const fresh: MessageView[] = []
  for (const message of added) {
    const old = known.get(message.id)
    if (old === undefined) fresh.push(message)
    else known.set(message.id, { ...message, state: further(old.state, message.state) })
  }
  const kept = room.messages.map((message) => known.get(message.id) ?? message)
  return { ...room, messages: merge(kept, fresh).slice(-ROOM_MESSAGES_MAX) }
}

/** Both are in order; what is new goes behind what is not later. */
function merge(kept: readonly MessageView[], fresh: readonly MessageView[]): readonly MessageView[] {
  const last = kept.at(-1)
  const first = fresh[0]
  if (last === undefined || first === undefined || last.time <= first.time) return [...kept, ...fresh]
  const all: MessageView[] = []
  let next = 0
  for (const message of kept) {
    for (let one = fresh[next]; one !== undefined && one.time < message.time; one = fresh[++next])
      all.push(one)
    all.push(message)
  }
  return [...all, ...fresh.slice(next)]
}

const ORDER: readonly MessageState[] = ['stored', 'sent', 'delivered', 'read']

const further = (a: MessageState, b: MessageState): MessageState =>
  ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b

/** What the feed says of states and counts; messages and refreshes are the session's business. */
export function applyEvent(model: Model, event: FeedLine): Model {
  switch (event.type) {
    case 'state':
      return model.rooms.has(event.target)
        ? withRoom(model, event.target, (room) => ({
            ...room,
            messages: room.messages.map((message) => raised(message, event)),
          }))
        : model
    case 'change':
      return model.rooms.has(event.message.target)
        ? withRoom(model, event.message.target, (room) => ({
            ...room,
            messages: room.messages.map((one) =>
              one.id === event.message.id
                ? { ...event.message, state: further(one.state, event.message.state) }
                : quoting(one, event.message),
            ),
          }))
        : model
    case 'vanish':
      return model.rooms.has(event.target)
        ? withRoom(model, event.target, (room) => ({
            ...room,
            picked: room.picked === event.id ? undefined : room.picked,
            messages: room.messages.filter(({ id }) => id !== event.id),
          }))
        : model
    case 'unread':
      return withRoom(model, event.target, (room) => ({ ...room, unread: event.unread }))
    default:
      return model
  }
}

/** What an answer quotes is the other message's words as they are now. */
function quoting(answer: MessageView, { id, from, text, deleted }: MessageView): MessageView {
  if (answer.replyTo?.id !== id) return answer
  return { ...answer, replyTo: deleted === undefined ? { id, from, text } : { id, from } }
}

/** The next message up (-1) or down (1) from the one that is picked; past the newest none is. */
export function pick(room: Room, step: 1 | -1): Room {
  const at = room.messages.findIndex(({ id }) => id === room.picked)
  if (at === -1 && step === 1) return room
  let next = at === -1 ? room.messages.length - 1 : at + step
  // What is folded away is stepped over.
  for (let one = room.messages[next]; one !== undefined && isFolded(one); one = room.messages[next])
    next += step
  if (next < 0) return room
  return { ...room, picked: room.messages[next]?.id }
}

/** The message a command is about: the one that is picked, or the newest that fits. */
export function meant(room: Room, fits: (message: MessageView) => boolean): MessageView | undefined {
  if (room.picked !== undefined) return room.messages.find(({ id }) => id === room.picked)
  const there = room.messages.filter(({ deleted }) => deleted === undefined)
  return there.findLast(fits) ?? there.at(-1)
}

/** @param until ms since 1970; what is over by `now` is forgotten */
export function withTyping(room: Room, from: string, until: number, now: number): Room {
  const others = [...room.typing].filter(([login, end]) => login !== from && end > now)
  return { ...room, typing: new Map(until > now ? [...others, [from, until]] : others) }
}

function raised(message: MessageView, event: Extract<FeedLine, { type: 'state' }>): MessageView {
  // An id is `<chain>-<number>`.
  if (!message.own || !message.id.startsWith(`${event.chain}-`)) return message
  const seq = Number(message.id.slice(event.chain.length + 1))
  if (!(seq >= event.from && seq <= event.to)) return message
  const state = further(message.state, event.state)
  return state === message.state ? message : { ...message, state }
}

/** From the name a room has here to the one it has now. */
export function renamed(model: Model, list: readonly ConversationView[]): ReadonlyMap<string, string> {
  const names = new Map(list.map(({ id, target }) => [id, target]))
  return new Map(
    [...model.rooms.values()].flatMap(({ id, target }) => {
      const name = id === undefined ? undefined : names.get(id)
      return name === undefined || name === target ? [] : [[target, name]]
    }),
  )
}

/** Conversations the daemon knows, as it lists them: rooms under the names they have now, and no others but the open one. */
export function withConversations(
  model: Model,
  list: readonly ConversationView[],
  names = renamed(model, list),
): Model {
  const listed = new Set(list.map(({ target }) => target))
  const isKept = (target: string) => !isRoom(target) || listed.has(target) || target === model.current
  const kept = [...model.rooms].filter(([target]) => !names.has(target) && isKept(target))
  const moved = [...names].map(([from, target]) => [target, { ...roomOf(model, from), target }] as const)
  return list.reduce<Model>(
    (next, { id, target, unread, muted, blocked = false }) =>
      withRoom(next, target, (room) => ({ ...room, id, unread, muted: muted !== undefined, blocked })),
    { ...model, rooms: new Map([...kept, ...moved]), current: names.get(model.current) ?? model.current },
  )
}

/** What the owner decided: rooms that are not named are neither muted nor blocked. */
export function withPeace(
  model: Model,
  { blocked, muted }: { readonly blocked: readonly string[]; readonly muted: readonly string[] },
): Model {
  const rooms = new Map(
    [...model.rooms].map(([target, room]) => [
      target,
      { ...room, muted: muted.includes(target), blocked: blocked.includes(target) },
    ]),
  )
  return [...blocked, ...muted].reduce<Model>(
    (next, target) =>
      withRoom(next, target, (room) => ({
        ...room,
        muted: muted.includes(target),
        blocked: blocked.includes(target),
      })),
    { ...model, rooms },
  )
}

export function withNote(model: Model, target: string, note: Note): Model {
  return withRoom(model, target, (room) => ({ ...room, notes: [...room.notes, note].slice(-NOTES_MAX) }))
}
