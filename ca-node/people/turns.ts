// Lets works run a few at a time, in the order they came; more than may wait are told to come back later.
import { Fault } from '@parley/shared/faults/fault.ts'

/** Runs at most `atOnce` works; the others wait, at most `waiting` of them. The work's promise throws Fault AUTHORITY_BUSY for who is too many. */
export function turns(
  atOnce: number,
  waiting: number,
): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let running = 0
  const queue: (() => void)[] = []
  return async (work) => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new Fault('AUTHORITY_BUSY')
      await new Promise<void>((resolve) => queue.push(resolve))
    } else running++
    try {
      return await work()
    } finally {
      // The turn goes to the next in the queue; nobody can slip in between.
      const next = queue.shift()
      if (next) next()
      else running--
    }
  }
}
