// Limits of what the faces may ask for.

/** Events read from disk at once while a conversation is exported. */
export const EVIDENCE_PAGE_EVENTS = 500
/** Messages in one answer when nothing else is said: some screens full. */
export const MESSAGES_DEFAULT = 100
/** Messages in one answer at most: more are paged. */
export const MESSAGES_MAX = 10_000
