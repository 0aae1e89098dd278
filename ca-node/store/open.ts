// Opens the authority's database and brings it to the newest form. Knows no table's meaning.
import { Kysely, type Transaction } from 'kysely'
import { type StoreDialect, sqliteDialect } from './dialect.ts'
import { migrate } from './migrate.ts'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables> | Transaction<Tables>

export interface Store {
  readonly db: Kysely<Tables>
  /** All or nothing, durable once it returns. One at a time. */
  transaction<Result>(work: (db: Transaction<Tables>) => Promise<Result>): Promise<Result>
  isDuplicate(error: unknown): boolean
  close(): Promise<void>
}

/**
 * @param path of the SQLite file
 * @param options.create make it when it is not there
 * @throws Fault DATA_MISSING, DATA_DAMAGED, DATA_TOO_NEW, DISK_FULL
 */
export async function openStore(path: string, options: { create?: boolean } = {}): Promise<Store> {
  return storeOn(sqliteDialect(path, options), path)
}

async function storeOn(dialect: StoreDialect, name: string): Promise<Store> {
  const db = new Kysely<Tables>({ dialect: dialect.kysely })
  try {
    await migrate(db, dialect.types, name)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    db,
    isDuplicate: dialect.isDuplicate,
    transaction: (work) => db.transaction().execute(work),
    close: () => db.destroy(),
  }
}
