// Limits of the local API. It is for programs of one person on one machine, but bounded all the same.

/** Version of the routes: the first part of every path. */
export const API_VERSION = 'v1'
/** Where it listens when nobody says otherwise; port 0 takes a free one. */
export const API_HOST = '127.0.0.1'
/** Random bytes of the bearer token: 256 bits. */
export const TOKEN_BYTES = 32
/** Files in the data folder: the token (mode 600) and where the API listens. */
export const TOKEN_FILE = 'api.token'
export const ADDRESS_FILE = 'api.json'
/** Largest of the two files, bytes. */
export const STATE_FILE_BYTES_MAX = 4096

/** Largest request body, bytes: a full batch of messages. */
export const REQUEST_BYTES_MAX = 2_097_152
/** Largest answer a client takes, bytes: a full page of long messages. */
export const ANSWER_BYTES_MAX = 67_108_864
/** Longest line of the feed a client takes, bytes: one long message, escaped. */
export const FEED_LINE_BYTES_MAX = 1_048_576
/** Messages one request may send, count. */
export const BATCH_MESSAGES_MAX = 512
/** UTF-16 units of a draft: a text that may be sent, with room. */
export const DRAFT_LENGTH_MAX = 65_536
/** Messages one page of history may have, count. */
export const PAGE_MESSAGES_MAX = 500
/** Readers of the feed at one time, count: a handful of programs of one person. */
export const FEEDS_MAX = 32
/** Bytes a reader of the feed may be behind before it is let go; it reads on from history. */
export const FEED_BEHIND_BYTES_MAX = 4_194_304
/** How often a silent feed says that it lives, ms: under the idle limits of usual programs. */
export const FEED_ALIVE_MS = 10_000
/** A feed this silent is dead, ms: two signs of life missed, with room. */
export const FEED_SILENCE_MS = 25_000
/** How long a client waits for an answer, ms; more where it asked the daemon to wait. */
export const ANSWER_TIMEOUT_MS = 15_000
/** The same where the daemon asks the authority for a certificate, which it gives a minute. */
export const RENEWED_TIMEOUT_MS = 75_000
/** How long the daemon works on one look-up or dial, ms: below the client's patience. */
export const WORK_TIMEOUT_MS = 10_000
/** Longest waiting for a message's state in one request, ms; a client asks again. */
export const AWAIT_MS_MAX = 60_000
/** Requests still running when the daemon ends get this long, ms: the whole stop has 5 s. */
export const CLOSE_MS = 1000
/** A whole conversation into a file, ms: a million messages take minutes. */
export const EVIDENCE_TIMEOUT_MS = 1_800_000
/** People named when a group is made: as many as one may have. */
export const GROUP_MEMBERS_MAX = 999
