// Proposals: the gravest acts, waiting for a second voice.
import type { Migration } from '../migrate.ts'

export const rights: Migration = async (schema, { time }) => {
  await schema
    .createTable('proposals')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('input', 'text', (column) => column.notNull())
    .addColumn('input_hash', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('proposed_by', 'text', (column) => column.notNull())
    .addColumn('proposed_at', time, (column) => column.notNull())
    .addColumn('expires_at', time, (column) => column.notNull())
    .addColumn('decided_by', 'text')
    .addColumn('decided_at', time)
    .execute()
  await schema
    .createIndex('proposals_same')
    .on('proposals')
    .columns(['input_hash', 'proposed_by', 'state'])
    .execute()
  await schema.createIndex('proposals_newest').on('proposals').columns(['proposed_at', 'id']).execute()
}
