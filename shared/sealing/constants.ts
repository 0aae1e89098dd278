// Limits of sealing, each with unit and reason. Those of the format are part of it: what one device makes, all take.

const SECOND = 1000
const HOUR = 3600 * SECOND
const DAY = 24 * HOUR

/** Version of envelope, box, prekey and kept state this code writes and reads. */
export const SEALING_VERSION = 1

/** Bytes of every symmetric key, X25519 key, hash and conversation name. */
export const KEY_BYTES = 32
/** Bytes of a chain's random name: no two chains of a realm meet (birthday bound 2^64). */
export const CHAIN_ID_BYTES = 16
/** Bytes of a ChaCha20-Poly1305 nonce and tag (RFC 8439). */
export const NONCE_BYTES = 12
export const TAG_BYTES = 16

/** Plaintext sizes an observer can tell apart, bytes: 1 KiB, 2 KiB, ... 128 KiB. Below 1 KiB all short talk looks alike. */
export const BUCKET_BYTES_MIN = 1024
export const BUCKET_BYTES_MAX = 131_072

/**
 * Messages of one chain, and so also how far ahead one may skip: a forged envelope costs at most 99 steps (0.6 ms)
 * before its tag is found wrong.
 */
export const CHAIN_MESSAGES_MAX = 100
/** How long a chain is used, ms. */
export const CHAIN_AGE_MAX = DAY
/** Conversations up to this many devices begin a new chain at each turn: one box for each costs a few ms there. */
export const SMALL_DEVICES_MAX = 8
/** Devices a chain may be given to: a thousand people with eight devices each, with room. */
export const DEVICES_MAX = 10_000

/** How long what was sent may be under way, ms: a mailbox holds it no longer; what comes later comes by sync. */
const HELD_MAX = 7 * DAY
/** How long after its beginning a chain is taken and its keys are kept, ms: all of its use, then the way. */
export const CHAIN_KEPT_MAX = CHAIN_AGE_MAX + HELD_MAX
/** Chains kept of one author: that many turns may pass before an envelope of the first one arrives. */
export const CHAINS_KEPT_MAX = 32
/** Keys of messages not seen yet, kept for one author: three whole chains lost or late. The oldest go first. */
export const SKIPPED_KEYS_MAX = 300
/** How far ahead of this device's clock a chain or prekey may be dated, ms: as for events. */
export const CLOCK_TOLERANCE = HOUR

/** Bytes of a prekey's name: the first of a hash over its public key. */
export const PREKEY_ID_BYTES = 8
/** How long others may seal to a prekey, ms: somebody back after a month asks for keys in a session. */
export const PREKEY_AGE_MAX = 30 * DAY
/** Age at which the prekey shown to everybody is replaced, ms. */
export const PREKEY_RENEW_AGE = DAY
/** Age at which a prekey carried by events is replaced by the next event, ms: what heals a copied device. */
export const PREKEY_FRESH_AGE = 60 * SECOND
/** How long the private half of a superseded prekey is kept, ms: until what was sealed to it cannot arrive any more. */
export const PREKEY_GRACE = HELD_MAX
/** The same once every other device has sealed to a newer one, ms: only what overtook on its way is left. */
export const PREKEY_GRACE_MOVED_ON = HOUR
/** Private halves kept in one ring: two a minute for half an hour, then the oldest go. */
export const PREKEYS_KEPT_MAX = 64
/** Bytes of a signed prekey: an event header has this much room for it. */
export const PREKEY_BYTES_MAX = 768

/** Plaintext of a box, bytes: a grant signed by the largest key allowed (RSA-4096, 512 bytes). All boxes have one size. */
export const BOX_PLAINTEXT_BYTES = 768
/** Bytes of a signature: 64 for Ed25519, 512 for RSA-4096. */
export const SIGNATURE_BYTES_MAX = 512

/** Bytes of one kept state: ring, own chain, or an author's chains with every bound reached. */
export const STATE_BYTES_MAX = 131_072
