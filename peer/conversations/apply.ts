// What new events do to messages: called inside the group commit that stores them, for one's own and others' alike.
// Remarks are kept by their message, words that have to go are taken from the disk, whichever of the two came first.
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import type { Place } from '@parley/shared/events/body.ts'
import { readBody } from '@parley/shared/events/body.ts'
import type { Burst } from '@parley/shared/events/burst.ts'
import type { Choice, DraftContent } from '@parley/shared/events/choice.ts'
import { bodyHash, chainTagOf } from '@parley/shared/events/hash.ts'
import type { EventHeader } from '@parley/shared/events/header.ts'
import type { Hide } from '@parley/shared/events/hide.ts'
import { type MessageId, messageIdOf } from '@parley/shared/events/ids.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import type { ProvenBurst, ProvenEvent } from '@parley/shared/events/proven.ts'
import type { KeptDraft } from '../history/own.ts'
import type { ChainPlace } from '../history/places.ts'
import type { MessagePlace } from '../history/remarks.ts'
import { GONE, type Gone } from '../history/words.ts'
import type { Chat } from './chat.ts'
import type { Parts } from './parts.ts'
import { inOrder } from './remarked.ts'

type Here = Pick<Parts, 'history' | 'primitives' | 'now' | 'choices' | 'rights' | 'begun' | 'log'>

/** What the feed has to tell once it is durable. */
export interface Applied {
  /** Messages that were here and look otherwise now. */
  readonly changed: ReadonlySet<MessageId>
  /** Texts among the new events that are not to be told as new: their time was up. */
  readonly vanished: ReadonlySet<MessageId>
  /** What the owner decided about others is not what it was. */
  readonly choices: boolean
  /** A report has come, whole. */
  readonly reported: boolean
  /** Lines that were begun on another device of the owner. */
  readonly drafts: readonly KeptDraft[]
  /** How long texts live, when that was said. */
  readonly lifetime: boolean
  /** There may be less to be read, or more: something was deleted, hidden or shown again, or words came late. */
  readonly unread: boolean
  /** Words were taken from the disk. */
  readonly wiped: boolean
  /** Something has to go later. */
  readonly scheduled: boolean
}

export const NOTHING_APPLIED: Applied = {
  changed: new Set(),
  vanished: new Set(),
  choices: false,
  reported: false,
  drafts: [],
  lifetime: false,
  unread: false,
  wiped: false,
  scheduled: false,
}

export function applyEvents(here: Here, chat: Chat, chain: ChainPlace, { events }: ProvenBurst): Applied {
  if (events.every(isPlain)) return NOTHING_APPLIED
  const applying = new Applying(here, chat, chain)
  for (const event of events) applying.take(event)
  return applying
}

/** Most events are: a read mark says nothing about a message, a kind from the future nothing at all. */
function isPlain({ content, body }: ProvenEvent): boolean {
  return (
    body !== undefined &&
    (content === undefined || content.kind === KIND.read || content.kind === KIND.membership)
  )
}

class Applying implements Applied {
  readonly changed = new Set<MessageId>()
  readonly vanished = new Set<MessageId>()
  choices = false
  reported = false
  readonly drafts: KeptDraft[] = []
  lifetime = false
  unread = false
  wiped = false
  scheduled = false
  readonly #here: Here
  readonly #chat: Chat
  readonly #chain: ChainPlace

  constructor(here: Here, chat: Chat, chain: ChainPlace) {
    this.#here = here
    this.#chat = chat
    this.#chain = chain
  }

  take(event: ProvenEvent): void {
    const { content, header, body } = event
    if (body === undefined && header.kind === KIND.text) this.#wordless(header.seq, header.time)
    switch (content?.kind) {
      case KIND.text:
        this.#text(header.seq, header.time, content.lifetime)
        break
      case KIND.edit:
        this.#edit(header.seq, content.about)
        break
      case KIND.deletion:
        this.#deletion(header.seq, content.about)
        break
      case KIND.reaction:
      case KIND.pin:
        this.#remark(header.seq, content.kind, content.about)
        break
      case KIND.hide:
        this.#hide(header.seq, content)
        break
      case KIND.choice:
        this.#choice(header, content.choice)
        break
      case KIND.draft:
        this.#draft(header.time, content)
        break
      case KIND.report:
        this.reported ||= content.part === content.parts
        break
      case KIND.lifetime:
        this.lifetime = true
        this.#reconsider()
        break
    }
  }

