// Opens the authority's database and brings it to the newest form. Knows no table's meaning.
import { setTimeout as delay } from 'node:timers/promises'
import { Fault } from '@parley/shared/faults/fault.ts'
import { Kysely, type Transaction } from 'kysely'
import { DATABASE_FIRST_WAIT, DATABASE_LONGEST_WAIT, DATABASE_TRANSACTION_TRIES } from './constants.ts'
import { type StoreDialect, sqliteDialect } from './dialect.ts'
import { assertKnownForm, migrate } from './migrate.ts'
import { placeBeside, type ServerPlace, shownPlace } from './place.ts'
import { postgresDialect } from './postgres.ts'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables> | Transaction<Tables>

export interface Store {
  readonly db: Kysely<Tables>
  /** Whether other authorities may be using it, too. */
  readonly shared: boolean
  /** As people are told: a path, or a server without its secrets. */
  readonly name: string
  /**
   * All or nothing, durable once it returns, as if no other ran meanwhile. `work` may run more than once: it changes
   * nothing but the database. Where others use the database, too, one that a newer Parley has brought to its form is not
   * written to. @throws Fault DATABASE_BUSY, DATA_TOO_NEW, and what `work` throws
   */
  transaction<Result>(work: (db: Transaction<Tables>) => Promise<Result>): Promise<Result>
  /** Everything `work` reads is of one moment, while others go on writing. */
  snapshot<Result>(work: (db: Transaction<Tables>) => Promise<Result>): Promise<Result>
  /** @throws Fault DATA_TOO_NEW when a newer Parley has brought the tables to its form since they were opened */
  assertForm(): Promise<void>
  /** Brings the tables to the newest form, where they were opened in an older one. */
  upgrade(): Promise<void>
  isDuplicate(error: unknown): boolean
  close(): Promise<void>
}

/**
 * @param path of the SQLite file, or of where it would be: a note beside it may name a server instead
 * @param options.create make it when it is not there
 * @param options.form migrations that made the form of what will be filled in; tables that are newer stay as they are
 * @throws Fault DATA_MISSING, DATA_DAMAGED, DATA_TOO_NEW, DISK_FULL, DATABASE_UNREACHABLE, DATABASE_REFUSED
 */
export async function openStore(
  path: string,
  options: { create?: boolean; form?: readonly string[] } = {},
): Promise<Store> {
  const server = await placeBeside(path)
  if (server !== undefined) return openServerStore(server, options)
  return storeOn(sqliteDialect(path, options), path, options.form)
}

/** @throws Fault DATABASE_UNREACHABLE, DATABASE_REFUSED, DATA_TOO_NEW, FILE_UNREADABLE */
export async function openServerStore(
  place: ServerPlace,
  { form }: { form?: readonly string[] } = {},
): Promise<Store> {
  return storeOn(await postgresDialect(place), shownPlace(place), form)
}

async function storeOn(dialect: StoreDialect, name: string, form?: readonly string[]): Promise<Store> {
  const db = new Kysely<Tables>({ dialect: dialect.kysely })
  const bringTo = (wanted?: readonly string[]) =>
    dialect.alone(db, (alone) => migrate(alone, dialect.types, name, wanted))
  try {
    await bringTo(form)
  } catch (error) {
    await db.destroy()
    throw error
  }
  const oneByOne = inTurn()
  return {
    db,
    name,
    shared: dialect.shared,
    assertForm: () => assertKnownForm(db, name),
    upgrade: () => bringTo(),
    isDuplicate: dialect.isDuplicate,
    transaction(work) {
      const whole = async (transaction: Transaction<Tables>) => {
        if (dialect.shared) await assertKnownForm(transaction, name)
        return work(transaction)
      }
      return oneByOne(() => withRetries(dialect, name, () => db.transaction().execute(whole)))
    },
    snapshot(work) {
      const transaction = db.transaction()
      // A transaction of SQLite sees one moment by itself.
      return (dialect.shared ? transaction.setIsolationLevel('repeatable read') : transaction).execute(work)
    },
    close: () => db.destroy(),
  }
}

/** Another node was there in the same moment: one of the two has it done, the other does it again. */
async function withRetries<Result>(
  dialect: StoreDialect,
  where: string,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!dialect.isCollision(error)) throw error
      if (attempt >= DATABASE_TRANSACTION_TRIES) throw new Fault('DATABASE_BUSY', { where }, { cause: error })
      await delay(Math.random() * Math.min(DATABASE_FIRST_WAIT * 2 ** attempt, DATABASE_LONGEST_WAIT))
    }
  }
}

/** Transactions of one node follow each other: among themselves they never collide. */
function inTurn(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work, work)
    last = mine.catch(() => undefined)
    return mine
  }
}
