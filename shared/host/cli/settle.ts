// Gives memory back to the machine when a long-running program has nothing to do. Decides nothing else.
import { performance } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { SETTLE_BUSY_MAX, SETTLE_GARBAGE_BYTES, SETTLE_MS } from './constants.ts'

/**
 * Collects when the program was idle for a while and has made garbage since the last time: V8 by itself waits for
 * pressure that an idle program never makes. @returns a function that ends it
 */
export function settleMemory(): () => void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') return () => undefined
  let before = performance.eventLoopUtilization()
  let kept = 0
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, before)
    before = now
    if (utilization > SETTLE_BUSY_MAX || process.memoryUsage().heapUsed < kept + SETTLE_GARBAGE_BYTES) return
    collect()
    kept = process.memoryUsage().heapUsed
  }, SETTLE_MS)
  timer.unref()
  return () => clearInterval(timer)
}
