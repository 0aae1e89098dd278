// The prekey each device shows to everybody, for who writes to it while it is away.
import type { Migration } from '../migrate.ts'

export const prekeys: Migration = async (schema, { time, bytes }) => {
  await schema.alterTable('devices').addColumn('prekey', bytes).execute()
  await schema.alterTable('devices').addColumn('prekey_made_at', time).execute()
}
