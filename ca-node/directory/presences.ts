// Who is connected, to this node or to another of the realm, and where they say they can be dialled. In memory: it is
// true only now.
import type { Presence } from '@parley/shared/directory/person.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'

export class Presences {
  readonly #addresses = new Map<PeerIdText, readonly string[]>()
  /** Who is connected to another authority of the realm, by that authority. */
  readonly #elsewhere = new Map<string, Map<PeerIdText, readonly string[]>>()
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
    if (this.#isOnline(peerId)) return { peerId, online: true, addresses: this.#addresses.get(peerId) ?? [] }
    for (const devices of this.#elsewhere.values()) {
      const addresses = devices.get(peerId)
      if (addresses !== undefined) return { peerId, online: true, addresses }
    }
    return { peerId, online: false, addresses: [] }
  }

  all(): Presence[] {
    const elsewhere = [...this.#elsewhere.values()].flatMap((devices) => [...devices.keys()])
    return [...new Set([...this.#onlineNow(), ...elsewhere])].map((peerId) => this.of(peerId))
  }

  /** Those connected to this node. */
  here(): Presence[] {
    return [...new Set(this.#onlineNow())].map((peerId) => this.of(peerId))
  }

  /** @returns whose presence may be another now */
  elsewhere(node: string, changes: readonly Presence[] | 'gone'): readonly PeerIdText[] {
    const devices = this.#elsewhere.get(node) ?? new Map<PeerIdText, readonly string[]>()
    if (changes === 'gone') {
      this.#elsewhere.delete(node)
      return [...devices.keys()]
    }
    this.#elsewhere.set(node, devices)
    for (const { peerId, online, addresses } of changes)
      if (online) devices.set(peerId, addresses)
      else devices.delete(peerId)
    return changes.map(({ peerId }) => peerId)
  }
}
