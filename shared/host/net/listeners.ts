// A set of listeners that cannot hurt each other: what one throws is logged, and the others still hear.
import type { Log } from '../log.ts'

export class Listeners<Args extends readonly unknown[]> {
  readonly #all = new Set<(...args: Args) => void>()
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  /** @returns a function that ends it */
  add(listener: (...args: Args) => void): () => void {
    this.#all.add(listener)
    return () => void this.#all.delete(listener)
  }

  tell(...args: Args): void {
    for (const listener of [...this.#all]) {
      try {
        listener(...args)
      } catch (err) {
        this.#log.error({ err }, 'a listener failed')
      }
    }
  }
}
