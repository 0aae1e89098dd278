// Names refused connections in the log, with a stable code each. Bounded: an attacker cannot fill the disk.
import type { FaultCode } from '../../faults/catalogue.ts'
import type { Log } from '../log.ts'
import { REFUSAL_LINES_BURST, REFUSAL_LINES_PER_SECOND, REFUSAL_SUMMARY_MS } from './constants.ts'

export interface RefusedConnection {
  readonly code: FaultCode
  readonly address: string
  readonly direction: 'in' | 'out'
  /** Whose key Noise proved, when it came so far. */
  readonly peer?: string | undefined
  /** What the other side gave as its reason, for SESSION_REFUSED. */
  readonly theirCode?: string | undefined
  /** Why, in a developer's words. */
  readonly reason?: string | undefined
}

export class Refusals {
  readonly #log: Log
  readonly #onRefused: (refused: RefusedConnection) => void
  #tokens: number = REFUSAL_LINES_BURST
  #filledAt = performance.now()
  readonly #counted = new Map<FaultCode, number>()
  #summary: NodeJS.Timeout | undefined

  constructor(log: Log, onRefused: (refused: RefusedConnection) => void = () => undefined) {
    this.#log = log
    this.#onRefused = onRefused
  }

  note(refused: RefusedConnection): void {
    this.#onRefused(refused)
    if (this.#takeToken()) {
      this.#log.warn({ ...refused }, 'session refused')
      return
    }
    this.#counted.set(refused.code, (this.#counted.get(refused.code) ?? 0) + 1)
    this.#summary ??= setTimeout(() => this.flush(), REFUSAL_SUMMARY_MS).unref()
  }

  /** Writes what was only counted. */
  flush(): void {
    clearTimeout(this.#summary)
    this.#summary = undefined
    for (const [code, count] of this.#counted) this.#log.warn({ code, count }, 'more sessions refused')
    this.#counted.clear()
  }

  #takeToken(): boolean {
    const now = performance.now()
    const filled = ((now - this.#filledAt) / 1_000) * REFUSAL_LINES_PER_SECOND
    this.#tokens = Math.min(REFUSAL_LINES_BURST, this.#tokens + filled)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}
