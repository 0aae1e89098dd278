// What a page asked the authority for, on its way: the answer, or what went wrong. Only the newest question counts.
import { type Problem, problemIn } from '../api.ts'

export class Load<Value> {
  value = $state.raw<Value | undefined>(undefined)
  problem = $state.raw<Problem | undefined>(undefined)
  busy = $state(false)
  #asked = 0

  /** The value before stays until the new one is there. */
  async from(ask: () => Promise<Value>): Promise<void> {
    this.#asked += 1
    const mine = this.#asked
    this.busy = true
    try {
      const value = await ask()
      if (mine !== this.#asked) return
      this.value = value
      this.problem = undefined
    } catch (error) {
      if (mine !== this.#asked) return
      this.problem = problemIn(error)
    } finally {
      if (mine === this.#asked) this.busy = false
    }
  }
}
