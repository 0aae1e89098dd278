// Conversations as the faces know them: joins writing, receiving, reading and delivery over one database.
import { messageDraft, type Place, textDraft } from '@parley/shared/events/body.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import { lifetimeDraft } from '@parley/shared/events/remarks.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { Delivery } from '../delivery/delivery.ts'
import { groupsOf } from '../groups/groups.ts'
import { openHistory } from '../history/history.ts'
import { Choices } from '../peace/choices.ts'
import { peaceOf } from '../peace/peace.ts'
import { Rights } from '../peace/rights.ts'
import { Sealing } from '../sealing/sealing.ts'
import { storeFault } from '../store/faults.ts'
import { Sync } from '../sync/sync.ts'
import { BegunLines } from './begun.ts'
import { AuthorCertificates } from './certificates.ts'
import type { Chat } from './chat.ts'
import { Chats } from './chats.ts'
import { gatherEvidence } from './evidence.ts'
import { Expiry } from './expiry.ts'
import { Feed } from './feed.ts'
import { lifetimeIn } from './lifetime.ts'
import { messageOf } from './message.ts'
import { findMessage, findMessages, listConversations } from './messages.ts'
import type { ConversationsOptions, Parts } from './parts.ts'
import { postOf } from './post.ts'
import { markRead } from './read.ts'
import { Receiver } from './receive.ts'
import { Remarker } from './remark.ts'
import { Retention } from './retention.ts'
import { awaitState } from './state.ts'
import type { Conversations, Message, Target } from './types.ts'
import { TypingNotes } from './typing.ts'
import { Composer } from './write.ts'

/** Starts delivering at once: what was left undelivered goes out by itself. */
export async function startConversations(options: ConversationsOptions): Promise<Conversations> {
  const { store, own, log, primitives } = options
  const history = openHistory(store, primitives)
  const chats = new Chats(history, store, own)
  const feed = new Feed(log)
  const certificates = new AuthorCertificates({ ...options, history })
  const sealing = new Sealing({ random: Math.random, ...options, history, chats, certificates })
  const choices = new Choices({ history, store, own, now: options.now })
  const rights = new Rights({ history, store, trust: options.trust, primitives })
  const parts: Parts = {
    random: Math.random,
    ...options,
    history,
    chats,
    certificates,
    sealing,
    feed,
    expiry: new Expiry({ ...options, history, chats, feed, choices, rights }),
    choices,
    rights,
    begun: new BegunLines({ ...options, history, chats }),
  }
  const delivery = new Delivery(parts)
  const sync = new Sync(parts, (device) => delivery.courierTo(device))
  const composer = new Composer(parts, (chat, company) => {
    if (company === 'changed') companyChanged(chat)
    else delivery.bring(chat)
  })
  const receiver = new Receiver(parts, (chain, company) => {
    sync.grown(chain)
    if (company === 'changed') companyChanged(parts.chats.of(chain.conversation))
  })
  const remarker = new Remarker(parts, composer)
  parts.begun.begin(composer)
  await delivery.start(receiver, sync)
  sealing.begin((prekey) => {
    delivery.showPrekey()
    options.directory.show(prekey)
  })
  parts.expiry.look()
  const typing = new TypingNotes(parts)
  await typing.begin()
  const retention = new Retention(parts)
  retention.begin()
  const known = new Set<Login>()
  const habits = () => ({ receipts: history.own.isOn('receipts'), typing: history.own.isOn('typing') })

  function companyChanged(chat: Chat): void {
    delivery.companyChanged(chat)
    if (chat.isOpen) parts.feed.emit({ kind: 'company', conversation: chat.place.id, target: chat.target })
  }

  /** The first message to somebody waits until it is certain that there is such a person. */
  async function chatWith(login: Login): Promise<Chat> {
    const { directory, sessions, chats } = parts
    const met =
      known.has(login) ||
      history.places.devicesOf(login).length > 0 ||
      sessions.list().some(({ cert }) => cert.login === login && cert.role !== 'authority')
    if (!met) await directory.devicesOf(login)
    known.add(login)
    return chats.direct(login)
  }

  async function send(target: Target, text: string): Promise<Message> {
    textDraft(text)
    return say(await chatTo(target), text)
  }

  async function chatTo(target: Target): Promise<Chat> {
    return target.kind === 'direct' ? chatWith(target.login) : parts.chats.to(target)
  }

  async function say(chat: Chat, text: string, reply?: Place): Promise<Message> {
    const lifetime = lifetimeIn(parts, chat)
    const draft = messageDraft(text, { lifetime, ...(reply === undefined ? {} : { reply }) })
    const { header, content } = await composer.write(chat, draft)
    const { tag, device } = chat.own
    const { seq, time } = header
    const written = content?.kind === KIND.text ? content : undefined
    const message = messageOf(parts, chat, { ...device, chain: tag, seq, time, content: written, gone: null })
    if (!parts.feed.silent) parts.feed.emit({ kind: 'message', message })
    return message
  }

  /** @throws Fault DATA_DAMAGED instead of what SQLite says */
  function reading<Result>(question: () => Result): Result {
    try {
      return question()
    } catch (error) {
      throw storeFault(store.path, error)
    }
  }

  return {
    send,
    async reply(to, text) {
      textDraft(text)
      const { chat, reply } = remarker.answer(to)
      return say(chat, text, reply)
    },
    react: (id, mark, on) => remarker.react(id, mark, on),
    edit: (id, text) => remarker.edit(id, text),
    delete: (id) => remarker.delete(id),
    pin: (id, on) => remarker.pin(id, on),
    pinned: (target) => reading(() => remarker.pinned(chats.to(target))),
    async setLifetime(target, seconds) {
      lifetimeDraft(seconds)
      await remarker.setLifetime(await chatTo(target), seconds)
    },
    typing: (target) => typing.say(chats.to(target)),
    drafts: () => reading(() => parts.begun.list()),
    keepDraft: (target, text) => parts.begun.keep(target, text),
    habits,
    async setHabits(chosen) {
      await store.writer.write(() => {
        if (chosen.receipts !== undefined) history.own.setOn('receipts', chosen.receipts)
        if (chosen.typing !== undefined) history.own.setOn('typing', chosen.typing)
      })
      return habits()
    },
    messages: (query) => reading(() => findMessages(parts, query)),
    message: (id) => reading(() => findMessage(parts, id)),
    list: () => reading(() => listConversations(parts)),
    markRead: async (target, upTo) => markRead(parts, composer, parts.chats.to(target), upTo),
    evidence: (target) => gatherEvidence(parts, target),
    missing: () => sync.missing,
    groups: groupsOf(parts, composer, async (login) => void (await chatWith(login))),
    peace: peaceOf(parts, composer, chatTo),
    retention: {
      rules: () => reading(() => retention.rules()),
      set: (target, keep) => retention.set(target && parts.chats.to(target), keep),
      run: () => retention.run(),
    },
    onEvent: (listener) => parts.feed.listen(listener),
    post: postOf(parts, receiver, delivery),
    awaitState: (id, state, signal) => awaitState(parts, id, state, signal),
    async stop() {
      await parts.begun.stop()
      sync.stop()
      parts.expiry.stop()
      await retention.stop()
      await delivery.stop()
      sealing.stop()
      store.writer.flush()
    },
  }
}
