// Looks at the certificates of live sessions again whenever what is known of them may have changed: a newer list, a date
// that passed. Ends the sessions whose certificate no longer holds.
import { Fault } from '../../faults/fault.ts'
import type { Log } from '../log.ts'
import { RECHECK_MS } from './constants.ts'
import type { LiveSession } from './session.ts'
import type { Trust } from './types.ts'

export interface ValidityInit {
  readonly trust: Trust
  live(): LiveSession[]
  /** What is known of a certificate that still holds is something else than before. */
  onChanged(session: LiveSession): void
  now(): Date
  readonly log: Log
}

export class Validity {
  readonly #init: ValidityInit
  #timer: NodeJS.Timeout | undefined
  #at = Number.POSITIVE_INFINITY

  constructor(init: ValidityInit) {
    this.#init = init
  }

  end(): void {
    clearTimeout(this.#timer)
  }

  recheckAll(): void {
    const { trust, live, onChanged, now, log } = this.#init
    this.#at = Number.POSITIVE_INFINITY
    const moment = now()
    for (const session of live()) {
      try {
        const before = session.cert
        session.proved(trust.recheck(before, moment))
        this.recheckBy(session.cert.notAfter)
        if (before.revocation.state !== session.cert.revocation.state) onChanged(session)
      } catch (error) {
        const code = error instanceof Fault ? error.code : 'INTERNAL'
        log.warn({ code, peer: session.peerId, login: session.cert.login }, 'session ended')
        void session.close(code)
      }
    }
  }

  /** Looks again when the first certificate runs out, and once a minute for what the clock alone does not tell. */
  recheckBy(date: Date): void {
    const { now } = this.#init
    const at = Math.min(date.getTime(), now().getTime() + RECHECK_MS)
    if (at >= this.#at) return
    this.#at = at
    clearTimeout(this.#timer)
    const wait = Math.max(at - now().getTime() + 1, 0)
    this.#timer = setTimeout(() => this.recheckAll(), wait).unref()
  }
}
