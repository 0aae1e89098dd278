// What the faces see of conversations: messages, what is asked about them, and the feed of what happens.
// Holds shapes only; no rule and no I/O.
import type { ChainTag, ConversationId, MessageId } from '@parley/shared/events/ids.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Groups } from '../groups/types.ts'
import type { PostOffice } from '../mailbox/types.ts'
import type { Peace } from '../peace/types.ts'

/** Whom a message is for: a person, or a room by what it is called on this device (`everyone`, or a group's name). */
export type Target =
  | { readonly kind: 'direct'; readonly login: Login }
  | { readonly kind: 'room'; readonly name: string }

/**
 * How far a message has come. One's own: `stored` on this disk, `sent` into a live session or a mailbox, `delivered` on the
 * disk of at least one device of the recipient, `read` by the recipient. Another's: `delivered` or `read` here.
 */
export type MessageState = 'stored' | 'sent' | 'delivered' | 'read'

/** Who did something to a message, and when by their clock (ms since 1970). */
export interface Trace {
  readonly by: Login
  readonly time: number
}

export interface Reaction {
  /** An emoji or a short word. It comes from another person: show it through shared/text/visible. */
  readonly reaction: string
  /** Those it is of, in the order they put it there. */
  readonly from: readonly Login[]
}

/** The message another one answers, as far as it is here. */
export interface Quote {
  readonly id: MessageId
  readonly from?: Login
  /** Its first words as they are now; not there when they are gone. */
  readonly text?: string
}

/** Who hid a message, when by their clock, and why; the reason may be empty, and comes from another person. */
export interface Hidden extends Trace {
  readonly reason: string
}

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
  /** Exactly what was written, in its newest wording; empty when its words are gone, or folded. It comes from another person: show it through shared/text/visible. */
  readonly text: string
  readonly state: MessageState
  /** Only events whose covering signature was checked are ever stored. */
  readonly verified: true
  readonly chain: ChainTag
  readonly seq: number
  readonly replyTo?: Quote
  readonly reactions?: readonly Reaction[]
  /** When its author last changed it, ms since 1970. */
  readonly edited?: number
  /** Its author deleted it: its words are gone. */
  readonly deleted?: Trace
  /** Its words never came; they do when a device that has them brings them. */
  readonly missing?: true
  readonly pinned?: Trace
  /** The owner blocked its author: its words are folded. */
  readonly blocked?: true
  /** Somebody who keeps order there hid it: its words are folded, and still on this disk. */
  readonly hidden?: Hidden
  /** Logins it calls by @login. */
  readonly mentions?: readonly Login[]
  /** When it disappears, ms since 1970. */
  readonly expires?: number
}

export interface Conversation {
  readonly id: ConversationId
  readonly target: Target
  readonly newest: Message | undefined
  readonly unread: number
  /** Seconds texts written there now live; not there when they stay. */
  readonly lifetime?: number
  /** It may not disturb; without `until` for ever. */
  readonly muted?: { readonly until?: number }
  /** The owner blocked the other person. */
  readonly blocked?: true
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
  /** `open`: with the words of people the owner blocked, and of what was hidden. */
  readonly folded?: 'open'
}

export type FeedEvent =
  /** A message is on this disk: one's own (`stored`) or another's (`delivered`). */
  | { readonly kind: 'message'; readonly message: Message }
  /** A message that was here looks otherwise: edited, deleted, reacted to, pinned. */
  | { readonly kind: 'change'; readonly message: Message }
  /** The time of a message was up: it is as if it had never been. */
  | {
      readonly kind: 'vanish'
      readonly conversation: ConversationId
      readonly target: Target
      readonly id: MessageId
    }
  /** Somebody said how long texts live there from now on; 0: they stay. */
  | {
      readonly kind: 'lifetime'
      readonly conversation: ConversationId
      readonly target: Target
      readonly seconds: number
      readonly by: Login
    }
  /** Somebody is typing; shown for so long unless it is said again or they write. */
  | {
      readonly kind: 'typing'
      readonly conversation: ConversationId
      readonly target: Target
      readonly from: Login
      readonly milliseconds: number
    }
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
  /** What others wrote has been read here, or is not to be read any more: it was deleted, hidden or shown again. */
  | {
      readonly kind: 'unread'
      readonly conversation: ConversationId
      readonly target: Target
      readonly unread: number
    }
  /** What the owner blocked or muted is not what it was: conversations and messages look otherwise. */
  | { readonly kind: 'peace' }
  /** A line was begun, changed or given up (then empty) on another device of the owner. `target` as people type it. */
  | { readonly kind: 'draft'; readonly target: string; readonly text: string }
  /** Somebody reported a message to the owner: ask `peace.reports`. */
  | { readonly kind: 'report'; readonly from: Login }
  /** How many events are still on their way from others has changed: ask `missing`. */
  | { readonly kind: 'catching-up'; readonly missing: number }
  /** It may be others now who are in a room, or it has another name. */
  | { readonly kind: 'company'; readonly conversation: ConversationId; readonly target: Target }
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

