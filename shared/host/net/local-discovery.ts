// mDNS for one realm: tells of everybody heard, each time, since only then a peer that moved is found again; libp2p's own
// peer:discovery tells only of the first time. Answers once for all who asked within a moment.
import { type PeerDiscovery, type PeerInfo, start, stop } from '@libp2p/interface'
import { type MulticastDNSComponents, mdns } from '@libp2p/mdns'
import { MDNS_ANSWER_MS, MDNS_INTERVAL_MS } from './constants.ts'

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
    answerOnceForAll(service, this.#serviceTag)
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

/** Puts `answer` between @libp2p/mdns and the questions it hears; its type does not name them (12.0). */
function answerOnceForAll(service: PeerDiscovery, serviceTag: string): void {
  if (!('_onMdnsQuery' in service) || typeof service._onMdnsQuery !== 'function') return
  const answer = service._onMdnsQuery
  Object.assign(service, {
    _onMdnsQuery: onceForAll(
      (question: unknown) => answer(question),
      (question) => isFor(question, serviceTag),
    ),
  })
}

function isFor(question: unknown, serviceTag: string): boolean {
  if (typeof question !== 'object' || question === null || !('questions' in question)) return false
  const [first] = Array.isArray(question.questions) ? question.questions : []
  return first?.name === serviceTag
}

/** Runs at once, and for all calls within MDNS_ANSWER_MS once more after it. */
export function onceForAll<T>(run: (call: T) => void, counts: (call: T) => boolean): (call: T) => void {
  let waiting: NodeJS.Timeout | undefined
  let again: { call: T } | undefined
  const wait = () => {
    waiting = setTimeout(() => {
      waiting = undefined
      if (again === undefined) return
      const { call } = again
      again = undefined
      run(call)
      wait()
    }, MDNS_ANSWER_MS).unref()
  }
  return (call) => {
    if (!counts(call)) return
    if (waiting !== undefined) again = { call }
    else {
      run(call)
      wait()
    }
  }
}
