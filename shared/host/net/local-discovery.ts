// mDNS for one realm: tells of everybody heard, each time, since only then a peer that moved is found again; libp2p's own
// peer:discovery tells only of the first time.
import { type PeerDiscovery, type PeerInfo, start, stop } from '@libp2p/interface'
import { type MulticastDNSComponents, mdns } from '@libp2p/mdns'
import { MDNS_INTERVAL_MS } from './constants.ts'

export class LocalDiscovery {
  readonly #serviceTag: string
  readonly #onHeard: (peer: PeerInfo) => void
  #service: PeerDiscovery | undefined

  constructor(realmTag: string, onHeard: (peer: PeerInfo) => void) {
    this.#serviceTag = `_${realmTag}._udp.local`
    this.#onHeard = onHeard
  }

  /** For libp2p's `peerDiscovery`. */
  readonly service = (components: MulticastDNSComponents): PeerDiscovery => {
    const service = mdns({ serviceTag: this.#serviceTag, interval: MDNS_INTERVAL_MS })(components)
    service.addEventListener('peer', ({ detail }) => this.#onHeard(detail))
    this.#service = service
    return service
  }

  /** On a network just joined: listens there too, and asks at once. */
  async restart(): Promise<void> {
    await stop(this.#service)
    await start(this.#service)
  }
}
