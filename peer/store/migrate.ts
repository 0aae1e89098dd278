// Brings a database to the newest schema, one transaction for each step. `user_version` counts the steps taken.
import { Fault } from '@parley/shared/faults/fault.ts'
import type Database from 'better-sqlite3-multiple-ciphers'

/** One step of the schema. Released steps never change; a change is a further step. */
export interface Migration {
  /** File name without its ending, like `001-conversations`. */
  readonly name: string
  readonly sql: string
}

/** @throws Fault DATA_TOO_NEW when a newer Parley has written it */
export function bringUpToDate(db: Database, path: string, migrations: readonly Migration[]): void {
  const taken = Number(db.pragma('user_version', { simple: true }))
  if (taken > migrations.length) {
    throw new Fault('DATA_TOO_NEW', { path })
  }
  for (const [index, migration] of migrations.entries()) {
    if (index < taken) continue
    db.transaction(() => {
      db.exec(migration.sql)
      db.pragma(`user_version = ${index + 1}`)
    }).immediate()
  }
}
