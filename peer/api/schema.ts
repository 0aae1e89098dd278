// The JSON of the local API, for the daemon and for every face. Shapes and sizes only; meaning has its own places.

import { z } from 'zod'
import { BATCH_MESSAGES_MAX, DRAFT_LENGTH_MAX, GROUP_MEMBERS_MAX, PAGE_MESSAGES_MAX } from './constants.ts'

const time = z.iso.datetime()
const short = z.string().max(1024)

export const messageState = z.enum(['stored', 'sent', 'delivered', 'read'])
export type MessageState = z.infer<typeof messageState>

const trace = z.object({ from: short, time })

/** One message as `parley read --json` prints it. */
export const messageView = z.object({
  id: short,
  conversation: short,
  /** As typed to open the conversation: `@login` of the other side. */
  target: short,
  /** Login of the author. */
  from: short,
  /** Whether the owner of this peer wrote it. */
  own: z.boolean(),
  /** Peer ID of the author's device. */
  device: short,
  /** When the author wrote it, by the author's clock. */
  time,
  text: z.string(),
  state: messageState,
  verified: z.boolean(),
  /** The message it answers: its author and first words are there when they are here. */
  replyTo: z.object({ id: short, from: short.optional(), text: z.string().optional() }).optional(),
  /** Each mark with the logins it is of. */
  reactions: z.array(z.object({ reaction: short, from: z.array(short) })).optional(),
  /** When its author last changed it. */
  edited: time.optional(),
  /** Who deleted it and when: then `text` is empty. */
  deleted: trace.optional(),
  /** Its words have not come. */
  missing: z.literal(true).optional(),
  pinned: trace.optional(),
  /** The owner blocked its author: `text` is empty, unless it was asked for. */
  blocked: z.literal(true).optional(),
  /** Who hid it there, when and why: `text` is empty, unless it was asked for. */
  hidden: trace.extend({ reason: z.string().max(1024) }).optional(),
  /** Logins its text calls by @login. */
  mentions: z.array(short).optional(),
  /** When it disappears. */
  expires: time.optional(),
})
export type MessageView = z.infer<typeof messageView>

const deviceView = z.object({
  peerId: short,
  name: short,
  online: z.boolean(),
  addresses: z.array(short),
})

export const personView = z.object({
  login: short,
  /** First and last name where the directory has them, the login otherwise. */
  name: short,
  role: short,
  status: short,
  online: z.boolean(),
  /** Whether it is the owner of this device. */
  self: z.boolean(),
  devices: z.array(deviceView),
})
export type PersonView = z.infer<typeof personView>

export const conversationView = z.object({
  id: short,
  target: short,
  unread: z.int().nonnegative(),
  /** Seconds texts written there now live; not there when they stay. */
  lifetime: z.int().positive().optional(),
  /** It may not disturb; without `until` for ever. */
  muted: z.object({ until: time.optional() }).optional(),
  /** The owner blocked the other person. */
  blocked: z.literal(true).optional(),
  newest: messageView.optional(),
})
export type ConversationView = z.infer<typeof conversationView>

export const statusView = z.object({
  version: short,
  login: short,
  peerId: short,
  realm: short,
  startedAt: time,
  network: z.object({ listen: z.array(short), sessions: z.int() }),
  directory: z.object({ state: z.enum(['reachable', 'unreachable', 'off']), since: time.optional() }),
  mdns: z.object({ state: z.enum(['on', 'off']) }),
  dht: z.object({ state: z.enum(['on', 'off']), peers: z.int() }),
  /** What is held here for others who are away; `off`: nothing more is taken. */
  mailbox: z.object({
    state: z.enum(['on', 'off']),
    parcels: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
    devices: z.int().nonnegative(),
  }),
  /** Messages and the like that others have and this device has not: they are on their way. */
  catchingUp: z.object({ missing: z.int().nonnegative() }),
  certificate: z.object({
    /** `replaced`: void, and the next one is being asked for. */
    state: z.enum(['valid', 'due', 'expired', 'early', 'suspended', 'revoked', 'replaced']),
    /** Since when it is on the revocation list, and why (RFC 5280). */
    since: time.optional(),
    reason: short.optional(),
    role: short,
    serial: short,
    notBefore: time,
    notAfter: time,
    renewableUntil: time,
    /** Only while it is being renewed, or could not be. */
    renewal: z
      .object({
        state: z.enum(['asking', 'failed']),
        code: short.optional(),
        parameters: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
        at: time.optional(),
      })
      .optional(),
  }),
  revocationList: z.object({
    state: z.enum(['fresh', 'stale', 'early', 'missing']),
    number: short.optional(),
    thisUpdate: time.optional(),
    nextUpdate: time.optional(),
    ageSeconds: z.int().optional(),
  }),
})
export type StatusView = z.infer<typeof statusView>

