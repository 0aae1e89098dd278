// A stored text as the faces see it.

import { readBody } from '@parley/shared/events/body.ts'
import { type ChainTag, messageIdOf } from '@parley/shared/events/ids.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Chat } from './chat.ts'
import type { Message } from './types.ts'

export interface TextEvent {
  readonly chain: ChainTag
  readonly seq: number
  readonly time: number
  readonly login: Login
  readonly peerId: PeerIdText
  readonly text: string
}

export function messageOf(chat: Chat, event: TextEvent): Message {
  return {
    id: messageIdOf(event.chain, event.seq),
    conversation: chat.place.id,
    target: chat.target,
    from: event.login,
    device: event.peerId,
    own: event.login === chat.own.device.login,
    time: event.time,
    text: event.text,
    state: chat.stateOf(event.chain, event.seq),
    verified: true,
    chain: event.chain,
    seq: event.seq,
  }
}

/** Of an event of kind text, which was read once before it was stored. */
export function textIn(body: Uint8Array): string {
  const content = readBody({ kind: KIND.text, body })
  return content?.kind === KIND.text ? content.text : ''
}
