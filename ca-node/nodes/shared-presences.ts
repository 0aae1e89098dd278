// Who is connected to which authority, told through the database. Each node writes its own rows, in the order of their
// version, and reads what is new of the others'.
import type { Presence } from '@parley/shared/directory/person.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { z } from 'zod'
import type { Db } from '../store/open.ts'
import { LEFT_KEPT, PRESENCES_AT_ONCE } from './constants.ts'

const addressesKept = z.array(z.string())

export class SharedPresences {
  readonly #db: Db
  readonly #own: string
  /** What the database says of us: addresses by device. */
  readonly #told = new Map<PeerIdText, string>()
  /** The newest version read of each other node. */
  readonly #seen = new Map<string, number>()
  #version = 0

  constructor(db: Db, own: string) {
    this.#db = db
    this.#own = own
  }

  /** Nobody is connected yet: what is said of this node is from its last run. */
  async begin(now: Date): Promise<void> {
    await this.#db
      .updateTable('presences')
      .set({ online: 0, version: this.#next(now) })
      .where('issuer_key_id', '=', this.#own)
      .where('online', '=', 1)
      .execute()
  }

  /** @param here who is connected to this node */
  async tell(here: readonly Presence[], now: Date): Promise<void> {
    const present = new Map(here.map(({ peerId, addresses }) => [peerId, JSON.stringify(addresses)]))
    const changed: { peerId: PeerIdText; addresses: string; online: 0 | 1 }[] = []
    for (const [peerId, addresses] of present)
      if (this.#told.get(peerId) !== addresses) changed.push({ peerId, addresses, online: 1 })
    for (const peerId of this.#told.keys())
      if (!present.has(peerId)) changed.push({ peerId, addresses: '[]', online: 0 })

    for (let at = 0; at < changed.length; at += PRESENCES_AT_ONCE) {
      const some = changed.slice(at, at + PRESENCES_AT_ONCE)
      await this.#db
        .insertInto('presences')
        .values(
          some.map(({ peerId, addresses, online }) => ({
            issuer_key_id: this.#own,
            peer_id: peerId,
            online,
            addresses,
            version: this.#next(now),
          })),
        )
        .onConflict((conflict) =>
          conflict.columns(['issuer_key_id', 'peer_id']).doUpdateSet((row) => ({
            online: row.ref('excluded.online'),
            addresses: row.ref('excluded.addresses'),
            version: row.ref('excluded.version'),
          })),
        )
        .execute()
      for (const { peerId, addresses, online } of some)
        if (online === 1) this.#told.set(peerId, addresses)
        else this.#told.delete(peerId)
    }
  }

  /** What is new of another node. */
  async heard(node: string): Promise<readonly Presence[]> {
    const rows = await this.#db
      .selectFrom('presences')
      .select(['peer_id', 'online', 'addresses', 'version'])
      .where('issuer_key_id', '=', node)
      .where('version', '>', this.#seen.get(node) ?? 0)
      .orderBy('version')
      .limit(PRESENCES_AT_ONCE * 10)
      .execute()
    const last = rows.at(-1)
    if (last) this.#seen.set(node, last.version)
    return rows.map((row) => ({
      peerId: row.peer_id,
      online: row.online === 1,
      addresses: addressesKept.parse(JSON.parse(row.addresses)),
    }))
  }

  /** It is gone; should it come back, everything of it is read anew. */
  forget(node: string): void {
    this.#seen.delete(node)
  }

  async trim(now: Date): Promise<void> {
    await this.#db
      .deleteFrom('presences')
      .where('issuer_key_id', '=', this.#own)
      .where('online', '=', 0)
      .where('version', '<', now.getTime() - LEFT_KEPT)
      .execute()
  }

  /** Milliseconds, but never twice the same and never back. */
  #next(now: Date): number {
    this.#version = Math.max(this.#version + 1, now.getTime())
    return this.#version
  }
}
