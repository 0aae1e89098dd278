// Accounts: second factors, counted tries, sessions, reset links. What the columns mean stands in ../tables.ts.
import type { Migration } from '../migrate.ts'

export const accounts: Migration = async (schema, { time, bytes }) => {
  await schema
    .createTable('second_factors')
    .addColumn('login', 'text', (column) => column.primaryKey().references('users.login'))
    .addColumn('secret', bytes, (column) => column.notNull())
    .addColumn('last_step', time, (column) => column.notNull())
    .addColumn('created_at', time, (column) => column.notNull())
    .execute()
  await schema
    .createTable('recovery_codes')
    .addColumn('login', 'text', (column) => column.notNull().references('users.login'))
    .addColumn('code_hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('recovery_codes_key', ['login', 'code_hash'])
    .execute()

  await schema
    .createTable('tries')
    .addColumn('about', 'text', (column) => column.primaryKey())
    .addColumn('login', 'text')
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('last_at', time, (column) => column.notNull())
    .addColumn('next_at', time, (column) => column.notNull())
    .execute()
  await schema.createIndex('tries_login').on('tries').column('login').execute()
  await schema.createIndex('tries_last_at').on('tries').column('last_at').execute()
  await schema
    .createTable('known_places')
    .addColumn('login', 'text', (column) => column.notNull().references('users.login'))
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('last_at', time, (column) => column.notNull())
    .addPrimaryKeyConstraint('known_places_key', ['login', 'place'])
    .execute()

  await schema
    .createTable('sessions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
    .addColumn('login', 'text', (column) => column.notNull().references('users.login'))
    .addColumn('proved', 'text', (column) => column.notNull())
    .addColumn('pending_factor', bytes)
    .addColumn('created_at', time, (column) => column.notNull())
    .addColumn('seen_at', time, (column) => column.notNull())
    .addColumn('ends_at', time, (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('agent', 'text', (column) => column.notNull())
    .execute()
  await schema.createIndex('sessions_login').on('sessions').columns(['login', 'created_at']).execute()
  await schema.createIndex('sessions_seen_at').on('sessions').column('seen_at').execute()

  await schema
    .createTable('password_resets')
    .addColumn('login', 'text', (column) => column.primaryKey().references('users.login'))
    .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', time, (column) => column.notNull())
    .addColumn('expires_at', time, (column) => column.notNull())
    .execute()
}
