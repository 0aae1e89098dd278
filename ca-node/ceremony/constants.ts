// Limits and periods of ceremonies, with unit and source. Milliseconds unless said otherwise.

const DAY = 86_400_000

/** Bytes of a request or an answer: certificates, the lists of roots, and a root's revocation list of a few issuing CAs. */
export const CEREMONY_FILE_BYTES_MAX = 1_048_576
/** Bytes of a root's file: a certificate and an encrypted key. */
export const ROOT_FILE_BYTES_MAX = 32_768
/** Bytes of the journal beside a root's file: 500 a ceremony, and 35 for each issuing CA that is revoked. */
export const JOURNAL_BYTES_MAX = 4_194_304
/** Issuing CAs a root can ever have revoked, count. */
export const REVOKED_ISSUERS_MAX = 256
/** Hex digits of a request's hash that are compared by eye: 64 bits, in groups of four. */
export const COMPARED_DIGITS = 16
/** An offline root's list lasts until somebody fetches the root again: as long as an issuing CA. */
export const OFFLINE_LIST_LIFE = 5 * 365 * DAY
/** From here on the issuing CA should be renewed: half a year, so that a summer does not matter. */
export const WARN_ISSUING = 180 * DAY
/** From here on the root's revocation list should be signed anew. */
export const WARN_ROOT_LIST = 90 * DAY
/** From here on the root should be changed: a new issuing CA would no longer get its five years. */
export const WARN_ROOT = 5 * 365 * DAY
/** Share of devices that must have heard of a root before it is used, and have left it before it is retired. */
export const READY_SHARE = 1
