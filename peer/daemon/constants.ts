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
/** Waiting after a renewal that failed, ms: first and longest, doubling. */
export const RENEW_RETRY_MS = { first: 30_000, longest: 3_600_000 } as const
/** Longest sleep until a renewal, ms: a machine that was suspended looks again. */
export const RENEW_LOOK_MS = 600_000
/** How long one renewal may take, ms. */
export const RENEW_TIMEOUT_MS = 15_000
/** The whole of stopping, ms: CLI.md promises 5 s; what hangs after this is given up. */
export const STOP_MS = 4500
/** After its start a peer may still be connecting to the directory; unknown people are waited for this long, ms. */
export const DIRECTORY_AWAITED_MS = 5000
