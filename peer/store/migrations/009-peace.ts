// Decisions, lines begun elsewhere and reports found without reading every message; lines that follow their owner.
import type { Migration } from '../migrate.ts'

export const peace: Migration = {
  name: '009-peace',
  sql: `
    CREATE INDEX event_report ON event (arrival) WHERE kind = 9;
    CREATE INDEX event_choice ON event (conversation) WHERE kind = 10;
    ALTER TABLE draft ADD COLUMN at INTEGER NOT NULL DEFAULT 0;   -- when it was begun or changed, ms since 1970
    CREATE INDEX event_draft ON event (conversation) WHERE kind = 11 AND body <> x'';
  `,
}