/** Whether this device holds things for others, until its daemon ends. */
export const mailboxRequest = z.strictObject({ holding: z.boolean() })
export type MailboxRequest = z.infer<typeof mailboxRequest>

export const targetQuery = z.object({ target: short })

const certificateView = z.object({
  subject: short,
  issuer: short,
  serial: short,
  notBefore: time,
  notAfter: time,
  fingerprint: short,
  key: z.object({ kind: short, bits: z.int() }),
  signature: short,
  extensions: z.array(
    z.object({ oid: short, name: short, critical: z.boolean(), value: z.string().max(8192) }),
  ),
})

/** How a device's certificate came here and what was found when it was checked just now. */
export const whoisDevice = deviceView.extend({
  source: z.enum(['session', 'directory', 'own', 'none']),
  /** Device, issuing CA; the root last. Empty when no certificate is known. */
  chain: z.array(certificateView),
  checked: z.object({
    trusted: z.boolean(),
    /** The code of the fault when it is not trusted. */
    code: short.optional(),
    at: time,
    revocationList: short.optional(),
    rootFingerprint: short,
  }),
})
export type WhoisDevice = z.infer<typeof whoisDevice>

export const whoisView = personView.extend({ devices: z.array(whoisDevice) })
export type WhoisView = z.infer<typeof whoisView>

export const connectRequest = z.strictObject({ address: short })
export const connectedView = z.object({ login: short, peerId: short, address: short })
export type ConnectedView = z.infer<typeof connectedView>

/** As `parley renew --json` prints it. */
export const renewedView = z.object({ login: short, peerId: short, serial: short, notAfter: time })
export type RenewedView = z.infer<typeof renewedView>

export const sendRequest = z.strictObject({
  target: short,
  texts: z.array(z.string()).min(1).max(BATCH_MESSAGES_MAX),
})
/** What is said about one message. */
export const replyRequest = z.strictObject({ text: z.string() })
export const editRequest = z.strictObject({ text: z.string() })
export const reactionRequest = z.strictObject({ reaction: short, on: z.boolean() })
export const pinRequest = z.strictObject({ on: z.boolean() })
export const lifetimeRequest = z.strictObject({ target: short, seconds: z.int() })

/** What was begun and not sent, on whichever of the owner's devices. */
export const draftView = z.object({ target: short, text: z.string() })
export const draftRequest = z.strictObject({ target: short, text: z.string().max(DRAFT_LENGTH_MAX) })
export const draftsView = z.object({ drafts: z.array(draftView) })
export type DraftView = z.infer<typeof draftView>
export const typingRequest = z.strictObject({ target: short })

/** What this device tells others. */
export const habitsView = z.object({ receipts: z.boolean(), typing: z.boolean() })
export const habitsRequest = z.strictObject({
  receipts: z.boolean().optional(),
  typing: z.boolean().optional(),
})
export type HabitsView = z.infer<typeof habitsView>
export type HabitsRequest = z.infer<typeof habitsRequest>

export const messagesView = z.object({ messages: z.array(messageView) })

