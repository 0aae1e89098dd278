// Ways to wait: for work that a signal may cut short, and for many exchanges of which only some run at once.

/** @throws the signal's reason; the work goes on unheard */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

/** So many at once that one slow exchange does not hold up the others, and no more. `exchange` must not throw. */
export async function withWorkers<T>(
  all: readonly T[],
  atOnce: number,
  exchange: (one: T) => Promise<void>,
): Promise<void> {
  const queue = [...all]
  const worker = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) await exchange(next)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, queue.length) }, worker))
}
