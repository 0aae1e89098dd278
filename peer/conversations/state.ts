// Waits until a message has come as far as somebody wants it to.
import type { MessageId } from '@parley/shared/events/ids.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { findMessage } from './messages.ts'
import type { Parts } from './parts.ts'
import type { FeedEvent, Message, MessageState } from './types.ts'

/** From the first state to the last. */
const ORDER: readonly MessageState[] = ['stored', 'sent', 'delivered', 'read']

const reached = (state: MessageState, wanted: MessageState) => ORDER.indexOf(state) >= ORDER.indexOf(wanted)

/** @throws Fault MESSAGE_UNKNOWN; STATE_NOT_REACHED when `signal` aborts first */
export function awaitState(
  parts: Parts,
  id: MessageId,
  wanted: MessageState,
  signal: AbortSignal,
): Promise<Message> {
  return new Promise((resolve, reject) => {
    const message = findMessage(parts, id)
    if (reached(message.state, wanted)) return resolve(message)
    const concerns = (event: FeedEvent) =>
      event.kind === 'state' &&
      event.chain === message.chain &&
      event.from <= message.seq &&
      message.seq <= event.to &&
      reached(event.state, wanted)
    const settle = (finish: () => void) => {
      stop()
      signal.removeEventListener('abort', late)
      finish()
    }
    const late = () =>
      settle(() => {
        const { state } = findMessage(parts, id)
        if (reached(state, wanted)) resolve(findMessage(parts, id))
        else reject(new Fault('STATE_NOT_REACHED', { id, state, wanted }, { cause: signal.reason }))
      })
    const stop = parts.feed.listen((event) => {
      if (concerns(event)) settle(() => resolve(findMessage(parts, id)))
    })
    signal.addEventListener('abort', late)
    if (signal.aborted) late()
  })
}
