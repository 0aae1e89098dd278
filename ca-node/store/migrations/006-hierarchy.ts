// The realm's lists of roots, and the ceremonies this authority has asked for.
import type { Migration } from '../migrate.ts'

export const hierarchy: Migration = async (schema, { time, bytes }) => {
  await schema
    .createTable('root_lists')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('der', bytes, (column) => column.notNull())
    .addColumn('installed_at', time, (column) => column.notNull())
    .execute()
  await schema
    .createTable('cross_certificates')
    .addColumn('fingerprint', 'text', (column) => column.primaryKey())
    .addColumn('der', bytes, (column) => column.notNull())
    .execute()
  await schema
    .createTable('ceremonies')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('key_id', 'text')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('made_at', time, (column) => column.notNull())
    .execute()
  await schema.alterTable('lists').addColumn('content', 'text').execute()
}
