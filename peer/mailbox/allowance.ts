// How much each person may do in a period; who does more is a flood. Counted by login, so that more streams, sessions or
// devices bring no more.
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { PERIOD_MS } from './constants.ts'

export class Allowance {
  readonly #most: number
  readonly #uptime: () => number
  readonly #spent = new Map<Login, number>()
  #since: number

  /** @param uptime milliseconds that no setting of the clock changes */
  constructor(most: number, uptime: () => number = () => performance.now()) {
    this.#most = most
    this.#uptime = uptime
    this.#since = uptime()
  }

  /** @throws Fault MAILBOX_FLOOD */
  spend(login: Login, peer: string, count = 1): void {
    const now = this.#uptime()
    if (now - this.#since >= PERIOD_MS) {
      this.#spent.clear()
      this.#since = now
    }
    const spent = (this.#spent.get(login) ?? 0) + count
    this.#spent.set(login, spent)
    if (spent > this.#most) throw new Fault('MAILBOX_FLOOD', { peer })
  }
}
