// Lines that were begun and not sent, one for each conversation: kept here at once, and told to the owner's other devices in the
// notes to oneself when the owner pauses. The latest counts; the words of earlier ones go from every disk.
import { hex } from '@parley/shared/certificates/bytes.ts'
import { type DraftContent, draftDraft, readDraftLine, type Where } from '@parley/shared/events/choice.ts'
import { everyoneConversation } from '@parley/shared/events/hash.ts'
import { conversationId } from '@parley/shared/events/ids.ts'
import { typedLogin } from '@parley/shared/identity/login.ts'
import { EVERYONE } from '@parley/shared/membership/name.ts'
import type { KeptDraft } from '../history/own.ts'
import type { ChainPlace } from '../history/places.ts'
import { GONE } from '../history/words.ts'
import type { Chats } from './chats.ts'
import { DRAFT_PAUSE_MS } from './constants.ts'
import type { Parts } from './parts.ts'
import { inOrder } from './remarked.ts'
import { formatTarget } from './target.ts'
import type { Composer } from './write.ts'

type Here = Pick<Parts, 'history' | 'store' | 'own' | 'now' | 'primitives' | 'log'> & {
  readonly chats: Chats
}

interface Taken {
  /** Words were taken from the disk. */
  readonly wiped: boolean
  /** What is different here by it. */
  readonly draft?: KeptDraft
}

export class BegunLines {
  readonly #here: Here
  /** Those the other devices have not heard of: when the owner has paused. */
  readonly #untold = new Map<string, { readonly where: Where; readonly timer: NodeJS.Timeout }>()
  #composer: Composer | undefined

  constructor(here: Here) {
    this.#here = here
  }

  /** From now on others can be told. */
  begin(composer: Composer): void {
    this.#composer = composer
  }

  list(): readonly KeptDraft[] {
    return this.#here.history.own.drafts()
  }

  /** An empty text forgets it. @param target as people type it */
  async keep(target: string, text: string): Promise<void> {
    const { history, store, now } = this.#here
    await store.writer.write(() => {
      // What is typed here now is newer than whatever came, also from a clock that is ahead.
      const at = Math.max(now().getTime(), history.own.draftAt(target) + 1)
      history.own.keepDraft({ target, text }, at)
    })
    // A room may have another name by then.
    const where = this.#untold.get(target)?.where ?? this.#whereOf(target)
    this.#heard(target)
    if (where === undefined) return
    const timer = setTimeout(() => void this.#tell(target), DRAFT_PAUSE_MS)
    this.#untold.set(target, { where, timer })
  }

  /** What was not told yet is told now. */
  async stop(): Promise<void> {
    await Promise.all([...this.#untold.keys()].map((target) => this.#tell(target)))
  }

  /** A line that was begun on one of the owner's devices. Inside a group commit. */
  take(content: DraftContent, { device }: ChainPlace, time: number): Taken {
    const { history, own } = this.#here
    const wiped = this.#forgetEarlier(content)
    const target = this.#targetOf(content.where)
    if (target === undefined) return { wiped }
    const draft = { target, text: content.text }
    const isNews = history.own.keepDraft(draft, time)
    if (!isNews || device.peerId === own().peerId) return { wiped }
    // What comes from the other device is newer than what waits here to be told.
    this.#heard(target)
    return { wiped, draft }
  }

  /** Words that went on since are on no disk any more; of what comes late the same. @returns whether any went */
  #forgetEarlier({ where }: DraftContent): boolean {
    const { places, words } = this.#here.history
    const earlier = this.#said(where).slice(0, -1)
    for (const { tag, seq } of earlier) {
      const chain = places.chainOf(tag)
      if (chain !== undefined) words.wipe(chain, seq, GONE.deleted)
    }
    return earlier.length > 0
  }

  /** What was said of that line and still has words, in order. */
  #said(where: Where) {
    const { history, own } = this.#here
    return history.peace
      .begun(own().login)
      .map((row) => ({ ...row, line: readDraftLine(new Uint8Array(row.body)) }))
      .filter(({ line }) => isSame(line.where, where))
      .sort(inOrder)
  }

  /** There is nothing to be told of it any more. */
  #heard(target: string): void {
    clearTimeout(this.#untold.get(target)?.timer)
    this.#untold.delete(target)
  }

  async #tell(target: string): Promise<void> {
    const where = this.#untold.get(target)?.where
    this.#heard(target)
    const { chats, history, log, own } = this.#here
    const { login } = own()
    // Where there is no other device nobody is told.
    if (this.#composer === undefined || history.places.devicesOf(login).length < 2) return
    const text = this.list().find((one) => one.target === target)?.text ?? ''
    if (where === undefined || this.#isTold(where, text)) return
    const draft = draftDraft(where, text)
    if (draft === undefined) return
    try {
      await this.#composer.write(chats.direct(login), draft)
    } catch (error) {
      // It is kept here all the same.
      log.debug({ err: error }, 'a line that was begun could not be told to other devices')
    }
  }

  /** Whether the last thing said of it is the same; of what was never begun nothing is said. */
  #isTold(where: Where, text: string): boolean {
    return (this.#said(where).at(-1)?.line.text ?? '') === text
  }

  /** Undefined for a room that is not known here. */
  #whereOf(target: string): Where | undefined {
    if (target.startsWith('@')) return { login: typedLogin(target) }
    const { chats } = this.#here
    const found = chats.all().find((chat) => formatTarget(chat.target) === target)
    if (found !== undefined) return { conversation: found.place.name }
    return target === `#${EVERYONE}` ? { conversation: chats.everyone().place.name } : undefined
  }

  #targetOf(where: Where): string | undefined {
    if ('login' in where) return `@${where.login}`
    const { chats, own, history, primitives } = this.#here
    const id = conversationId(hex(where.conversation))
    if (id === hex(everyoneConversation(own().realm, primitives))) return `#${EVERYONE}`
    const place = history.places.conversations().find((one) => one.id === id)
    return place === undefined ? undefined : formatTarget(chats.of(place).target)
  }
}

function isSame(one: Where, other: Where): boolean {
  if ('login' in one) return 'login' in other && one.login === other.login
  return 'conversation' in other && hex(one.conversation) === hex(other.conversation)
}
