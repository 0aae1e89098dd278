// The kinds of events. A kind from the future is verified and kept like any other, and shown by nobody.

export const KIND = {
  text: 1,
  read: 2,
  reaction: 3,
  edit: 4,
  deletion: 5,
  pin: 6,
  lifetime: 7,
  hide: 8,
  report: 9,
  choice: 10,
  draft: 11,
  membership: 16,
} as const

/** Highest kind that can be. */
export const KIND_MAX = 0xffff
