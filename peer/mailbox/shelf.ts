// What this device holds for others: parcels by recipient, within quotas, each once, until handed over or too old. Knows
// nothing of what is in them.
import type { RevocationLists } from '@parley/shared/certificates/revocation-lists.ts'
import { isReplacement } from '@parley/shared/certificates/revocation-reason.ts'
import type { Primitives } from '@parley/shared/crypto/primitives.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { FRAME_PARCELS_MAX, FRAME_PAYLOAD_MAX, HELD_MAX } from '@parley/shared/mailbox/constants.ts'
import type { Answer, Fate } from '@parley/shared/mailbox/frames.ts'
import type { Store } from '../store/open.ts'
import {
  DEPOSITOR_BYTES_MAX,
  DEPOSITOR_PARCELS_MAX,
  RECIPIENT_BYTES_MAX,
  RECIPIENT_PARCELS_MAX,
  SHARE_BYTES_MAX,
  SHARE_PARCELS_MAX,
  TOTAL_BYTES_MAX,
  TOTAL_PARCELS_MAX,
} from './constants.ts'
import { Tally } from './tally.ts'
import type { Depositor, Held } from './types.ts'

export interface HeldParcel {
  readonly id: number
  readonly parcel: Uint8Array
}

interface Certificate {
  readonly issuer: string
  readonly serial: string
}

/** What may be there under each name, and which fault says that it is used up. */
const TOTAL = { bytes: TOTAL_BYTES_MAX, parcels: TOTAL_PARCELS_MAX }
const RECIPIENT = { bytes: RECIPIENT_BYTES_MAX, parcels: RECIPIENT_PARCELS_MAX }
const DEPOSITOR = { bytes: DEPOSITOR_BYTES_MAX, parcels: DEPOSITOR_PARCELS_MAX }
const SHARE = { bytes: SHARE_BYTES_MAX, parcels: SHARE_PARCELS_MAX }

export class Shelf {
  readonly #store: Store
  readonly #primitives: Pick<Primitives, 'sha256'>
  readonly #tally = new Tally()

  constructor(store: Store, primitives: Pick<Primitives, 'sha256'>) {
    this.#store = store
    this.#primitives = primitives
    this.#count()
    store.writer.onRollback(() => this.#count())
  }

  held(): Omit<Held, 'state'> {
    const { bytes, parcels } = this.#tally.total()
    return { bytes, parcels, devices: this.#tally.recipients() }
  }

  holdsFor(recipient: PeerIdText): boolean {
    return this.#tally.recipient(recipient).parcels > 0
  }

  recipients(): PeerIdText[] {
    const sql = 'SELECT DISTINCT recipient FROM mailbox_parcel'
    return this.#store.db.prepare<[], PeerIdText>(sql).pluck().all()
  }

  /** Resolves when the disk has what is kept. */
  keep(recipient: PeerIdText, parcels: readonly Uint8Array[], by: Depositor, now: Date): Promise<Answer> {
    return this.#store.writer.write(() => {
      const fates: Fate[] = []
      let refusal: FaultCode | undefined
      for (const parcel of parcels) {
        const fault = this.#keepOne(recipient, parcel, by, now)
        fates.push(fault === undefined ? 'kept' : 'refused')
        refusal ??= fault
      }
      return refusal === undefined ? { fates } : { fates, refusal }
    })
  }

