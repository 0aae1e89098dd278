// Fills the local API with what the daemon has: each entry is one call of the part that owns it.
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { textDraft } from '@parley/shared/events/body.ts'
import { messageId } from '@parley/shared/events/ids.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import { tcpAddress } from '@parley/shared/host/net/tcp-address.ts'
import type { ApiParts } from '../api/parts.ts'
import type { FeedLine } from '../api/schema.ts'
import { formatTarget, parseTarget } from '../api/target.ts'
import type { Conversations } from '../conversations/types.ts'
import type { OwnDevices } from '../enrol/own-devices.ts'
import type { Mailbox } from '../mailbox/types.ts'
import type { PeerNode } from '../net/start.ts'
import { LOOKUP_MS } from './constants.ts'
import { groupParts } from './groups.ts'
import { aboutPerson, assertMayWrite } from './guards.ts'
import { conversationView, feedLine, messageQuery, messageView } from './messages.ts'
import { peaceParts } from './peace.ts'
import { peopleView, whoisView } from './people.ts'
import { retentionParts } from './retention.ts'
import { type SearchParts, searchView } from './search.ts'
import { type StatusParts, statusView } from './status.ts'

export interface DaemonParts extends StatusParts, SearchParts {
  readonly conversations: Conversations
  readonly mailbox: Mailbox
  readonly devices: OwnDevices
  readonly log: Log
}

export function apiParts(parts: DaemonParts): ApiParts {
  const { peer, papers, conversations, mailbox, devices, log, now } = parts
  return {
    log,
    devices,
    status: () => statusView(parts),
    setMailbox: ({ holding }) => mailbox.setHolding(holding),
    people: () => peopleView(peer.directory),
    whois: (login, signal) => aboutPerson(parts, login, () => whoisView(peer, login, now(), signal)),
    async connect(address, signal) {
      const target = multiaddr(tcpAddress(address))
      assertOther(peer, target)
      const session = await peer.node.sessions.connect(target, signal)
      return { login: session.cert.login, peerId: session.peerId, address: session.remoteAddress }
    },
    async renew() {
      const { login, peerId, serial, notAfter } = await papers.renewNow()
      return { login, peerId, serial, notAfter: notAfter.toISOString() }
    },
    conversations: () => conversations.list().map(conversationView),
    async send(target, texts) {
      const to = parseTarget(target)
      assertMayWrite(papers)
      // All are looked at before the first is sent: a batch is taken whole or not at all.
      for (const text of texts) textDraft(text)
      // Begun in order and not waited for one by one: they share a commit.
      const send = () => Promise.all(texts.map((text) => conversations.send(to, text)))
      return (await (to.kind === 'direct' ? aboutPerson(parts, to.login, send) : send())).map(messageView)
    },
    async reply(id, text) {
      assertMayWrite(papers)
      return messageView(await conversations.reply(messageId(id), text))
    },
    async react(id, reaction, on) {
      assertMayWrite(papers)
      return messageView(await conversations.react(messageId(id), reaction, on))
    },
    async edit(id, text) {
      assertMayWrite(papers)
      return messageView(await conversations.edit(messageId(id), text))
    },
    async delete(id) {
      assertMayWrite(papers)
      return messageView(await conversations.delete(messageId(id)))
    },
    async pin(id, on) {
      assertMayWrite(papers)
      return messageView(await conversations.pin(messageId(id), on))
    },
    pinned: (target) => conversations.pinned(parseTarget(target)).map(messageView),
    typing: (target) => conversations.typing(parseTarget(target)),
    drafts: () => conversations.drafts(),
    keepDraft: (target, text) => conversations.keepDraft(formatTarget(parseTarget(target)), text),
    habits: () => conversations.habits(),
    setHabits: ({ receipts, typing }) =>
      conversations.setHabits({
        ...(receipts === undefined ? {} : { receipts }),
        ...(typing === undefined ? {} : { typing }),
      }),
    async setLifetime(target, seconds) {
      assertMayWrite(papers)
      await conversations.setLifetime(parseTarget(target), seconds)
    },
    async messages(query) {
      const found = conversations.messages(messageQuery(query))
      if (found.length === 0 && query.target !== undefined) await assertKnown(parts, query.target)
      return found.map(messageView)
    },
    awaitState: async (id, state, signal) =>
      messageView(await conversations.awaitState(messageId(id), state, signal)),
    markRead: (target, upTo) => conversations.markRead(parseTarget(target), messageId(upTo)),
    retention: retentionParts(conversations, (target) => assertKnown(parts, target)),
    async search(query) {
      const found = searchView(parts, query)
      // Nothing of somebody who is there, or a login mistyped.
      if (found.hits.length === 0)
        for (const about of [query.in, query.from && `@${query.from.replace(/^@/, '')}`])
          if (about?.startsWith('@')) await assertKnown(parts, about)
      return found
    },
    evidence: (target) => conversations.evidence(parseTarget(target)),
    groups: groupParts(parts),
    peace: peaceParts(parts),
    onEvent: (listener) => listenToAll(parts, listener),
  }
}

/** Nothing was said with somebody who is there, or there is nobody of that login. @throws Fault PERSON_UNKNOWN */
async function assertKnown(parts: DaemonParts, target: string): Promise<void> {
  const { directory } = parts.peer
  const whom = parseTarget(target)
  if (whom.kind === 'room') return
  const { login } = whom
  if (directory.person(login) !== undefined) return
  await aboutPerson(parts, login, () => directory.lookup(login, AbortSignal.timeout(LOOKUP_MS)))
}

/** @throws Fault SESSION_SELF */
function assertOther({ node }: PeerNode, target: Multiaddr): void {
  const typed = target.toString()
  const isOwn = node.addresses.some((own) => own === typed || own.replace(/\/p2p\/[^/]+$/, '') === typed)
  if (isOwn || typed.endsWith(`/p2p/${node.peerId}`)) throw new Fault('SESSION_SELF', { address: typed })
}

function listenToAll(
  { peer, papers, conversations }: DaemonParts,
  listener: (event: FeedLine) => void,
): () => void {
  const people = () => listener({ type: 'people' })
  const endings = [
    conversations.onEvent((event) => listener(feedLine(event))),
    peer.directory.onChange(people),
    peer.trust.onChange(() => listener({ type: 'status' })),
    papers.onChange(() => listener({ type: 'status' })),
  ]
  return () => {
    for (const end of endings) end()
  }
}
