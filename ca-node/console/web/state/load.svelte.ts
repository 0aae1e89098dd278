// What a page asked the authority for, on its way: the answer, or what went wrong. Only the newest question counts.
import { untrack } from 'svelte'
import { type Problem, problemIn } from '../api.ts'
import { live } from './live.svelte.ts'

/** Made by a component while it is set up: lives as long as that. */
export class Load<Value> {
  value = $state.raw<Value | undefined>(undefined)
  problem = $state.raw<Problem | undefined>(undefined)
  busy = $state(false)
  #asked = 0
  #ask: (() => Promise<Value>) | undefined

  constructor() {
    $effect(() => {
      if (live.returns > 0) untrack(() => void this.again())
    })
  }

  /** After an authority that was away came back. */
  async again(): Promise<void> {
    if (this.problem && this.#ask) await this.from(this.#ask)
  }

  /** The value before stays until the new one is there. */
  async from(ask: () => Promise<Value>): Promise<void> {
    this.#ask = ask
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
