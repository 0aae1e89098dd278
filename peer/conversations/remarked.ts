// What a message has become: all that was said about it in, how it is to be shown out. Pure; the order in which the
// events came does not count, so every device shows the same.

import type { Hide } from '@parley/shared/events/hide.ts'
import { KIND } from '@parley/shared/events/kinds.ts'
import type { Remark } from '@parley/shared/events/remarks.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Hidden, Reaction, Trace } from './types.ts'

/** Hybrid clock, device, number. */
interface Ordered {
  readonly time: number
  readonly count: number
  readonly peer: string
  readonly seq: number
}

/** One event about the message. */
export interface Said extends Ordered {
  /** Of those that hide, only what its author had the right to. */
  readonly remark: Remark | Hide
  readonly login: Login
}

export interface Remarked {
  /** The newest wording; undefined when it was never changed. */
  readonly text: string | undefined
  readonly edited: number | undefined
  readonly deleted: Trace | undefined
  readonly reactions: readonly Reaction[]
  readonly pinned: Trace | undefined
  readonly hidden: Hidden | undefined
}

/**
 * The latest word counts: of an author on the wording, of each person on each mark, of all on the pin, of those who may on
 * whether it is hidden. A deletion is for ever. What others than the author say about wording and deletion is passed over.
 */
export function remarked(author: Login, all: readonly Said[]): Remarked {
  let text: string | undefined
  let edited: number | undefined
  let deleted: Trace | undefined
  let pinned: Trace | undefined
  let hidden: Hidden | undefined
  const marks = new Map<string, Set<Login>>()
  for (const { remark, login, time } of [...all].sort(inOrder)) {
    switch (remark.kind) {
      case KIND.edit:
        if (login !== author) break
        text = remark.text
        edited = time
        break
      case KIND.deletion:
        if (login === author) deleted ??= { by: login, time }
        break
      case KIND.pin:
        pinned = remark.on ? { by: login, time } : undefined
        break
      case KIND.hide:
        hidden = remark.on ? { by: login, time, reason: remark.reason } : undefined
        break
      case KIND.reaction: {
        const by = marks.get(remark.mark) ?? new Set<Login>()
        // Who takes a mark back and gives it again stands behind the others.
        by.delete(login)
        if (remark.on) by.add(login)
        marks.set(remark.mark, by)
        break
      }
    }
  }
  if (deleted !== undefined)
    return {
      text: undefined,
      edited: undefined,
      deleted,
      reactions: [],
      pinned: undefined,
      hidden: undefined,
    }
  const reactions = [...marks].filter(([, by]) => by.size > 0)
  return {
    text,
    edited,
    deleted,
    pinned,
    hidden,
    reactions: reactions.map(([reaction, by]) => ({ reaction, from: [...by] })),
  }
}

/** The one order all devices agree on. */
export function inOrder(a: Ordered, b: Ordered): number {
  return a.time - b.time || a.count - b.count || (a.peer < b.peer ? -1 : a.peer > b.peer ? 1 : a.seq - b.seq)
}
