// What the local API is made of: the daemon fills it in. The API itself only translates HTTP.
import type { Log } from '@parley/shared/host/log.ts'
import type { OwnDevices } from '../enrol/own-devices.ts'
import type { BlockRequest, MuteRequest, PeaceView, ReportedView, ReportView } from './peace-schema.ts'
import type { RetentionRequest, RetentionView } from './retention-schema.ts'
import type {
  ConnectedView,
  ConversationView,
  DraftView,
  FeedLine,
  GroupRequest,
  GroupView,
  HabitsRequest,
  HabitsView,
  MailboxRequest,
  MessageState,
  MessagesQuery,
  MessageView,
  PersonView,
  RenewedView,
  StatusView,
  WhoisView,
} from './schema.ts'
import type { HitsView, SearchQuery } from './search-schema.ts'

export interface ApiParts {
  readonly log: Log
  status(): StatusView
  /** Whether this device holds things for others, until it ends. */
  setMailbox(request: MailboxRequest): void
  people(): readonly PersonView[]
  /** @throws Fault when nobody has that login */
  whois(login: string, signal: AbortSignal): Promise<WhoisView>
  connect(address: string, signal: AbortSignal): Promise<ConnectedView>
  /** Asks the authority for the next certificate of this device. */
  renew(): Promise<RenewedView>
  /** The owner's devices, asked of the authority. */
  readonly devices: OwnDevices
  conversations(): readonly ConversationView[]
  /** Each is on disk when this returns. */
  send(target: string, texts: readonly string[]): Promise<readonly MessageView[]>
  /** The answer is on disk when this returns. */
  reply(id: string, text: string): Promise<MessageView>
  react(id: string, reaction: string, on: boolean): Promise<MessageView>
  edit(id: string, text: string): Promise<MessageView>
  delete(id: string): Promise<MessageView>
  pin(id: string, on: boolean): Promise<MessageView>
  pinned(target: string): readonly MessageView[]
  /** @param seconds 0: texts stay */
  setLifetime(target: string, seconds: number): Promise<void>
  /** The owner is typing there: others are told, at a pace. */
  typing(target: string): void
  drafts(): readonly DraftView[]
  /** An empty text forgets it. */
  keepDraft(target: string, text: string): Promise<void>
  habits(): HabitsView
  setHabits(habits: HabitsRequest): Promise<HabitsView>
  /** @throws Fault PERSON_UNKNOWN when there is nothing, and nobody of that login */
  messages(query: MessagesQuery): Promise<readonly MessageView[]>
  /** @throws Fault STATE_NOT_REACHED when `signal` aborts first */
  awaitState(id: string, state: MessageState, signal: AbortSignal): Promise<MessageView>
  markRead(target: string, upTo: string): Promise<void>
  /** @throws Fault SEARCH_*, PERSON_UNKNOWN when there is nothing, and nobody of that login */
  search(query: SearchQuery): Promise<HitsView>
  readonly retention: {
    rules(): RetentionView
    /** @returns the rules as they are then. @throws Fault RETENTION_MALFORMED, PERSON_UNKNOWN */
    set(request: RetentionRequest): Promise<RetentionView>
  }
  /** The lines of an evidence file, each with its newline. */
  evidence(target: string): Iterable<string>
  /** Whom the owner does not want to hear, what is muted, reported and hidden. */
  readonly peace: {
    decided(): PeaceView
    /** @throws Fault BLOCK_SELF, PERSON_UNKNOWN */
    block(request: BlockRequest): Promise<void>
    /** @throws Fault MUTE_PAST, PERSON_UNKNOWN, ROOM_UNKNOWN */
    mute(request: MuteRequest): Promise<void>
    /** @throws Fault MESSAGE_*, REPORT_*, REASON_MALFORMED */
    report(id: string, reason: string): Promise<ReportedView>
    /** @throws Fault REPORTS_NOT_MODERATOR */
    reports(): readonly ReportView[]
    /** @throws Fault MESSAGE_*, HIDE_FORBIDDEN, REASON_MALFORMED */
    hide(id: string, on: boolean, reason: string): Promise<MessageView>
  }
  /** Rooms whose members are chosen. */
  readonly groups: {
    list(): readonly GroupView[]
    /** @throws Fault ROOM_UNKNOWN, ROOM_NOT_A_GROUP */
    show(target: string): GroupView
    /** On disk when it returns. @throws Fault GROUP_*, ROOM_*, PERSON_UNKNOWN */
    act(request: GroupRequest): Promise<GroupView>
  }
  /** @returns a function that ends it */
  onEvent(listener: (event: FeedLine) => void): () => void
}