/** `forever`, or the days something is kept on this device. */
export type Keep = 'forever' | number

export interface RetentionRules {
  /** Where no rule of its own says otherwise. */
  readonly all: Keep
  readonly own: readonly { readonly target: Target; readonly keep: Keep }[]
}

export interface Habits {
  /** Others learn what was read here. */
  readonly receipts: boolean
  /** Others see when the owner is typing; who hides it does not see it of others. */
  readonly typing: boolean
}

export interface Conversations {
  /**
   * Resolves when the message is on disk. `text`: 1 byte to TEXT_BYTES_MAX of well-formed Unicode.
   * @throws Fault TEXT_EMPTY, TEXT_TOO_LONG, TEXT_NOT_UNICODE, PERSON_UNKNOWN, DISK_FULL
   */
  send(target: Target, text: string): Promise<Message>
  /** The same where the message it answers stands. @throws Fault MESSAGE_UNKNOWN, MESSAGE_GONE */
  reply(to: MessageId, text: string): Promise<Message>
  /**
   * Puts a mark on a message, or takes one's own off. Nothing is written when it is so already.
   * @throws Fault MESSAGE_UNKNOWN, MESSAGE_GONE, REACTION_MALFORMED, REMARKS_TOO_MANY
   */
  react(id: MessageId, mark: string, on: boolean): Promise<Message>
  /** @throws Fault MESSAGE_UNKNOWN, MESSAGE_GONE, MESSAGE_NOT_OWN, TEXT_*, REMARKS_TOO_MANY */
  edit(id: MessageId, text: string): Promise<Message>
  /** Its words go from every device that hears of it. @throws Fault MESSAGE_UNKNOWN, MESSAGE_NOT_OWN */
  delete(id: MessageId): Promise<Message>
  /** @throws Fault MESSAGE_UNKNOWN, MESSAGE_GONE, REMARKS_TOO_MANY */
  pin(id: MessageId, on: boolean): Promise<Message>
  /** In conversation order. */
  pinned(target: Target): Message[]
  /** Texts written there from now on live so many seconds; 0: they stay. @throws Fault LIFETIME_MALFORMED */
  setLifetime(target: Target, seconds: number): Promise<void>
  /** Tells those who are there that the owner is typing, unless that is switched off. */
  typing(target: Target): void
  /** What was begun and not sent, on whichever of the owner's devices. Targets as people type them. */
  drafts(): readonly { readonly target: string; readonly text: string }[]
  /** An empty text forgets it. */
  keepDraft(target: string, text: string): Promise<void>
  /** What this device tells others. */
  habits(): Habits
  setHabits(habits: Partial<Habits>): Promise<Habits>
  /** In conversation order, oldest first. @throws Fault MESSAGE_UNKNOWN */
  messages(query: MessageQuery): Message[]
  /** @throws Fault MESSAGE_UNKNOWN */
  message(id: MessageId): Message
  /** Those that have an event, the one with the newest message first. */
  list(): Conversation[]
  /** Tells the other side that everything up to this message, in conversation order, was read. */
  markRead(target: Target, upTo: MessageId): Promise<void>
  /** How long this device keeps what was said; nobody else is told. */
  readonly retention: {
    rules(): RetentionRules
    /**
     * For one conversation, or for all that have no rule of their own; `default`: no rule of its own any more. What is
     * too old goes at once, and from then on. @throws Fault RETENTION_MALFORMED
     */
    set(target: Target | undefined, keep: Keep | 'default'): Promise<void>
    /** Resolves when what is too old now is gone; it also happens by itself. */
    run(): Promise<void>
  }
  /**
   * The lines of an evidence file (docs/EVIDENCE.md), read from disk as they are asked for.
   * @throws Fault PERSON_UNKNOWN, EVENT_CERTIFICATE_PERIOD when this device's certificate does not hold now
   */
  evidence(target: Target): Iterable<string>
  readonly groups: Groups
  readonly peace: Peace
  /** Events others in session have of one's conversations, and this device has not yet. */
  missing(): number
  /** Listeners are called in order, after the disk has it. @returns a function that ends it */
  onEvent(listener: (event: FeedEvent) => void): () => void
  /**
   * Resolves once the message has come to `state` or further.
   * @throws Fault MESSAGE_UNKNOWN; STATE_NOT_REACHED when `signal` aborts
   */
  awaitState(id: MessageId, state: MessageState, signal: AbortSignal): Promise<Message>
  /** What goes to absent people by way of mailboxes, and comes from there. */
  readonly post: PostOffice
  /** Writes what waits and stops delivering. */
  stop(): Promise<void>
}
