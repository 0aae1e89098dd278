// How many messages of others in a conversation have not been read here, of those that are shown: not those of people one does
// not want to hear, nor what was deleted or hidden, nor what somebody said who was put out.
import type { ChainPlace } from '../history/places.ts'
import type { Chat } from './chat.ts'
import { UNREAD_JUDGED_MAX } from './constants.ts'
import { isHidden } from './message.ts'
import type { Parts } from './parts.ts'

type Here = Pick<Parts, 'history' | 'primitives' | 'choices' | 'rights'>

export function unreadIn(chat: Chat, here: Here): number {
  return here.history.places
    .chains(chat.place)
    .filter(({ device }) => device.login !== chat.own.device.login && !here.choices.isBlocked(device.login))
    .reduce((sum, chain) => sum + waiting(here, chat, chain), 0)
}

function waiting(here: Here, chat: Chat, chain: ChainPlace): number {
  const { timeline, remarks } = here.history
  const { peerId, login } = chain.device
  const read = chat.readHere(chain.tag)
  const all = timeline.countAfter(chain, read)
  if (all === 0) return 0
  const hidden = new Set(
    remarks
      .everHidden(chain, read, UNREAD_JUDGED_MAX)
      .filter((seq) => isHidden(here, chat, login, { tag: chain.tag, seq })),
  )
  if (chat.group === undefined || chat.group.countsThroughout(peerId, login)) return all - hidden.size
  return timeline
    .textsAfter(chain, read, UNREAD_JUDGED_MAX)
    .filter((text) => !hidden.has(text.seq) && chat.counts(peerId, login, text)).length
}
