// People who are kept by an LDAP directory. What the columns mean stands in ../tables.ts.
import type { Migration } from '../migrate.ts'

export const ldap: Migration = async (schema) => {
  await schema
    .alterTable('users')
    .addColumn('source', 'text', (column) => column.notNull().defaultTo('local'))
    .execute()
  await schema.alterTable('users').addColumn('ldap_dn', 'text').execute()
  await schema.alterTable('users').addColumn('suspended_by', 'text').execute()
  await schema.createIndex('users_source').on('users').columns(['source', 'login']).execute()
}
