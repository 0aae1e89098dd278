// Limits of searching.

/** Results in one answer when nothing else is said, and at most: more are paged. */
export const RESULTS_DEFAULT = 20
export const RESULTS_MAX = 500
/** Characters of what is searched for. */
export const QUESTION_MAX = 256
/** Words of it: each is a list to intersect. */
export const QUESTION_WORDS_MAX = 16
/** Characters of one word in the index; what is longer is found by its beginning. */
export const WORD_MAX = 64
/** Letters from which a word is also found by its beginning: one letter would be found everywhere. */
export const PREFIX_MIN = 2
/** Numbers for messages of one millisecond; more spill into the next, which only blurs their order. */
export const PER_MILLISECOND = 16
/** Latest time that still orders messages, ms since 1970 (year 2109): numbers stay exact. */
export const TIME_LAST = 2 ** 42 - 1
/** Old messages indexed in one transaction: some ms, so that new ones are not kept waiting. */
export const BUILD_BATCH = 200
/** Rest between two of them, ms. */
export const BUILD_REST_MS = 5
/** How long messages wait for it, ms: who searches does not wait, and each time costs a commit. */
export const LATE_MS = 3_000
/** Messages that wait for the index at most; as many are taken in at once, with the write that stores the last of them. */
export const LATE_MAX = 128
/** Characters of a snippet around the first hit: two lines of a terminal. */
export const SNIPPET_MAX = 160
/** Characters before the first hit. */
export const SNIPPET_BEFORE = 48
