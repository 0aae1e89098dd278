// Whose chains are meant, and where: a conversation and an author. It is part of every key and of every inside.
import { deviceBytes } from '../events/device.ts'
import type { PeerIdText } from '../identity/ids.ts'
import { counted, joined } from './bytes.ts'
import { KEY_BYTES } from './constants.ts'

export interface Place {
  /** The conversation's 32 bytes. */
  readonly conversation: Uint8Array
  readonly author: PeerIdText
  /** The conversation, then the author's multihash after a byte of length. Made once: base58 is slow. */
  readonly bytes: Uint8Array
}

/** @param conversation 32 bytes */
export function placeOf(conversation: Uint8Array, author: PeerIdText): Place {
  if (conversation.length !== KEY_BYTES) throw new RangeError('a conversation has 32 bytes')
  return { conversation, author, bytes: joined(conversation, counted(deviceBytes(author))) }
}
