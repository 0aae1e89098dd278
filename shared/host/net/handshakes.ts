// What each raw connection has proved so far, found by its timeline object, which libp2p shares between the raw
// connection and the one it opens. No entry, or no proof in it: nobody.
import type { VerifiedCert } from '../../certificates/check.ts'
import type { Fault } from '../../faults/fault.ts'
import type { PeerIdText } from '../../identity/ids.ts'
import type { ListNumbers } from '../../sessions/lists.ts'

export interface Proof {
  readonly cert: VerifiedCert
  /** The revocation lists the other side has, as far as the handshake told. */
  readonly lists: ListNumbers
}

export interface Handshake {
  readonly address: string
  readonly direction: 'in' | 'out'
  /** Proved by Noise: whose key it is, not yet who that is. */
  peerId?: PeerIdText
  proof?: Proof
  /** performance.now() when anything last came in, once it is a session. */
  heardAt?: number
  /** The first fault: what the connection is refused for. */
  fault?: Fault
}

export class Handshakes {
  readonly #of = new WeakMap<object, Handshake>()

  begin(timeline: object, handshake: Handshake): Handshake {
    this.#of.set(timeline, handshake)
    return handshake
  }

  of(timeline: object): Handshake | undefined {
    return this.#of.get(timeline)
  }
}
