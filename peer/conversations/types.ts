// What the faces see of conversations: messages, what is asked about them, and the feed of what happens.
// Holds shapes only; no rule and no I/O.
import type { ChainTag, ConversationId, MessageId } from '@parley/shared/events/ids.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'

/** Whom a message is for. Rooms and groups become further kinds. */
export type Target = { readonly kind: 'direct'; readonly login: Login }

/**
 * How far a message has come. One's own: `stored` on this disk, `sent` into a live session, `delivered` on the
 * disk of at least one device of the recipient, `read` by the recipient. Another's: `delivered` or `read` here.
 */
export type MessageState = 'stored' | 'sent' | 'delivered' | 'read'

export interface Message {
  readonly id: MessageId
  readonly conversation: ConversationId
  readonly target: Target
  /** Author; proven by the certificate the event names. */
  readonly from: Login
  readonly device: PeerIdText
  readonly own: boolean
  /** The author's hybrid logical clock, milliseconds since 1970. */
  readonly time: number
  /** Exactly what was written. It comes from another person: show it through shared/text/visible. */
  readonly text: string
  readonly state: MessageState
  /** Only events whose covering signature was checked are ever stored. */
  readonly verified: true
  readonly chain: ChainTag
  readonly seq: number
}

export interface Conversation {
  readonly id: ConversationId
  readonly target: Target
  readonly newest: Message | undefined
  readonly unread: number
}

export interface MessageQuery {
  /** All conversations when left out. */
  readonly target?: Target
  /** Only what comes after this message in conversation order, or from this time (ms since 1970) on. */
  readonly since?: MessageId | number
  /** Only what comes before this message in conversation order. */
  readonly before?: MessageId
  /** At most that many: the oldest ones with `since`, otherwise the newest. Default and bound in constants. */
  readonly limit?: number
}

export type FeedEvent =
  /** A message is on this disk: one's own (`stored`) or another's (`delivered`). */
  | { readonly kind: 'message'; readonly message: Message }
  /** Messages `from`..`to` (seq, both included) of a chain of one's own have come to `state`. */
  | {
      readonly kind: 'state'
      readonly conversation: ConversationId
      readonly target: Target
      readonly chain: ChainTag
      readonly from: number
      readonly to: number
      readonly state: MessageState
    }
  /** What others wrote has been read here. */
  | {
      readonly kind: 'unread'
      readonly conversation: ConversationId
      readonly target: Target
      readonly unread: number
    }
  /** A device of the recipient does not take what this device sends; it will be tried again. */
  | {
      readonly kind: 'refused'
      readonly conversation: ConversationId
      readonly target: Target
      readonly device: PeerIdText
      readonly code: FaultCode
    }
  /** A device signed two different events with one number: somebody has its key, or it lies. Both are kept. */
  | {
      readonly kind: 'equivocation'
      readonly conversation: ConversationId
      readonly target: Target
      readonly from: Login
      readonly device: PeerIdText
      readonly seq: number
    }

export interface Conversations {
  /**
   * Resolves when the message is on disk. `text`: 1 byte to TEXT_BYTES_MAX of well-formed Unicode.
   * @throws Fault TEXT_EMPTY, TEXT_TOO_LONG, TEXT_NOT_UNICODE, PERSON_UNKNOWN, DISK_FULL
   */
  send(target: Target, text: string): Promise<Message>
  /** In conversation order, oldest first. @throws Fault MESSAGE_UNKNOWN */
  messages(query: MessageQuery): Message[]
  /** @throws Fault MESSAGE_UNKNOWN */
  message(id: MessageId): Message
  /** Those that have an event, the one with the newest message first. */
  list(): Conversation[]
  /** Tells the other side that everything up to this message, in conversation order, was read. */
  markRead(target: Target, upTo: MessageId): Promise<void>
  /**
   * The lines of an evidence file (docs/EVIDENCE.md), read from disk as they are asked for.
   * @throws Fault PERSON_UNKNOWN, EVENT_CERTIFICATE_PERIOD when this device's certificate does not hold now
   */
  evidence(target: Target): Iterable<string>
  /** Listeners are called in order, after the disk has it. @returns a function that ends it */
  onEvent(listener: (event: FeedEvent) => void): () => void
  /**
   * Resolves once the message has come to `state` or further.
   * @throws Fault MESSAGE_UNKNOWN; STATE_NOT_REACHED when `signal` aborts
   */
  awaitState(id: MessageId, state: MessageState, signal: AbortSignal): Promise<Message>
  /** Writes what waits and stops delivering. */
  stop(): Promise<void>
}
