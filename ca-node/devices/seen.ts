// When each device was last heard of: sessions that began or ended are gathered and written together, now and then.
// A node that is killed forgets the last minute of it and nothing else.
import { faultIn } from '@parley/shared/faults/fault.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Authority } from '../authority.ts'
import { MAX_SEEN_AT_ONCE, SEEN_GATHERED } from './constants.ts'

/** @returns a function that ends it, with what is known written */
export function keepLastSeen(authority: Authority): () => Promise<void> {
  const { live, log } = authority
  const seen = new Set<PeerIdText>()
  let timer: NodeJS.Timeout | undefined
  const write = async () => {
    timer = undefined
    const devices = [...seen]
    seen.clear()
    try {
      await writeSeen(authority, devices)
    } catch (error) {
      log.error({ code: faultIn(error)?.code ?? 'INTERNAL', err: error }, 'devices seen not kept')
    }
  }
  const end = live.onConnected(({ peerId }) => {
    seen.add(peerId)
    timer ??= setTimeout(() => void write(), SEEN_GATHERED).unref()
  })
  return async () => {
    end()
    clearTimeout(timer)
    for (const { peerId } of live.connected()) seen.add(peerId)
    await write()
  }
}

async function writeSeen({ store, now }: Authority, devices: readonly PeerIdText[]): Promise<void> {
  for (let at = 0; at < devices.length; at += MAX_SEEN_AT_ONCE) {
    await store.db
      .updateTable('devices')
      .set({ last_seen_at: now().getTime() })
      .where('peer_id', 'in', devices.slice(at, at + MAX_SEEN_AT_ONCE))
      .execute()
  }
}
