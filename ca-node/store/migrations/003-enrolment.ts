// Enrolment: who made and used invitations, requests that wait for approval, how devices came in. What the columns mean
// stands in ../tables.ts.
import type { Migration } from '../migrate.ts'

export const enrolment: Migration = async (schema, { time }) => {
  await schema
    .alterTable('invitations')
    .addColumn('created_by', 'text', (column) => column.notNull().defaultTo('keeper'))
    .execute()
  await schema
    .alterTable('invitations')
    .addColumn('approval', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema.alterTable('invitations').addColumn('by_device', 'text').execute()
  await schema.alterTable('invitations').addColumn('revoked_at', time).execute()
  await schema.alterTable('invitations').addColumn('revoked_by', 'text').execute()
  await schema.createIndex('invitations_created').on('invitations').columns(['created_at', 'id']).execute()

  await schema
    .createTable('invitation_uses')
    .addColumn('invitation_id', 'text', (column) => column.notNull().references('invitations.id'))
    .addColumn('peer_id', 'text', (column) => column.notNull())
    .addColumn('login', 'text', (column) => column.notNull())
    .addColumn('at', time, (column) => column.notNull())
    .addPrimaryKeyConstraint('invitation_uses_key', ['invitation_id', 'peer_id'])
    .execute()

  await schema
    .createTable('enrolments')
    .addColumn('peer_id', 'text', (column) => column.primaryKey())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('login', 'text', (column) => column.notNull())
    .addColumn('skeleton', 'text', (column) => column.unique())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('first_name', 'text')
    .addColumn('last_name', 'text')
    .addColumn('email', 'text')
    .addColumn('card_number', 'text', (column) => column.unique())
    .addColumn('device_name', 'text')
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('invitation_id', 'text', (column) => column.notNull().references('invitations.id'))
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('created_at', time, (column) => column.notNull())
    .addColumn('expires_at', time, (column) => column.notNull())
    .addColumn('decided_at', time)
    .addColumn('decided_by', 'text')
    .addColumn('reason', 'text')
    .execute()
  await schema.createIndex('enrolments_login').on('enrolments').columns(['login', 'state']).execute()
  await schema
    .createIndex('enrolments_waiting')
    .on('enrolments')
    .columns(['state', 'created_at', 'peer_id'])
    .execute()
  await schema.createIndex('enrolments_expiry').on('enrolments').column('expires_at').execute()

  await schema.alterTable('devices').addColumn('admitted_by', 'text').execute()
  await schema.alterTable('devices').addColumn('last_seen_at', time).execute()
}
