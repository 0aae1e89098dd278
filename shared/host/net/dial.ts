// One dial through libp2p, and which fault its failure is. What a peer was refused for outweighs an address that
// did not answer.
import type { Connection, Libp2p } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import type { Multiaddr } from '@multiformats/multiaddr'
import { Fault, faultIn } from '../../faults/fault.ts'
import type { PeerIdText } from '../../identity/ids.ts'
import { ADDRESSES_DIALLED_MAX, PEER_DIAL_MS } from './constants.ts'

const SAYS_LITTLE: ReadonlySet<string> = new Set([
  'PEER_UNREACHABLE',
  'SESSION_TIMEOUT',
  'SESSION_TRUNCATED',
  'SESSION_PROTOCOL_UNKNOWN',
  'SESSION_SELF',
])

/** @throws Fault PEER_UNREACHABLE, SESSION_*, CERT_*, REVOCATION_LIST_* */
export async function dial(libp2p: Libp2p, target: Multiaddr[], name: string): Promise<Connection> {
  const signal = AbortSignal.timeout(PEER_DIAL_MS)
  try {
    try {
      return await libp2p.dial(target, { signal })
    } catch (error) {
      // libp2p joins dials to one peer: the DHT's own, without an address, failed and took this one with it.
      if (!(error instanceof Error) || error.name !== 'NoValidAddressesError') throw error
      return await libp2p.dial(target, { signal })
    }
  } catch (error) {
    const faults = causesOf(error).flatMap((cause) => faultIn(cause) ?? [])
    const telling = faults.find((fault) => !SAYS_LITTLE.has(fault.code))
    if (telling !== undefined) throw telling
    // A single address that answered wrongly says more than "unreachable".
    const [only] = faults
    if (only !== undefined && target.length === 1) throw only
    throw new Fault('PEER_UNREACHABLE', { peer: name }, { cause: error })
  }
}

/**
 * Asks the certified DHT where somebody is. Not left to libp2p's dial: a dial of a bare peer ID drags down every dial
 * of an address that joins it (libp2p 3.3: NoValidAddressesError).
 * @returns addresses with /p2p/. @throws Fault PEER_UNREACHABLE
 */
export async function whereabouts(libp2p: Libp2p, peerId: PeerIdText): Promise<Multiaddr[]> {
  try {
    const signal = AbortSignal.timeout(PEER_DIAL_MS)
    const { multiaddrs } = await libp2p.peerRouting.findPeer(peerIdFromString(peerId), { signal })
    if (multiaddrs.length === 0) throw new Error('found without an address')
    return multiaddrs.slice(0, ADDRESSES_DIALLED_MAX).map((address) => {
      const named = address.getComponents().some(({ name }) => name === 'p2p')
      return named ? address : address.encapsulate(`/p2p/${peerId}`)
    })
  } catch (cause) {
    throw new Fault('PEER_UNREACHABLE', { peer: peerId }, { cause })
  }
}

function causesOf(error: unknown): unknown[] {
  return error instanceof AggregateError ? error.errors.flatMap(causesOf) : [error]
}
