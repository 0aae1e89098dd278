// Which peers may be mailboxes for a device: those in session and those the DHT finds, the nearest to the device first.
import type { Primitives } from '@parley/shared/crypto/primitives.ts'
import type { CertifiedNode } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { byNearness } from '@parley/shared/mailbox/nearest.ts'
import { NEAREST_MS } from './constants.ts'

export type Net = Pick<CertifiedNode, 'peerId' | 'sessions' | 'nearest'>

/** Without this device, that device, and authorities as far as they are known. */
export async function nearestTo(
  device: PeerIdText,
  { peerId: self, sessions, nearest }: Net,
  primitives: Primitives,
  signal: AbortSignal,
): Promise<PeerIdText[]> {
  const found = await nearest(device, AbortSignal.any([signal, AbortSignal.timeout(NEAREST_MS)]))
  const here = sessions.list().map(({ peerId }) => peerId)
  return byNearness(device, [...here, ...found], primitives).filter(
    (peer) => peer !== self && peer !== device && sessions.of(peer)?.cert.role !== 'authority',
  )
}
