// What the name of a group was made of, and its acts found without reading every message.
import type { Migration } from '../migrate.ts'

export const groups: Migration = {
  name: '006-groups',
  sql: `
    ALTER TABLE conversation ADD COLUMN creator BLOB;   -- group: the device that made it, as a multihash
    ALTER TABLE conversation ADD COLUMN nonce BLOB;     -- group: 16 bytes
    CREATE INDEX event_acts ON event (conversation) WHERE kind = 16;
  `,
}
