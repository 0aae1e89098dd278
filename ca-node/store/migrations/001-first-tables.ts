// The authority's first tables. What the columns mean stands in ../tables.ts.
import type { Migration } from '../migrate.ts'

export const firstTables: Migration = async (schema, { time, bytes, word }) => {
  await schema
    .createTable('realm')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_at', time, (column) => column.notNull())
    .addColumn('policy', 'text', (column) => column.notNull())
    .addColumn('https_addresses', 'text', (column) => column.notNull())
    .execute()

  await schema
    .createTable('issuers')
    .addColumn('key_id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull().unique())
    .addColumn('issued_by', 'text', (column) => column.notNull().references('issuers.key_id'))
    .addColumn('serial', 'text', (column) => column.notNull().unique())
    .addColumn('der', bytes, (column) => column.notNull())
    .addColumn('not_after', time, (column) => column.notNull())
    .execute()

  await schema
    .createTable('invitations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('login', 'text')
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('uses', 'integer', (column) => column.notNull())
    .addColumn('uses_left', 'integer', (column) => column.notNull())
    .addColumn('created_at', time, (column) => column.notNull())
    .addColumn('expires_at', time, (column) => column.notNull())
    .execute()

  await schema
    .createTable('users')
    .addColumn('login', 'text', (column) => column.primaryKey())
    .addColumn('skeleton', 'text', (column) => column.notNull().unique())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('first_name', 'text')
    .addColumn('last_name', 'text')
    .addColumn('email', 'text')
    .addColumn('card_number', 'text', (column) => column.unique())
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('invitation_id', 'text', (column) => column.references('invitations.id'))
    .addColumn('created_at', time, (column) => column.notNull())
    .addColumn('changed_at', time, (column) => column.notNull())
    .execute()
  await schema.createIndex('users_changed_at').on('users').column('changed_at').execute()

  await schema
    .createTable('user_words')
    .addColumn('word', word, (column) => column.notNull())
    .addColumn('login', 'text', (column) => column.notNull().references('users.login'))
    .addPrimaryKeyConstraint('user_words_key', ['word', 'login'])
    .execute()

  await schema
    .createTable('certificates')
    .addColumn('serial', 'text', (column) => column.primaryKey())
    .addColumn('issuer_key_id', 'text', (column) => column.notNull().references('issuers.key_id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('login', 'text')
    .addColumn('peer_id', 'text')
    .addColumn('role', 'text')
    .addColumn('not_before', time, (column) => column.notNull())
    .addColumn('not_after', time, (column) => column.notNull())
    .addColumn('der', bytes, (column) => column.notNull())
    .addColumn('created_at', time, (column) => column.notNull())
    .execute()
  await schema.createIndex('certificates_login').on('certificates').columns(['login', 'serial']).execute()
  await schema.createIndex('certificates_peer').on('certificates').column('peer_id').execute()

  await schema
    .createTable('devices')
    .addColumn('peer_id', 'text', (column) => column.primaryKey())
    .addColumn('login', 'text', (column) => column.notNull().references('users.login'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('serial', 'text', (column) => column.notNull().references('certificates.serial'))
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('created_at', time, (column) => column.notNull())
    .addColumn('changed_at', time, (column) => column.notNull())
    .execute()
  await schema.createIndex('devices_login').on('devices').column('login').execute()
  await schema.createIndex('devices_changed_at').on('devices').column('changed_at').execute()

  await schema
    .createTable('revocations')
    .addColumn('serial', 'text', (column) => column.primaryKey())
    .addColumn('issuer_key_id', 'text', (column) => column.notNull().references('issuers.key_id'))
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('revoked_at', time, (column) => column.notNull())
    .addColumn('not_after', time, (column) => column.notNull())
    .execute()
  await schema
    .createIndex('revocations_issuer')
    .on('revocations')
    .columns(['issuer_key_id', 'not_after'])
    .execute()

  await schema
    .createTable('lists')
    .addColumn('issuer_key_id', 'text', (column) => column.primaryKey().references('issuers.key_id'))
    .addColumn('number', 'text', (column) => column.notNull())
    .addColumn('this_update', time, (column) => column.notNull())
    .addColumn('next_update', time, (column) => column.notNull())
    .addColumn('der', bytes, (column) => column.notNull())
    .execute()

  await schema
    .createTable('attempts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('at', time, (column) => column.notNull())
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('who', 'text')
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .execute()
  await schema.createIndex('attempts_at').on('attempts').column('at').execute()
}
