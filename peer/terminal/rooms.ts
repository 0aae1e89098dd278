// Conversations on the desk: opening, paging back, what arrives, what counts as read, sending.
import { Fault } from '@parley/shared/faults/fault.ts'
import type { ApiClient } from '../api/client.ts'
import type { MessageView } from '../api/schema.ts'
import { PAGE_MESSAGES, TYPING_MS } from './constants.ts'
import type { Desk } from './desk.ts'
import { addMessages, HOME, meant, pick, places, type Room, roomOf, withTyping } from './model.ts'
import type { Remark } from './slash.ts'

export class Rooms {
  readonly #desk: Desk
  /** Whether the newest line of the current conversation is on the screen: only then it counts as read. */
  #reading = true
  /** When the daemon last heard that the owner is typing. */
  #said = 0

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** Shows a conversation, or the first page. */
  open(target: string): void {
    this.#reading = true
    this.#desk.set({ ...this.#desk.model, current: target })
    this.#desk.room(target, (room) => ({
      ...room,
      scroll: 0,
      picked: undefined,
      newFrom: firstNew(room, room.messages),
    }))
    void this.load(target)
  }

  /** @param number as shown in the list; 0 is the first page */
  openNumber(number: number): void {
    const place = places(this.#desk.model)[number - 1]
    if (number === 0) this.open(HOME)
    else if (place !== undefined) this.open(place.target)
  }

  /** @param step 1 for the next, -1 for the previous */
  step(step: 1 | -1): void {
    const all = [HOME, ...places(this.#desk.model).map(({ target }) => target)]
    const at = Math.max(0, all.indexOf(this.#desk.model.current))
    this.open(all[(at + step + all.length) % all.length] ?? HOME)
  }

  /** The next conversation with something new. */
  openActive(): void {
    const { model } = this.#desk
    const next = places(model).find(
      ({ target }) =>
        target !== model.current && roomOf(model, target).unread > 0 && !roomOf(model, target).muted,
    )
    if (next !== undefined) this.open(next.target)
  }

  /** @param lines up (positive) or down (negative). @param most lines there are above the screen */
  scroll(lines: number, most: number): void {
    const { current } = this.#desk.model
    const { scroll } = roomOf(this.#desk.model, current)
    const next = Math.max(0, Math.min(most, scroll + lines))
    this.#reading = next === 0
    if (next !== scroll) this.#desk.room(current, (room) => ({ ...room, scroll: next }))
    if (lines > 0 && scroll + lines >= most) void this.#loadOlder(current)
    if (next === 0) void this.#markRead(current)
  }

  /** @param step -1 for the message above, 1 for the one below */
  pick(step: 1 | -1): void {
    const { current } = this.#desk.model
    this.#desk.room(current, (room) => pick(room, step))
    const { picked, messages } = roomOf(this.#desk.model, current)
    if (picked !== undefined && picked === messages[0]?.id) void this.#loadOlder(current)
  }

  unpick(): void {
    this.#desk.room(this.#desk.model.current, (room) =>
      room.picked === undefined ? room : { ...room, picked: undefined },
    )
  }

  /** The owner is typing a message here. */
  typing(): void {
    const { client, model, now } = this.#desk
    if (client === undefined || model.link !== 'live' || model.current === HOME) return
    if (now() - this.#said < TYPING_MS) return
    this.#said = now()
    client.typing(model.current).catch(() => undefined)
  }

  /** The words that `/edit` would change. */
  wordsToEdit(): string {
    return meant(this.#here(), ({ own }) => own)?.text ?? ''
  }

  #here(): Room {
    return roomOf(this.#desk.model, this.#desk.model.current)
  }

  /** Does what was asked to the message that is picked, or the newest one. @returns whether the line was taken */
  async remark(request: Remark): Promise<boolean> {
    const { client, model } = this.#desk
    const target = model.current
    if (target === HOME) {
      this.#desk.note(HOME, this.#desk.say('homeNotHere'))
      return false
    }
    if (client === undefined || model.link !== 'live') {
      this.#desk.note(target, this.#desk.say('keptInput'), 'bad')
      return false
    }
    try {
      await this.#remark(client, target, request)
      this.unpick()
      return true
    } catch (error) {
      this.#desk.fault(error)
      return false
    }
  }

  async #remark(client: ApiClient, target: string, request: Remark): Promise<void> {
    if (request.kind === 'disappear') return client.setLifetime(target, request.seconds)
    if (request.kind === 'pins') {
      const pins = await client.pinned(target)
      const text = pins.map(({ from, text: words }) => `📌 ${from}: ${words}`).join('\n')
      this.#desk.note(target, text === '' ? this.#desk.say('noPins') : text)
      return
    }
    const isOwnOnly = request.kind === 'edit' || request.kind === 'delete'
    const message = meant(this.#here(), ({ own }) => own === isOwnOnly)
    if (message === undefined) throw new Fault('MESSAGE_UNKNOWN', { id: '' })
    const changed = await remarkOn(client, message, request, loginOf(this.#desk))
    this.#desk.room(target, (room) => (room.loaded ? addMessages(room, [changed]) : room))
  }

  async load(target: string): Promise<void> {
    const { loaded, loading } = roomOf(this.#desk.model, target)
    if (target === HOME || loading) return
    if (!loaded) {
      const page = await this.#page(target, {})
      if (page === undefined) return
      this.#desk.room(target, (room) => ({
        ...addMessages(room, page),
        loaded: true,
        complete: page.length < PAGE_MESSAGES,
        newFrom: firstNew(room, page),
      }))
    }
    await this.#markRead(target)
  }

  /** After the daemon was away: what came meanwhile, and how far one's own messages have come. */
  async readOn(): Promise<void> {
    for (const { target, loaded, messages } of [...this.#desk.model.rooms.values()]) {
      if (target === HOME || !loaded) continue
      const page = await this.#page(target, {})
      if (page === undefined) return
      const known = new Set(messages.map(({ id }) => id))
      const joins = page.length < PAGE_MESSAGES || page.some(({ id }) => known.has(id))
      this.#desk.room(target, (room) =>
        joins ? addMessages(room, page) : { ...room, messages: page, complete: false, scroll: 0 },
      )
    }
    await this.load(this.#desk.model.current)
  }

  /** All that is open, anew: other messages are shown than before. */
  async reload(): Promise<void> {
    for (const { target, loaded } of [...this.#desk.model.rooms.values()]) {
      if (target === HOME || !loaded) continue
      const page = await this.#page(target, {})
      if (page === undefined) return
      this.#desk.room(target, (room) => ({
        ...room,
        messages: page,
        complete: page.length < PAGE_MESSAGES,
        newFrom: undefined,
        scroll: 0,
      }))
    }
  }

  arrived(message: MessageView): void {
    const { target, own, from, mentions = [] } = message
    const isRead = target === this.#desk.model.current && this.#reading
    const isQuiet = !isNews(message)
    if (!isQuiet && !isRead && !roomOf(this.#desk.model, target).muted) {
      if (target.startsWith('@') || mentions.includes(loginOf(this.#desk))) this.#desk.ring()
    }
    this.#desk.room(target, (room) => ({
      ...withTyping(room.loaded ? addMessages(room, [message]) : room, from, 0, this.#desk.now()),
      unread: isQuiet || isRead ? room.unread : room.unread + 1,
      newFrom: own ? undefined : room.newFrom,
    }))
    if (isRead) void this.#markRead(target)
  }

  /** @returns whether it is on the daemon's disk */
  async send(target: string, text: string): Promise<boolean> {
    const { client, model } = this.#desk
    if (client === undefined || model.link !== 'live') {
      this.#desk.note(target, this.#desk.say('keptInput'), 'bad')
      return false
    }
    try {
      const sent = await client.send(target, [text])
      this.#reading = true
      this.#desk.room(target, (room) => ({
        ...(room.loaded ? addMessages(room, sent) : room),
        newFrom: undefined,
        scroll: 0,
      }))
      return true
    } catch (error) {
      this.#desk.fault(error)
      return false
    }
  }

  async #loadOlder(target: string): Promise<void> {
    const { complete, loaded, loading, messages } = roomOf(this.#desk.model, target)
    const [oldest] = messages
    if (complete || !loaded || loading || oldest === undefined) return
    const page = await this.#page(target, { before: oldest.id })
    if (page === undefined) return
    this.#desk.room(target, (room) => ({
      ...room,
      messages: [...page, ...room.messages],
      complete: page.length < PAGE_MESSAGES,
    }))
  }

  async #page(target: string, query: { before?: string }): Promise<readonly MessageView[] | undefined> {
    const loading = (on: boolean) => this.#desk.room(target, (room) => ({ ...room, loading: on }))
    loading(true)
    try {
      return await this.#desk.client?.messages({ target, limit: PAGE_MESSAGES, ...query })
    } catch (error) {
      if (this.#desk.model.link === 'live') this.#desk.fault(error)
      return undefined
    } finally {
      loading(false)
    }
  }

  async #markRead(target: string): Promise<void> {
    const { client, model } = this.#desk
    if (client === undefined || target === HOME || target !== model.current || !this.#reading) return
    const newest = roomOf(model, target).messages.findLast(({ own, state }) => !own && state !== 'read')
    if (newest === undefined) return
    try {
      await client.markRead(target, newest.id)
      this.#desk.room(target, (room) => ({
        ...room,
        unread: 0,
        messages: room.messages.map((one) =>
          one.own || one.state === 'read' ? one : { ...one, state: 'read' },
        ),
      }))
    } catch (error) {
      if (this.#desk.model.link === 'live') this.#desk.fault(error)
    }
  }
}

const loginOf = ({ model: { status } }: Desk): string => status?.login ?? ''

/** @param self a mark of one's own that is there already is taken back */
function remarkOn(
  client: ApiClient,
  message: MessageView,
  request: Exclude<Remark, { kind: 'pins' } | { kind: 'disappear' }>,
  self: string,
): Promise<MessageView> {
  const { id, pinned, reactions = [] } = message
  switch (request.kind) {
    case 'reply':
      return client.reply(id, request.text)
    case 'edit':
      return client.edit(id, request.text)
    case 'react': {
      const isOn = reactions.some(({ reaction, from }) => reaction === request.mark && from.includes(self))
      return client.react(id, request.mark, !isOn)
    }
    case 'delete':
      return client.delete(id)
    case 'pin':
      return client.pin(id, pinned === undefined)
  }
}

/** Whether it counts as unread until it is read. */
const isNews = ({ own, deleted, blocked, hidden, missing }: MessageView): boolean =>
  !own && [deleted, blocked, hidden, missing].every((why) => why === undefined)

/** Where the new begins, for the line that says so. */
function firstNew({ unread }: Room, messages: readonly MessageView[]): string | undefined {
  return unread > 0 ? messages.filter(isNews).at(-unread)?.id : undefined
}
