// Kysely's PostgreSQL driver with four changes: a bounded pool that outlives a lost connection, errors in Parley's words,
// text compared by code point (as SQLite and the programs themselves do), and no second error from a failed rollback.
import {
  type CastNode,
  type ColumnDefinitionNode,
  CompiledQuery,
  type DatabaseConnection,
  type DataTypeNode,
  type Dialect,
  type Driver,
  PostgresDialect,
  PostgresDriver,
  PostgresQueryCompiler,
  type QueryCompiler,
  type TransactionSettings,
} from 'kysely'
import type { Pool } from 'pg'

export function postgresKysely(pool: Pool, explain: (error: unknown) => unknown): Dialect {
  class ParleyDialect extends PostgresDialect {
    override createDriver(): Driver {
      return new ParleyDriver(pool, explain)
    }
    override createQueryCompiler(): QueryCompiler {
      return new ByCodePoint()
    }
  }
  return new ParleyDialect({ pool })
}

class ParleyDriver extends PostgresDriver {
  readonly #explain: (error: unknown) => unknown
  readonly #explaining = new WeakSet<DatabaseConnection>()

  constructor(pool: Pool, explain: (error: unknown) => unknown) {
    super({ pool })
    this.#explain = explain
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    let connection: DatabaseConnection
    try {
      connection = await super.acquireConnection()
    } catch (error) {
      throw this.#explain(error)
    }
    if (!this.#explaining.has(connection)) {
      const execute = connection.executeQuery.bind(connection)
      connection.executeQuery = <Row>(query: CompiledQuery) =>
        execute<Row>(query).catch((error: unknown) => {
          throw this.#explain(error)
        })
      this.#explaining.add(connection)
    }
    return connection
  }

  /** Everything that reads before it writes must find what it read still true: two nodes do not wait for each other. */
  override async beginTransaction(
    connection: DatabaseConnection,
    { isolationLevel = 'serializable' }: TransactionSettings,
  ): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`begin isolation level ${isolationLevel}`))
  }

  /** A server that is gone, or that has rolled back by itself: what is told is why, not this. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => undefined)
  }
}

/** Columns of text get the collation "C": keyset pages and prefix searches mean the same in both databases. */
class ByCodePoint extends PostgresQueryCompiler {
  #inColumn = false

  protected override visitColumnDefinition(node: ColumnDefinitionNode): void {
    this.#inColumn = true
    super.visitColumnDefinition(node)
    this.#inColumn = false
  }

  protected override visitCast(node: CastNode): void {
    const before = this.#inColumn
    this.#inColumn = false
    super.visitCast(node)
    this.#inColumn = before
  }

  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node)
    if (this.#inColumn && node.dataType === 'text') this.append(' collate "C"')
  }
}
