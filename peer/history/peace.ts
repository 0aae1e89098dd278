// What was decided for oneself, what was begun on other devices, and what was reported, found among the events without
// reading every message. Reads; what it amounts to is decided in peer/peace.
import type { ChainTag } from '@parley/shared/events/ids.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Store } from '../store/open.ts'

export interface PeaceRow {
  readonly tag: ChainTag
  readonly seq: number
  readonly peer: PeerIdText
  readonly login: Login
  readonly time: number
  readonly count: number
  /** Empty when it is gone. */
  readonly body: Uint8Array
}

export interface PeaceRows {
  /** What a person decided, in their notes to themselves. In no order. */
  choices(login: Login): readonly PeaceRow[]
  /** Lines a person began, in their notes to themselves, as far as their words are here. In no order. */
  begun(login: Login): readonly PeaceRow[]
  /** Pieces of reports of others, the newest first. */
  reports(self: Login, limit: number): readonly PeaceRow[]
}

const COLUMNS = 'c.tag, e.seq, d.peer, d.login, e.time, e.count, e.body'
const FROM = 'event e JOIN chain c ON c.id = e.chain JOIN device d ON d.id = c.device'

export function openPeaceRows({ db }: Store): PeaceRows {
  const noted = (kind: number, more = '') =>
    db.prepare<[string, string], PeaceRow>(
      `SELECT ${COLUMNS} FROM ${FROM} JOIN conversation v ON v.id = e.conversation
       WHERE e.kind = ${kind} ${more} AND v.kind = 'direct' AND v.login = ? AND d.login = ?`,
    )
  const choices = noted(KIND.choice)
  const begun = noted(KIND.draft, "AND e.body <> x''")
  const reports = db.prepare<[string, number], PeaceRow>(
    `SELECT ${COLUMNS} FROM ${FROM} JOIN conversation v ON v.id = e.conversation
     WHERE e.kind = ${KIND.report} AND v.kind = 'direct' AND d.login <> ?
     ORDER BY e.arrival DESC LIMIT ?`,
  )
  return {
    choices: (login) => choices.all(login, login),
    begun: (login) => begun.all(login, login),
    reports: (self, limit) => reports.all(self, limit),
  }
}
