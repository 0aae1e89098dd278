// The full-text index of what was said. It holds words, no texts; peer/search keeps it in step with the events.
import type { Migration } from '../migrate.ts'

export const search: Migration = {
  name: '004-search',
  sql: `
    -- A message that can be found. The numbers rise with the time it was written: the newest is found first.
    CREATE TABLE said (
      id INTEGER PRIMARY KEY,
      message INTEGER NOT NULL UNIQUE,      -- event.arrival
      words INTEGER NOT NULL                -- event.arrival of the event whose words count: itself, or its last edit
    ) STRICT;

    -- text: its words, folded. place: words for its conversation, its author's device and what is in it.
    -- Words come already cut and separated by spaces. What is deleted is taken out at once, not marked.
    CREATE VIRTUAL TABLE said_words USING fts5(text, place, content = '', prefix = '2 3', tokenize = 'ascii');
    INSERT INTO said_words (said_words, rank) VALUES ('secure-delete', 1);

    -- Messages that were here before the index: those that arrived before this one are still to be taken in.
    CREATE TABLE said_from (arrival INTEGER NOT NULL, total INTEGER NOT NULL) STRICT;
    INSERT INTO said_from
      SELECT coalesce(max(arrival), 0) + 1, (SELECT count(*) FROM event WHERE kind = 1) FROM event;
  `,
}
