// What the faces see of peace: whom the owner blocked, what is muted, what was reported. Shapes only.
import type { ConversationId, MessageId } from '@parley/shared/events/ids.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Message, Target } from '../conversations/types.ts'

export interface Muted {
  /** Undefined while this device does not know the conversation. */
  readonly target: Target | undefined
  readonly conversation: ConversationId
  /** Ms since 1970; undefined for ever. */
  readonly until: number | undefined
}

/** What somebody reported. All of it comes from other people: show it through shared/text/visible. */
export interface Report {
  /** The event that brought it. */
  readonly id: MessageId
  /** Who reported it, and when by their clock. */
  readonly by: Login
  readonly time: number
  /** Empty when none was given. */
  readonly reason: string
  readonly said: Reported | Unproved
}

/** Proved by its author's signature and certificate, whatever the reporter says. */
export interface Reported {
  readonly verified: true
  readonly message: MessageId
  readonly author: Login
  readonly device: PeerIdText
  readonly time: number
  readonly text: string
  /** Its newest words, where it was edited, and when. */
  readonly edited?: { readonly text: string; readonly time: number }
  /** Where it was said. `room` is there for a room this device knows. */
  readonly where: { readonly kind: 'everyone' | 'direct' | 'group'; readonly room?: string }
}

export interface Unproved {
  readonly verified: false
  /** Why it is not believed. */
  readonly code: FaultCode
}

export interface Peace {
  /** Follows to one's own other devices; the other person is not told. @throws Fault BLOCK_SELF, PERSON_UNKNOWN, CHOICES_TOO_MANY */
  block(login: Login): Promise<void>
  unblock(login: Login): Promise<void>
  /** @param until ms since 1970; undefined for ever. @throws Fault MUTE_PAST, ROOM_UNKNOWN, PERSON_UNKNOWN, CHOICES_TOO_MANY */
  mute(target: Target, until: number | undefined): Promise<void>
  unmute(target: Target): Promise<void>
  /** By login. */
  blocked(): readonly Login[]
  muted(): readonly Muted[]
  /**
   * Brings a message, with what proves it, to those who keep order in the realm; its author is not told.
   * @returns whom it goes to
   * @throws Fault MESSAGE_UNKNOWN, MESSAGE_GONE, REPORT_OWN, REPORT_NO_MODERATOR, REASON_MALFORMED
   */
  report(id: MessageId, reason: string): Promise<readonly Login[]>
  /** The newest first. @throws Fault REPORTS_NOT_MODERATOR */
  reports(): readonly Report[]
  /** Folds a message away for all, or shows it again. @throws Fault MESSAGE_UNKNOWN, MESSAGE_GONE, HIDE_FORBIDDEN, REASON_MALFORMED */
  hide(id: MessageId, on: boolean, reason: string): Promise<Message>
}
