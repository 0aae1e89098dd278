// What is said about messages, by the message: also while the message itself is not here. Call writes inside a group
// commit. What comes of it all is decided in peer/conversations.
import { REMARKS_MAX } from '@parley/shared/events/constants.ts'
import type { ChainTag } from '@parley/shared/events/ids.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Store } from '../store/open.ts'
import type { ChainPlace, ConversationPlace } from './places.ts'

/** A message, by the chain it stands in. */
export interface MessagePlace {
  readonly tag: ChainTag
  readonly seq: number
}

export interface RemarkRow {
  readonly kind: number
  readonly login: Login
  readonly peer: PeerIdText
  /** The event that says it. */
  readonly tag: ChainTag
  readonly seq: number
  /** Its place in the order of arrival. */
  readonly arrival: number
  readonly time: number
  readonly count: number
  /** Row of the certificate the event names. */
  readonly certificate: number
  /** Empty when its words are gone. */
  readonly body: Uint8Array
}

export interface Remarks {
  /** @returns whether it counts: of each device only the first REMARKS_MAX of a kind on a message do */
  add(chain: ChainPlace, number: number, kind: number, about: MessagePlace): boolean
  /** Whether that device may say no more of this kind on that message. */
  isFull(chain: ChainPlace, kind: number, about: MessagePlace): boolean
  /** In no order. */
  of(about: MessagePlace): readonly RemarkRow[]
  /** Numbers of texts of a chain above `seq` that somebody has hidden, with the right to or not, the oldest first. */
  everHidden(chain: ChainPlace, seq: number, limit: number): readonly number[]
  /** Messages that were pinned at some time. */
  everPinned(conversation: ConversationPlace): readonly MessagePlace[]
}

export function openRemarks({ db }: Store): Remarks {
  const insert = db.prepare<[string, number, number, number, number, number]>(
    'INSERT OR IGNORE INTO remark (tag, seq, kind, chain, number, conversation) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const count = db
    .prepare<[string, number, number, number], number>(
      'SELECT count(*) FROM remark WHERE tag = ? AND seq = ? AND kind = ? AND chain = ?',
    )
    .pluck()
  const all = db.prepare<[string, number], RemarkRow>(
    `SELECT r.kind, d.login, d.peer, c.tag, e.seq, e.arrival, e.time, e.count, e.certificate, e.body FROM remark r
       JOIN event e ON e.chain = r.chain AND e.seq = r.number
       JOIN chain c ON c.id = r.chain JOIN device d ON d.id = c.device
     WHERE r.tag = ? AND r.seq = ?`,
  )
  const pinned = db.prepare<[number], MessagePlace>(
    `SELECT DISTINCT tag, seq FROM remark WHERE conversation = ? AND kind = ${KIND.pin}`,
  )
  const hidden = db
    .prepare<[number, string, number, number], number>(
      `SELECT DISTINCT r.seq FROM remark r JOIN event e ON e.chain = ? AND e.seq = r.seq
       WHERE r.tag = ? AND r.seq > ? AND r.kind = ${KIND.hide} AND e.kind = ${KIND.text} AND e.gone IS NULL
       ORDER BY r.seq LIMIT ?`,
    )
    .pluck()
  const isFull = (chain: ChainPlace, kind: number, { tag, seq }: MessagePlace) =>
    (count.get(tag, seq, kind, chain.row) ?? 0) >= REMARKS_MAX
  return {
    add(chain, number, kind, about) {
      if (isFull(chain, kind, about)) return false
      insert.run(about.tag, about.seq, kind, chain.row, number, chain.conversation.row)
      return true
    },
    isFull,
    of: ({ tag, seq }) => all.all(tag, seq),
    everHidden: (chain, seq, limit) => hidden.all(chain.row, chain.tag, seq, limit),
    everPinned: (conversation) => pinned.all(conversation.row),
  }
}
