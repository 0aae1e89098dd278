// Tells the feed what new events did to messages that were here before, once it is durable.
import type { MessageId } from '@parley/shared/events/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Applied } from './apply.ts'
import type { Chat } from './chat.ts'
import { lifetimeIn } from './lifetime.ts'
import { findMessage } from './messages.ts'
import type { Parts } from './parts.ts'
import { unreadIn } from './unread.ts'

type Here = Pick<Parts, 'history' | 'primitives' | 'choices' | 'rights' | 'feed'>

/** How many messages wait to be read in a conversation may be another number than before. */
export function tellUnread(parts: Here, chat: Chat): void {
  const { place, target } = chat
  parts.feed.emit({ kind: 'unread', conversation: place.id, target, unread: unreadIn(chat, parts) })
}

/** Messages are as if they had never been: nobody waits for them to be read. */
export function tellVanished(parts: Here, chat: Chat, gone: readonly MessageId[]): void {
  const { feed } = parts
  if (feed.silent || gone.length === 0) return
  const { place, target } = chat
  for (const id of gone) feed.emit({ kind: 'vanish', conversation: place.id, target, id })
  if (chat.isOpen) tellUnread(parts, chat)
}

/**
 * @param by whose events they were
 * @param fresh messages that were told as new ones already
 */
export function tellApplied(
  parts: Parts,
  chat: Chat,
  by: Login,
  applied: Applied,
  fresh: ReadonlySet<MessageId> = new Set(),
): void {
  const { feed, expiry, choices } = parts
  if (applied.wiped) expiry.settleSoon()
  if (applied.scheduled) expiry.look()
  if (feed.silent) return
  if (applied.choices) feed.emit({ kind: 'peace' })
  for (const { target, text } of applied.drafts) feed.emit({ kind: 'draft', target, text })
  if (applied.reported) feed.emit({ kind: 'report', from: by })
  for (const id of applied.changed) {
    if (fresh.has(id) || applied.vanished.has(id)) continue
    const message = findMessage(parts, id)
    if (!choices.silences(chat, message.from)) feed.emit({ kind: 'change', message })
  }
  if (applied.unread && chat.isOpen) tellUnread(parts, chat)
  if (!applied.lifetime) return
  const { place, target } = chat
  feed.emit({ kind: 'lifetime', conversation: place.id, target, seconds: lifetimeIn(parts, chat), by })
}
