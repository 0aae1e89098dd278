// Events on disk, by chain and seq. Takes only what compose() or accept() proved; call writes inside a group commit.
import { hex, sameBytes } from '@parley/shared/certificates/bytes.ts'
import type { Primitives } from '@parley/shared/crypto/primitives.ts'
import type { StoredEvent } from '@parley/shared/events/burst.ts'
import { BURST_BYTES_MAX, BURST_EVENTS_MAX } from '@parley/shared/events/constants.ts'
import { eventHash } from '@parley/shared/events/hash.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import type { Head, ProvenBurst } from '@parley/shared/events/proven.ts'
import { type Fingerprint, fingerprint, type PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { indexSoon } from '../search/later.ts'
import type { Store } from '../store/open.ts'
import type { ChainPlace, ConversationPlace } from './places.ts'

/** Consecutive stored events, as many as fit into one burst. */
export interface Stretch {
  readonly events: readonly StoredEvent[]
  readonly from: number
  readonly to: number
  /** Of the last event, when one was kept there. */
  readonly signature: Uint8Array | undefined
  /** Rows of the certificates the events name. */
  readonly certificates: ReadonlySet<number>
}

export interface SignedEvent extends StoredEvent {
  readonly seq: number
  /** Row of the certificate it names. */
  readonly certificate: number
  readonly signature: Uint8Array | undefined
}

export interface ActRow {
  readonly peer: PeerIdText
  readonly login: Login
  readonly seq: number
  readonly time: number
  readonly count: number
  readonly body: Uint8Array
}

interface EventRow {
  readonly seq: number
  readonly certificate: number
  readonly header: Uint8Array
  readonly body: Uint8Array
  readonly signature: Uint8Array | null
}

export interface Events {
  /** @param certificates row of each certificate the burst names, in its order */
  append(chain: ChainPlace, burst: ProvenBurst, certificates: ReadonlyMap<Fingerprint, number>): void
  head(chain: ChainPlace): Head | undefined
  hashAt(chain: ChainPlace, seq: number): Uint8Array | undefined
  /**
   * What follows `above`, up to `upTo`; undefined when nothing does. `signed`: only up to an event with a signature, for a
   * chain that is not this device's own; every burst that came ended in one. `bytesMax`: of headers and bodies; the event
   * that passes it is the last.
   */
  stretch(
    chain: ChainPlace,
    above: number,
    upTo: number,
    end: 'anywhere' | 'signed',
    bytesMax?: number,
  ): Stretch | undefined
  /** Events that change who is in a group, in no order. */
  acts(conversation: ConversationPlace): readonly ActRow[]
  /** Events after `above`, in order, with the signature where one was kept. */
  page(chain: ChainPlace, above: number, limit: number): readonly SignedEvent[]
  /** Bursts that contradict what is held. */
  contradictions(chain: ChainPlace): readonly { readonly seq: number; readonly burst: Uint8Array }[]
  /** Keeps a burst that contradicts what is held. Bounded: the first ones prove as much as all. @returns if it is new */
  keepEvidence(chain: ChainPlace, seq: number, hash: Uint8Array, burst: Uint8Array, found: Date): boolean
}

/** On disk, where a body was: a body has at least one byte. */
const NO_BODY = new Uint8Array()

const bodyIn = (kept: Uint8Array): Uint8Array | undefined => (kept.length === 0 ? undefined : kept)

/** Pieces of evidence kept for one chain. */
const EVIDENCE_MAX = 8

export function openEvents(store: Store, primitives: Primitives): Events {
  const { db } = store
  const insert = db.prepare<
    [number, number, number, number, number, number, number, Uint8Array, Uint8Array, Uint8Array | null]
  >(
    `INSERT INTO event (chain, seq, conversation, certificate, kind, time, count, header, body, signature)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const newest = db.prepare<[number], { seq: number; time: number; count: number; header: Uint8Array }>(
    'SELECT seq, time, count, header FROM event WHERE chain = ? ORDER BY seq DESC LIMIT 1',
  )
  const headerAt = db
    .prepare<[number, number], Uint8Array>('SELECT header FROM event WHERE chain = ? AND seq = ?')
    .pluck()
  const above = db.prepare<[number, number, number], EventRow>(
    'SELECT seq, certificate, header, body, signature FROM event WHERE chain = ? AND seq > ? ORDER BY seq LIMIT ?',
  )
  const actsOf = db.prepare<[number], ActRow>(
    `SELECT d.peer, d.login, e.seq, e.time, e.count, e.body FROM event e
       JOIN chain c ON c.id = e.chain JOIN device d ON d.id = c.device WHERE e.conversation = ? AND e.kind = 16`,
  )
  const contradicting = db.prepare<[number], { seq: number; burst: Uint8Array }>(
    'SELECT seq, burst FROM equivocation WHERE chain = ? ORDER BY seq, hash',
  )
  const evidenceCount = db
    .prepare<[number], number>('SELECT count(*) FROM equivocation WHERE chain = ?')
    .pluck()
  const evidence = db.prepare<[number, number, Uint8Array, Uint8Array, number]>(
    'INSERT OR IGNORE INTO equivocation (chain, seq, hash, burst, found) VALUES (?, ?, ?, ?, ?)',
  )

  // What the last stop left out of the index.
  indexSoon(store, 0)

  return {
    append(chain, burst, certificates) {
      let named: Uint8Array | undefined
      let certificate = 0
      let texts = 0
      for (const { header, headerBytes, body, content } of burst.events) {
        if (named === undefined || !sameBytes(named, header.certificate)) {
          named = header.certificate
          certificate = certificates.get(fingerprint(hex(named))) ?? 0
        }
        insert.run(
          chain.row,
          header.seq,
          chain.conversation.row,
          certificate,
          header.kind,
          header.time,
          header.count,
          headerBytes,
          body ?? NO_BODY,
          header.seq === burst.head.seq ? burst.signature : null,
        )
        if (content?.kind === KIND.text) texts += 1
      }
      if (texts > 0) indexSoon(store, texts)
    },
    head(chain) {
      const row = newest.get(chain.row)
      if (row === undefined) return undefined
      const { seq, time, count, header } = row
      return { seq, time, count, hash: eventHash(header, primitives) }
    },
    hashAt(chain, seq) {
      const header = headerAt.get(chain.row, seq)
      return header === undefined ? undefined : eventHash(header, primitives)
    },
    stretch(chain, seq, upTo, end, bytesMax = BURST_BYTES_MAX) {
      const events: EventRow[] = []
      let bytes = 0
      for (const row of above.iterate(chain.row, seq, BURST_EVENTS_MAX)) {
        if (row.seq > upTo) break
        events.push(row)
        bytes += row.header.length + row.body.length
        if (bytes >= bytesMax) break
      }
      while (end === 'signed' && events.length > 0 && events.at(-1)?.signature === null) events.pop()
      const last = events.at(-1)
      if (last === undefined) return undefined
      return {
        events: events.map(({ header, body }) => ({ headerBytes: header, body: bodyIn(body) })),
        from: seq + 1,
        to: last.seq,
        signature: last.signature ?? undefined,
        certificates: new Set(events.map((event) => event.certificate)),
      }
    },
    acts: (conversation) => actsOf.all(conversation.row),
    page: (chain, seq, limit) =>
      above.all(chain.row, seq, limit).map(({ header, body, signature, ...row }) => ({
        seq: row.seq,
        certificate: row.certificate,
        headerBytes: header,
        body: bodyIn(body),
        signature: signature ?? undefined,
      })),
    contradictions: (chain) => contradicting.all(chain.row),
    keepEvidence(chain, seq, hash, burst, found) {
      if ((evidenceCount.get(chain.row) ?? 0) >= EVIDENCE_MAX) return false
      return evidence.run(chain.row, seq, hash, burst, found.getTime()).changes > 0
    },
  }
}
