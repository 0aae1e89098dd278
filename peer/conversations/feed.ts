// The one feed of what happens in conversations. Calls listeners after the disk has it; a listener that fails harms
// no other.
import type { Log } from '@parley/shared/host/log.ts'
import type { FeedEvent } from './types.ts'

export class Feed {
  readonly #listeners = new Set<(event: FeedEvent) => void>()
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  /** Whether making an event would be wasted. */
  get silent(): boolean {
    return this.#listeners.size === 0
  }

  listen(listener: (event: FeedEvent) => void): () => void {
    const own = (event: FeedEvent) => listener(event)
    this.#listeners.add(own)
    return () => this.#listeners.delete(own)
  }

  emit(event: FeedEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event)
      } catch (error) {
        this.#log.error({ err: error, kind: event.kind }, 'a listener of the feed failed')
      }
    }
  }
}
