// Limits of this device as a mailbox and of how it uses others', each with unit and reason. Those of the protocol:
// shared/mailbox.
import { HELD_MAX } from '@parley/shared/mailbox/constants.ts'

/**
 * What one person, with all their devices, may leave here, bytes and parcels. A message in a parcel takes 2 KiB: some 8,000 messages, or
 * a thousand people away for whom there is something.
 */
export const DEPOSITOR_BYTES_MAX = 16 * 1_048_576
export const DEPOSITOR_PARCELS_MAX = 4_096
/** What one person may leave here for one device: a quarter of what is held for it, so that nobody fills it for others. */
export const SHARE_BYTES_MAX = 4 * 1_048_576
export const SHARE_PARCELS_MAX = 1_024
/** What is held for one device, bytes and parcels: a week of a busy person, handed over in seconds. */
export const RECIPIENT_BYTES_MAX = 16 * 1_048_576
export const RECIPIENT_PARCELS_MAX = 4_096
/** What is held for all together, bytes and parcels: a share of a small disk that nobody misses. */
export const TOTAL_BYTES_MAX = 256 * 1_048_576
export const TOTAL_PARCELS_MAX = 65_536

/** Inbound mailbox streams of one session: a deposit, a hand-over, others while a session is replaced. */
export const INBOUND_STREAMS_MAX = 4
/** Milliseconds without a next frame before an inbound stream is closed: who has no more closes it. */
export const IDLE_MS = 30_000
/** Milliseconds to open a stream. */
export const OPEN_MS = 5_000
/** Milliseconds to find and dial a peer. */
export const CONNECT_MS = 5_000
/** Milliseconds without an answer before a stream is given up: a slow disk takes one, sealed boxes are opened one by one. */
export const ANSWER_MS = 30_000
/** Frames one person may send in PERIOD_MS, deposits and hand-overs together: each full, 150 MiB. */
export const FRAMES_MAX = 600
/** Parcels one person may bring in PERIOD_MS that have to be refused: each costs the opening of a box, 0.3 ms. */
export const REFUSED_MAX = 1_024
/** Milliseconds. */
export const PERIOD_MS = 60_000

/** Milliseconds before a hand-over that failed, or whose parcels were not taken now, is tried again in the same session; doubles. */
export const AGAIN_MIN = 2_000
export const AGAIN_MAX = 600_000
/** Milliseconds between two looks for what has been held too long. */
export const SWEEP_MS = 3_600_000

/** Milliseconds the DHT is given to find who is near: those in session are known without it. */
export const NEAREST_MS = 2_000
/** Peers that are tried until MAILBOXES have taken what there is. */
export const TRIED_MAX = 12
/**
 * Milliseconds between two deposits for one device: doubles from the first to the last while somebody goes on writing, so that what
 * belongs together goes into one parcel. Begins anew after DEPOSIT_REST.
 */
export const DEPOSIT_MIN = 2_000
export const DEPOSIT_MAX = 30_000
export const DEPOSIT_REST = 300_000
/** Milliseconds before mailboxes are looked for again when there were too few; doubles; at once when somebody comes. */
export const SEARCH_MIN = 30_000
export const SEARCH_MAX = 1_800_000
/** Devices something is left for at once: each round may ask the DHT and dial. The others wait for their turn. */
export const ROUNDS_AT_ONCE = 8
/** Milliseconds a mailbox that refused is left alone: it is switched off, or full. */
export const REFUSED_REST = 3_600_000
/** How long it is remembered what was left where, ms: then it is not held there any more. */
export const REMEMBERED_MAX = HELD_MAX
/** Milliseconds a deposit may take when the program is asked to end. */
export const LAST_MS = 1_500

/** Milliseconds after the first session until those near are asked, and again: the DHT fills meanwhile. */
export const PICK_UP_MS: readonly number[] = [1_000, 10_000, 60_000]
/** Milliseconds between two such rounds from then on: mailboxes come back too. */
export const PICK_UP_PERIOD = 900_000
