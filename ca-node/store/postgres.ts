// PostgreSQL as a store: how its connections are made and what its refusals mean. Logs no address with a secret in it.
import { Fault } from '@parley/shared/faults/fault.ts'
import { errnoOf, readBounded } from '@parley/shared/host/files.ts'
import { sql } from 'kysely'
import pg from 'pg'
import {
  DATABASE_CONNECT_TIMEOUT,
  DATABASE_CONNECTIONS_MAX,
  DATABASE_IDLE_TIMEOUT,
  DATABASE_IDLE_TRANSACTION_TIMEOUT,
  DATABASE_STATEMENT_TIMEOUT,
  MIGRATION_LOCK,
} from './constants.ts'
import type { StoreDialect } from './dialect.ts'
import { type ServerPlace, shownPlace } from './place.ts'
import { postgresKysely } from './postgres-driver.ts'

/** Largest password or certificate file read, bytes. */
const FILE_BYTES_MAX = 262_144

/** @throws Fault FILE_UNREADABLE */
export async function postgresDialect(place: ServerPlace): Promise<StoreDialect> {
  const { host, port, database, user } = place
  const pool = new pg.Pool({
    host,
    port,
    database,
    user,
    ...(place.passwordFile === undefined ? {} : { password: await lineOf(place.passwordFile) }),
    ssl: await tlsOf(place),
    max: DATABASE_CONNECTIONS_MAX,
    connectionTimeoutMillis: DATABASE_CONNECT_TIMEOUT,
    idleTimeoutMillis: DATABASE_IDLE_TIMEOUT,
    statement_timeout: DATABASE_STATEMENT_TIMEOUT,
    // Where the server's machine is gone without a word, nothing else would end the waiting.
    query_timeout: DATABASE_STATEMENT_TIMEOUT + DATABASE_CONNECT_TIMEOUT,
    idle_in_transaction_session_timeout: DATABASE_IDLE_TRANSACTION_TIMEOUT,
    keepAlive: true,
    application_name: 'parley-ca',
    types: { getTypeParser },
  })
  // An idle connection was lost: the pool has dropped it, the next query makes another or says why not.
  pool.on('error', () => undefined)
  const explain = (error: unknown) => explained(place, error)
  return {
    shared: true,
    kysely: postgresKysely(pool, explain),
    types: { time: 'bigint', bytes: 'bytea', word: 'text' },
    isDuplicate: (error) => codeOf(error) === '23505',
    // serialization_failure, deadlock_detected: nothing has happened, and it can be done again.
    isCollision: (error) => ['40001', '40P01'].includes(codeOf(error)),
    alone: (db, work) =>
      db.connection().execute(async (connection) => {
        await sql`select pg_advisory_lock(${sql.lit(MIGRATION_LOCK)})`.execute(connection)
        try {
          return await work(connection)
        } finally {
          await sql`select pg_advisory_unlock(${sql.lit(MIGRATION_LOCK)})`.execute(connection)
        }
      }),
  }
}

const INT8 = 20
const BYTEA = 17

/** int8 as a number: times and counts, all far below 2^53. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (raw: string) => unknown {
  if (oid === INT8) return wholeNumber
  if (oid === BYTEA && format !== 'binary') return (raw) => Buffer.from(raw.slice(2), 'hex')
  return pg.types.getTypeParser(oid, format === 'binary' ? 'text' : format)
}

function wholeNumber(raw: string): number {
  const number = Number(raw)
  if (!Number.isSafeInteger(number)) throw new RangeError('a number of the database is too large')
  return number
}

async function tlsOf({ ssl, sslRoot }: ServerPlace): Promise<boolean | object> {
  if (ssl === 'disable') return false
  const ca =
    sslRoot === undefined ? {} : { ca: Buffer.from(await readBounded(sslRoot, FILE_BYTES_MAX)).toString() }
  return { rejectUnauthorized: ssl === 'verify-full', ...ca }
}

async function lineOf(path: string): Promise<string> {
  return Buffer.from(await readBounded(path, FILE_BYTES_MAX))
    .toString('utf8')
    .replace(/\r?\n$/, '')
}

function codeOf(error: unknown): string {
  return error instanceof pg.DatabaseError ? (error.code ?? '') : ''
}

/** SQLSTATE: https://www.postgresql.org/docs/15/errcodes-appendix.html */
function explained(place: ServerPlace, error: unknown): unknown {
  if (error instanceof Fault || !(error instanceof Error)) return error
  const where = shownPlace(place)
  const code = codeOf(error)
  const unreachable = () =>
    new Fault(
      'DATABASE_UNREACHABLE',
      { where, reason: code || errnoOf(error) || error.message },
      { cause: error },
    )
  if (code === '') {
    // Not an answer of the server: its connection, or ours to it.
    const isLost =
      errnoOf(error) !== '' ||
      /^Connection terminated|timeout|not queryable|SSL|cannot use a pool/i.test(error.message)
    return isLost ? unreachable() : error
  }
  if (code.startsWith('08') || code.startsWith('57P') || code === '53300') return unreachable()
  if (code === '53100') return new Fault('DISK_FULL', { path: where }, { cause: error })
  if (code === '57014' || code === '55P03') return new Fault('DATABASE_BUSY', { where }, { cause: error })
  if (code.startsWith('28') || code === '3D000' || code === '42501' || code === '3F000')
    return new Fault('DATABASE_REFUSED', { where, reason: error.message.slice(0, 200) }, { cause: error })
  if (code.startsWith('XX')) return new Fault('DATA_DAMAGED', { path: where, reason: code }, { cause: error })
  return error
}
