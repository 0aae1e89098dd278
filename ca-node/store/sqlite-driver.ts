// Kysely's SQLite driver with three changes: errors in Parley's words, statements prepared once, and no rollback where
// SQLite has rolled back by itself (a full disk), which would hide why.
import type { Database, Statement } from 'better-sqlite3-multiple-ciphers'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteDialect,
  SqliteDriver,
} from 'kysely'

/** Statements kept prepared: the authority has about 60 kinds. */
const MAX_PREPARED = 200

export function sqliteKysely(database: Database, explain: (error: unknown) => unknown): Dialect {
  const connection = new Connection(database, explain)
  class ParleyDriver extends SqliteDriver {
    override async acquireConnection(): Promise<DatabaseConnection> {
      await super.acquireConnection()
      return connection
    }
    override async rollbackTransaction(on: DatabaseConnection): Promise<void> {
      if (database.inTransaction) await super.rollbackTransaction(on)
    }
  }
  class ParleyDialect extends SqliteDialect {
    override createDriver(): Driver {
      return new ParleyDriver({ database })
    }
  }
  return new ParleyDialect({ database })
}

class Connection implements DatabaseConnection {
  readonly #database: Database
  readonly #explain: (error: unknown) => unknown
  readonly #prepared = new Map<string, Statement>()

  constructor(database: Database, explain: (error: unknown) => unknown) {
    this.#database = database
    this.#explain = explain
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      const statement = this.#statement(sql)
      if (statement.reader) return { rows: statement.all(...parameters) as Row[] }
      const { changes } = statement.run(...parameters)
      return { rows: [], numAffectedRows: BigInt(changes) }
    } catch (error) {
      throw this.#explain(error)
    }
  }

  // biome-ignore lint/correctness/useYield: nothing is streamed; one interface asks for it.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('the authority reads pages, not streams')
  }

  #statement(sql: string): Statement {
    const known = this.#prepared.get(sql)
    if (known) return known
    const statement = this.#database.prepare(sql)
    if (this.#prepared.size >= MAX_PREPARED) this.#prepared.clear()
    this.#prepared.set(sql, statement)
    return statement
  }
}
