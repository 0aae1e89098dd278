// What is said about messages, what is no longer there of them, and what a device keeps for its owner alone.
import type { Migration } from '../migrate.ts'

export const remarks: Migration = {
  name: '005-remarks',
  sql: `
    -- Why an event's body is empty: 1 deleted by its author, 2 its time was up, 3 it came without.
    ALTER TABLE event ADD COLUMN gone INTEGER;
    CREATE INDEX event_missing ON event (chain, seq) WHERE gone = 3;
    CREATE INDEX event_lifetime ON event (conversation, time, count) WHERE kind = 7;

    -- Reactions, edits, deletions and pins by the message they are about, which may come later than they do.
    CREATE TABLE remark (
      tag TEXT NOT NULL,                    -- the message: its chain ...
      seq INTEGER NOT NULL,                 -- ... and number
      kind INTEGER NOT NULL,
      chain INTEGER NOT NULL REFERENCES chain (id),
      number INTEGER NOT NULL,              -- the event that says it
      conversation INTEGER NOT NULL,
      PRIMARY KEY (tag, seq, kind, chain, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX remark_pin ON remark (conversation, tag, seq) WHERE kind = 6;

    -- Texts that are to disappear, until they have.
    CREATE TABLE expiry (
      chain INTEGER NOT NULL REFERENCES chain (id),
      seq INTEGER NOT NULL,
      at INTEGER NOT NULL,                  -- ms since 1970
      PRIMARY KEY (chain, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX expiry_at ON expiry (at);

    -- What was begun and not sent, by the target as people type it.
    CREATE TABLE draft (
      target TEXT PRIMARY KEY,
      text TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- What the owner chose for this device.
    CREATE TABLE choice (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
