// How far others have what was written: delivered to a device's disk, read by its person. Numbers only ever grow.
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Store } from '../store/open.ts'
import type { ChainPlace, DevicePlace } from './places.ts'

export interface Cursors {
  delivered(chain: ChainPlace): ReadonlyMap<PeerIdText, number>
  setDelivered(chain: ChainPlace, device: DevicePlace, seq: number): void
  read(chain: ChainPlace): ReadonlyMap<PeerIdText, number>
  setRead(chain: ChainPlace, reader: DevicePlace, seq: number): void
}

export function openCursors({ db }: Store): Cursors {
  const table = (name: 'delivery_cursor' | 'read_cursor', who: 'device' | 'reader') => {
    const all = db.prepare<[number], { peer: PeerIdText; seq: number }>(
      `SELECT peer, seq FROM ${name} JOIN device ON device.id = ${name}.${who} WHERE chain = ?`,
    )
    const set = db.prepare<[number, number, number]>(
      `INSERT INTO ${name} (chain, ${who}, seq) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq)`,
    )
    return {
      all: (chain: ChainPlace) => new Map(all.all(chain.row).map(({ peer, seq }) => [peer, seq])),
      set: (chain: ChainPlace, device: DevicePlace, seq: number) => {
        set.run(chain.row, device.row, seq)
      },
    }
  }
  const deliveries = table('delivery_cursor', 'device')
  const reads = table('read_cursor', 'reader')
  return { delivered: deliveries.all, setDelivered: deliveries.set, read: reads.all, setRead: reads.set }
}
