// What a person does to messages that are here: answer, react, reword, delete, pin. Refuses at once what would count
// nowhere; what comes of the event is decided where all events are applied.
import type { Draft, Place } from '@parley/shared/events/body.ts'
import { REMARKS_MAX } from '@parley/shared/events/constants.ts'
import { deviceBytes } from '@parley/shared/events/device.ts'
import { type MessageId, messageIdOf } from '@parley/shared/events/ids.ts'
import {
  deletionDraft,
  editDraft,
  lifetimeDraft,
  pinDraft,
  reactionDraft,
} from '@parley/shared/events/remarks.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Chat } from './chat.ts'
import { PINS_MAX } from './constants.ts'
import { find, findMessage } from './messages.ts'
import type { Parts } from './parts.ts'
import type { Message } from './types.ts'
import type { Composer } from './write.ts'

export class Remarker {
  readonly #parts: Parts
  readonly #composer: Composer

  constructor(parts: Parts, composer: Composer) {
    this.#parts = parts
    this.#composer = composer
  }

  /** Where an answer goes, and what it names. @throws Fault MESSAGE_UNKNOWN, MESSAGE_GONE */
  answer(to: MessageId): { readonly chat: Chat; readonly reply: Place } {
    const { chat, place } = this.#there(to)
    return { chat, reply: place }
  }

  async react(id: MessageId, mark: string, on: boolean): Promise<Message> {
    const { chat, place, message } = this.#there(id)
    const draft = reactionDraft(place, mark, on)
    const self = chat.own.device.login
    const isOn =
      message.reactions?.some(({ reaction, from }) => reaction === mark && from.includes(self)) ?? false
    if (isOn !== on) await this.#write(chat, draft, id)
    return findMessage(this.#parts, id)
  }

  async edit(id: MessageId, text: string): Promise<Message> {
    const { chat, place, message } = this.#there(id)
    const draft = editDraft(place, text)
    assertOwn(message)
    if (message.text !== text) await this.#write(chat, draft, id)
    return findMessage(this.#parts, id)
  }

  async delete(id: MessageId): Promise<Message> {
    const message = findMessage(this.#parts, id)
    assertOwn(message)
    const { chat, place } = this.#placeOf(id)
    if (message.deleted === undefined) await this.#write(chat, deletionDraft(place), id)
    return findMessage(this.#parts, id)
  }

  async pin(id: MessageId, on: boolean): Promise<Message> {
    const { chat, place, message } = this.#there(id)
    if ((message.pinned !== undefined) !== on) await this.#write(chat, pinDraft(place, on), id)
    return findMessage(this.#parts, id)
  }

  pinned(chat: Chat): Message[] {
    const { history } = this.#parts
    return history.remarks
      .everPinned(chat.place)
      .flatMap(({ tag, seq }) => {
        const chain = history.places.chainOf(tag)
        const isHere = chain !== undefined && history.timeline.at(chain, seq) !== undefined
        return isHere ? [findMessage(this.#parts, messageIdOf(tag, seq))] : []
      })
      .filter(({ pinned }) => pinned !== undefined)
      .sort((a, b) => (b.pinned?.time ?? 0) - (a.pinned?.time ?? 0))
      .slice(0, PINS_MAX)
      .sort((a, b) => a.time - b.time)
  }

  async setLifetime(chat: Chat, seconds: number): Promise<void> {
    await this.#composer.write(chat, lifetimeDraft(seconds))
  }

  #placeOf(id: MessageId): { readonly chat: Chat; readonly place: Place } {
    const { chain, row } = find(this.#parts, id)
    const place = { device: deviceBytes(chain.device.peerId), seq: row.seq }
    return { chat: this.#parts.chats.of(chain.conversation), place }
  }

  /** @throws Fault MESSAGE_UNKNOWN, MESSAGE_GONE */
  #there(id: MessageId): { readonly chat: Chat; readonly place: Place; readonly message: Message } {
    const message = findMessage(this.#parts, id)
    if (message.deleted !== undefined) throw new Fault('MESSAGE_GONE', { id })
    return { ...this.#placeOf(id), message }
  }

  async #write(chat: Chat, draft: Draft, id: MessageId): Promise<void> {
    const { history } = this.#parts
    const { chain, row } = find(this.#parts, id)
    const about = { tag: chain.tag, seq: row.seq }
    if (history.remarks.isFull(chat.own, draft.kind, about))
      throw new Fault('REMARKS_TOO_MANY', { id, limit: REMARKS_MAX })
    await this.#composer.write(chat, draft)
  }
}

/** @throws Fault MESSAGE_NOT_OWN */
function assertOwn({ id, own, from }: Message): void {
  if (!own) throw new Fault('MESSAGE_NOT_OWN', { id, login: from })
}
