// How a conversation is named to a device that may not know it.
import type { Chat } from '../conversations/chat.ts'
import type { Subject } from './frames.ts'

export function subjectOf({ place, own }: Chat): Subject {
  switch (place.kind) {
    case 'direct':
      return { kind: 'direct', one: own.device.login, other: place.login }
    case 'everyone':
      return { kind: 'everyone' }
    case 'group':
      return { kind: 'group', creator: place.creator, nonce: place.nonce }
  }
}
