// Lets a crowd through a door a few at a time, in the order they came. Without it a thousand handshakes begun together
// all take as long as the slowest, and all run out of time.

export class Turns {
  readonly #atOnce: number
  readonly #longestMs: number
  readonly #waiting: (() => void)[] = []
  #running = 0

  /** @param longestMs a turn ends by itself then, so that who dawdles holds nobody up for long */
  constructor(atOnce: number, longestMs: number) {
    this.#atOnce = atOnce
    this.#longestMs = longestMs
  }

  /** @returns a function that ends the turn; calling it twice does no harm */
  async take(): Promise<() => void> {
    if (this.#running >= this.#atOnce) {
      // Whoever ends a turn hands it on, so the count does not change.
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else this.#running++
    let over = false
    const end = () => {
      if (over) return
      over = true
      clearTimeout(timer)
      const next = this.#waiting.shift()
      if (next === undefined) this.#running--
      else next()
    }
    const timer = setTimeout(end, this.#longestMs)
    return end
  }
}
