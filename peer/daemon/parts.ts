// Fills the local API with what the daemon has: each entry is one call of the part that owns it.
import { textDraft } from '@parley/shared/events/body.ts'
import { messageId } from '@parley/shared/events/ids.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { ApiParts } from '../api/parts.ts'
import type { FeedLine } from '../api/schema.ts'
import { parseTarget } from '../api/target.ts'
import type { Conversations } from '../conversations/types.ts'
import { dialAddress } from './address.ts'
import { conversationView, feedLine, messageQuery, messageView } from './messages.ts'
import { peopleView, whoisView } from './people.ts'
import { type StatusParts, statusView } from './status.ts'

export interface DaemonParts extends StatusParts {
  readonly conversations: Conversations
  readonly log: Log
}

export function apiParts(parts: DaemonParts): ApiParts {
  const { peer, conversations, log, now } = parts
  return {
    log,
    status: () => statusView(parts),
    people: () => peopleView(peer.directory),
    whois: (login, signal) => named(login, whoisView(peer, login, now(), signal)),
    async connect(address, signal) {
      const session = await peer.node.sessions.connect(dialAddress(address), signal)
      return { login: session.cert.login, peerId: session.peerId, address: session.remoteAddress }
    },
    conversations: () => conversations.list().map(conversationView),
    async send(target, texts) {
      const to = parseTarget(target)
      // All are looked at before the first is sent: a batch is taken whole or not at all.
      for (const text of texts) textDraft(text)
      // Begun in order and not waited for one by one: they share a commit.
      const sent = Promise.all(texts.map((text) => conversations.send(to, text)))
      return (await named(to.login, sent)).map(messageView)
    },
    messages: (query) => conversations.messages(messageQuery(query)).map(messageView),
    awaitState: async (id, state, signal) =>
      messageView(await conversations.awaitState(messageId(id), state, signal)),
    markRead: (target, upTo) => conversations.markRead(parseTarget(target), messageId(upTo)),
    onEvent: (listener) => listenToAll(parts, listener),
  }
}

/** The directory's refusal crossed a wire as a code: whom it was about is known here. */
async function named<T>(login: string, asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'PERSON_UNKNOWN') throw error
    throw new Fault('PERSON_UNKNOWN', { login }, { cause: error })
  }
}

function listenToAll({ peer, conversations }: DaemonParts, listener: (event: FeedLine) => void): () => void {
  const people = () => listener({ type: 'people' })
  const endings = [
    conversations.onEvent((event) => listener(feedLine(event))),
    peer.directory.onChange(people),
    peer.trust.onChange(() => listener({ type: 'status' })),
  ]
  return () => {
    for (const end of endings) end()
  }
}
