// Several authorities on one database: who they are, whom each has connected, and whose revocation list is due.
import type { Migration } from '../migrate.ts'

export const nodes: Migration = async (schema, { time, bytes }) => {
  await schema
    .createTable('nodes')
    .addColumn('issuer_key_id', 'text', (column) => column.primaryKey().references('issuers.key_id'))
    .addColumn('beat', time, (column) => column.notNull())
    .addColumn('https', 'text', (column) => column.notNull())
    .addColumn('p2p', 'text', (column) => column.notNull())
    .addColumn('key_wanted', bytes)
    .addColumn('key_given', bytes)
    .addColumn('key_giver', 'text')
    .execute()
  await schema
    .createTable('presences')
    .addColumn('issuer_key_id', 'text', (column) => column.notNull().references('nodes.issuer_key_id'))
    .addColumn('peer_id', 'text', (column) => column.notNull())
    .addColumn('online', 'integer', (column) => column.notNull())
    .addColumn('addresses', 'text', (column) => column.notNull())
    .addColumn('version', time, (column) => column.notNull())
    .addPrimaryKeyConstraint('presences_key', ['issuer_key_id', 'peer_id'])
    .execute()
  await schema
    .createIndex('presences_version')
    .on('presences')
    .columns(['issuer_key_id', 'version'])
    .execute()
  await schema
    .createTable('due_lists')
    .addColumn('issuer_key_id', 'text', (column) => column.primaryKey().references('issuers.key_id'))
    .addColumn('since', time, (column) => column.notNull())
    .execute()
}
