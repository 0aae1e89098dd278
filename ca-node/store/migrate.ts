// Applies the migrations that are missing, each in one transaction. A database from a newer Parley is refused.

import { Fault } from '@parley/shared/faults/fault.ts'
import type { Kysely, SchemaModule } from 'kysely'
import type { ColumnTypes } from './dialect.ts'
import { firstTables } from './migrations/001-first-tables.ts'
import { accounts } from './migrations/002-accounts.ts'
import { enrolment } from './migrations/003-enrolment.ts'
import { rights } from './migrations/004-rights.ts'
import { audit } from './migrations/005-audit.ts'
import { hierarchy } from './migrations/006-hierarchy.ts'
import { nodes } from './migrations/007-nodes.ts'
import { ldap } from './migrations/008-ldap.ts'
import { consoleIndexes } from './migrations/010-console.ts'
import { prekeys } from './migrations/011-prekeys.ts'
import { responders } from './migrations/012-responders.ts'
import type { Tables } from './tables.ts'

export type Migration = (schema: SchemaModule, types: ColumnTypes) => Promise<void>

/** In order, for ever: a released migration never changes. */
const MIGRATIONS: readonly (readonly [name: string, apply: Migration])[] = [
  ['001-first-tables', firstTables],
  ['002-accounts', accounts],
  ['003-enrolment', enrolment],
  ['004-rights', rights],
  ['005-audit', audit],
  ['006-hierarchy', hierarchy],
  ['007-nodes', nodes],
  ['008-ldap', ldap],
  ['010-console', consoleIndexes],
  ['011-prekeys', prekeys],
  ['012-responders', responders],
]

// An interface would not do: Kysely wants an index signature here.
type MigrationTables = { migrations: { name: string } }

/** Names of the migrations a database has had, in order. */
export async function migrationsOf(db: Kysely<Tables>): Promise<readonly string[]> {
  const rows = await db.withTables<MigrationTables>().selectFrom('migrations').select('name').execute()
  return rows.map((row) => row.name).sort()
}

const KNOWN: ReadonlySet<string> = new Set(MIGRATIONS.map(([name]) => name))

/** Whether this version knows all that was done to the tables: another node may have been upgraded meanwhile. @throws Fault DATA_TOO_NEW */
export async function assertKnownForm(db: Kysely<Tables>, path: string): Promise<void> {
  if ((await migrationsOf(db)).some((name) => !KNOWN.has(name))) throw new Fault('DATA_TOO_NEW', { path })
}

/**
 * @param wanted names of those to apply; all when undefined. A name that is not known here is passed over
 * @throws Fault DATA_TOO_NEW
 */
export async function migrate(
  db: Kysely<Tables>,
  types: ColumnTypes,
  path: string,
  wanted?: readonly string[],
): Promise<void> {
  const log = db.withTables<MigrationTables>()
  await log.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .execute()
  await assertKnownForm(db, path)
  const applied = new Set(await migrationsOf(db))

  for (const [name, apply] of MIGRATIONS) {
    if (applied.has(name) || wanted?.includes(name) === false) continue
    await log.transaction().execute(async (transaction) => {
      await apply(transaction.schema, types)
      await transaction.insertInto('migrations').values({ name }).execute()
    })
  }
}
