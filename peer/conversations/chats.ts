// The conversations that are open in this program, each with what is remembered of it, and what rooms are called here.
import type { OwnCertificate } from '@parley/shared/certificates/check.ts'
import type { ConversationId } from '@parley/shared/events/ids.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { EVERYONE } from '@parley/shared/membership/name.ts'
import type { History } from '../history/history.ts'
import type { ConversationPlace, GroupOrigin } from '../history/places.ts'
import type { Store } from '../store/open.ts'
import { Chat } from './chat.ts'
import { ALIKE_SHOWN_MAX, LABEL_DIGITS } from './constants.ts'
import type { Target } from './types.ts'

export class Chats {
  readonly #history: History
  readonly #own: () => OwnCertificate
  /** One for each person one talks with: some hundred bytes. */
  readonly #direct = new Map<Login, Chat>()
  readonly #open = new Map<ConversationId, Chat>()
  /** Who shares what, until something changes. */
  #shared = new Map<Login, readonly Chat[]>()
  #labels: ReadonlyMap<Chat, string> | undefined

  constructor(history: History, store: Store, own: () => OwnCertificate) {
    this.#history = history
    this.#own = own
    store.writer.onRollback(() => {
      for (const chat of this.#open.values()) chat.load()
      this.companyChanged()
    })
  }

  /** Makes the conversation if it is new: not inside a write. */
  direct(other: Login): Chat {
    const known = this.#direct.get(other)
    if (known !== undefined) return known
    const { realm, login } = this.#own()
    const chat = this.of(this.#history.places.direct(realm, login, other))
    this.#direct.set(other, chat)
    return chat
  }

  /** The room everybody is in. */
  everyone(): Chat {
    return this.of(this.#history.places.everyone(this.#own().realm))
  }

  group(origin: GroupOrigin): Chat {
    return this.of(this.#history.places.group(origin))
  }

  /** @throws Fault ROOM_UNKNOWN, ROOM_AMBIGUOUS */
  to(target: Target): Chat {
    return target.kind === 'direct' ? this.direct(target.login) : this.room(target.name)
  }

  /**
   * @param name as it is typed after `#`: what the room is shown as, or its whole id
   * @throws Fault ROOM_UNKNOWN, ROOM_AMBIGUOUS
   */
  room(name: string): Chat {
    const wanted = fold(name)
    if (wanted === EVERYONE) return this.everyone()
    this.all()
    const labelled = [...this.#labelled()]
    for (const [chat, label] of labelled) if (fold(label) === wanted || chat.place.id === wanted) return chat
    const alike = labelled.filter(([{ group }]) => fold(group?.roster.name ?? '') === wanted)
    if (alike.length === 0) throw new Fault('ROOM_UNKNOWN', { room: name })
    const shown = alike.slice(0, ALIKE_SHOWN_MAX).map(([, label]) => `#${label}`)
    throw new Fault('ROOM_AMBIGUOUS', { room: name, rooms: shown.join(', ') })
  }

  /** Undefined when nothing was ever said with that person. @throws Fault ROOM_UNKNOWN */
  known(target: Target): Chat | undefined {
    if (target.kind === 'room') return this.room(target.name)
    return this.all().find(({ place }) => place.kind === 'direct' && place.login === target.login)
  }

  all(): Chat[] {
    return this.#history.places.conversations().map((place) => this.of(place))
  }

  of(place: ConversationPlace): Chat {
    const open = this.#open.get(place.id)
    if (open !== undefined) return open
    const { places } = this.#history
    const { peerId, login } = this.#own()
    const own = places.chain(place, places.device(peerId, login))
    const chat = new Chat(place, own, this.#history, this)
    this.#open.set(place.id, chat)
    this.companyChanged()
    return chat
  }

  /** What a person has a part in, or had: their devices are brought that. One's own devices have a part in all. */
  with(login: Login): readonly Chat[] {
    const known = this.#shared.get(login)
    if (known !== undefined) return known
    const isSelf = login === this.#own().login
    const shared = this.all().filter((chat) => isSelf || chat.reachOf(login) > 0)
    this.#shared.set(login, shared)
    return shared
  }

  labelOf(room: Chat): string {
    return this.#labelled().get(room) ?? room.place.id.slice(0, 8)
  }

  /** Somebody came or went, or a room has another name. */
  companyChanged(): void {
    this.#shared = new Map()
    this.#labels = undefined
  }

  /** The name of each group, made unambiguous by the beginning of its id where two have the same. */
  #labelled(): ReadonlyMap<Chat, string> {
    if (this.#labels !== undefined) return this.#labels
    const groups = [...this.#open.values()].filter(({ group }) => group?.isKnown === true)
    const count = new Map<string, number>()
    for (const { group } of groups) {
      const name = fold(group?.roster.name ?? '')
      count.set(name, (count.get(name) ?? 0) + 1)
    }
    const labels = new Map<Chat, string>()
    for (const chat of groups) {
      const name = chat.group?.roster.name ?? ''
      const isAlone = count.get(fold(name)) === 1 && name !== ''
      labels.set(chat, isAlone ? name : `${name}~${chat.place.id.slice(0, LABEL_DIGITS)}`)
    }
    this.#labels = labels
    return labels
  }
}

/** Names that differ only in case are one to people. */
function fold(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
