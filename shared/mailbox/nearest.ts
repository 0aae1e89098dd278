// Which peers are near to a device: the metric of the certified DHT (Kademlia over SHA-256 of peer IDs), so that who leaves
// something and who comes to fetch it look in the same places.
import type { Primitives } from '../crypto/primitives.ts'
import { deviceBytes } from '../events/device.ts'
import type { PeerIdText } from '../identity/ids.ts'

/** @returns the peers, each once, the nearest to `target` first */
export function byNearness(
  target: PeerIdText,
  peers: Iterable<PeerIdText>,
  { sha256 }: Pick<Primitives, 'sha256'>,
): PeerIdText[] {
  const centre = sha256(deviceBytes(target))
  const distances = new Map<PeerIdText, Uint8Array>()
  for (const peer of peers) {
    if (!distances.has(peer))
      distances.set(
        peer,
        sha256(deviceBytes(peer)).map((byte, at) => byte ^ (centre[at] ?? 0)),
      )
  }
  return [...distances].sort(([, a], [, b]) => compare(a, b)).map(([peer]) => peer)
}

/** As big-endian numbers of one length. */
function compare(a: Uint8Array, b: Uint8Array): number {
  for (const [at, byte] of a.entries()) {
    const difference = byte - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
