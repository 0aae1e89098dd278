// What the OCSP responder of each authority asks of the issuing CAs of the others.
import type { Migration } from '../migrate.ts'

export const responders: Migration = async (schema, { time, bytes }) => {
  await schema
    .createTable('responders')
    .addColumn('issuer_key_id', 'text', (column) => column.primaryKey().references('issuers.key_id'))
    .addColumn('asked_at', time, (column) => column.notNull())
    .addColumn('request', bytes, (column) => column.notNull())
    .addColumn('proof', bytes, (column) => column.notNull())
    .execute()
}
