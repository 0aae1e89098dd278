// Group commit: everything asked for while the last commit ran goes into one transaction and one fsync.
// A group lives or dies together, so a job refuses by its value and throws only when the disk or the code fails.
import type Database from 'better-sqlite3-multiple-ciphers'
import { LAZY_WRITE_MS } from './constants.ts'
import { storeFault } from './faults.ts'

export interface Writer {
  /** Runs `job` inside the next transaction. @returns what it returned, once it is durable */
  write<Result>(job: () => Result): Promise<Result>
  /** For what may be lost in a crash and done again: rides along with the next commit, or goes alone soon. */
  writeLazily(job: () => void): void
  /** Commits now what waits. */
  flush(): void
  /** Called when a group was rolled back: whatever was remembered from inside it is wrong. */
  onRollback(listener: () => void): void
}

interface Waiting {
  run(): void
  done(): void
  failed(reason: unknown): void
}

export function createWriter(db: Database, path: string): Writer {
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const rollback = db.prepare('ROLLBACK')
  const listeners: (() => void)[] = []
  let waiting: Waiting[] = []
  let lazy: (() => void)[] = []
  let soon: NodeJS.Immediate | undefined
  let later: NodeJS.Timeout | undefined

  function flush(): void {
    clearImmediate(soon)
    clearTimeout(later)
    soon = undefined
    later = undefined
    if (waiting.length + lazy.length === 0) return
    const group = waiting
    const companions = lazy
    waiting = []
    lazy = []
    try {
      begin.run()
      for (const job of group) job.run()
      for (const job of companions) job()
      commit.run()
    } catch (error) {
      if (db.inTransaction) rollback.run()
      for (const listener of listeners) listener()
      // What may wait is tried again with whoever comes next.
      lazy = [...companions, ...lazy]
      const fault = storeFault(path, error)
      for (const job of group) job.failed(fault)
      return
    }
    for (const job of group) job.done()
  }

  return {
    write<Result>(job: () => Result) {
      return new Promise<Result>((resolve, reject) => {
        let result: { readonly value: Result } | undefined
        waiting.push({
          run() {
            result = { value: job() }
          },
          done() {
            if (result !== undefined) resolve(result.value)
          },
          failed: reject,
        })
        // After this turn's I/O: what the same turn read from sockets joins the group.
        soon ??= setImmediate(flush)
      })
    },
    writeLazily(job) {
      lazy.push(job)
      later ??= setTimeout(flush, LAZY_WRITE_MS)
    },
    flush,
    onRollback(listener) {
      listeners.push(listener)
    },
  }
}
