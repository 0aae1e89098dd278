// Takes into the index what was here before there was one: from the newest back, in small steps between other writes. What
// comes meanwhile is indexed when it is stored; a stop in the middle is gone on from.
import type { Log } from '@parley/shared/host/log.ts'
import type { Database } from 'better-sqlite3-multiple-ciphers'
import type { Store } from '../store/open.ts'
import { BUILD_BATCH, BUILD_REST_MS } from './constants.ts'
import { indexStored, type StoredRow } from './index.ts'

export interface BuildProgress {
  /** Messages that can be found already, and all there were when the building began. */
  readonly done: number
  readonly total: number
}

export interface IndexBuild {
  /** Undefined once everything can be found. */
  progress(): BuildProgress | undefined
  /** Resolves when all is in, or when it is stopped. */
  readonly finished: Promise<void>
  stop(): void
}

export function buildIndex(store: Store, log: Log): IndexBuild {
  let stopped = false
  let wake = () => {}
  let progress = progressOf(store.db)

  async function run(): Promise<void> {
    const begun = performance.now()
    const total = progress?.total
    if (progress === undefined) return
    while (!stopped && progress !== undefined) {
      progress = await store.writer.write(() => step(store.db))
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, BUILD_REST_MS)
      })
    }
    if (!stopped)
      log.info({ messages: total, ms: Math.round(performance.now() - begun) }, 'old messages can be searched')
  }

  return {
    progress: () => progress,
    finished: run().catch((error: unknown) =>
      log.error({ code: 'INTERNAL', err: error }, 'old messages not indexed'),
    ),
    stop() {
      stopped = true
      wake()
    },
  }
}

/** Inside a write. */
function step(db: Database): BuildProgress | undefined {
  const rows = db
    .prepare<[number], StoredRow>(
      `SELECT e.arrival, e.kind, e.conversation, c.device, e.time, e.body FROM event e JOIN chain c ON c.id = e.chain
       WHERE e.arrival < (SELECT arrival FROM said_from) AND e.kind = 1 ORDER BY e.arrival DESC LIMIT ?`,
    )
    .all(BUILD_BATCH)
  indexStored(db, rows)
  db.prepare('UPDATE said_from SET arrival = ?').run(
    rows.length < BUILD_BATCH ? 0 : (rows.at(-1)?.arrival ?? 0),
  )
  return progressOf(db)
}

function progressOf(db: Database): BuildProgress | undefined {
  const row = db.prepare<[], { arrival: number; total: number }>('SELECT arrival, total FROM said_from').get()
  if (row === undefined || row.arrival <= 1) return undefined
  const { arrival, total } = row
  const newest = db.prepare<[], number>('SELECT max(arrival) FROM event').pluck().get() ?? 0
  // Arrivals stand for messages: counting them exactly would cost more than it tells.
  return { done: Math.max(0, Math.min(total, Math.round(total * (1 - (arrival - 1) / newest)))), total }
}
