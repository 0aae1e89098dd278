// Limits of health and metrics, each with unit and source. Milliseconds unless said otherwise.

const SECOND = 1000

/** Secret of who may read the metrics, bytes: as a session's. */
export const METRICS_TOKEN_BYTES = 32
/** Bytes of the file that holds it: 43 letters and the end of the line. */
export const METRICS_TOKEN_FILE_BYTES_MAX = 64
/** A database that does not say one word in this time is not there for people either. */
export const HEALTH_PATIENCE = 2 * SECOND
/** An answer is given again this long: whoever asks in a loop asks the database once a second. */
export const HEALTH_REUSED = 1 * SECOND
/** What has to be counted in the database is counted this often at most; scrapes come every 15 s to 60 s. */
export const COUNTS_REUSED = 10 * SECOND
/** Pairs of act and outcome counted apart, count; there are some 200. Further ones are counted as `other`. */
export const SERIES_MAX = 500
/** Bounds of request times, seconds: a look-up, a signature, a password's hash (100 ms), a crowd's queue. */
export const REQUEST_SECONDS = [0.005, 0.02, 0.1, 0.25, 1, 5, 30]
