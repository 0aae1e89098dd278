// Tells how far messages of one's own have come, once for each step.
import type { Chat } from '../conversations/chat.ts'
import type { Parts } from '../conversations/parts.ts'

/** Which messages a state is of: those of the own chain. */
export function about(chat: Chat) {
  return { conversation: chat.place.id, target: chat.target, chain: chat.own.tag }
}

/** Own events from `from` to `to` have left this device, in a session or for a mailbox. */
export function tellSent({ feed }: Pick<Parts, 'feed'>, chat: Chat, from: number, to: number): void {
  const first = Math.max(from, chat.sent + 1, chat.delivered + 1)
  chat.setSent(to)
  if (first > to || feed.silent) return
  feed.emit({ kind: 'state', ...about(chat), from: first, to, state: 'sent' })
}
