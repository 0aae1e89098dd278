// What has to be stopped again, in the opposite order of starting. One that fails does not keep the others.
import type { Log } from '@parley/shared/host/log.ts'

export class Endings {
  readonly #steps: (() => unknown)[] = []

  add(step: () => unknown): void {
    this.#steps.push(step)
  }

  async run(log: Log): Promise<void> {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step()
      } catch (err) {
        log.error({ code: 'INTERNAL', err }, 'something did not stop well')
      }
    }
  }
}
