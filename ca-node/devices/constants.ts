// Limits of what is kept about devices.

/** Sessions that begin or end are written together after this long, ms. */
export const SEEN_GATHERED = 10_000
/** Devices in one statement, count: SQLite takes 32,766 parameters, and short statements let others in between. */
export const MAX_SEEN_AT_ONCE = 500
