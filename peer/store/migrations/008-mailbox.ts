// What this device holds for others who are away, and what it left with others.
import type { Migration } from '../migrate.ts'

export const mailbox: Migration = {
  name: '008-mailbox',
  sql: `
    -- Sealed parcels of others. Who left them is known for quotas and revocation, what is in them is not.
    CREATE TABLE mailbox_parcel (
      id INTEGER PRIMARY KEY,
      recipient TEXT NOT NULL,              -- peer ID of the device it is for
      hash BLOB NOT NULL,                   -- SHA-256 of the parcel
      depositor TEXT NOT NULL,              -- login
      issuer TEXT NOT NULL,                 -- the certificate it came under: key identifier of its issuer ...
      serial TEXT NOT NULL,                 -- ... and serial
      bytes INTEGER NOT NULL,
      at INTEGER NOT NULL,                  -- ms since 1970
      parcel BLOB NOT NULL,
      UNIQUE (recipient, hash)
    ) STRICT;
    CREATE INDEX mailbox_parcel_recipient ON mailbox_parcel (recipient, id);
    CREATE INDEX mailbox_parcel_who ON mailbox_parcel (depositor, recipient, bytes);
    CREATE INDEX mailbox_parcel_certificate ON mailbox_parcel (issuer, serial);
    CREATE INDEX mailbox_parcel_at ON mailbox_parcel (at);

    -- Up to which event of an own chain something was left, for which device, in which mailbox.
    CREATE TABLE mailbox_deposit (
      device TEXT NOT NULL,
      mailbox TEXT NOT NULL,
      chain TEXT NOT NULL,
      seq INTEGER NOT NULL,
      since INTEGER NOT NULL,               -- ms since 1970, of the first of them
      PRIMARY KEY (device, mailbox, chain)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX mailbox_deposit_since ON mailbox_deposit (since);
  `,
}
