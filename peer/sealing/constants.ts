// Limits of sealing where it meets conversations, each with unit and reason.

/**
 * Bytes of headers and bodies after which an envelope takes no further event: with certificates it stays within the
 * bucket of 64 KiB, and with the largest event on top within the largest one.
 */
export const SEALED_STRETCH_BYTES = 57_344
/** Bytes of envelopes of one's own kept in memory for the next device that lacks them: a burst for each of 60 rooms. */
export const KEPT_BYTES_MAX = 4_194_304
/** States of authors kept decoded in memory: some kilobytes each; the others are read from disk when they write. */
export const STATES_REMEMBERED_MAX = 512
/** Parcels made for one absent device at a time, over all conversations. */
export const PARCELS_MAX = 256
/** Milliseconds between two looks for keys whose time is over: the shortest grace is an hour. */
export const FORGET_PERIOD = 900_000
/** Rings and states looked at in one transaction meanwhile: a few milliseconds. */
export const FORGET_AT_ONCE = 32
/** Milliseconds between two looks whether another prekey is due to be shown: after a renewal, or a day. */
export const SHOW_PERIOD = 60_000
