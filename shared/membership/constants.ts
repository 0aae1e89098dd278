// Limits of groups, each with its reason. They are part of the format: what one device makes, all must take.

/** People in one group, invited ones among them: sealing is O(1), but each has devices to hand keys to. */
export const MEMBERS_MAX = 1_000
/** Acts of one group. Who makes more is not changing a group but filling disks; what comes after is kept and does nothing. */
export const ACTS_MAX = 20_000
/** Bytes of the chance in a group's name: two groups of one device never share one. */
export const NONCE_BYTES = 16
/** Devices an act may say it has seen: what fits into a body with the longest peer IDs. */
export const SEEN_PLACES_MAX = 1_400
/** Characters of a group's name, as people count them. */
export const NAME_LENGTH_MAX = 64
/** Bytes of a group's name in UTF-8. */
export const NAME_BYTES_MAX = 256
