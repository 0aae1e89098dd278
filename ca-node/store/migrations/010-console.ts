// What is known of people who were invited from a list. Indexes of what the console lists: people by role and status, certificates from the newest, revocations by their end.
import type { Migration } from '../migrate.ts'

export const consoleIndexes: Migration = async (schema) => {
  await schema
    .createTable('expected_people')
    .addColumn('invitation_id', 'text', (column) => column.primaryKey().references('invitations.id'))
    .addColumn('first_name', 'text')
    .addColumn('last_name', 'text')
    .addColumn('email', 'text')
    .addColumn('card_number', 'text')
    .execute()
  await schema.createIndex('expected_people_card').on('expected_people').column('card_number').execute()

  // With the other column behind it each of these also counts, without touching a row.
  await schema.createIndex('users_role').on('users').columns(['role', 'login', 'status']).execute()
  await schema.createIndex('users_status').on('users').columns(['status', 'login']).execute()
  await schema.createIndex('devices_status').on('devices').columns(['status', 'login']).execute()
  await schema
    .createIndex('certificates_newest')
    .on('certificates')
    .columns(['created_at', 'serial'])
    .execute()
  await schema
    .createIndex('certificates_issuer')
    .on('certificates')
    .columns(['issuer_key_id', 'not_after', 'kind'])
    .execute()
  await schema.createIndex('certificates_kind').on('certificates').columns(['kind', 'not_after']).execute()
}
