// The audit log: lines in chains, their signed heads, whose log key is whose, and what went to archive files.
// `attempts` of the first tables is no longer written; what earlier versions kept there stays.
import type { Migration } from '../migrate.ts'

export const audit: Migration = async (schema, { time, bytes }) => {
  await schema
    .createTable('audit_lines')
    .addColumn('chain', 'text', (column) => column.notNull())
    .addColumn('seq', time, (column) => column.notNull())
    .addColumn('at', time, (column) => column.notNull())
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('who', 'text')
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .addColumn('prev', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('seal', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_lines_key', ['chain', 'seq'])
    .execute()
  await schema.createIndex('audit_lines_at').on('audit_lines').columns(['at', 'chain', 'seq']).execute()
  await schema.createIndex('audit_lines_act').on('audit_lines').columns(['act', 'at']).execute()
  await schema.createIndex('audit_lines_who').on('audit_lines').columns(['who', 'at']).execute()

  await schema
    .createTable('audit_heads')
    .addColumn('chain', 'text', (column) => column.notNull())
    .addColumn('period', time, (column) => column.notNull())
    .addColumn('seq', time, (column) => column.notNull())
    .addColumn('at', time, (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('signature', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_heads_key', ['chain', 'period'])
    .execute()

  await schema
    .createTable('audit_chains')
    .addColumn('chain', 'text', (column) => column.primaryKey())
    .addColumn('log_key', bytes, (column) => column.notNull())
    .addColumn('proof', 'text', (column) => column.notNull())
    .addColumn('began_at', time, (column) => column.notNull())
    .execute()

  await schema
    .createTable('audit_archives')
    .addColumn('chain', 'text', (column) => column.notNull())
    .addColumn('from_seq', time, (column) => column.notNull())
    .addColumn('to_seq', time, (column) => column.notNull())
    .addColumn('prev', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('file', 'text', (column) => column.notNull())
    .addColumn('file_sha256', 'text', (column) => column.notNull())
    .addColumn('at', time, (column) => column.notNull())
    .addColumn('signature', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_archives_key', ['chain', 'from_seq'])
    .execute()
}
