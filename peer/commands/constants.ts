// Limits and defaults of the peer's commands.

/** Messages `parley read` shows when nobody says how many. */
export const READ_DEFAULT = 100
/** Most messages one `parley read` takes, count. */
export const READ_MAX = 1_000_000
/** `parley send --wait`, when nobody says how long. */
export const WAIT_DEFAULT = '10s'
/** Lines sent in one request, bytes: leaves room for JSON's escapes (six bytes for one at worst). */
export const BATCH_BYTES_MAX = 262_144
/** Batches whose states are still waited for while the next ones are sent, count. */
export const BATCHES_WAITED_MAX = 8
/** Longest link, address or login taken, bytes. Their own rules are tighter. */
export const LINK_BYTES_MAX = 4096
/** Longest code of a second factor taken, bytes: a recovery code with its dashes, and room. */
export const CODE_BYTES_MAX = 64
/** Where a second factor is kept that nobody could be asked about, in the data folder. */
export const SECOND_FACTOR_FILE = 'second-factor'

/** How often a person may mistype the first code of a second factor. */
export const FIRST_CODE_ATTEMPTS_MAX = 3
/** Messages one `parley search` shows at most. */
export const SEARCH_MAX = 10_000
/** Messages before and after the one that `parley read --around` shows, unless --limit says otherwise. */
export const AROUND_DEFAULT = 20
