// Every limit and period of the authority, with unit and source. Milliseconds unless said otherwise.

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

// --- life of certificates and lists (DESIGN.md, "Certificates") ---
/** What `--validity` may say. Below, renewal traffic would be most of what happens; above, revocation carries all. */
export const MIN_DEVICE_VALIDITY = 10 * MINUTE
export const MAX_DEVICE_VALIDITY = 90 * DAY
/** Root: the longest the profile allows would outlive its algorithms; 20 years is what stock CAs use. */
export const ROOT_VALIDITY = 20 * 365 * DAY
export const ISSUING_VALIDITY = 5 * 365 * DAY
/** Made by the machine for itself, so it can be short; a month lets a ship's server be off for its holidays. */
export const HTTPS_VALIDITY = 30 * DAY
/** The node's own certificate follows the same rule as everybody's, but it renews itself without asking. */
export const NODE_VALIDITY = 30 * DAY
/** An OCSP responder's certificate cannot be revoked (ocsp-nocheck): a week, like a device's. */
export const OCSP_VALIDITY = 7 * DAY
/** Share of its life after which the authority re-makes one of its own certificates. */
export const RENEW_FROM = 2 / 3
/** The issuing CA's list is signed anew this often, revocation or not: a seventh of its life. */
export const LIST_RENEWAL_PERIOD = 1 * DAY
/** The root's list, where the root's key is at hand: ten times in its life. */
export const ROOT_LIST_RENEWAL_PERIOD = 36 * DAY
/** How often the running node looks whether any of the above is due. */
export const UPKEEP_PERIOD = 1 * MINUTE

/** Revocation lists a device is given: one less than sessions tell of, for the lists of roots (LISTS_MAX). */
export const MAX_LISTS_TOLD = 15

// --- passwords ---
/** argon2id: the 64 MiB of RFC 9106 section 4 (second choice) and passes until one takes about 100 ms here. */
export const PASSWORD_HASH = { memoryKiB: 65_536, passes: 5, lanes: 1 } as const
/** Hashes at one time: each holds its 64 MiB, and more than the cores only wait for each other. */
export const MAX_HASHES_AT_ONCE = 4
/** Requests that may wait for a hash: a school's first day, twice. */
export const MAX_HASHES_WAITING = 1000
/**
 * A request waits no longer for its hash, and is told to come back. 500 people who join at once are through in half a minute
 * on 2 cores, in four times that on a busy machine; `parley join` gives up after three minutes.
 */
export const LONGEST_HASH_WAIT = 2 * MINUTE
/** Seconds after which who was sent away should ask again (Retry-After, RFC 9110 section 10.2.3). */
export const BUSY_RETRY_SECONDS = 60

// --- invitations ---
export const DEFAULT_INVITATION_LIFE = 24 * HOUR
export const MAX_INVITATION_LIFE = 365 * DAY
/** Uses of one link: a whole school year's intake. */
export const MAX_INVITATION_USES = 10_000
/** Letters of an invitation's name, 32 kinds each: 50 bits, and short enough to be typed. */
export const INVITATION_ID_LENGTH = 10
/** People shown of those who used one invitation: the last ones. */
export const MAX_USES_SHOWN = 20

// --- HTTP ---
export const DEFAULT_HTTP_HOST = '0.0.0.0'
export const DEFAULT_HTTP_PORT = 8443
export const DEFAULT_P2P_ADDRESS = '/ip4/0.0.0.0/tcp/8444'
/** Until the first byte says TLS or HTTP, and until the TLS handshake is done. */
export const FIRST_BYTE_TIMEOUT = 5 * SECOND
export const TLS_HANDSHAKE_TIMEOUT = 10 * SECOND
/** Whole headers, and the whole request with its body (32 KiB: 3 kB/s is enough). */
export const HEADERS_TIMEOUT = 8 * SECOND
export const REQUEST_TIMEOUT = 12 * SECOND
/** How often Node looks for requests past their time. */
export const SLOW_CHECK_PERIOD = 1 * SECOND
export const KEEP_ALIVE_TIMEOUT = 5 * SECOND
/** No byte either way on a connection; longer than the longest wait for a password hash. */
export const IDLE_TIMEOUT = 4 * MINUTE
/** Bytes of all headers of a request. */
export const MAX_HEADER_BYTES = 8 * 1024
/** Of a body that is too large, this much is still taken in (bytes, ms) so that its sender reads the refusal. */
export const MAX_DRAINED_BYTES = 1024 * 1024
export const DRAIN_TIMEOUT = 2 * SECOND
/** Connections at once: 500 people joining together with two each, and room. */
export const MAX_CONNECTIONS = 2048
/** Requests an address may make a minute: a class behind one NAT joins at once; a loop does not. */
export const RATE_LIMIT = { requests: 600, window: MINUTE, addresses: 10_000 } as const
/**
 * How long others may keep (seconds) an issuing CA by its key, which never changes; lists; and what a name stands for today and
 * perhaps not tomorrow: the root in use, the CAs to be trusted. After a change of root nobody is to be given the old one.
 */
export const CERTIFICATE_MAX_AGE_SECONDS = 86_400
export const LIST_MAX_AGE_SECONDS = 60
export const REALM_MAX_AGE_SECONDS = 60
/** From thisUpdate to nextUpdate of an OCSP response: what a replayed one can hide is bounded by it. */
export const OCSP_LIFETIME = 1 * HOUR
/** A signed response is given again this long, while what the database says stays the same. */
export const OCSP_REUSE = 1 * MINUTE
/** How long proxies may keep one (seconds): as lists. */
export const OCSP_MAX_AGE_SECONDS = 60
/** Responses kept for reuse: 1 kB each. */
export const OCSP_KEPT = 4096
/** Questions answered at once; more are told to try later. */
export const MAX_OCSP_AT_ONCE = 512
/** Everything must be down this soon after SIGTERM (the contract says 5 s). */
export const STOP_TIMEOUT = 4 * SECOND

// --- control socket ---
/** Bytes of a request or answer between `parley ca ...` and the running node. */
export const MAX_CONTROL_BYTES = 64 * 1024 * 1024
export const CONTROL_TIMEOUT = 60 * SECOND
/** Longest path of a Unix socket, bytes (sockaddr_un of Linux is 108 with its zero, macOS 104). */
export const MAX_SOCKET_PATH = 100

// --- lists shown ---
/** Rows of one page of users or certificates. */
export const MAX_PAGE = 1000
