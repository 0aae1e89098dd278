// One figure of `npm run bench`, as the command line promises it.

export interface Figure {
  readonly metric: string
  readonly value: number
  readonly unit: string
  /** How many single measurements stand behind the value. */
  readonly n: number
  /** The same on the bare transport, in the same run. */
  readonly baseline?: number
}

/** Value at quantile `q` (0..1) of `samples`, nearest rank. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))]
  if (value === undefined) throw new RangeError('no samples')
  return value
}
