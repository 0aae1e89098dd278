// Limits of the audit log, each with unit and source.

/** Lines of one transaction: 500 people who enrol at once share a few fsyncs instead of paying one each. */
export const LINES_PER_COMMIT = 512
/** Rows of one INSERT: few distinct statements, so that each stays prepared. SQLite takes 32,766 values, 11 a row. */
export const ROWS_PER_INSERT = [64, 8, 1] as const
/** Lines that may wait while the database cannot be written; attempts are refused long before, connections are counted. */
export const LINES_WAITING_MAX = 10_000
/** Milliseconds until a log that could not be written is tried again. */
export const WRITE_RETRY_MS = 1_000
/** Lines between two signed heads that stay: a rewritten stretch is known to within so many without the seals. */
export const LINES_PER_HEAD = 1_000
/** Milliseconds between two writings of the head beside the database. */
export const HEAD_FILE_MS = 1_000
/** Bytes of that file. */
export const HEAD_FILE_BYTES_MAX = 4_096
/** Characters of one value of a detail, and values of one. What a line is about is named, not copied. */
export const DETAIL_VALUE_MAX = 256
export const DETAIL_VALUES_MAX = 24
/** Characters of act, outcome, who and source: a multiaddr is the longest. */
export const FIELD_MAX = 256
/** Lines read at once while verifying or archiving; between two, others have their turn. */
export const LINES_PER_LOOK = 2_000
/** Lines of one answer. */
export const LINES_PER_PAGE_MAX = 1_000
/** Lines of a chain that stay in the database; older ones go to archive files. */
export const LINES_KEPT = 1_000_000
/** Lines of one file: taken out of the database in 0.2 s, so that nobody waits long. */
export const LINES_PER_ARCHIVE = 20_000
/** Milliseconds between two looks at what other nodes wrote, while somebody listens. */
export const FEED_POLL_MS = 1_000
/** Milliseconds within which `--follow` asks for new lines, and by which it looks back: clocks of nodes differ. */
export const FOLLOW_POLL_MS = 1_000
export const FOLLOW_OVERLAP_MS = 10_000

/** Connection lines one source may cause at once, and afterwards one every so many ms; the rest is counted. */
export const SOURCE_BURST = 20
export const SOURCE_REFILL_MS = 6_000
/** The same for everybody together: 1,000 peers that come back after an outage, then 100 a second. */
export const ALL_BURST = 2_000
export const ALL_REFILL_MS = 10
/** Sources remembered. */
export const SOURCES_MAX = 10_000
/** Milliseconds after which what was only counted is told. */
export const COUNTED_MS = 60_000
