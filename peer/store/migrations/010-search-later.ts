// Messages are taken into the index a moment after they are stored.
import type { Migration } from '../migrate.ts'

export const searchLater: Migration = {
  name: '010-search-later',
  sql: `
    -- Whatever arrived up to here has been looked at for the index. One row.
    CREATE TABLE said_to (arrival INTEGER NOT NULL) STRICT;
    INSERT INTO said_to SELECT coalesce(max(arrival), 0) FROM event;
  `,
}
