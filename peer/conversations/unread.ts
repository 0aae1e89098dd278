// How many messages of others in a conversation have not been read here.
import type { History } from '../history/history.ts'
import type { Chat } from './chat.ts'

export function unreadIn(chat: Chat, { places, timeline }: History): number {
  return places
    .chains(chat.place)
    .filter((chain) => chain.device.login !== chat.own.device.login)
    .reduce((sum, chain) => sum + timeline.countAfter(chain, chat.readHere(chain.tag)), 0)
}
