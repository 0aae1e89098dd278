// Dials that lead to a session: one per peer at a time, however many ask, and whoever comes by itself meanwhile is
// as good. Keeps no session.
import type { Connection, Libp2p } from '@libp2p/interface'
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { Fault } from '../../faults/fault.ts'
import type { PeerIdText } from '../../identity/ids.ts'
import { dial, whereabouts } from './dial.ts'
import type { Contacts, Session } from './types.ts'
import { untilAborted } from './waiting.ts'

export interface DiallingInit {
  readonly libp2p: Libp2p
  readonly self: PeerIdText
  /** Known addresses of a peer. */
  addressesOf: Contacts['addressesOf']
  sessionOf(connection: Connection): Session | undefined
  of(peerId: PeerIdText): Session | undefined
  onOpened(listener: (session: Session) => void): () => void
}

export class Dialling {
  readonly #init: DiallingInit
  readonly #running = new Map<string, Promise<Session>>()

  constructor(init: DiallingInit) {
    this.#init = init
  }

  /** @throws Fault SESSION_SELF, PEER_UNREACHABLE, SESSION_*, CERT_*; the signal's reason */
  async connect(target: PeerIdText | Multiaddr, signal: AbortSignal): Promise<Session> {
    signal.throwIfAborted()
    if (typeof target !== 'string') return await untilAborted(this.#dialOnce(target), signal)
    const { self, of, onOpened } = this.#init
    if (target === self) throw new Fault('SESSION_SELF', { address: target })
    const open = of(target)
    if (open !== undefined) return open
    // Whoever is being dialled may come by itself meanwhile.
    const arrival = Promise.withResolvers<Session>()
    const end = onOpened((session) => {
      if (session.peerId === target) arrival.resolve(session)
    })
    try {
      return await untilAborted(Promise.race([this.#dialOnce(target), arrival.promise]), signal)
    } finally {
      end()
    }
  }

  #dialOnce(target: PeerIdText | Multiaddr): Promise<Session> {
    const key = target.toString()
    let running = this.#running.get(key)
    if (running === undefined) {
      running = this.#dial(target).finally(() => this.#running.delete(key))
      this.#running.set(key, running)
    }
    return running
  }

  async #dial(target: PeerIdText | Multiaddr): Promise<Session> {
    const { libp2p, sessionOf } = this.#init
    const connection = await dial(libp2p, await this.#aim(target), target.toString())
    const session = sessionOf(connection)
    if (session === undefined || session.status !== 'open') {
      throw new Fault('PEER_UNREACHABLE', { peer: target.toString() })
    }
    return session
  }

  async #aim(target: PeerIdText | Multiaddr): Promise<Multiaddr[]> {
    if (typeof target !== 'string') return [target]
    const { libp2p, addressesOf } = this.#init
    const known = addressesOf(target).map((text) => multiaddr(text).encapsulate(`/p2p/${target}`))
    return known.length > 0 ? known : await whereabouts(libp2p, target)
  }
}
