// The keys of sealing on disk. Bytes in, bytes out; call what keeps inside a group commit.
import type { ChainId, PrekeyId } from '@parley/shared/sealing/ids.ts'
import type { ChainPlace, DevicePlace } from '../history/places.ts'
import type { Store } from '../store/open.ts'

/** Row of a conversation; or the prekeys shown to everybody, in the directory and when a session opens. */
export type Where = number
export const EVERYBODY: Where = 0

export interface SealingKeeping {
  ring(where: Where): Uint8Array | undefined
  /** @param names of the prekeys in it */
  keepRing(where: Where, state: Uint8Array, names: readonly PrekeyId[]): void
  rings(): readonly Where[]
  /** The ring with the private half of a prekey. */
  ringOf(name: PrekeyId): Where | undefined
  prekey(where: Where, device: DevicePlace): Uint8Array | undefined
  keepPrekey(where: Where, device: DevicePlace, signed: Uint8Array, createdAt: number): void
  receiving(chain: ChainPlace): Uint8Array | undefined
  /** @param names of the chains it opens */
  keepReceiving(chain: ChainPlace, state: Uint8Array, names: readonly ChainId[]): void
  /** Rows of the chains that have a state. */
  received(): readonly number[]
  /** Row of the chain whose state opens such envelopes. */
  chainOf(name: ChainId): number | undefined
}

export function openKeeping({ db }: Store): SealingKeeping {
  const bytes = (sql: string) => db.prepare<number[], Uint8Array>(sql).pluck()
  const ring = bytes('SELECT state FROM sealing_ring WHERE conversation = ?')
  const rings = db.prepare<[], number>('SELECT conversation FROM sealing_ring').pluck()
  const putRing = db.prepare<[number, Uint8Array]>(
    `INSERT INTO sealing_ring (conversation, state) VALUES (?, ?)
       ON CONFLICT (conversation) DO UPDATE SET state = excluded.state`,
  )
  const ringNames = db
    .prepare<[number], PrekeyId>('SELECT name FROM sealing_own_prekey WHERE conversation = ?')
    .pluck()
  const putRingName = db.prepare<[string, number]>(
    'INSERT INTO sealing_own_prekey (name, conversation) VALUES (?, ?)',
  )
  const dropRingName = db.prepare<[string]>('DELETE FROM sealing_own_prekey WHERE name = ?')
  const ringOf = db
    .prepare<[string], number>('SELECT conversation FROM sealing_own_prekey WHERE name = ?')
    .pluck()
  const prekey = bytes('SELECT signed FROM sealing_prekey WHERE conversation = ? AND device = ?')
  const putPrekey = db.prepare<[number, number, Uint8Array, number]>(
    `INSERT INTO sealing_prekey (conversation, device, signed, created) VALUES (?, ?, ?, ?)
       ON CONFLICT (conversation, device) DO UPDATE SET signed = excluded.signed, created = excluded.created`,
  )
  const receiving = bytes('SELECT state FROM sealing_receiving WHERE chain = ?')
  const received = db.prepare<[], number>('SELECT chain FROM sealing_receiving').pluck()
  const putReceiving = db.prepare<[number, Uint8Array]>(
    `INSERT INTO sealing_receiving (chain, state) VALUES (?, ?)
       ON CONFLICT (chain) DO UPDATE SET state = excluded.state`,
  )
  const chainNames = db.prepare<[number], ChainId>('SELECT name FROM sealing_chain WHERE chain = ?').pluck()
  const putChainName = db.prepare<[string, number]>('INSERT INTO sealing_chain (name, chain) VALUES (?, ?)')
  const dropChainName = db.prepare<[string]>('DELETE FROM sealing_chain WHERE name = ?')
  const chainOf = db.prepare<[string], number>('SELECT chain FROM sealing_chain WHERE name = ?').pluck()

  return {
    ring: (where) => own(ring.get(where)),
    keepRing(where, state, names) {
      putRing.run(where, state)
      const { gone, fresh } = difference(ringNames.all(where), names)
      for (const name of gone) dropRingName.run(name)
      for (const name of fresh) putRingName.run(name, where)
    },
    rings: () => rings.all(),
    ringOf: (name) => ringOf.get(name),
    prekey: (where, device) => own(prekey.get(where, device.row)),
    keepPrekey: (where, device, signed, createdAt) =>
      void putPrekey.run(where, device.row, signed, createdAt),
    receiving: (chain) => own(receiving.get(chain.row)),
    keepReceiving(chain, state, names) {
      putReceiving.run(chain.row, state)
      const { gone, fresh } = difference(chainNames.all(chain.row), names)
      for (const name of gone) dropChainName.run(name)
      for (const name of fresh) putChainName.run(name, chain.row)
    },
    received: () => received.all(),
    chainOf: (name) => chainOf.get(name),
  }
}

/** A copy of its own: what the database hands out is a view of its buffers. */
const own = (bytes: Uint8Array | undefined) => bytes && new Uint8Array(bytes)

function difference<Name>(before: readonly Name[], after: readonly Name[]) {
  return {
    gone: before.filter((name) => !after.includes(name)),
    fresh: after.filter((name) => !before.includes(name)),
  }
}
