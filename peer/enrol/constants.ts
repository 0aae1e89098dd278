// Limits of joining a realm and of asking its authority over HTTPS. Milliseconds unless said otherwise.

/**
 * Until an address of the invitation has answered with the root: a LAN answers in 1 ms; where packets are lost, TCP knocks
 * after 1, 3 and 7 s again.
 */
export const FIND_TIMEOUT = 15_000
/** Until the answer to an enrolment: in a crowd the authority may make us wait two minutes for a password hash. */
export const ASK_TIMEOUT = 180_000
/** Until it shows that it is the authority at one of its addresses, when a certificate is renewed. */
export const REACH_TIMEOUT = 5000
/** Until its answer then: no password is hashed for that, but what is asked for twice is issued twice. */
export const RENEW_TIMEOUT = 30_000
/** Clocks may differ by this much: certificates are dated back by more, and people set clocks by hand. */
export const CLOCK_DIFFERENCE = 5 * 60_000
/** Bytes of the lists of roots in base64 (shared/roots bounds them before). */
export const MAX_ROOT_LISTS_BYTES = 524_288
/** Bytes of the root certificate; the profile's own bound is the same. */
export const MAX_ROOT_BYTES = 8192
/** Bytes of device.json: a chain, its roots and lists with 100,000 revocations in base64. */
export const MAX_DEVICE_FILE_BYTES = 32 * 1024 * 1024
/** How a waiting device asks: at least as seldom as the authority wants, and ever less often up to this. */
export const ASK_AGAIN_LONGEST = 15_000
/** While the authority is away, up to this. */
export const RETRY_LONGEST = 60_000
/** Share of a wait that is added by chance, so that a crowd does not ask at one instant. */
export const ASK_AGAIN_JITTER = 0.2
/** Until a short answer about one's own devices or request. */
export const SHORT_ASK_TIMEOUT = 15_000
/** Wrong codes of a second factor before it is given up. */
export const CODE_ATTEMPTS_MAX = 5
/** Bytes of the file that keeps a second factor and its recovery codes. */
export const MAX_SECOND_FACTOR_FILE_BYTES = 4096
/** When too many come at once: wait this long, up to twice, and try again so often. Limits there count by the minute. */
export const CROWD_WAIT = 10_000
export const CROWD_ATTEMPTS_MAX = 20
