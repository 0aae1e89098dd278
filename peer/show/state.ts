// How far a message has come: its word and its mark.
import type { Language } from '@parley/shared/text/define.ts'
import { sayIn } from '@parley/shared/text/define.ts'
import { peerWords } from '@parley/shared/text/peer.ts'
import type { MessageState } from '../api/schema.ts'

const STATES = {
  stored: 'stateStored',
  sent: 'stateSent',
  delivered: 'stateDelivered',
  read: 'stateRead',
} as const

export function stateWords(language: Language, state: MessageState): string {
  return sayIn(peerWords, language)(STATES[state])
}

/** The mark of one's own message, as in the terminal program. */
export const STATE_MARKS: Readonly<Record<MessageState, string>> = {
  stored: '○',
  sent: '●',
  delivered: '✓',
  read: '✓✓',
}
