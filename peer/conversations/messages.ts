// Answers what the faces ask about messages, from the database. Never changes anything.
import { FOR_EVER } from '@parley/shared/events/choice.ts'
import { type MessageId, placeOf } from '@parley/shared/events/ids.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { ChainPlace } from '../history/places.ts'
import { BEGINNING, END, type Position, type TextRow } from '../history/timeline.ts'
import type { Chat } from './chat.ts'
import { MESSAGES_DEFAULT, MESSAGES_MAX } from './constants.ts'
import { lifetimeIn } from './lifetime.ts'
import { messageOf, textIn, type Unfolding } from './message.ts'
import type { Parts } from './parts.ts'
import type { Conversation, Message, MessageQuery } from './types.ts'
import { unreadIn } from './unread.ts'

type Here = Pick<Parts, 'history' | 'chats' | 'primitives' | 'choices' | 'rights'>

/** @throws Fault MESSAGE_UNKNOWN */
export function findMessage(parts: Here, id: MessageId, unfolding?: Unfolding): Message {
  const { chain, row } = find(parts, id)
  return asMessage(parts, parts.chats.of(chain.conversation), row, unfolding)
}

/** Where a message stands in the order of its conversation. @throws Fault MESSAGE_UNKNOWN */
export function positionOf(parts: Here, id: MessageId): Position {
  return find(parts, id).row
}

/** @throws Fault MESSAGE_UNKNOWN */
export function findMessages(parts: Here, query: MessageQuery): Message[] {
  const limit = Math.max(0, Math.min(query.limit ?? MESSAGES_DEFAULT, MESSAGES_MAX))
  const from = sincePosition(parts, query.since)
  const to = query.before === undefined ? END : positionOf(parts, query.before)
  const take = query.since === undefined ? 'last' : 'first'
  const unfolding = query.folded === 'open' ? 'open' : 'folded'
  const chats = query.target === undefined ? openChats(parts) : [parts.chats.to(query.target)]
  const found = chats.flatMap((chat) =>
    rowsBetween(parts, chat, from, to, { limit, take }, unfolding).map((row) => ({ chat, row })),
  )
  if (chats.length > 1) found.sort((a, b) => inOrder(a.row, b.row))
  const chosen = take === 'first' ? found.slice(0, limit) : found.slice(Math.max(0, found.length - limit))
  return chosen.map(({ chat, row }) => asMessage(parts, chat, row, unfolding))
}

/** People one has talked with and all rooms, the one with the newest message first, those without any last. */
export function listConversations(parts: Here): Conversation[] {
  return openChats(parts)
    .map((chat) => ({ chat, row: rowsBetween(parts, chat, BEGINNING, END, { limit: 1, take: 'last' })[0] }))
    .filter(({ chat, row }) => row !== undefined || chat.place.kind !== 'direct')
    .sort((a, b) => inOrder(b.row ?? BEGINNING, a.row ?? BEGINNING))
    .map(({ chat, row }) => ({
      id: chat.place.id,
      target: chat.target,
      newest: row === undefined ? undefined : asMessage(parts, chat, row),
      unread: unreadIn(chat, parts),
      ...lived(lifetimeIn(parts, chat)),
      ...quiet(parts, chat),
    }))
}

/** A group one was never brought into is none of one's conversations. */
function openChats({ chats }: Here): Chat[] {
  return chats.all().filter((chat) => chat.isOpen)
}

/** Rows that count: who was put out of a group says nothing more in it, who was blocked nothing between the two. */
function rowsBetween(
  { history, choices }: Here,
  chat: Chat,
  from: Position,
  to: Position,
  page: Page,
  unfolding: Unfolding = 'folded',
): TextRow[] {
  let rows = history.timeline.between(chat.place, from, to, page)
  const isShown = (login: Login) => unfolding === 'open' || !choices.silences(chat, login)
  const counting = (found: readonly TextRow[]) =>
    found.filter((row) => {
      const login = loginOf(history.places.chainOf(row.tag))
      return isShown(login) && chat.counts(row.peer, login, row)
    })
  if (chat.place.kind === 'everyone' || (chat.place.kind === 'direct' && isShown(chat.place.login)))
    return rows
  const kept = counting(rows)
  while (kept.length < page.limit && rows.length === page.limit) {
    const end = page.take === 'first' ? rows.at(-1) : rows[0]
    if (end === undefined) break
    rows =
      page.take === 'first'
        ? history.timeline.between(chat.place, end, to, page)
        : history.timeline.between(chat.place, from, end, page)
    if (page.take === 'first') kept.push(...counting(rows))
    else kept.unshift(...counting(rows))
  }
  return page.take === 'first' ? kept.slice(0, page.limit) : kept.slice(-page.limit)
}

interface Page {
  readonly limit: number
  readonly take: 'first' | 'last'
}

const quiet = ({ choices }: Here, { place }: Chat): Pick<Conversation, 'muted' | 'blocked'> => {
  const until = choices.mutedUntil(place.id)
  return {
    ...(until === undefined ? {} : { muted: until === FOR_EVER ? {} : { until } }),
    ...(place.kind === 'direct' && choices.isBlocked(place.login) ? { blocked: true } : {}),
  }
}

const lived = (lifetime: number) => (lifetime === 0 ? {} : { lifetime })

function sincePosition(parts: Here, since: MessageId | number | undefined): Position {
  if (since === undefined) return BEGINNING
  // Just before the first event that could have this time.
  if (typeof since === 'number') return { time: since, count: -1, peer: '' }
  return positionOf(parts, since)
}

export function find({ history }: Pick<Here, 'history'>, id: MessageId): { chain: ChainPlace; row: TextRow } {
  const { chain: tag, seq } = placeOf(id)
  const chain = history.places.chainOf(tag)
  const row = chain === undefined ? undefined : history.timeline.at(chain, seq)
  if (chain === undefined || row === undefined) throw new Fault('MESSAGE_UNKNOWN', { id })
  return { chain, row }
}

function asMessage(here: Here, chat: Chat, row: TextRow, unfolding?: Unfolding): Message {
  const event = {
    chain: row.tag,
    seq: row.seq,
    time: row.time,
    login: loginOf(here.history.places.chainOf(row.tag)),
    peerId: row.peer,
    content: textIn(row.body),
    gone: row.gone,
  }
  return messageOf(here, chat, event, unfolding)
}

function loginOf(chain: ChainPlace | undefined) {
  if (chain === undefined) throw new RangeError('a stored event without its chain')
  return chain.device.login
}

function inOrder(a: Position, b: Position): number {
  return a.time - b.time || a.count - b.count || (a.peer < b.peer ? -1 : a.peer > b.peer ? 1 : 0)
}
