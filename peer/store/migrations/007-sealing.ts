// Keys of sealing: prekeys of this device and of others, and the chains of others that envelopes are opened with.
import type { Migration } from '../migrate.ts'

export const sealing: Migration = {
  name: '007-sealing',
  sql: `
    CREATE TABLE sealing_ring (
      conversation INTEGER PRIMARY KEY,        -- 0: of the prekeys everybody is shown
      state BLOB NOT NULL                      -- private halves: shared/sealing/state.ts
    );
    CREATE TABLE sealing_own_prekey (          -- in which ring the private half is
      name TEXT PRIMARY KEY,
      conversation INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX sealing_own_prekey_ring ON sealing_own_prekey (conversation);
    CREATE TABLE sealing_prekey (              -- the newest of each other device
      conversation INTEGER NOT NULL,           -- 0: shown to everybody
      device INTEGER NOT NULL REFERENCES device (id),
      signed BLOB NOT NULL,
      created INTEGER NOT NULL,                -- ms since 1970, by its owner's clock
      PRIMARY KEY (conversation, device)
    ) WITHOUT ROWID;
    CREATE TABLE sealing_receiving (           -- what opens the envelopes of one author in one conversation
      chain INTEGER PRIMARY KEY REFERENCES chain (id),
      state BLOB NOT NULL
    );
    CREATE TABLE sealing_chain (               -- whose state opens an envelope that names this chain
      name TEXT PRIMARY KEY,
      chain INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX sealing_chain_state ON sealing_chain (chain);
    ALTER TABLE directory_device ADD COLUMN prekey BLOB;   -- as the directory tells it; null for none
  `,
}
