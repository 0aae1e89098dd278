// Says in Parley's faults what SQLite says in its codes.
import { Fault } from '@parley/shared/faults/fault.ts'
import Database from 'better-sqlite3-multiple-ciphers'

/**
 * What SQLite met at `path`, as a person can act on it; anything else as it is.
 * @param opening whether the key may be the wrong one: afterwards a page that cannot be decrypted is a damaged one
 */
export function storeFault(path: string, error: unknown, opening = false): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  const code = error.code
  if (code === 'SQLITE_NOTADB' && opening) return new Fault('PASSPHRASE_WRONG', { path }, { cause: error })
  if (code === 'SQLITE_FULL') return new Fault('DISK_FULL', { path }, { cause: error })
  for (const damage of ['SQLITE_NOTADB', 'SQLITE_CORRUPT'])
    if (code.startsWith(damage)) return new Fault('DATA_DAMAGED', { path, reason: damage }, { cause: error })
  if (code.startsWith('SQLITE_IOERR')) {
    return new Fault('DATA_DAMAGED', { path, reason: `${error.message} (${code})` }, { cause: error })
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY')) {
    return new Fault('FILE_UNWRITABLE', { path, reason: error.message }, { cause: error })
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new Fault('DATA_IN_USE', { path, pid: '?' }, { cause: error })
  }
  return error
}
