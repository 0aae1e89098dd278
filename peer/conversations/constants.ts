// Limits of what the faces may ask for.

/** Events read from disk at once while a conversation is exported. */
export const EVIDENCE_PAGE_EVENTS = 500
/** UTF-16 units of the message another one answers that are shown with it: about two lines. */
export const QUOTE_LENGTH = 140
/** How often a device says that its owner is typing, ms, and how long that is shown where nothing more comes. */
export const TYPING_EVERY_MS = 3_000
export const TYPING_SHOWN_MS = 6_000
/** To more people than that nobody says it: each is a stream to each of their devices. */
export const TYPING_PEOPLE_MAX = 32
/** Pause in typing after which a line that was begun is told to one's other devices, ms: each time is an event on their disks. */
export const DRAFT_PAUSE_MS = 3_000
/** Pinned messages shown of one conversation: the newest pins. */
export const PINS_MAX = 100
/** Texts taken from the disk in one write when their time is up. */
export const EXPIRED_AT_ONCE = 500
/** Longest sleep until texts whose time is up are looked for, ms: a clock that was set, and a machine that slept, are seen. */
export const EXPIRY_LOOK_MS = 30_000
/** After words were taken away: until no page image of them is left in the write-ahead log, ms. */
export const SETTLE_MS = 1_000
/** Longest rule of retention, days: a hundred years are for ever. */
export const RETENTION_DAYS_MAX = 36_500
/** How often what has become too old is looked for, ms. */
export const RETENTION_LOOK_MS = 3_600_000
/** Texts forgotten in one write: some ms, so that new ones are not kept waiting. */
export const FORGOTTEN_AT_ONCE = 100
/** Rest between two of them, ms. */
export const FORGET_REST_MS = 10
/** Messages in one answer when nothing else is said: some screens full. */
export const MESSAGES_DEFAULT = 100
/** Messages in one answer at most: more are paged. */
export const MESSAGES_MAX = 10_000
/** Digits of a group's id behind its name where two groups have the same: sixteen million tell them apart. */
export const LABEL_DIGITS = 6
/** Rooms of one name that are told apart in one sentence. */
export const ALIKE_SHOWN_MAX = 5
/** People in a room up to which read marks are told to all: each one is an event on every disk. */
export const MARKS_TOLD_MAX = 50
/** Unread messages of one device that are judged one by one, of those that were hidden at some time or of somebody who was out. */
export const UNREAD_JUDGED_MAX = 1_000
/** Groups on this disk that its owner is not in: bounds what strangers may leave here. */
export const STRANGE_GROUPS_MAX = 64
