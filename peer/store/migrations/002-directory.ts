// Tables of what a device knows of others without asking: people, their devices, where they were reached, the newest
// revocation lists. They make the authority dispensable; all of it is checked again when it is used.
import type { Migration } from '../migrate.ts'

export const directory: Migration = {
  name: '002-directory',
  sql: `
    CREATE TABLE directory_person (
      login TEXT PRIMARY KEY,
      first_name TEXT NOT NULL,
      last_name TEXT NOT NULL,
      role TEXT NOT NULL,
      status TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- A device whose chain was proved once.
    CREATE TABLE directory_device (
      peer TEXT PRIMARY KEY,
      login TEXT NOT NULL,
      name TEXT NOT NULL,
      source TEXT NOT NULL,                 -- 'directory' or 'session'
      leaf BLOB NOT NULL,
      issuing BLOB NOT NULL
    ) STRICT;
    CREATE INDEX directory_device_login ON directory_device (login);

    -- The authority's moment up to which it has told everything, milliseconds since 1970 by its clock.
    CREATE TABLE directory_as_of (
      authority TEXT PRIMARY KEY,
      as_of INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Addresses at which a peer was reached.
    CREATE TABLE known_address (
      peer TEXT NOT NULL,
      address TEXT NOT NULL,
      reached_at INTEGER NOT NULL,
      PRIMARY KEY (peer, address)
    ) STRICT, WITHOUT ROWID;

    -- Peers this device has had a session with.
    CREATE TABLE acquaintance (
      peer TEXT PRIMARY KEY,
      met_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- The newest list of each issuer.
    CREATE TABLE revocation_list (
      issuer TEXT PRIMARY KEY,
      der BLOB NOT NULL
    ) STRICT;
  `,
}
