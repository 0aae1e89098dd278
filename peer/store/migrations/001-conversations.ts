// Tables of events, of how far they were delivered, and of how far they were read.
import type { Migration } from '../migrate.ts'

export const conversations: Migration = {
  name: '001-conversations',
  sql: `
    CREATE TABLE conversation (
      id INTEGER PRIMARY KEY,
      name BLOB NOT NULL UNIQUE,            -- the 32 bytes every device knows it by
      kind TEXT NOT NULL,                   -- 'direct'
      login TEXT                            -- direct: the other person (oneself, for notes)
    ) STRICT;

    CREATE TABLE device (
      id INTEGER PRIMARY KEY,
      peer TEXT NOT NULL UNIQUE,
      login TEXT NOT NULL
    ) STRICT;

    -- Every certificate a stored event names: what proves the author, also after it expired.
    CREATE TABLE certificate (
      id INTEGER PRIMARY KEY,
      fingerprint TEXT NOT NULL UNIQUE,
      device INTEGER NOT NULL REFERENCES device (id),
      chain BLOB NOT NULL                   -- wire form of CertificateChain
    ) STRICT;

    -- What one device writes in one conversation. Its head is its event with the highest seq.
    CREATE TABLE chain (
      id INTEGER PRIMARY KEY,
      conversation INTEGER NOT NULL REFERENCES conversation (id),
      device INTEGER NOT NULL REFERENCES device (id),
      tag TEXT NOT NULL UNIQUE,
      UNIQUE (conversation, device)
    ) STRICT;

    -- Header and body are the bytes that travelled. A signature covers its event and, through the chain of hashes,
    -- every one before it; an event without one is covered by the next signature in its chain.
    CREATE TABLE event (
      arrival INTEGER PRIMARY KEY,          -- order of arrival on this device
      chain INTEGER NOT NULL REFERENCES chain (id),
      seq INTEGER NOT NULL,
      conversation INTEGER NOT NULL,
      certificate INTEGER NOT NULL REFERENCES certificate (id),
      kind INTEGER NOT NULL,
      time INTEGER NOT NULL,                -- hybrid logical clock: ms since 1970 ...
      count INTEGER NOT NULL,               -- ... and counter within the ms
      header BLOB NOT NULL,
      body BLOB NOT NULL,
      signature BLOB
    ) STRICT;
    CREATE UNIQUE INDEX event_place ON event (chain, seq);
    CREATE INDEX event_timeline ON event (conversation, time, count, chain, seq) WHERE kind = 1;

    -- Own chain, device of another: up to which seq that device has it on disk.
    CREATE TABLE delivery_cursor (
      chain INTEGER NOT NULL REFERENCES chain (id),
      device INTEGER NOT NULL REFERENCES device (id),
      seq INTEGER NOT NULL,
      PRIMARY KEY (chain, device)
    ) STRICT, WITHOUT ROWID;

    -- Any chain, device of a reader: up to which seq its person has read it.
    CREATE TABLE read_cursor (
      chain INTEGER NOT NULL REFERENCES chain (id),
      reader INTEGER NOT NULL REFERENCES device (id),
      seq INTEGER NOT NULL,
      PRIMARY KEY (chain, reader)
    ) STRICT, WITHOUT ROWID;

    -- A second event with a seq that is taken: the signed burst as it came, beside the one in event.
    CREATE TABLE equivocation (
      chain INTEGER NOT NULL REFERENCES chain (id),
      seq INTEGER NOT NULL,
      hash BLOB NOT NULL,
      burst BLOB NOT NULL,
      found INTEGER NOT NULL,               -- ms since 1970
      PRIMARY KEY (chain, seq, hash)
    ) STRICT, WITHOUT ROWID;
  `,
}
