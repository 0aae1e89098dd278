// What the network learns and a restart must not lose: addresses that worked, who was met, the newest revocation
// lists. Nothing secret.

import type { RevocationList } from '@parley/shared/certificates/revocation-list.ts'
import { readEntries, readRevocationList } from '@parley/shared/certificates/revocation-list-read.ts'
import { type PeerIdText, peerIdText } from '@parley/shared/identity/ids.ts'
import type { Store } from '../store/open.ts'
import { ADDRESSES_REMEMBERED_MAX } from './constants.ts'

export class NetMemory {
  readonly #store: Store
  readonly #met: Set<string>

  constructor(store: Store) {
    this.#store = store
    const met = store.db.prepare<[], { peer: string }>('SELECT peer FROM acquaintance').all()
    this.#met = new Set(met.map(({ peer }) => peer))
  }

  hasMet(peerId: PeerIdText): boolean {
    return this.#met.has(peerId)
  }

  met(peerId: PeerIdText, now: Date): void {
    if (this.#met.has(peerId)) return
    this.#met.add(peerId)
    this.#store.writer.writeLazily(() =>
      this.#store.db
        .prepare('INSERT OR IGNORE INTO acquaintance (peer, met_at) VALUES (?, ?)')
        .run(peerId, now.getTime()),
    )
  }

  /** Newest first, with the peers they lead to. */
  addresses(): { peerId: PeerIdText; address: string }[] {
    const rows = this.#store.db
      .prepare<[number], { peer: string; address: string }>(
        'SELECT peer, address FROM known_address ORDER BY reached_at DESC LIMIT ?',
      )
      .all(ADDRESSES_REMEMBERED_MAX)
    return rows.map(({ peer, address }) => ({ peerId: peerIdText(peer), address }))
  }

  reached(peerId: PeerIdText, address: string, now: Date): void {
    const { db, writer } = this.#store
    writer.writeLazily(() => {
      db.prepare(
        `INSERT INTO known_address (peer, address, reached_at) VALUES (?, ?, ?)
         ON CONFLICT (peer, address) DO UPDATE SET reached_at = excluded.reached_at`,
      ).run(peerId, address, now.getTime())
      // The oldest go: a laptop that travels must not gather addresses for ever.
      db.prepare(
        `DELETE FROM known_address WHERE reached_at < (
           SELECT reached_at FROM known_address ORDER BY reached_at DESC LIMIT 1 OFFSET ?)`,
      ).run(ADDRESSES_REMEMBERED_MAX)
    })
  }

  lists(): Uint8Array[] {
    return this.#store.db
      .prepare<[], { der: Uint8Array }>('SELECT der FROM revocation_list')
      .all()
      .map(({ der }) => new Uint8Array(der))
  }

  /** Durable soon: a revocation that was heard of must survive a restart. Failing to write must not unhear it. */
  keepList(list: RevocationList, failed: (error: unknown) => void): void {
    const { db, writer } = this.#store
    writer
      .write(() => {
        this.#keepPast(list)
        db.prepare(
          `INSERT INTO revocation_list (issuer, der) VALUES (?, ?)
           ON CONFLICT (issuer) DO UPDATE SET der = excluded.der`,
        ).run(list.issuerKeyId, list.der)
      })
      .catch(failed)
  }

  /**
   * A list drops a certificate some time after it ran out (RFC 5280 section 3.3); whoever proves later what was written needs to know
   * that it had been revoked. So a list stays as long as it says what newer ones do not.
   */
  #keepPast(next: RevocationList): void {
    const { db } = this.#store
    const known = db
      .prepare<[string], Uint8Array>('SELECT der FROM revocation_list WHERE issuer = ?')
      .pluck()
      .get(next.issuerKeyId)
    if (known === undefined) return
    const dropped = [...readEntries(readRevocationList(known)).keys()].some(
      (serial) => next.lookUp(serial) === undefined,
    )
    if (dropped)
      db.prepare('INSERT OR IGNORE INTO past_list (issuer, der) VALUES (?, ?)').run(next.issuerKeyId, known)
  }
}