  /** A text: its deletion, or the end of its time, may have been here before it. What is over is over, deleted or not. */
  #text(seq: number, time: number, lifetime: number | undefined): void {
    const { history, now } = this.#here
    const at = lifetime === undefined ? undefined : time + lifetime * 1000
    if (at !== undefined && at <= now().getTime()) {
      this.vanished.add(messageIdOf(this.#chain.tag, seq))
      this.#wipeAll(this.#chain, seq, GONE.expired)
      return
    }
    if (at !== undefined) {
      history.words.expire(this.#chain, seq, at)
      this.scheduled = true
    }
    if (this.#isDeleted(seq)) this.#wipeAll(this.#chain, seq, GONE.deleted)
    else this.#reindex({ tag: this.#chain.tag, seq }, this.#chain)
  }

  #wordless(seq: number, time: number): void {
    const { words } = this.#here.history
    const why = this.#wasToGo(time) ? GONE.expired : this.#isDeleted(seq) ? GONE.deleted : GONE.missing
    words.wipe(this.#chain, seq, why)
    if (why === GONE.expired) this.vanished.add(messageIdOf(this.#chain.tag, seq))
  }

  #edit(number: number, about: Place): void {
    const place = this.#remark(number, KIND.edit, about)
    const target = place && this.#held(place)
    // What others than the author put into a message's mouth is kept as an event, and nothing more.
    if (place === undefined || target?.chain.device.login !== this.#chain.device.login) return
    if (target.gone === null || target.gone === GONE.missing) {
      this.#reindex(place, target.chain)
      return
    }
    // Other words for what is gone go as well.
    this.#here.history.words.wipe(this.#chain, number, target.gone)
    this.wiped = true
  }

  #deletion(number: number, about: Place): void {
    const place = this.#remark(number, KIND.deletion, about)
    const target = place && this.#held(place)
    if (place === undefined || target === undefined) return
    if (target.chain.device.login !== this.#chain.device.login || target.gone === GONE.expired) return
    this.#wipeAll(target.chain, place.seq, GONE.deleted)
    this.unread = true
  }

  /** Whether it counts is judged again each time it is shown: what gives the right may come later than the event. */
  #hide(number: number, hide: Hide): void {
    const { history, rights, log } = this.#here
    const place = this.#remark(number, KIND.hide, hide.about)
    this.unread = true
    const { tag, device } = this.#chain
    const row = place && history.remarks.of(place).find((one) => one.tag === tag && one.seq === number)
    if (row !== undefined && rights.mayHide(this.#chat, { ...row, seen: hide.seen })) return
    const { login, peerId: peer } = device
    log.warn(
      { code: 'HIDE_FORBIDDEN', login, peer, seq: number },
      'hid a message, as far as is known without the right to',
    )
  }

  /** Only what the owner wrote in the notes to oneself is theirs to decide, and to go on with. */
  get #isNote(): boolean {
    const { place, own } = this.#chat
    const { login } = own.device
    return place.kind === 'direct' && place.login === login && this.#chain.device.login === login
  }

  #draft(time: number, content: DraftContent): void {
    if (!this.#isNote) return
    const { draft, wiped } = this.#here.begun.take(content, this.#chain, time)
    if (draft !== undefined) this.drafts.push(draft)
    this.wiped ||= wiped
  }

  #choice({ seq, time, count }: EventHeader, choice: Choice | undefined): void {
    const { peerId: peer } = this.#chain.device
    if (!this.#isNote || choice === undefined) return
    if (this.#here.choices.take(choice, { time, count, peer, seq })) this.choices = true
  }

  /** @returns the message it is about; undefined when the remark does not count */
  #remark(number: number, kind: number, about: Place): MessagePlace | undefined {
    const { history, primitives } = this.#here
    const place = { tag: chainTagOf(this.#chat.place.name, about.device, primitives), seq: about.seq }
    if (!history.remarks.add(this.#chain, number, kind, place)) return undefined
    const gone = this.#held(place)?.gone
    if (gone !== undefined && gone !== GONE.expired) this.changed.add(messageIdOf(place.tag, place.seq))
    return place
  }

  /** A text of this conversation that is on this disk. */
  #held({ tag, seq }: MessagePlace) {
    const { places, words } = this.#here.history
    const chain = places.chainOf(tag)
    const text = chain === undefined ? undefined : words.at(chain, seq)
    return chain === undefined || text === undefined ? undefined : { chain, gone: text.gone }
  }

  /** It is found by its newest wording, whichever came first. */
  #reindex(place: MessagePlace, author: ChainPlace): void {
    const { remarks, words } = this.#here.history
    const newest = remarks
      .of(place)
      .filter(
        ({ kind, login, body }) => kind === KIND.edit && login === author.device.login && body.length > 0,
      )
      .sort(inOrder)
      .at(-1)
    const content = newest && readBody(newest)
    if (newest !== undefined && content?.kind === KIND.edit)
      words.index(author, place.seq, content.text, newest.arrival)
  }

  #isDeleted(seq: number): boolean {
    const { remarks } = this.#here.history
    return remarks
      .of({ tag: this.#chain.tag, seq })
      .some(({ kind, login }) => kind === KIND.deletion && login === this.#chain.device.login)
  }

  #wipeAll(chain: ChainPlace, seq: number, why: Gone): void {
    wipeText(this.#here, chain, seq, why)
    this.wiped = true
  }

  /** Whether texts were to disappear when this one was written, and its time would be up by now. */
  #wasToGo(time: number): boolean {
    const { history, now } = this.#here
    const said = history.words.lifetimes(this.#chat.place).findLast((one) => one.time <= time)
    const content = said && readBody({ kind: KIND.lifetime, body: said.body })
    if (content?.kind !== KIND.lifetime || content.seconds === 0) return false
    return time + content.seconds * 1000 <= now().getTime()
  }

  /** It was said later than it came how long texts lived: those that came without words may have been of that time. */
  #reconsider(): void {
    const { words } = this.#here.history
    for (const { chain, seq, time } of words.missingIn(this.#chat.place)) {
      if (this.#wasToGo(time)) words.wipe({ row: chain }, seq, GONE.expired)
    }
  }
}

/** Takes a text from the disk, and every other wording its author gave it. Inside a group commit. */
export function wipeText(
  { history }: Pick<Parts, 'history'>,
  chain: ChainPlace,
  seq: number,
  why: Gone,
): void {
  const { places, remarks, words } = history
  words.wipe(chain, seq, why)
  for (const edit of remarks.of({ tag: chain.tag, seq })) {
    if (edit.kind !== KIND.edit || edit.login !== chain.device.login) continue
    const where = places.chainOf(edit.tag)
    if (where !== undefined) words.wipe(where, edit.seq, why)
  }
}

/** Words that did not come with their event come now, from whoever has them: the hash in the header vouches for them. */
export function fillWords(
  { history, primitives }: Here,
  chain: ChainPlace,
  { events, first, last }: Burst,
): Applied {
  const lacking = new Set(history.words.missing(chain, first.header.seq, last.header.seq))
  if (lacking.size === 0) return NOTHING_APPLIED
  const changed = new Set<MessageId>()
  for (const { header, body } of events) {
    if (body === undefined || !lacking.has(header.seq)) continue
    const fits = body.length === header.bodyLength && sameBytes(bodyHash(body, primitives), header.bodyHash)
    const content = fits ? readable(header.kind, body) : undefined
    if (content === undefined) continue
    history.words.fill(chain, header.seq, body)
    if (content.kind === KIND.text) history.words.index(chain, header.seq, content.text)
    if (header.kind === KIND.text) changed.add(messageIdOf(chain.tag, header.seq))
  }
  return { ...NOTHING_APPLIED, changed, unread: changed.size > 0 }
}

function readable(kind: number, body: Uint8Array) {
  try {
    return readBody({ kind, body })
  } catch {
    return undefined
  }
}
