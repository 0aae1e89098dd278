// Limits of events, each with unit and reason. They are part of the format: what one device makes, all must take.

/** Version of EventHeader this code writes and reads. */
export const EVENT_VERSION = 1
/** Bytes of a SHA-256 hash. */
export const HASH_BYTES = 32
/** Bytes of one text in UTF-8: eight printed pages; longer things are files. */
export const TEXT_BYTES_MAX = 16_384
/** Bytes of one body of any kind, also of kinds to come. */
export const BODY_BYTES_MAX = 65_536
/** Bytes of one header: 200, plus 76 for each chain seen, plus a signed prekey. */
export const HEADER_BYTES_MAX = 4_096
/** Heads of other devices named in one event. What does not fit is named by the next ones. */
export const SEEN_MAX = 32
/** Bytes of a signed prekey: an X25519 key, an identifier, two times, an RSA-4096 signature. */
export const PREKEY_BYTES_MAX = 768
/** Bytes of a peer ID as a multihash: 34 for RSA (SHA-256), 38 for Ed25519 (identity). */
export const DEVICE_BYTES = { min: 34, max: 38 } as const
/** Bytes of a signature: 64 for Ed25519, 512 for RSA-4096. */
export const SIGNATURE_BYTES_MAX = 512
/** Events under one signature: verifying one Ed25519 signature costs as much as storing ten events. */
export const BURST_EVENTS_MAX = 512
/** Bytes of headers and bodies under one signature; the event that passes it is the last. */
export const BURST_BYTES_MAX = 262_144
/** Certificates carried along with a burst: an author renews every few days, more wait for the next burst. */
export const BURST_CERTIFICATES_MAX = 4
/** Bytes of a whole burst on the wire. */
export const BURST_WIRE_BYTES_MAX = 524_288
/** Places named by one read mark: devices of a direct conversation, or those that spoke last in a room. */
export const READ_PLACES_MAX = 64
/** Bytes of one reaction in UTF-8: the longest emoji are families of four (25) and flags of regions (28). */
export const REACTION_BYTES_MAX = 64
/** Characters of one reaction, as people count them: an emoji, or a word. */
export const REACTION_GRAPHEMES_MAX = 12
/** Bytes of the reason somebody gives for hiding or reporting a message, in UTF-8: a few sentences. */
export const REASON_BYTES_MAX = 1_024
/** Bytes of a line that was begun, in UTF-8. Longer ones stay on their device. */
export const DRAFT_BYTES_MAX = 16_384
/** Devices somebody who hides a message in a group says they have seen: what fits into a body beside the reason. */
export const HIDE_SEEN_MAX = 1_300
/** Bytes of one piece of a report: below BODY_BYTES_MAX with the reason beside it. */
export const REPORT_PIECE_BYTES_MAX = 60_000
/** Pieces of one report: two bursts, of which only headers travel, but for one body each. */
export const REPORT_PARTS_MAX = 12
/** Longest life of a text that is to disappear, seconds: a year. */
export const LIFETIME_MAX = 31_536_000
/**
 * Remarks of one kind by one device on one message that count, the first ones in its chain: the same on every device,
 * because a chain comes in order.
 */
export const REMARKS_MAX = 256
/** Highest seq, far beyond use; keeps every number exact. */
export const SEQ_MAX = 2 ** 32 - 1
/** Hybrid logical clock: 48 bits of ms since 1970, 16 bits of counter (Kulkarni et al. 2014). */
export const TIME_MAX = 2 ** 48 - 1
export const COUNT_MAX = 2 ** 16 - 1
/**
 * Milliseconds an event's clock may be ahead of the reader's, and outside its certificate's validity. Clocks on a LAN
 * without time service drift; certificates are back-dated by as much. Beyond it the event is refused for now.
 */
export const CLOCK_TOLERANCE = 3_600_000
