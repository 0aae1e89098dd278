// Times and files of the daemon.

/** The log in the data folder. */
export const LOG_FILE = 'parley.log'
/** The encrypted database in the data folder. */
export const HISTORY_FILE = 'history.db'
/** Where it listens when nobody says otherwise: every IPv4 and IPv6 address, free ports. */
export const LISTEN_DEFAULT = ['/ip4/0.0.0.0/tcp/0', '/ip6/::/tcp/0'] as const
/** From this part of its life on a certificate is renewed (DESIGN.md, Certificates). */
export const RENEW_FROM = 2 / 3
/** Spread of that moment over peers that enrolled together, part of the life. */
export const RENEW_JITTER = 1 / 20
/**
 * Waiting after a renewal that failed, ms: first and longest, doubling. While the papers hold there are days left;
 * without them nobody talks to this device. What the authority refused is asked again seldom.
 */
export const RENEW_RETRY_MS = {
  holds: { first: 30_000, longest: 3_600_000 },
  lapsed: { first: 2_000, longest: 60_000 },
  suspended: { first: 30_000, longest: 300_000 },
  refused: { first: 3_600_000, longest: 3_600_000 },
} as const
/** Longest sleep between two looks at the own papers, ms: a clock that was set, and a machine that slept, are seen. */
export const RENEW_LOOK_MS = 60_000
/** Shortest time between two renewals, ms; a tenth of a life where that is less. */
export const RENEW_AGAIN_MS = 30_000
/**
 * When somebody does not take papers that seem good: shortest time since the authority was asked, ms. Its own word
 * counts sooner than that of others, who could make this device ask all day; and where it refuses lapsed papers it is there.
 */
export const DOUBT_MS = { lapsed: 2_000, authority: 30_000, hearsay: 600_000 } as const
/** A start waits this long for papers that do not hold to be renewed, ms: an authority on the LAN answers in 0.1 s. */
export const START_RENEWAL_MS = 1_500
/** How long one renewal may take, ms: several addresses without an answer, and an authority that is busy with a crowd. */
export const RENEW_TIMEOUT_MS = 60_000
/** The whole of stopping, ms: CLI.md promises 5 s; what hangs after this is given up. */
export const STOP_MS = 4500
/** Asking the directory whether somebody exists, ms. */
export const LOOKUP_MS = 5000
/** After its start a peer may still be connecting to the directory; unknown people are waited for this long, ms. */
export const DIRECTORY_AWAITED_MS = 5000
