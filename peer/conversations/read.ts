// Says that something was read: one signed event that names a place in the chain of each device of others. Where others
// are not to know, as people one blocked never are, one's own devices hear it in the notes to oneself.
import { type Place, readDraft } from '@parley/shared/events/body.ts'
import { deviceBytes } from '@parley/shared/events/device.ts'
import type { MessageId } from '@parley/shared/events/ids.ts'
import type { Chat } from './chat.ts'
import { MARKS_TOLD_MAX } from './constants.ts'
import { positionOf } from './messages.ts'
import type { Parts } from './parts.ts'
import { tellUnread } from './tell.ts'
import type { Composer } from './write.ts'

/** Nothing is written when all of it was read before. @throws Fault MESSAGE_UNKNOWN */
export async function markRead(parts: Parts, composer: Composer, chat: Chat, upTo: MessageId): Promise<void> {
  const { history, store, choices } = parts
  const position = positionOf(parts, upTo)
  const news = history.places
    .chains(chat.place)
    .filter(({ device }) => device.login !== chat.own.device.login)
    .map((chain) => ({ chain, seq: history.timeline.lastSeqUpTo(chain, position) }))
    .filter(({ chain, seq }) => seq > chat.readHere(chain.tag))
  if (news.length === 0) return
  const placesOf = (some: typeof news) =>
    some.map(({ chain, seq }) => ({ device: deviceBytes(chain.device.peerId), seq }))
  const isTold = ({ chain }: (typeof news)[number]) => tells && !choices.isBlocked(chain.device.login)
  const tells = tellsReads(chat) && history.own.isOn('receipts')
  const written = [
    tell(composer, chat, placesOf(news.filter(isTold))),
    note(parts, composer, chat, placesOf(news.filter((one) => !isTold(one)))),
  ]
  // Joins the same group commit as the event.
  const kept = store.writer.write(() => {
    for (const { chain, seq } of news) {
      history.cursors.setRead(chain, chat.own.device, seq)
      chat.setRead(chain, chat.own.device.login, seq)
    }
  })
  await Promise.all([...written, kept])
  tellUnread(parts, chat)
}

function tell(composer: Composer, chat: Chat, places: readonly Place[]) {
  return places.length === 0 ? undefined : composer.write(chat, readDraft(places))
}

/** For one's own devices, where there are others. */
function note({ history, chats }: Parts, composer: Composer, chat: Chat, places: readonly Place[]) {
  const { login } = chat.own.device
  if (places.length === 0 || history.places.devicesOf(login).length < 2) return undefined
  return composer.write(chats.direct(login), readDraft(places, chat.place.name))
}

/** Each mark is an event on every disk: in a large room, and in one that was left, only this device keeps it. */
function tellsReads(chat: Chat): boolean {
  if (chat.place.kind === 'everyone') return false
  return chat.isMember(chat.own.device.login) && chat.others().length < MARKS_TOLD_MAX
}
