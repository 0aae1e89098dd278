// Tells the feed what new events did to messages that were here before, once it is durable.
import type { MessageId } from '@parley/shared/events/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Applied } from './apply.ts'
import type { Chat } from './chat.ts'
import { lifetimeIn } from './lifetime.ts'
import { findMessage } from './messages.ts'
import type { Parts } from './parts.ts'
import { unreadIn } from './unread.ts'

/** Messages are as if they had never been: nobody waits for them to be read. */
export function tellVanished(
  parts: Pick<Parts, 'history' | 'primitives' | 'choices' | 'rights' | 'feed'>,
  chat: Chat,
  gone: readonly MessageId[],
): void {
  const { feed } = parts
  if (feed.silent || gone.length === 0) return
  const about = { conversation: chat.place.id, target: chat.target }
  for (const id of gone) feed.emit({ kind: 'vanish', ...about, id })
  if (chat.isOpen) feed.emit({ kind: 'unread', ...about, unread: unreadIn(chat, parts) })
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
  const { place, target } = chat
  const about = { conversation: place.id, target }
  if (applied.unread && chat.isOpen) feed.emit({ kind: 'unread', ...about, unread: unreadIn(chat, parts) })
  if (applied.lifetime) feed.emit({ kind: 'lifetime', ...about, seconds: lifetimeIn(parts, chat), by })
}
