// Group commit: everything asked for while the last commit ran goes into one transaction and one fsync.
// A group lives or dies together, so a job refuses by its value and throws only when the disk or the code fails.
import type Database from 'better-sqlite3-multiple-ciphers'
import { LAZY_WRITE_MS } from './constants.ts'
import { storeFault } from './faults.ts'

export interface Writer {
  /** Runs `job` inside the next transaction. @returns what it returned, once it is durable */
  write<Result>(job: () => Result): Promise<Result>
  /** For what may be lost in a crash and done again: collected for LAZY_WRITE_MS, then written together. */
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
  const lazy: (() => void)[] = []
  let soon: NodeJS.Immediate | undefined
  let later: NodeJS.Timeout | undefined

  function flush(): void {
    clearTimeout(later)
    later = undefined
    commitGroup(lazy.splice(0))
  }

  function commitGroup(companions: readonly (() => void)[]): void {
    clearImmediate(soon)
    soon = undefined
    const group = waiting
    waiting = []
    if (group.length + companions.length === 0 || !db.open) return
    try {
      begin.run()
      for (const job of group) job.run()
      for (const job of companions) job()
      commit.run()
    } catch (error) {
      if (db.inTransaction) rollback.run()
      for (const listener of listeners) listener()
      // What may wait is tried again later.
      lazy.push(...companions)
      if (companions.length > 0) later ??= setTimeout(flush, LAZY_WRITE_MS)
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
        soon ??= setImmediate(commitGroup, [])
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
