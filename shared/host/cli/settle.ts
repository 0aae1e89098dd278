// Gives the memory that starting took back to the machine. A long-running program is small when it idles.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { SETTLE_MS } from './constants.ts'

/**
 * Collects once, a moment after the start: V8 by itself waits for pressure that an idle program never makes
 * (measured on a peer: 117 MiB before, 106 MiB after). @returns a function that ends the waiting
 */
export function settleMemory(): () => void {
  const timer = setTimeout(() => {
    setFlagsFromString('--expose-gc')
    const collect: unknown = runInNewContext('gc')
    if (typeof collect === 'function') collect()
  }, SETTLE_MS)
  timer.unref()
  return () => clearTimeout(timer)
}
