// The shape of a fault's catalogue entry. A fault has one stable code, one exit status and its words.

/** Exit statuses of the command line (the contract of `parley`). */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  unreachable: 4,
  untrusted: 5,
} as const

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT]

/** What happened, and what to do about it. `{name}` stands for a parameter of the fault. */
export interface FaultWords {
  readonly what: string
  readonly todo: string
}

export interface FaultEntry {
  readonly exit: ExitStatus
  readonly en: FaultWords
  readonly fr: FaultWords
}

/** Keeps the codes as literal types. */
export function defineFaults<const Entries extends Record<string, FaultEntry>>(entries: Entries): Entries {
  return entries
}
