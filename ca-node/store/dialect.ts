// What differs between one database and another, and nothing else. SQLite is here, PostgreSQL in postgres.ts beside it. No
// other file may know which database it talks to.

import { existsSync, statSync, writeFileSync } from 'node:fs'
import { Fault } from '@parley/shared/faults/fault.ts'
import { PRIVATE_FILE } from '@parley/shared/host/files.ts'
import Database from 'better-sqlite3-multiple-ciphers'
import type { Dialect, Kysely, RawBuilder } from 'kysely'
import { sqliteKysely } from './sqlite-driver.ts'
import type { Tables } from './tables.ts'

/** Column types of one database, as SQL. */
export interface ColumnTypes {
  /** Milliseconds since 1970, read back as a number. */
  readonly time: 'bigint' | 'integer'
  readonly bytes: 'blob' | 'bytea'
  /** Text compared by code point, so that a range is a prefix search. */
  readonly word: 'text' | RawBuilder<unknown>
}

export interface StoreDialect {
  /** Whether several authorities can use it at once. */
  readonly shared: boolean
  /** Its errors are faults where they mean something to a person (disk full, damaged file). */
  readonly kysely: Dialect
  readonly types: ColumnTypes
  /** Whether `error` says that a row with such a key exists already. */
  isDuplicate(error: unknown): boolean
  /** Whether `error` says that a transaction met another one: nothing of it has happened, it can be done again. */
  isCollision(error: unknown): boolean
  /** No other node does such a thing meanwhile. */
  alone<Result>(db: Kysely<Tables>, work: (db: Kysely<Tables>) => Promise<Result>): Promise<Result>
}

/** Wait for another process's lock, ms. `parley ca` without the node and a backup may meet. */
const BUSY_TIMEOUT = 5000

/** @throws Fault DATA_MISSING, DATA_DAMAGED, DISK_FULL */
export function sqliteDialect(path: string, { create = false } = {}): StoreDialect {
  try {
    // Made empty first: SQLite itself would let others read it. Its -wal and -shm files get the same mode.
    if (create) writeFileSync(path, '', { flag: 'wx', mode: PRIVATE_FILE })
    else assertWhole(path)
    const database = new Database(path, { fileMustExist: true, timeout: BUSY_TIMEOUT })
    try {
      database.pragma('journal_mode = WAL')
      // An issued certificate must not be forgotten by a power cut: WAL alone would allow that.
      database.pragma('synchronous = FULL')
      database.pragma('foreign_keys = ON')
      database.pragma('trusted_schema = OFF')
      assertSound(database, path)
    } catch (error) {
      database.close()
      throw error
    }
    return {
      shared: false,
      kysely: sqliteKysely(database, (error) => explain(path, error)),
      types: { time: 'bigint', bytes: 'blob', word: 'text' },
      isDuplicate: (error) =>
        ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'].includes(codeOf(error)),
      isCollision: () => false,
      // The data folder's lock sees to it.
      alone: (db, work) => work(db),
    }
  } catch (error) {
    throw explain(path, error)
  }
}

function assertSound(database: InstanceType<typeof Database>, path: string): void {
  const check = database.pragma('quick_check(1)', { simple: true })
  if (check !== 'ok') throw new Fault('DATA_DAMAGED', { path, reason: String(check).slice(0, 200) })
}

/**
 * Reads the file without writing to it: whoever opens for writing brings the log of the last run into a damaged file,
 * and takes it away from those who would save what is left.
 */
function assertWhole(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.size === 0)
    throw new Fault('DATA_DAMAGED', { path, reason: 'GONE' })
  // Without a log there is nothing to bring in, and the check may as well be made by whoever writes.
  if ((statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0) return
  let database: InstanceType<typeof Database> | undefined
  try {
    database = new Database(path, { fileMustExist: true, readonly: true, timeout: BUSY_TIMEOUT })
    assertSound(database, path)
  } catch (error) {
    // Where nothing can be written not even this can be done: opening for writing says why.
    if (!codeOf(error).startsWith('SQLITE_CANTOPEN') && !codeOf(error).startsWith('SQLITE_READONLY'))
      throw error
  } finally {
    database?.close()
  }
}

function codeOf(error: unknown): string {
  return error instanceof Database.SqliteError ? error.code : ''
}

/** Result codes: https://sqlite.org/rescode.html */
function explain(path: string, error: unknown): unknown {
  const code = codeOf(error)
  const reason = error instanceof Error ? error.message : ''
  const fault = ((): Fault | undefined => {
    if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') {
      return new Fault('DISK_FULL', { path }, { cause: error })
    }
    for (const damage of ['SQLITE_NOTADB', 'SQLITE_CORRUPT'])
      if (code.startsWith(damage))
        return new Fault('DATA_DAMAGED', { path, reason: damage }, { cause: error })
    if (code.startsWith('SQLITE_IOERR')) {
      return new Fault('DATA_DAMAGED', { path, reason }, { cause: error })
    }
    if (code.startsWith('SQLITE_CANTOPEN') && !existsSync(path))
      return new Fault('DATA_MISSING', { path }, { cause: error })
    if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY'))
      return new Fault('FILE_UNWRITABLE', { path, reason }, { cause: error })
    return undefined
  })()
  return fault ?? error
}
