// How many messages of others in a conversation have not been read here. Those of people one does not want to hear are not
// waited for.
import type { Chat } from './chat.ts'
import type { Parts } from './parts.ts'

export function unreadIn(chat: Chat, { history, choices }: Pick<Parts, 'history' | 'choices'>): number {
  const { places, timeline } = history
  return places
    .chains(chat.place)
    .filter(({ device }) => device.login !== chat.own.device.login && !choices.isBlocked(device.login))
    .reduce((sum, chain) => sum + timeline.countAfter(chain, chat.readHere(chain.tag)), 0)
}
