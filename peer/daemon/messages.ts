// Conversations in the local API's shapes.
import { messageId } from '@parley/shared/events/ids.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import type { ConversationView, FeedLine, MessagesQuery, MessageView } from '../api/schema.ts'
import { formatTarget, parseTarget } from '../api/target.ts'
import type { Conversation, FeedEvent, Message, MessageQuery, Target, Trace } from '../conversations/types.ts'

export function messageView(message: Message): MessageView {
  const { id, conversation, target, from, own, device, time, text, state, verified } = message
  const { replyTo, reactions, edited, deleted, missing, pinned, mentions, expires, blocked, hidden } = message
  return {
    id,
    conversation,
    target: formatTarget(target),
    from,
    own,
    device,
    time: new Date(time).toISOString(),
    text,
    state,
    verified,
    ...(replyTo === undefined ? {} : { replyTo: { ...replyTo } }),
    ...(reactions === undefined
      ? {}
      : { reactions: reactions.map(({ reaction, from }) => ({ reaction, from: [...from] })) }),
    ...(edited === undefined ? {} : { edited: iso(edited) }),
    ...(deleted === undefined ? {} : { deleted: traceView(deleted) }),
    ...(missing === undefined ? {} : { missing }),
    ...(pinned === undefined ? {} : { pinned: traceView(pinned) }),
    ...(blocked === undefined ? {} : { blocked }),
    ...(hidden === undefined ? {} : { hidden: { ...traceView(hidden), reason: hidden.reason } }),
    ...(mentions === undefined ? {} : { mentions: [...mentions] }),
    ...(expires === undefined ? {} : { expires: iso(expires) }),
  }
}

const iso = (time: number) => new Date(time).toISOString()
const traceView = ({ by, time }: Trace) => ({ from: by, time: iso(time) })

export function conversationView(conversation: Conversation): ConversationView {
  const { id, target, unread, newest, lifetime, muted, blocked } = conversation
  return {
    id,
    target: formatTarget(target),
    unread,
    ...(lifetime === undefined ? {} : { lifetime }),
    ...(muted === undefined ? {} : { muted: muted.until === undefined ? {} : { until: iso(muted.until) } }),
    ...(blocked === undefined ? {} : { blocked }),
    ...(newest === undefined ? {} : { newest: messageView(newest) }),
  }
}

/** @throws Fault TARGET_MALFORMED, MESSAGE_ID_MALFORMED ... */
export function messageQuery({
  target,
  sinceId,
  sinceTime,
  before,
  limit,
  folded,
}: MessagesQuery): MessageQuery {
  return {
    ...(target === undefined ? {} : { target: parseTarget(target) }),
    ...(sinceTime === undefined ? {} : { since: Date.parse(sinceTime) }),
    ...(sinceId === undefined ? {} : { since: messageId(sinceId) }),
    ...(before === undefined ? {} : { before: messageId(before) }),
    ...(limit === undefined ? {} : { limit }),
    ...(folded === undefined ? {} : { folded }),
  }
}

export function feedLine(event: FeedEvent): FeedLine {
  switch (event.kind) {
    case 'message':
      return { type: 'message', message: messageView(event.message) }
    case 'state': {
      const { chain, from, to, state } = event
      return { type: 'state', target: formatTarget(event.target), chain, from, to, state }
    }
    case 'change':
      return { type: 'change', message: messageView(event.message) }
    case 'vanish':
      return { type: 'vanish', target: formatTarget(event.target), id: event.id }
    case 'lifetime':
      return { type: 'lifetime', target: formatTarget(event.target), seconds: event.seconds, by: event.by }
    case 'typing': {
      const { target, from, milliseconds } = event
      return { type: 'typing', target: formatTarget(target), from, milliseconds }
    }
    case 'unread':
      return { type: 'unread', target: formatTarget(event.target), unread: event.unread }
    case 'peace':
      return { type: 'peace' }
    case 'draft':
      return { type: 'draft', target: event.target, text: event.text }
    case 'report':
      return { type: 'report', from: event.from }
    case 'catching-up':
      return { type: 'status' }
    case 'company':
      return { type: 'room', target: formatTarget(event.target) }
    case 'refused':
      return warning(event, event.code, { peer: event.device })
    case 'equivocation':
      return warning(event, 'EVENT_EQUIVOCATION', { device: event.device, seq: event.seq })
  }
}

function warning(
  { target }: { readonly target: Target },
  code: FaultCode,
  parameters: Record<string, string | number>,
): FeedLine {
  return { type: 'warning', target: formatTarget(target), code, parameters }
}
