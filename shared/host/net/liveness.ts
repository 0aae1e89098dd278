// Which sessions are dead without having said so: a cable pulled, a host that moved or lost its power. Cuts those, and
// only those: who is merely slow, or this process that got no turn, is no reason.
import type { Log } from '../log.ts'
import { MUTE_LOOK_MS, PAPERS_AT_ONCE, PROBE_MS, SESSION_MUTE_MS } from './constants.ts'
import type { LiveSession } from './session.ts'
import { untilAborted, withWorkers } from './waiting.ts'

export interface LivenessInit {
  live(): LiveSession[]
  /** Asks something that is always answered. */
  ask(session: LiveSession): Promise<void>
  /** How long it may take to answer. Default: PROBE_MS. */
  readonly probeMs?: number
  readonly log: Log
}

export class Liveness {
  readonly #init: LivenessInit
  readonly #timer: NodeJS.Timeout
  /** performance.now() of the last look. */
  #lookedAt = performance.now()

  constructor(init: LivenessInit) {
    this.#init = init
    this.#timer = setInterval(() => this.#look(), MUTE_LOOK_MS).unref()
  }

  end(): void {
    clearInterval(this.#timer)
  }

  /** Asks every session: after the network changed. */
  async probeAll(): Promise<void> {
    await withWorkers(this.#init.live(), PAPERS_AT_ONCE, (session) => this.probe(session))
  }

  /** Asks one session, and cuts it when nothing at all comes from it. */
  async probe(session: LiveSession): Promise<void> {
    const asked = performance.now()
    const limit = AbortSignal.timeout(this.#init.probeMs ?? PROBE_MS)
    try {
      await untilAborted(this.#init.ask(session), limit)
    } catch {
      if (!limit.aborted || session.status !== 'open') return
      // On a busy machine the answer waits behind other work: whatever was heard since shows that somebody is there. What
      // waits unread in this process is heard in the next turn of the loop.
      await new Promise((resolve) => setImmediate(resolve))
      if (session.status === 'open' && session.heardAt < asked) this.#cut(session)
    }
  }

  #look(): void {
    const now = performance.now()
    const sleptThrough = now - this.#lookedAt > 2 * MUTE_LOOK_MS
    this.#lookedAt = now
    if (sleptThrough) return
    for (const session of this.#init.live()) {
      if (now - session.heardAt > SESSION_MUTE_MS) this.#cut(session)
    }
  }

  #cut(session: LiveSession): void {
    this.#init.log.info({ peer: session.peerId, login: session.cert.login }, 'session mute')
    session.cut()
  }
}
