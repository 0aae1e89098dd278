// Takes new messages into the index a moment after they were stored, many in one commit: by itself each would cost three
// times the pages that storing it does. How far it has come is on disk, so that a crash leaves nobody out.
import type { Database, Statement } from 'better-sqlite3-multiple-ciphers'
import type { Store } from '../store/open.ts'
import { LATE_MAX, LATE_MS } from './constants.ts'
import { indexStored, type StoredRow } from './index.ts'

/** Messages were stored, or may have been before this start. Call it inside the transaction that stores them. */
export function indexSoon({ db, writer }: Pick<Store, 'db' | 'writer'>, messages: number): void {
  const own = stateOf(db)
  own.waiting += messages
  if (own.waiting >= LATE_MAX) takeIn(db)
  if (own.planned) return
  own.planned = true
  setTimeout(() => {
    own.planned = false
    writer.writeLazily(() => takeIn(db))
  }, LATE_MS).unref()
}

/** Everything that is stored can be found from here on. Costs next to nothing when nobody is late. */
export function indexNow(db: Database): void {
  const { newest, upTo } = stateOf(db)
  if ((newest.get() ?? 0) === (upTo.get() ?? 0)) return
  if (db.inTransaction) takeIn(db)
  else db.transaction(() => takeIn(db)).immediate()
}

/** Inside a write. */
function takeIn(db: Database): void {
  const own = stateOf(db)
  const { upTo, newest, late, goOn } = own
  indexStored(db, late.all(upTo.get() ?? 0))
  goOn.run(newest.get() ?? 0)
  own.waiting = 0
}

interface State {
  /** Only a guess at how many: a transaction may have been rolled back. The database knows. */
  waiting: number
  planned: boolean
  readonly upTo: Statement<[], number>
  readonly newest: Statement<[], number | null>
  readonly late: Statement<[number], StoredRow>
  readonly goOn: Statement<[number]>
}

const states = new WeakMap<Database, State>()

function stateOf(db: Database): State {
  const known = states.get(db)
  if (known !== undefined) return known
  const state: State = {
    waiting: 0,
    planned: false,
    upTo: db.prepare<[], number>('SELECT arrival FROM said_to').pluck(),
    newest: db.prepare<[], number | null>('SELECT max(arrival) FROM event').pluck(),
    late: db.prepare<[number], StoredRow>(
      `SELECT e.arrival, e.kind, e.conversation, c.device, e.time, e.body FROM event e JOIN chain c ON c.id = e.chain
       WHERE e.arrival > ? AND e.kind = 1 ORDER BY e.arrival`,
    ),
    goOn: db.prepare<[number]>('UPDATE said_to SET arrival = ?'),
  }
  states.set(db, state)
  return state
}
