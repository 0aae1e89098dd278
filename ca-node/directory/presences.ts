// Who is connected to this node and where they say they can be dialled. In memory: it is true only now.
import type { Presence } from '@parley/shared/directory/person.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'

export class Presences {
  readonly #addresses = new Map<PeerIdText, readonly string[]>()
  readonly #isOnline: (peerId: PeerIdText) => boolean
  readonly #onlineNow: () => readonly PeerIdText[]

  constructor(isOnline: (peerId: PeerIdText) => boolean, onlineNow: () => readonly PeerIdText[]) {
    this.#isOnline = isOnline
    this.#onlineNow = onlineNow
  }

  announced(peerId: PeerIdText, addresses: readonly string[]): void {
    this.#addresses.set(peerId, addresses)
  }

  gone(peerId: PeerIdText): void {
    this.#addresses.delete(peerId)
  }

  of(peerId: PeerIdText): Presence {
    const online = this.#isOnline(peerId)
    return { peerId, online, addresses: online ? (this.#addresses.get(peerId) ?? []) : [] }
  }

  all(): Presence[] {
    return [...new Set(this.#onlineNow())].map((peerId) => this.of(peerId))
  }
}
