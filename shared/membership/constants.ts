// Limits of groups, each with its reason. They are part of the format: what one device makes, all must take.

/** People in one group, invited ones among them: sealing is O(1), but each has devices to hand keys to. */
export const MEMBERS_MAX = 1_000
/** Acts of one group. Who makes more is not changing a group but filling disks; what comes after is kept and does nothing. */
export const ACTS_MAX = 20_000
