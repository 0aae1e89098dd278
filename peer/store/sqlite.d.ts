// Types of better-sqlite3-multiple-ciphers, as far as both sides use it. The package has its own, but its `exports`
// hide them from TypeScript (seen in 13.0.3), and theirs say `any`.
declare module 'better-sqlite3-multiple-ciphers' {
  type Value = null | number | bigint | string | Uint8Array
  interface RunResult {
    changes: number
    lastInsertRowid: number | bigint
  }
  interface Statement<Parameters extends readonly unknown[] = unknown[], Row = unknown> {
    readonly reader: boolean
    run(...parameters: Parameters): RunResult
    get(...parameters: Parameters): Row | undefined
    all(...parameters: Parameters): Row[]
    iterate(...parameters: Parameters): IterableIterator<Row>
    /** Only the first column. */
    pluck(on?: boolean): this
    /** Rows as arrays. */
    raw(on?: boolean): this
    safeIntegers(on?: boolean): this
  }
  interface Transaction<Result> {
    (): Result
    immediate(): Result
  }
  interface Options {
    readonly?: boolean
    fileMustExist?: boolean
    /** Wait for another's lock, ms. */
    timeout?: number
  }
  class SqliteError extends Error {
    /** SQLITE_... (https://sqlite.org/rescode.html) */
    code: string
  }
  class Database {
    static readonly SqliteError: typeof SqliteError
    constructor(path: string, options?: Options)
    readonly open: boolean
    readonly inTransaction: boolean
    prepare<Parameters extends readonly unknown[] = unknown[], Row = unknown>(
      sql: string,
    ): Statement<Parameters, Row>
    exec(sql: string): this
    pragma(source: string, options?: { simple?: boolean }): unknown
    transaction<Result>(work: () => Result): Transaction<Result>
    backup(path: string): Promise<unknown>
    close(): this
  }

  export type { Database, RunResult, Statement, Value }
  export default Database
}
