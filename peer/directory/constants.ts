// Limits of the directory's asking side, each with unit and source.

/** Milliseconds a request may wait for its answer. */
export const REQUEST_MS = 5_000
/** Requests that may wait at once. */
export const REQUESTS_WAITING_MAX = 256
/** Milliseconds in which changes are gathered before listeners are told. */
export const CHANGES_GATHERED_MS = 100
/** People and devices kept, count: a large university. */
export const PEOPLE_MAX = 100_000
export const DEVICES_MAX = 200_000
/** Milliseconds before the directory is asked again after its stream broke while the session stands. */
export const RETRY_MS = 2_000
