// Limits of authorities that share a database, each with unit and source. Milliseconds unless said otherwise.

/** How often a node looks at what the others did: they must know within about a second. */
export const LOOK_PERIOD = 500
/** A node whose beat has not changed for so long is gone: ten looks of its own, or a long pause of its machine. */
export const GONE_AFTER = 5000
/** How far apart the clocks of two nodes may be before changes can be missed until the peer asks anew. */
export const CLOCKS_APART = 5000
/** Rows of who is connected, written or read at once. */
export const PRESENCES_AT_ONCE = 500
/** A device that left is remembered so long, so that every other node hears of it. */
export const LEFT_KEPT = 600_000
/** Addresses of another node that are handed on, count. */
export const ADDRESSES_OF_OTHERS_MAX = 4
/** Nodes whose addresses are handed on, count; and for how long after the last word of one. */
export const HANDED_ON_MAX = 8
export const HANDED_ON_FOR = 30 * 86_400_000
/** A new authority looks this often whether another has given it the store key, and gives up after so long. */
export const KEY_LOOK_PERIOD = 200
export const KEY_WAIT_MAX = 15_000
/** An OCSP responder asks the other authorities again this often, and what it asked counts as long as the certificate they make. */
export const RESPONDER_ASKS_PERIOD = 86_400_000
