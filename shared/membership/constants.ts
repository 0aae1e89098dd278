// Limits of groups, each with its reason. They are part of the format: what one device makes, all must take.

/** Code points of a group's name. */
export const GROUP_NAME_MAX = 64
/** Random bytes that make a group's name for devices its own. */
export const GROUP_NONCE_BYTES = 16
/** People in one group, invited ones among them: sealing is O(1), but each has devices to hand keys to. */
export const MEMBERS_MAX = 1_000
/** People one act adds: a group is made in one event. */
export const ADDED_AT_ONCE_MAX = 256
/** Acts of one group. Who makes more is not changing a group but filling disks; what comes after is kept and does nothing. */
export const ACTS_MAX = 20_000
