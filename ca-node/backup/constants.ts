// Limits of backups, each with unit and source.

/** Plain bytes of one sealed chunk: what age uses; memory does not grow with the file. */
export const CHUNK_BYTES = 65_536
/** First line of the file, bytes: names the cost of the passphrase and nothing secret. */
export const HEADER_BYTES_MAX = 1024
/** One record (a row): the largest is a revocation list of 16 MiB, in base64. */
export const RECORD_BYTES_MAX = 33_554_432
/** Rows read or written at once. */
export const ROWS_AT_ONCE = 500
/** An archive of the audit log is taken in pieces of so many bytes. */
export const PIECE_BYTES = 262_144
/**
 * Revocation lists go on this much higher after a restore: lists that were signed after the backup must not have a number
 * that comes again with other entries. A list a second for 130 years; the wire has room for two thousand million restores.
 */
export const LIST_NUMBER_JUMP = 2n ** 32n
