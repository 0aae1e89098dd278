// Opens the device's one database: SQLCipher, WAL, fsync at every commit, brought to the newest schema.
// Knows nothing of what is kept in it; never overwrites a file it cannot read.
import { statSync } from 'node:fs'
import { Fault } from '@parley/shared/faults/fault.ts'
import Database from 'better-sqlite3-multiple-ciphers'
import { CACHE_KIB, KEY_BYTES, PAGE_BYTES, WAL_PAGES } from './constants.ts'
import { storeFault } from './faults.ts'
import { bringUpToDate } from './migrate.ts'
import { migrations } from './migrations.ts'
import { createWriter, type Writer } from './writer.ts'

export interface Store {
  readonly path: string
  readonly db: Database
  /** The one way to write: durable once the promise resolves. */
  readonly writer: Writer
  /** Reads every page. @throws Fault DATA_DAMAGED */
  check(): void
  /** Commits what waits, then closes. Safe to call twice. */
  close(): void
}

/**
 * @param key 32 raw bytes; not kept
 * @throws Fault PASSPHRASE_WRONG (the key does not open it), DATA_DAMAGED, DATA_TOO_NEW, DISK_FULL, FILE_UNWRITABLE
 */
export function openStore(path: string, key: Uint8Array): Store {
  if (key.length !== KEY_BYTES) throw new RangeError(`a store key has ${KEY_BYTES} bytes`)
  refuseTorn(path)
  let db: Database | undefined
  try {
    db = openKeyed(path, key)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    // What is deleted is overwritten: words of forgotten messages are nowhere in the file.
    db.pragma('secure_delete = ON')
    db.pragma(`cache_size = -${CACHE_KIB}`)
    db.pragma(`wal_autocheckpoint = ${WAL_PAGES}`)
    bringUpToDate(db, path, migrations)
  } catch (error) {
    db?.close()
    throw storeFault(path, error, true)
  }
  return storeOf(path, db)
}

/** Nothing was read yet: whether the key is right shows at the first question. */
export function openKeyed(path: string, key: Uint8Array): Database {
  const db = new Database(path)
  // Set at every open: the file does not say how it is encrypted. legacy=4 is the format of SQLCipher 4 itself.
  db.pragma(`cipher = 'sqlcipher'`)
  db.pragma('legacy = 4')
  db.pragma(`key = "${keyText(key)}"`)
  return db
}

/** Raw bytes, as SQLCipher takes them. */
export const keyText = (key: Uint8Array): string => `x'${Buffer.from(key).toString('hex')}'`

function storeOf(path: string, db: Database): Store {
  const writer = createWriter(db, path)
  return {
    path,
    db,
    writer,
    check() {
      try {
        const found = db.prepare<[], string>('PRAGMA integrity_check(1)').pluck().get()
        if (found !== 'ok') throw new Fault('DATA_DAMAGED', { path, reason: String(found) })
      } catch (error) {
        throw storeFault(path, error)
      }
    },
    close() {
      if (!db.open) return
      writer.flush()
      db.close()
    },
  }
}

/** A file cut short cannot be told from one with another key once SQLite reads it; its length can. */
function refuseTorn(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size % PAGE_BYTES !== 0) throw new Fault('DATA_DAMAGED', { path, reason: 'CUT_SHORT' })
}
