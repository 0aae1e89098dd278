// Limits of delivery, each with unit and reason.
import { BURST_WIRE_BYTES_MAX } from '@parley/shared/events/constants.ts'

/** Bytes before each frame: its length, big endian. */
export const LENGTH_BYTES = 4
/** Bytes of one offer: a burst and what names its conversation. */
export const OFFER_BYTES_MAX = BURST_WIRE_BYTES_MAX + 1_024
/** Devices named in one frame: with the longest peer IDs it stays below OFFER_BYTES_MAX. */
export const FRAME_PLACES_MAX = 8_192
/** Bytes of one standing. */
export const STANDING_BYTES_MAX = 256
/** Characters of a fault's code in a standing. */
export const CODE_LENGTH_MAX = 64
/** Offers without an answer on one stream; four bursts keep both disks busy, single messages need more. */
export const OFFERS_IN_FLIGHT_MAX = 32
/** Bytes offered without an answer on one stream: bounds what waits here in memory and there in its window. */
export const BYTES_IN_FLIGHT_MAX = 1_048_576
/** Inbound delivery streams of one connection: one in use, others while a session is replaced. */
export const INBOUND_STREAMS_MAX = 4
/** Bytes a second one person may bring, over all their streams, and at once: three times what the fastest sender measured here makes. */
export const INBOUND_BYTES_PER_SECOND = 33_554_432
/**
 * What one position in a chain counts as, bytes: reading and looking it up takes 15 µs, so that one stream may ask for a
 * twentieth of a core.
 */
export const PLACE_COST_BYTES = 8_192
/**
 * Events one person may bring at once, and a second from then on, over all their streams: most of a minute of the fastest honest
 * sender that was measured, a history of years for a new device; then 30,000 a minute, which no person writes.
 */
export const EVENTS_AT_ONCE = 500_000
export const EVENTS_PER_SECOND = 500
/** How much more one's own other devices may bring: the whole history of a new device comes from them. */
export const OWN_DEVICES_FACTOR = 10
/** People whose budget is remembered, count: some hundred bytes each; one that is full again is forgotten first. */
export const BUDGETS_MAX = 4_096
/** Milliseconds a stream sleeps at once for want of budget, before it looks again: others of that person spend, too. */
export const PAUSE_MAX = 1_000
/** Offers of one person refused in REFUSALS_PERIOD before each further one costs the stream: an honest sender waits after each. */
export const REFUSALS_MAX = 256
/** Milliseconds. */
export const REFUSALS_PERIOD = 60_000
/** Milliseconds to open a stream. */
export const OPEN_TIMEOUT = 5_000
/** Milliseconds to find and dial a device. */
export const CONNECT_TIMEOUT = 10_000
/** Milliseconds without an answer to an offer before the stream is given up: a slow disk takes one. */
export const ANSWER_TIMEOUT = 30_000
/** Milliseconds before the first retry; doubles with each failure. */
export const RETRY_MIN = 1_000
/** Milliseconds between retries at most: an absent device is also found by the session it opens itself. */
export const RETRY_MAX = 60_000
/** Share of a waiting time that is left to chance, so that many senders do not come back at once. */
export const RETRY_JITTER = 0.5
/** Times in a row a receiver may ask for earlier events before that counts as a refusal. */
export const REWINDS_MAX = 8
/** Milliseconds before the directory is asked again for the devices of a person who cannot be reached. */
export const SEEK_PERIOD = 30_000
/** Milliseconds between two looks at what others have and this device has not. */
export const SYNC_PERIOD = 5_000
/** Devices that are told, in one such period, what has come here from others. Gossip: it reaches a thousand in four. */
export const SYNC_FANOUT = 8
/** Chains asked for at once, of all devices together: what is asked for is on its way here. */
export const WANTED_MAX = 64
/** Chains of one conversation for whose missing words one device is asked at a time. */
export const WORDLESS_MAX = 16
/** Milliseconds without progress after which another device is asked. */
export const WANT_PATIENCE = 10_000
