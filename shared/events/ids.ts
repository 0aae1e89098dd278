// Names of conversations and messages. Makes them from raw text; what they stand for is decided elsewhere.
import { Fault } from '../faults/fault.ts'
import type { Brand } from '../identity/brand.ts'

/** A conversation: 32 bytes as 64 lower-case hexadecimal digits. The same on every device. */
export type ConversationId = Brand<string, 'ConversationId'>
/** The chain one device writes in one conversation: 80 bits of a hash over both, 16 letters of base32. */
export type ChainTag = Brand<string, 'ChainTag'>
/** One event, the same on every device: `<chain tag>-<seq>`. */
export type MessageId = Brand<string, 'MessageId'>

const CONVERSATION = /^[0-9a-f]{64}$/
const MESSAGE = /^([a-z2-7]{16})-([1-9][0-9]{0,9})$/

/** @throws Fault CONVERSATION_ID_MALFORMED */
export function conversationId(raw: string): ConversationId {
  if (!CONVERSATION.test(raw)) throw new Fault('CONVERSATION_ID_MALFORMED', { value: raw.slice(0, 80) })
  return raw as ConversationId
}

/** @throws Fault MESSAGE_ID_MALFORMED */
export function messageId(raw: string): MessageId {
  if (!MESSAGE.test(raw)) throw new Fault('MESSAGE_ID_MALFORMED', { value: raw.slice(0, 80) })
  return raw as MessageId
}

export function messageIdOf(chain: ChainTag, seq: number): MessageId {
  return `${chain}-${seq}` as MessageId
}

/** The place a message ID names. */
export function placeOf(id: MessageId): { chain: ChainTag; seq: number } {
  const cut = id.indexOf('-')
  return { chain: id.slice(0, cut) as ChainTag, seq: Number(id.slice(cut + 1)) }
}

/** @param hash at least 10 bytes; its first 80 bits become the tag. */
export function chainTag(hash: Uint8Array): ChainTag {
  let tag = ''
  let bits = 0
  let held = 0
  for (const byte of hash.subarray(0, 10)) {
    held = (held << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) tag += BASE32.charAt((held >> (bits - 5)) & 31)
    held &= (1 << bits) - 1
  }
  return tag as ChainTag
}

/** RFC 4648 section 6, lower case. */
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
