// One question to the certified DHT: who is nearest to a peer ID. What it answers is hearsay until a session proves it.
import type { Libp2p } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import type { Multiaddr } from '@multiformats/multiaddr'
import { Fault } from '../../faults/fault.ts'
import { type PeerIdText, peerIdText } from '../../identity/ids.ts'
import { ADDRESSES_DIALLED_MAX, CLOSEST_MAX } from './constants.ts'

interface Found {
  readonly peerId: PeerIdText
  readonly addresses: readonly Multiaddr[]
}

/** What was found until it ended, failed or was aborted. */
export async function closest(libp2p: Libp2p, target: PeerIdText, signal: AbortSignal): Promise<Found[]> {
  const found: Found[] = []
  try {
    const key = peerIdFromString(target).toMultihash().bytes
    for await (const { id, multiaddrs } of libp2p.peerRouting.getClosestPeers(key, { signal })) {
      const peerId = usable(id.toString())
      if (peerId !== undefined) found.push({ peerId, addresses: multiaddrs.slice(0, ADDRESSES_DIALLED_MAX) })
      if (found.length >= CLOSEST_MAX) break
    }
  } catch {
    // Nobody there, or not in time: who asks has other ways.
  }
  return found
}

/** Undefined for a peer ID of a kind no certificate can have. */
function usable(raw: string): PeerIdText | undefined {
  try {
    return peerIdText(raw)
  } catch (error) {
    if (error instanceof Fault) return undefined
    throw error
  }
}
