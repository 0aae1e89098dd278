// Says that something was read: one signed event that names a place in the chain of each device of others. Where others
// are not to know, one's own devices hear it in the notes to oneself.
import { type Place, readDraft } from '@parley/shared/events/body.ts'
import { deviceBytes } from '@parley/shared/events/device.ts'
import type { MessageId } from '@parley/shared/events/ids.ts'
import type { Chat } from './chat.ts'
import { MARKS_TOLD_MAX } from './constants.ts'
import { positionOf } from './messages.ts'
import type { Parts } from './parts.ts'
import { unreadIn } from './unread.ts'
import type { Composer } from './write.ts'

/** Nothing is written when all of it was read before. @throws Fault MESSAGE_UNKNOWN */
export async function markRead(parts: Parts, composer: Composer, chat: Chat, upTo: MessageId): Promise<void> {
  const { history, store, feed } = parts
  const position = positionOf(parts, upTo)
  const news = history.places
    .chains(chat.place)
    .filter(({ device }) => device.login !== chat.own.device.login)
    .map((chain) => ({ chain, seq: history.timeline.lastSeqUpTo(chain, position) }))
    .filter(({ chain, seq }) => seq > chat.readHere(chain.tag))
  if (news.length === 0) return
  const places = news.map(({ chain, seq }) => ({ device: deviceBytes(chain.device.peerId), seq }))
  const written = say(parts, composer, chat, places)
  // Joins the same group commit as the event.
  const kept = store.writer.write(() => {
    for (const { chain, seq } of news) {
      history.cursors.setRead(chain, chat.own.device, seq)
      chat.setRead(chain, chat.own.device.login, seq)
    }
  })
  await Promise.all([written, kept])
  feed.emit({
    kind: 'unread',
    conversation: chat.place.id,
    target: chat.target,
    unread: unreadIn(chat, history),
  })
}

function say({ history, chats }: Parts, composer: Composer, chat: Chat, places: readonly Place[]) {
  if (tellsReads(chat) && history.own.isOn('receipts')) return composer.write(chat, readDraft(places))
  const { login } = chat.own.device
  if (history.places.devicesOf(login).length < 2) return undefined
  return composer.write(chats.direct(login), readDraft(places, chat.place.name))
}

/** Each mark is an event on every disk: in a large room, and in one that was left, only this device keeps it. */
function tellsReads(chat: Chat): boolean {
  if (chat.place.kind === 'everyone') return false
  return chat.isMember(chat.own.device.login) && chat.others().length < MARKS_TOLD_MAX
}
