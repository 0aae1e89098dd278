// The conversations that are open in this program, each with what is remembered of it.
import type { OwnCertificate } from '@parley/shared/certificates/check.ts'
import type { ConversationId } from '@parley/shared/events/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { History } from '../history/history.ts'
import type { ConversationPlace } from '../history/places.ts'
import type { Store } from '../store/open.ts'
import { Chat } from './chat.ts'

export class Chats {
  readonly #history: History
  readonly #own: () => OwnCertificate
  /** One for each person one talks with: some hundred bytes. */
  readonly #direct = new Map<Login, Chat>()
  readonly #open = new Map<ConversationId, Chat>()

  constructor(history: History, store: Store, own: () => OwnCertificate) {
    this.#history = history
    this.#own = own
    store.writer.onRollback(() => {
      for (const chat of this.#open.values()) chat.load()
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

  /** Undefined when nothing was ever said between the two. */
  known(other: Login): Chat | undefined {
    return this.all().find(({ place }) => place.login === other)
  }

  all(): Chat[] {
    return this.#history.places.conversations().map((place) => this.of(place))
  }

  of(place: ConversationPlace): Chat {
    const open = this.#open.get(place.id)
    if (open !== undefined) return open
    const { places } = this.#history
    const { peerId, login } = this.#own()
    const chat = new Chat(place, places.chain(place, places.device(peerId, login)), this.#history)
    this.#open.set(place.id, chat)
    return chat
  }
}
