// Decisions, lines begun elsewhere and reports found without reading every message; lines that follow their owner.
import type { Migration } from '../migrate.ts'

export const peace: Migration = {
  name: '009-peace',
  sql: `
    CREATE INDEX event_report ON event (arrival) WHERE kind = 9;
    CREATE INDEX event_choice ON event (conversation) WHERE kind = 10;
    CREATE INDEX event_draft ON event (conversation) WHERE kind = 11;
  `,
}
