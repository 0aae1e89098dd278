// What was left where: for each absent device and mailbox, up to which event of each own chain. Forgotten when the mailbox
// does not hold it any more.
import type { ChainTag } from '@parley/shared/events/ids.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Store } from '../store/open.ts'
import { REMEMBERED_MAX } from './constants.ts'

/** By chain: the last event of it that was left. */
export type Left = ReadonlyMap<ChainTag, number>

interface Row {
  readonly chain: ChainTag
  readonly seq: number
}

export class Ledger {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  /** Of one device, by mailbox. */
  of(device: PeerIdText): Map<PeerIdText, Left> {
    const sql = 'SELECT mailbox, chain, seq FROM mailbox_deposit WHERE device = ?'
    const all = new Map<PeerIdText, Map<ChainTag, number>>()
    const rows = this.#store.db.prepare<[string], Row & { mailbox: PeerIdText }>(sql)
    for (const { mailbox, chain, seq } of rows.all(device)) {
      const left = all.get(mailbox) ?? new Map<ChainTag, number>()
      all.set(mailbox, left.set(chain, seq))
    }
    return all
  }

  /** The furthest of each chain, over all devices and mailboxes. */
  all(): Row[] {
    const sql = 'SELECT chain, max(seq) AS seq FROM mailbox_deposit GROUP BY chain'
    return this.#store.db.prepare<[], Row>(sql).all()
  }

  /** May be lost in a crash: then it is left there once more. */
  note(device: PeerIdText, mailbox: PeerIdText, { chain, seq }: Row, now: Date): void {
    const { db, writer } = this.#store
    writer.writeLazily(() =>
      db
        .prepare(
          `INSERT INTO mailbox_deposit (device, mailbox, chain, seq, since) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (device, mailbox, chain) DO UPDATE SET seq = max(seq, excluded.seq)`,
        )
        .run(device, mailbox, chain, seq, now.getTime()),
    )
  }

  /** What mailboxes have given up by now. */
  forgetOld(now: Date): void {
    const { db, writer } = this.#store
    writer.writeLazily(() =>
      db.prepare('DELETE FROM mailbox_deposit WHERE since <= ?').run(now.getTime() - REMEMBERED_MAX),
    )
  }
}
