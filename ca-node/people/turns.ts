// Lets works run a few at a time, in the order they came. Who comes when too many wait, or has waited too long, is told to come
// back later; for who has gone away meanwhile nothing is done.
import { Fault } from '@parley/shared/faults/fault.ts'

export interface TurnLimits {
  /** Works that run at one time, and that may wait. */
  readonly atOnce: number
  readonly waiting: number
  /** How long one may wait for its turn, ms. */
  readonly longest: number
}

/**
 * @param gone aborted when nobody waits for the work any more; one that runs already is brought to its end
 * @throws Fault AUTHORITY_BUSY, ASKER_GONE, and what `work` throws
 */
export type Turns = <Result>(work: () => Promise<Result>, gone?: AbortSignal) => Promise<Result>

export function turns({ atOnce, waiting, longest }: TurnLimits): Turns {
  let running = 0
  /** In the order they came. */
  const queue = new Set<() => void>()

  const myTurn = (gone: AbortSignal | undefined) =>
    new Promise<void>((resolve, reject) => {
      const leave = () => {
        queue.delete(begin)
        clearTimeout(timer)
        gone?.removeEventListener('abort', goAway)
      }
      const begin = () => {
        leave()
        resolve()
      }
      const goAway = () => {
        leave()
        reject(new Fault('ASKER_GONE'))
      }
      const timer = setTimeout(() => {
        leave()
        reject(new Fault('AUTHORITY_BUSY'))
      }, longest)
      // Whoever waits has a connection, and that keeps the program going.
      timer.unref()
      gone?.addEventListener('abort', goAway)
      queue.add(begin)
    })

  return async (work, gone) => {
    if (gone?.aborted) throw new Fault('ASKER_GONE')
    if (running >= atOnce) {
      if (queue.size >= waiting) throw new Fault('AUTHORITY_BUSY')
      await myTurn(gone)
    } else running++
    try {
      return await work()
    } finally {
      // The turn goes to the next in the queue; nobody can slip in between.
      const [next] = queue
      if (next) next()
      else running--
    }
  }
}
