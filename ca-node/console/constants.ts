// Every limit of the console's server side, each with unit and source.

/** Rows of one page of a list in the console: two screens. */
export const PAGE_ROWS = 50
export const MAX_PAGE_ROWS = 200
/** Characters and words of a search: nobody types more to find a person. */
export const MAX_SEARCH_LENGTH = 128
export const MAX_SEARCH_WORDS = 6
/** Above this a count is told as "more than": counting on would cost more than anybody reads. */
export const MAX_COUNTED = 10_000
/** Of one person, the newest: a device renews every few days. */
export const MAX_CERTIFICATES_OF_PERSON = 200
export const MAX_DEVICES_OF_PERSON = 200
/** Logins one statement asks about: PostgreSQL and SQLite both take 32,766 parameters. */
export const MAX_ASKED_AT_ONCE = 500

/** Open live feeds at once, and of one session: an administrator has a few tabs. */
export const MAX_FEEDS = 64
export const MAX_FEEDS_OF_SESSION = 6
/** Milliseconds between heart-beats: below the idle time of proxies and of our own server; the session is looked at again with each. */
export const FEED_BEAT = 15_000
/** Lines from before that a new watcher gets first. */
export const FEED_FIRST_LINES = 40
/** Milliseconds in which comings and goings are gathered: a crowd is told at once. */
export const FEED_GATHER = 250
/** Bytes that may wait for a watcher who does not read before it is cut; the page comes back by itself. */
export const MAX_FEED_BACKLOG = 1_048_576
/** Devices told one by one on the map; more are counted only. */
export const MAX_DEVICES_ON_MAP = 2_000

/** People of one batch of an import: about a second of work, so that the page can tell how far it is. */
export const MAX_IMPORT_BATCH = 500
/** How long the links of imported people last, ms. */
export const IMPORT_LINK_LIFE = 30 * 86_400_000

/** Seconds a browser may keep a file whose name carries its hash: a year, as RFC 9111 practice has it. */
export const HASHED_FILE_MAX_AGE = 31_536_000
/** Bytes of one file of the page: a build that grows beyond is a mistake. */
export const MAX_PAGE_FILE = 2_097_152
