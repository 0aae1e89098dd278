// What proves later what was written: revocation lists that say what newer ones no longer do.
import type { Migration } from '../migrate.ts'

export const evidence: Migration = {
  name: '003-evidence',
  sql: `
    CREATE TABLE past_list (
      issuer TEXT NOT NULL,
      der BLOB NOT NULL,
      PRIMARY KEY (issuer, der)
    ) STRICT, WITHOUT ROWID;
  `,
}