  #keepOne(recipient: PeerIdText, parcel: Uint8Array, by: Depositor, now: Date): FaultCode | undefined {
    const { db } = this.#store
    const hash = this.#primitives.sha256(parcel)
    const known = db.prepare<[string, Uint8Array], number>(
      'SELECT id FROM mailbox_parcel WHERE recipient = ? AND hash = ?',
    )
    if (known.pluck().get(recipient, hash) !== undefined) return undefined
    const bytes = parcel.length
    const full = this.#full(recipient, by, bytes)
    if (full !== undefined) return full
    db.prepare(
      `INSERT INTO mailbox_parcel (recipient, hash, depositor, issuer, serial, bytes, at, parcel)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(recipient, hash, by.login, by.issuerKeyId, by.serial, bytes, now.getTime(), parcel)
    this.#tally.add(by.login, recipient, { bytes, parcels: 1 })
    return undefined
  }

  #full(recipient: PeerIdText, { login }: Depositor, bytes: number): FaultCode | undefined {
    const fits = (there: typeof TOTAL, most: typeof TOTAL) =>
      there.parcels < most.parcels && there.bytes + bytes <= most.bytes
    // One's own doing first: who used up their part is not told how much there is of others.
    if (!fits(this.#tally.share(login, recipient), SHARE)) return 'MAILBOX_QUOTA'
    if (!fits(this.#tally.depositor(login), DEPOSITOR)) return 'MAILBOX_QUOTA'
    if (!fits(this.#tally.recipient(recipient), RECIPIENT)) return 'MAILBOX_FULL'
    if (!fits(this.#tally.total(), TOTAL)) return 'MAILBOX_FULL'
    return undefined
  }

  /** The oldest of those above `after`, as many as one frame takes. */
  next(recipient: PeerIdText, after: number): HeldParcel[] {
    const rows = this.#store.db
      .prepare<[string, number, number], { id: number; bytes: number }>(
        'SELECT id, bytes FROM mailbox_parcel WHERE recipient = ? AND id > ? ORDER BY id LIMIT ?',
      )
      .all(recipient, after, FRAME_PARCELS_MAX)
    const read = this.#store.db.prepare<[number], Uint8Array>(
      'SELECT parcel FROM mailbox_parcel WHERE id = ?',
    )
    const taken: HeldParcel[] = []
    let size = 0
    for (const { id, bytes } of rows) {
      size += bytes
      if (size > FRAME_PAYLOAD_MAX) break
      const parcel = read.pluck().get(id)
      if (parcel !== undefined) taken.push({ id, parcel: new Uint8Array(parcel) })
    }
    return taken
  }

  /** Resolves when they are gone. */
  drop(ids: readonly number[]): Promise<void> {
    return this.#store.writer.write(() => {
      const drop = this.#store.db.prepare<
        [number],
        { depositor: string; recipient: PeerIdText; bytes: number }
      >('DELETE FROM mailbox_parcel WHERE id = ? RETURNING depositor, recipient, bytes')
      for (const id of ids) {
        const gone = drop.get(id)
        if (gone !== undefined)
          this.#tally.add(gone.depositor, gone.recipient, { bytes: -gone.bytes, parcels: -1 })
      }
    })
  }

  /** What was held too long. @returns how many went */
  dropOld(now: Date): Promise<number> {
    return this.#dropWhere('at <= ?', now.getTime() - HELD_MAX)
  }

  /** All for a device. @returns how many went */
  dropFor(recipient: PeerIdText): Promise<number> {
    return this.#dropWhere('recipient = ?', recipient)
  }

  /** What came under certificates that were revoked since, for more than a replacement. @returns how many went */
  async dropRevoked(lists: RevocationLists): Promise<number> {
    const certificates = this.#store.db
      .prepare<[], Certificate>('SELECT DISTINCT issuer, serial FROM mailbox_parcel')
      .all()
    let gone = 0
    for (const { issuer, serial } of certificates) {
      const revoked = lists.of(issuer)?.lookUp(serial)
      // Who is suspended may be back before long; nothing of theirs is added meanwhile.
      if (revoked === undefined || isReplacement(revoked.reason) || revoked.reason === 'certificateHold')
        continue
      gone += await this.#dropWhere('issuer = ? AND serial = ?', issuer, serial)
    }
    return gone
  }

  #dropWhere(condition: string, ...values: (string | number)[]): Promise<number> {
    return this.#store.writer.write(() => {
      const gone = this.#store.db
        .prepare(`DELETE FROM mailbox_parcel WHERE ${condition}`)
        .run(...values).changes
      if (gone > 0) this.#count()
      return gone
    })
  }

  #count(): void {
    if (!this.#store.db.open) return
    this.#tally.clear()
    const sql = `SELECT depositor, recipient, count(*) AS parcels, sum(bytes) AS bytes FROM mailbox_parcel
                 GROUP BY depositor, recipient`
    const rows = this.#store.db
      .prepare<[], { depositor: string; recipient: string; parcels: number; bytes: number }>(sql)
      .iterate()
    for (const { depositor, recipient, ...amount } of rows) this.#tally.add(depositor, recipient, amount)
  }
}
