// What the owner decided about others, by whichever of their devices: whom they do not want to hear, what may not disturb
// them. The latest decision counts, whatever came first. Kept as events in the notes to oneself; here only what they amount to.
import { hex } from '@parley/shared/certificates/bytes.ts'
import { type Choice, FOR_EVER, readChoice } from '@parley/shared/events/choice.ts'
import { type ConversationId, conversationId } from '@parley/shared/events/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Chat } from '../conversations/chat.ts'
import { inOrder } from '../conversations/remarked.ts'
import type { History } from '../history/history.ts'
import type { Store } from '../store/open.ts'

/** When it was decided, in the one order of all devices. */
interface Placed {
  readonly time: number
  readonly count: number
  readonly peer: string
  readonly seq: number
}

interface Kept<Value> {
  readonly value: Value
  readonly at: Placed
}

interface Here {
  readonly history: Pick<History, 'peace'>
  readonly store: Pick<Store, 'writer'>
  own(): { readonly login: Login }
  now(): Date
}

export class Choices {
  readonly #here: Here
  #blocked = new Map<Login, Kept<boolean>>()
  #muted = new Map<ConversationId, Kept<number>>()

  constructor(here: Here) {
    this.#here = here
    this.#load()
    here.store.writer.onRollback(() => this.#load())
  }

  #load(): void {
    this.#blocked = new Map()
    this.#muted = new Map()
    for (const { body, ...at } of this.#here.history.peace.choices(this.#here.own().login)) {
      const { choice } = readChoice(new Uint8Array(body))
      if (choice !== undefined) this.take(choice, at)
    }
  }

  /** Inside the group commit that stores it. @returns whether it changed anything */
  take(choice: Choice, { time, count, peer, seq }: Placed): boolean {
    const at = { time, count, peer, seq }
    if (choice.about === 'block') return keep(this.#blocked, choice.login, { value: choice.on, at })
    return keep(this.#muted, conversationId(hex(choice.conversation)), { value: choice.until, at })
  }

  isBlocked(login: Login): boolean {
    return this.#blocked.size > 0 && this.#blocked.get(login)?.value === true
  }

  /** Whether nothing of that person is shown there at all: a direct conversation with somebody one does not want to hear. */
  silences({ place }: Pick<Chat, 'place'>, login: Login): boolean {
    return place.kind === 'direct' && this.isBlocked(login)
  }

  /** Ms since 1970, FOR_EVER, or undefined when it may disturb. */
  mutedUntil(conversation: ConversationId): number | undefined {
    const until = this.#muted.get(conversation)?.value ?? 0
    return until > this.#here.now().getTime() ? until : undefined
  }

  /** By login. */
  get blocked(): readonly Login[] {
    return [...this.#blocked]
      .filter(([, { value }]) => value)
      .map(([login]) => login)
      .sort()
  }

  get muted(): readonly { readonly conversation: ConversationId; readonly until: number | undefined }[] {
    return [...this.#muted.keys()].flatMap((conversation) => {
      const until = this.mutedUntil(conversation)
      return until === undefined ? [] : [{ conversation, until: until === FOR_EVER ? undefined : until }]
    })
  }
}

function keep<Key, Value>(all: Map<Key, Kept<Value>>, key: Key, one: Kept<Value>): boolean {
  const known = all.get(key)
  if (known !== undefined && inOrder(known.at, one.at) >= 0) return false
  all.set(key, one)
  return known?.value !== one.value
}
