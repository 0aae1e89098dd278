// Name and limits of the mailbox protocol. They are part of it: what one device sends, all take.
import { PARCEL_BYTES_MAX } from '../sealing/parcel.ts'

/** A change of its frames is a new number. */
export const MAILBOX_PROTOCOL = '/parley/1/mailbox'

/** Mailboxes that hold each parcel: two may go off with it and it still arrives (DESIGN.md, "Conversations"). */
export const MAILBOXES = 3
/**
 * Peers nearest to itself that a device which comes back asks: the three, and as many as may have come in between them while it
 * was away.
 */
export const MAILBOXES_ASKED = 8

/** Parcels in one frame. */
export const FRAME_PARCELS_MAX = 64
/** Bytes of parcels in one frame: the largest one fits, and what waits in memory for a disk stays small. */
export const FRAME_PAYLOAD_MAX = Math.max(262_144, PARCEL_BYTES_MAX)
/** Bytes of one frame: each parcel has at most 4 bytes before it, and the recipient and the frame's own take less than 64. */
export const FRAME_BYTES_MAX = FRAME_PAYLOAD_MAX + FRAME_PARCELS_MAX * 4 + 64
/** Bytes of one answer: a byte for each parcel, and a code. */
export const ANSWER_BYTES_MAX = 256
/** Characters of a fault's code in an answer. */
export const CODE_LENGTH_MAX = 64

/** How long a mailbox holds a parcel, ms: as long as the keys to it are kept (shared/sealing: HELD_MAX). */
export const HELD_MAX = 7 * 24 * 3_600_000
