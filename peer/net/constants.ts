// Limits of what a device remembers of the network.

/** Addresses kept over a restart, count: one or two for everybody in a large organisation. */
export const ADDRESSES_REMEMBERED_MAX = 4_000
