// Hands over what is held here: to each device for which there is something, as soon as there is a session with it, and
// forgets a parcel only when that device has it on disk or wants it never.
import { faultIn } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { Session, Sessions } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { AGAIN_MAX, AGAIN_MIN } from './constants.ts'
import { Exchange } from './exchange.ts'
import type { HeldParcel, Shelf } from './shelf.ts'

export interface HandOverInit {
  readonly shelf: Shelf
  readonly sessions: Pick<Sessions, 'of' | 'list' | 'onOpened'>
  readonly log: Log
}

interface Errand {
  running: boolean
  /** Something came while it ran. */
  more: boolean
  failures: number
  timer: NodeJS.Timeout | undefined
}

export class HandOver {
  readonly #init: HandOverInit
  readonly #errands = new Map<PeerIdText, Errand>()
  readonly #stopping = new AbortController()
  readonly #running = new Set<Promise<void>>()
  #end: () => void = () => undefined

  constructor(init: HandOverInit) {
    this.#init = init
  }

  begin(): void {
    const { sessions } = this.#init
    this.#end = sessions.onOpened(({ peerId }) => this.#met(peerId))
    for (const { peerId } of sessions.list()) this.wake(peerId)
  }

  async stop(): Promise<void> {
    this.#end()
    this.#stopping.abort()
    for (const { timer } of this.#errands.values()) clearTimeout(timer)
    await Promise.all(this.#running)
  }

  #met(peerId: PeerIdText): void {
    const errand = this.#errands.get(peerId)
    if (errand !== undefined) errand.failures = 0
    this.wake(peerId)
  }

  /** There may be something for that device, and a way to it. */
  wake(peerId: PeerIdText): void {
    const { shelf, sessions } = this.#init
    if (this.#stopping.signal.aborted || !shelf.holdsFor(peerId)) return
    const session = sessions.of(peerId)
    if (session === undefined || session.cert.role === 'authority') return
    const errand = this.#errands.get(peerId) ?? { running: false, more: false, failures: 0, timer: undefined }
    this.#errands.set(peerId, errand)
    if (errand.running) {
      errand.more = true
      return
    }
    clearTimeout(errand.timer)
    errand.running = true
    const run = this.#run(peerId, session, errand).finally(() => this.#running.delete(run))
    this.#running.add(run)
  }

  async #run(peerId: PeerIdText, session: Session, errand: Errand): Promise<void> {
    const { shelf, sessions, log } = this.#init
    let left = true
    try {
      left = (await this.#handOver(session)) > 0
    } catch (error) {
      if (!this.#stopping.signal.aborted)
        log.debug({ code: faultIn(error)?.code, err: error, peer: peerId }, 'not handed over yet')
    }
    errand.running = false
    if (this.#stopping.signal.aborted) return
    if (errand.more) {
      errand.more = false
      return this.wake(peerId)
    }
    if (!left || !shelf.holdsFor(peerId) || sessions.of(peerId) === undefined) {
      this.#errands.delete(peerId)
      return
    }
    const wait = Math.min(AGAIN_MIN * 2 ** Math.min(errand.failures, 16), AGAIN_MAX)
    errand.failures += 1
    errand.timer = setTimeout(() => this.wake(peerId), wait)
  }

  /** @returns how many it did not take now */
  async #handOver(session: Session): Promise<number> {
    const { shelf, log } = this.#init
    const exchange = await Exchange.open(session, this.#stopping.signal)
    let after = 0
    let left = 0
    let taken = 0
    try {
      for (;;) {
        const load = shelf.next(session.peerId, after)
        const last = load.at(-1)
        if (last === undefined) break
        after = last.id
        const settled = await this.#give(exchange, load)
        await shelf.drop(settled.map(({ id }) => id))
        left += load.length - settled.length
        taken += settled.length
      }
      await exchange.end()
    } catch (error) {
      await exchange.end(error)
      throw error
    } finally {
      if (taken > 0)
        log.info(
          { peer: session.peerId, login: session.cert.login, parcels: taken },
          'handed over what was held',
        )
    }
    return left
  }

  async #give(exchange: Exchange, load: readonly HeldParcel[]): Promise<HeldParcel[]> {
    const answer = await exchange.ask({ kind: 'handover', parcels: load.map(({ parcel }) => parcel) })
    return load.filter((_, at) => answer.fates[at] !== 'later')
  }
}
