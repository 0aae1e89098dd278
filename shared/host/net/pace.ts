// How many dials a process runs by itself at once: ever more while they end in time, half as many when one ran out of
// time. What TCP does for packets: on a machine or a line that is too busy, many at once only make each other late, and
// each that comes late was work for nothing on both sides.
import { DIALS_AT_FIRST, DIALS_AT_ONCE, SLOWER_EVERY_MS } from './constants.ts'

export class Pace {
  #atOnce: number = DIALS_AT_FIRST
  #slowedAt = Number.NEGATIVE_INFINITY

  get atOnce(): number {
    return Math.floor(this.#atOnce)
  }

  /** A handshake that this side began came to its end. */
  met(): void {
    this.#atOnce = Math.min(this.#atOnce + 1, DIALS_AT_ONCE)
  }

  /** One ran out of time. Those that began together do so together: that is one sign, not many. */
  late(now = performance.now()): void {
    if (now - this.#slowedAt < SLOWER_EVERY_MS) return
    this.#slowedAt = now
    this.#atOnce = Math.max(this.#atOnce / 2, 1)
  }
}
