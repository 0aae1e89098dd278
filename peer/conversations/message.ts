// A stored text as the faces see it: with what was said about it, and what it answers.
import { readBody, type TextContent } from '@parley/shared/events/body.ts'
import { chainTagOf } from '@parley/shared/events/hash.ts'
import { type ChainTag, messageIdOf } from '@parley/shared/events/ids.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { mentionsIn } from '@parley/shared/text/mentions.ts'
import type { MessagePlace } from '../history/remarks.ts'
import { GONE, type Gone } from '../history/words.ts'
import type { Chat } from './chat.ts'
import { QUOTE_LENGTH } from './constants.ts'
import type { Parts } from './parts.ts'
import { type Remarked, remarked, type Said } from './remarked.ts'
import type { Message, Quote } from './types.ts'

export interface TextEvent {
  readonly chain: ChainTag
  readonly seq: number
  readonly time: number
  readonly login: Login
  readonly peerId: PeerIdText
  /** Undefined when its words are gone. */
  readonly content: TextContent | undefined
  readonly gone: Gone | null
}

type Here = Pick<Parts, 'history' | 'primitives' | 'choices' | 'rights'>

/** `folded`: without the words of people the owner blocked, and of what was hidden. */
export type Unfolding = 'folded' | 'open'

export function messageOf(
  here: Here,
  chat: Chat,
  event: TextEvent,
  unfolding: Unfolding = 'folded',
): Message {
  const { chain: tag, seq, content } = event
  const become = remarked(event.login, saidAbout(here, chat, { tag, seq }))
  const isDeleted = become.deleted !== undefined
  const fold = foldOf(here, event.login, become)
  const isShut = unfolding === 'folded' && (fold.blocked === true || fold.hidden !== undefined)
  const text = isDeleted || isShut ? '' : (become.text ?? content?.text ?? '')
  return {
    id: messageIdOf(tag, seq),
    conversation: chat.place.id,
    target: chat.target,
    from: event.login,
    device: event.peerId,
    own: event.login === chat.own.device.login,
    time: event.time,
    text,
    state: chat.stateOf(tag, seq),
    verified: true,
    chain: tag,
    seq,
    ...(content?.reply === undefined || isDeleted || isShut
      ? {}
      : { replyTo: quoteOf(here, chat, content.reply) }),
    ...looks(isShut ? { ...become, reactions: [] } : become),
    ...fold,
    ...(event.gone === GONE.missing && !isDeleted ? { missing: true } : {}),
    ...(text.includes('@') ? mentioned(text) : {}),
    ...(content?.lifetime === undefined ? {} : { expires: event.time + content.lifetime * 1000 }),
  }
}

/** Why a face shows a line instead of its words. */
function foldOf({ choices }: Here, author: Login, { hidden, deleted }: Remarked): Fold {
  if (deleted !== undefined) return {}
  return {
    ...(choices.isBlocked(author) ? { blocked: true } : {}),
    ...(hidden === undefined ? {} : { hidden }),
  }
}

/** Whether those whose word counts there have folded it away. */
export function isHidden(here: Here, chat: Chat, author: Login, place: MessagePlace): boolean {
  return remarked(author, saidAbout(here, chat, place)).hidden !== undefined
}

type Fold = Pick<Message, 'blocked' | 'hidden'>

/** The content of an event of kind text, which was read once before it was stored; undefined when it is gone. */
export function textIn(body: Uint8Array): TextContent | undefined {
  const content = body.length === 0 ? undefined : readBody({ kind: KIND.text, body })
  return content?.kind === KIND.text ? content : undefined
}

/** What was said about a message by those whose word counts there. */
function saidAbout({ history, choices, rights }: Here, chat: Chat, about: MessagePlace): Said[] {
  return history.remarks.of(about).flatMap(({ kind, body, ...said }): Said[] => {
    if (!chat.counts(said.peer, said.login, said)) return []
    const remark = body.length === 0 ? undefined : readBody({ kind, body })
    switch (remark?.kind) {
      case KIND.hide:
        return rights.mayHide(chat, { ...said, seen: remark.seen }) ? [{ remark, ...said }] : []
      case KIND.reaction:
        return choices.isBlocked(said.login) ? [] : [{ remark, ...said }]
      case KIND.edit:
      case KIND.deletion:
      case KIND.pin:
        return [{ remark, ...said }]
      default:
        return []
    }
  })
}

function looks({ reactions, edited, deleted, pinned }: Remarked): Partial<Message> {
  return {
    ...(reactions.length === 0 ? {} : { reactions }),
    ...(edited === undefined ? {} : { edited }),
    ...(deleted === undefined ? {} : { deleted }),
    ...(pinned === undefined ? {} : { pinned }),
  }
}

function mentioned(text: string): Partial<Message> {
  const mentions = mentionsIn(text)
  return mentions.length === 0 ? {} : { mentions }
}

function quoteOf(here: Here, chat: Chat, to: { readonly device: Uint8Array; readonly seq: number }): Quote {
  const { history, primitives } = here
  const tag = chainTagOf(chat.place.name, to.device, primitives)
  const id = messageIdOf(tag, to.seq)
  const chain = history.places.chainOf(tag)
  const row = chain === undefined ? undefined : history.timeline.at(chain, to.seq)
  if (chain === undefined || row === undefined) return { id }
  const from = chain.device.login
  const become = remarked(from, saidAbout(here, chat, { tag, seq: to.seq }))
  const words = become.text ?? textIn(row.body)?.text
  const fold = foldOf(here, from, become)
  const isShut = become.deleted !== undefined || fold.blocked === true || fold.hidden !== undefined
  return isShut || words === undefined ? { id, from } : { id, from, text: beginningOf(words) }
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Never half a character. */
function beginningOf(text: string): string {
  if (text.length <= QUOTE_LENGTH) return text
  let end = 0
  for (const { index, segment } of graphemes.segment(text.slice(0, QUOTE_LENGTH * 2))) {
    if (index + segment.length > QUOTE_LENGTH) break
    end = index + segment.length
  }
  return `${text.slice(0, end)}…`
}
