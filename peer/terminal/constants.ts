// Sizes and times of the terminal program.

/** Messages asked for when a conversation opens, and each time older ones are scrolled to. */
export const PAGE_MESSAGES = 100
/** Messages of one conversation kept in memory, count; older ones come again from the daemon. */
export const ROOM_MESSAGES_MAX = 5000
/** Lines typed before that the Up key brings back, count. */
export const HISTORY_MAX = 200
/** Notes of the program itself kept, count. */
export const NOTES_MAX = 200
/** Below this width the list of people gives its place to the conversation, columns. */
export const NARROW_COLUMNS = 72
/** Width of the list of people, columns: at least, at most, and its share of the terminal. */
export const PEOPLE_COLUMNS = { min: 18, max: 30, share: 0.22 } as const
/** Widest column of names beside messages, columns. */
export const NAME_COLUMNS_MAX = 14
/** Rows the program needs to be of use. */
export const ROWS_MIN = 6
export const COLUMNS_MIN = 24
/** Rows the input may grow to while a long message is written. */
export const INPUT_ROWS_MAX = 5
/** Waiting before connecting to the daemon again, ms: first and longest. */
export const RECONNECT_MS = { first: 250, longest: 2000 } as const
/** A line that is being typed is kept this long after the last change at most, ms. */
export const DRAFT_MS = 400
/** Leaving waits this long at most until a line that was begun is kept, ms. */
export const LEAVE_MS = 1_000
/** While a message is typed the daemon hears of it this often at most, ms; it has a pace of its own. */
export const TYPING_MS = 2_000
/** How often the status is asked again, ms: ages in it grow. */
export const STATUS_MS = 15_000
/** People and status that change in bursts are asked for once in this time, ms. */
export const REFRESH_MS = 150
