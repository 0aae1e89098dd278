// Leaves with others what a device lacks that cannot be reached: in the mailboxes nearest to it, each stretch once in each,
// after a pause in which more is written, and no more often than it makes sense.
import type { Primitives } from '@parley/shared/crypto/primitives.ts'
import { faultIn } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { MAILBOXES } from '@parley/shared/mailbox/constants.ts'
import type { DevicePlace } from '../history/places.ts'
import { type Net, nearestTo } from './choose.ts'
import {
  DEPOSIT_MAX,
  DEPOSIT_MIN,
  DEPOSIT_REST,
  LAST_MS,
  ROUNDS_AT_ONCE,
  SEARCH_MAX,
  SEARCH_MIN,
  TRIED_MAX,
} from './constants.ts'
import { Leaver } from './leave.ts'
import { Round, type RoundInit } from './round.ts'

export interface DepositInit extends RoundInit {
  readonly net: Net
  readonly primitives: Primitives
  readonly log: Log
  /** Milliseconds stopping may take, for what is to be left. Default: LAST_MS. */
  readonly lastMs?: number | undefined
}

/** One absent device. */
interface Absent {
  readonly device: DevicePlace
  running: boolean
  /** There may be something new since the last round began. */
  wanted: boolean
  timer: NodeJS.Timeout | undefined
  /** By performance.now(), which no setting of the clock changes. */
  lastRound: number
  pause: number
  searchFrom: number
  searches: number
}

export class Depositor {
  readonly #init: DepositInit
  readonly #absent = new Map<PeerIdText, Absent>()
  readonly #stopping = new AbortController()
  readonly #leaver: Leaver
  readonly #running = new Set<Promise<void>>()
  /** Whose turn it is when a round has ended. */
  readonly #waiting = new Set<Absent>()
  #ending = false
  #ends: (() => void)[] = []

  constructor(init: DepositInit) {
    this.#init = init
    const { net, log } = init
    this.#leaver = new Leaver({ net, log, signal: this.#stopping.signal })
  }

  begin(): void {
    const { net, ledger, post } = this.#init
    for (const { chain, seq } of ledger.all()) post.left(chain, seq)
    this.#ends = [net.sessions.onOpened((session) => this.#met(session))]
  }

  /** What is to be left is left now, if it goes quickly. */
  async stop(): Promise<void> {
    this.#ending = true
    for (const end of this.#ends) end()
    const late = setTimeout(() => this.#stopping.abort(), this.#init.lastMs ?? LAST_MS)
    for (const absent of this.#absent.values()) {
      clearTimeout(absent.timer)
      absent.timer = undefined
      if (absent.wanted) this.#soon(absent)
    }
    while (this.#running.size > 0) await Promise.all(this.#running)
    clearTimeout(late)
    this.#stopping.abort()
  }

  /** That device lacks something and cannot be reached: at each vain attempt, and when there is more for it. */
  absent(device: DevicePlace): void {
    const { sessions } = this.#init.net
    if (this.#stopping.signal.aborted || sessions.of(device.peerId) !== undefined) return
    const known = this.#absent.get(device.peerId)
    if (known === undefined) {
      const fresh = {
        device,
        running: false,
        wanted: true,
        timer: undefined,
        lastRound: Number.NEGATIVE_INFINITY,
        pause: DEPOSIT_MIN,
        searchFrom: Number.NEGATIVE_INFINITY,
        searches: 0,
      }
      this.#absent.set(device.peerId, fresh)
      this.#soon(fresh)
      return
    }
    known.wanted = true
    this.#soon(known)
  }

  /** The next round: now, or when the pause is over. */
  #soon(absent: Absent): void {
    if (absent.running || absent.timer !== undefined || this.#stopping.signal.aborted) return
    if (this.#waiting.has(absent)) return
    const now = performance.now()
    if (now - absent.lastRound >= DEPOSIT_REST) absent.pause = DEPOSIT_MIN
    const wait = absent.lastRound + absent.pause - now
    if (wait <= 0 || this.#ending) {
      this.#start(absent)
      return
    }
    absent.timer = setTimeout(() => {
      absent.timer = undefined
      this.#start(absent)
    }, wait)
  }

  /** Somebody came: the device itself, or one more mailbox for those who have too few. */
  #met({ peerId, cert }: Session): void {
    if (cert.role === 'authority') return
    const back = this.#absent.get(peerId)
    if (back !== undefined) {
      clearTimeout(back.timer)
      this.#waiting.delete(back)
      this.#absent.delete(peerId)
    }
    for (const absent of this.#absent.values()) {
      if (absent.searches === 0) continue
      absent.searchFrom = Number.NEGATIVE_INFINITY
      this.#soon(absent)
    }
  }

  #start(absent: Absent): void {
    if (this.#running.size >= ROUNDS_AT_ONCE) {
      this.#waiting.add(absent)
      return
    }
    const run = this.#run(absent).finally(() => {
      this.#running.delete(run)
      const [next] = this.#waiting
      if (next === undefined || this.#stopping.signal.aborted) return
      this.#waiting.delete(next)
      this.#start(next)
    })
    this.#running.add(run)
  }

  async #run(absent: Absent): Promise<void> {
    const { log } = this.#init
    const { device } = absent
    absent.running = true
    absent.wanted = false
    absent.lastRound = performance.now()
    absent.pause = Math.min(absent.pause * 2, DEPOSIT_MAX)
    try {
      await this.#round(absent)
    } catch (error) {
      if (!this.#stopping.signal.aborted)
        log.warn(
          { code: faultIn(error)?.code, err: error, peer: device.peerId },
          'nothing could be left for it',
        )
    }
    absent.running = false
    if (absent.wanted && this.#absent.get(device.peerId) === absent) this.#soon(absent)
  }

  async #round(absent: Absent): Promise<void> {
    const round = new Round(absent.device, this.#init)
    try {
      // First those that hold something for it: each goes on where it stands.
      for (const mailbox of round.known()) {
        if (round.holders >= MAILBOXES) break
        await this.#leaver.fill(round, mailbox)
      }
      if (round.holders < MAILBOXES && performance.now() >= absent.searchFrom)
        await this.#search(absent, round)
    } finally {
      round.tell()
    }
  }

  /** Looks for as many more as there should be. */
  async #search(absent: Absent, round: Round): Promise<void> {
    if (!round.isEmpty) {
      const { net, primitives } = this.#init
      const near = await nearestTo(absent.device.peerId, net, primitives, this.#stopping.signal)
      for (const mailbox of near.filter((each) => !round.tried.has(each)).slice(0, TRIED_MAX)) {
        if (round.holders >= MAILBOXES) break
        await this.#leaver.fill(round, mailbox)
      }
    }
    const enough = round.isEmpty || round.holders >= MAILBOXES
    absent.searches = enough ? 0 : absent.searches + 1
    const wait = Math.min(SEARCH_MIN * 2 ** Math.min(absent.searches - 1, 16), SEARCH_MAX)
    absent.searchFrom = enough ? Number.NEGATIVE_INFINITY : performance.now() + wait
  }
}
