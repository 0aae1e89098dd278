// Limits and periods of the link to an LDAP directory. Milliseconds unless said otherwise.

const SECOND = 1000

/** Opening a connection, TLS included; and one operation. A directory on the same LAN answers in milliseconds. */
export const CONNECT_TIMEOUT = 5 * SECOND
export const OPERATION_TIMEOUT = 15 * SECOND
/** From one look at all entries to the next: a disabled entry is suspended within a minute, also after one failed look. */
export const LOOK_PERIOD = 20 * SECOND
/** What changed here is published this soon after; changes meanwhile go along. */
export const PUBLISH_DELAY = 200
/** Password checks at one time and waiting: each is two connections. */
export const MAX_PROOFS_AT_ONCE = 8
export const MAX_PROOFS_WAITING = 500
/** How long one may wait: as long as for a hash of our own. */
export const LONGEST_PROOF_WAIT = 120 * SECOND
/** Entries of one page: below the usual server limit of 500 (slapd's sizelimit). */
export const PAGE_ENTRIES = 400
/** Entries taken over at most: the largest organisation this is built for, twice. */
export const MAX_ENTRIES = 200_000
/** Bytes of one attribute value that is looked at. */
export const MAX_VALUE_BYTES = 1024
/** Certificates of one entry that are looked at: 8 devices, and some years of others' certificates. */
export const MAX_CERTIFICATES = 100
/** When this many known people are gone at once and they are more than half, nobody is suspended: the base or the filter is wrong. */
export const MASS_LOSS = 10