/** `since` and `before` leave out what they name. Without either: the newest `limit` messages. Always oldest first. */
export const messagesQuery = z.strictObject({
  target: short.optional(),
  sinceId: short.optional(),
  sinceTime: time.optional(),
  before: short.optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_MESSAGES_MAX).optional(),
  /** `open`: with the words of people the owner blocked, and of what was hidden. */
  folded: z.literal('open').optional(),
})
export type MessagesQuery = z.infer<typeof messagesQuery>

export const awaitQuery = z.strictObject({
  state: messageState,
  milliseconds: z.coerce.number().int().min(1),
})

/** A group as `parley group show --json` prints it. */
export const groupView = z.object({
  id: short,
  /** As typed to open it: `#name`. */
  target: short,
  name: short,
  /** The owner's own role; left out when not in it any more. */
  role: short.optional(),
  members: z.array(z.object({ login: short, role: short, joined: z.boolean() })),
})
export type GroupView = z.infer<typeof groupView>

export const groupsView = z.object({ groups: z.array(groupView) })

const groupRole = z.enum(['owner', 'admin', 'member'])

/** What is done to a group. */
export const groupRequest = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('create'), name: short, members: z.array(short).max(GROUP_MEMBERS_MAX) }),
  z.strictObject({ act: z.literal('add'), group: short, login: short, role: groupRole }),
  z.strictObject({ act: z.literal('remove'), group: short, login: short }),
  z.strictObject({ act: z.literal('leave'), group: short }),
  z.strictObject({ act: z.literal('role'), group: short, login: short, role: groupRole }),
  z.strictObject({ act: z.literal('rename'), group: short, name: short }),
])
export type GroupRequest = z.infer<typeof groupRequest>

export const readRequest = z.strictObject({ target: short, upTo: short })

/** One line of the feed. `alive` says only that the daemon is there. */
export const feedEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('alive') }),
  z.object({ type: z.literal('message'), message: messageView }),
  /** One's own messages `from`..`to` (numbers at the end of their ids) of `chain` (its beginning) came to `state`. */
  z.object({
    type: z.literal('state'),
    target: short,
    chain: short,
    from: z.int(),
    to: z.int(),
    state: messageState,
  }),
  /** A message that was told before looks like this now. */
  z.object({ type: z.literal('change'), message: messageView }),
  /** The time of a message was up: it is as if it had never been. */
  z.object({ type: z.literal('vanish'), target: short, id: short }),
  /** `by` said how long texts live there from now on; 0: they stay. */
  z.object({ type: z.literal('lifetime'), target: short, seconds: z.int().nonnegative(), by: short }),
  /** `from` is typing there: to be shown so long, unless it is said again or they write. */
  z.object({ type: z.literal('typing'), target: short, from: short, milliseconds: z.int().positive() }),
  z.object({ type: z.literal('unread'), target: short, unread: z.int() }),
  /** It may be others now who are in a room, or it has another name. */
  z.object({ type: z.literal('room'), target: short }),
  /** What is blocked or muted is not what it was: conversations and messages look otherwise. */
  z.object({ type: z.literal('peace') }),
  /** A line was begun, changed or given up (then empty) on another device of the owner. */
  z.object({ type: z.literal('draft'), target: short, text: z.string() }),
  /** `from` reported a message to the owner. */
  z.object({ type: z.literal('report'), from: short }),
  z.object({ type: z.literal('people') }),
  z.object({ type: z.literal('status') }),
  z.object({
    type: z.literal('warning'),
    target: short.optional(),
    code: short,
    parameters: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
])
export type FeedLine = z.infer<typeof feedEvent>

/** A fault on its way over the API: its code and parameters; words are chosen by the face. */
export const faultView = z.object({
  error: z.object({
    code: short,
    parameters: z.record(z.string(), z.union([z.string().max(4096), z.number()])).default({}),
  }),
})

/** <data>/api.json */
export const addressFile = z.object({ url: z.url().max(256), pid: z.int() })
