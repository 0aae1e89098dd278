// Leaves with others what a device lacks that cannot be reached: in the mailboxes nearest to it, each stretch once in each,
// after a pause in which more is written, and no more often than it makes sense.
import type { Primitives } from '@parley/shared/crypto/primitives.ts'
import type { ChainTag } from '@parley/shared/events/ids.ts'
import { faultIn } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { MAILBOXES } from '@parley/shared/mailbox/constants.ts'
import type { DevicePlace } from '../history/places.ts'
import { type Net, nearestTo } from './choose.ts'
import {
  CONNECT_MS,
  DEPOSIT_MAX,
  DEPOSIT_MIN,
  DEPOSIT_REST,
  LAST_MS,
  REFUSED_REST,
  SEARCH_MAX,
  SEARCH_MIN,
  TRIED_MAX,
} from './constants.ts'
import { Exchange, frameLoads } from './exchange.ts'
import type { Ledger } from './ledger.ts'
import type { OwnChain, Post, Stretch } from './types.ts'

export interface DepositInit {
  readonly net: Net
  readonly ledger: Ledger
  readonly post: Pick<Post, 'parcelsFor' | 'left'>
  readonly primitives: Primitives
  now(): Date
  readonly log: Log
  /** Milliseconds that no setting of the clock changes. Default: performance.now. */
  uptime?(): number
}

/** One absent device. */
interface Absent {
  readonly device: DevicePlace
  running: boolean
  /** There may be something new since the last round began. */
  wanted: boolean
  timer: NodeJS.Timeout | undefined
  /** By uptime. */
  lastRound: number
  pause: number
  searchFrom: number
  searches: number
}

export class Depositor {
  readonly #init: DepositInit
  readonly #uptime: () => number
  readonly #absent = new Map<PeerIdText, Absent>()
  /** Mailboxes that took nothing, and until when they are left alone. */
  readonly #resting = new Map<PeerIdText, number>()
  readonly #stopping = new AbortController()
  readonly #running = new Set<Promise<void>>()
  #ending = false
  #ends: (() => void)[] = []

  constructor(init: DepositInit) {
    this.#init = init
    this.#uptime = init.uptime ?? (() => performance.now())
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
    const late = setTimeout(() => this.#stopping.abort(), LAST_MS)
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
    const now = this.#uptime()
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
      this.#absent.delete(peerId)
    }
    for (const absent of this.#absent.values()) {
      if (absent.searches === 0) continue
      absent.searchFrom = Number.NEGATIVE_INFINITY
      this.#soon(absent)
    }
  }

  #start(absent: Absent): void {
    const run = this.#run(absent).finally(() => this.#running.delete(run))
    this.#running.add(run)
  }

  async #run(absent: Absent): Promise<void> {
    const { log } = this.#init
    const { device } = absent
    absent.running = true
    absent.wanted = false
    absent.lastRound = this.#uptime()
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
        await this.#fill(round, mailbox)
      }
      if (round.holders < MAILBOXES && this.#uptime() >= absent.searchFrom) await this.#search(absent, round)
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
        await this.#fill(round, mailbox)
      }
    }
    const enough = round.isEmpty || round.holders >= MAILBOXES
    absent.searches = enough ? 0 : absent.searches + 1
    const wait = Math.min(SEARCH_MIN * 2 ** Math.min(absent.searches - 1, 16), SEARCH_MAX)
    absent.searchFrom = enough ? Number.NEGATIVE_INFINITY : this.#uptime() + wait
  }

  /** Leaves in one mailbox what it lacks. */
  async #fill(round: Round, mailbox: PeerIdText): Promise<void> {
    round.tried.add(mailbox)
    const stretches = round.lackingIn(mailbox)
    if (stretches.length === 0) {
      round.holders += 1
      return
    }
    if ((this.#resting.get(mailbox) ?? 0) > this.#uptime()) return
    const { net, log } = this.#init
    try {
      const limit = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(CONNECT_MS)])
      const session = net.sessions.of(mailbox) ?? (await net.sessions.connect(mailbox, limit))
      if (session.cert.role === 'authority') return
      const refusal = await this.#leave(round, session, stretches)
      if (refusal === undefined) round.holders += 1
      else if (RESTING.has(refusal)) this.#resting.set(mailbox, this.#uptime() + REFUSED_REST)
    } catch (error) {
      if (this.#stopping.signal.aborted) throw error
      log.debug({ code: faultIn(error)?.code, err: error, peer: mailbox }, 'a mailbox took nothing')
    }
  }

  /** @returns why it took not all */
  async #leave(round: Round, session: Session, stretches: readonly Stretch[]): Promise<string | undefined> {
    const { log } = this.#init
    const { peerId: recipient } = round.device
    const exchange = await Exchange.open(session, this.#stopping.signal)
    let refusal: string | undefined
    try {
      for (const load of frameLoads(stretches)) {
        const parcels = load.map(({ parcel }) => parcel)
        const { fates, refusal: why } = await exchange.ask({ kind: 'deposit', recipient, parcels })
        for (const [at, stretch] of load.entries())
          round.answered(session.peerId, stretch, fates[at] === 'kept')
        refusal = why
        if (fates.some((fate) => fate !== 'kept')) {
          refusal ??= 'MAILBOX_FULL'
          break
        }
      }
      await exchange.end()
    } catch (error) {
      await exchange.end(error)
      throw error
    }
    const left = {
      peer: session.peerId,
      login: session.cert.login,
      device: recipient,
      parcels: stretches.length,
    }
    if (refusal === undefined) log.info(left, 'left in a mailbox')
    else log.info({ ...left, code: refusal }, 'a mailbox refuses')
    return refusal
  }
}

/** Refusals that hold for some time. */
const RESTING: ReadonlySet<string> = new Set(['MAILBOX_OFF', 'MAILBOX_FULL', 'MAILBOX_QUOTA'])

/** One round for one device: what each mailbox has, and what it lacks. */
class Round {
  readonly device: DevicePlace
  readonly tried = new Set<PeerIdText>()
  /** Mailboxes that hold all there is. */
  holders = 0
  readonly #init: DepositInit
  readonly #left: Map<PeerIdText, Map<ChainTag, number>>
  /** Mailboxes that stand alike get the same parcels. */
  readonly #made = new Map<string, readonly Stretch[]>()
  /** Chains of which a mailbox refused a part: what comes after it would leave a gap. */
  readonly #broken = new Set<string>()
  readonly #news = new Map<ChainTag, number>()

  constructor(device: DevicePlace, init: DepositInit) {
    this.device = device
    this.#init = init
    this.#left = new Map(
      [...init.ledger.of(device.peerId)].map(([mailbox, left]) => [mailbox, new Map(left)]),
    )
  }

  known(): PeerIdText[] {
    return [...this.#left.keys()]
  }

  /** Whether the device lacks nothing at all. */
  get isEmpty(): boolean {
    return this.#stretches(new Map()).length === 0
  }

  lackingIn(mailbox: PeerIdText): readonly Stretch[] {
    return this.#stretches(this.#left.get(mailbox) ?? new Map())
  }

  #stretches(left: ReadonlyMap<ChainTag, number>): readonly Stretch[] {
    const key = [...left]
      .map(([chain, seq]) => `${chain} ${seq}`)
      .sort()
      .join(' ')
    const made = this.#made.get(key)
    if (made !== undefined) return made
    const above = ({ own }: OwnChain) => left.get(own.tag) ?? 0
    const stretches = this.#init.post
      .parcelsFor(this.device, above)
      .filter(({ chat, upTo }) => upTo > above(chat))
    this.#made.set(key, stretches)
    return stretches
  }

  answered(mailbox: PeerIdText, { chat, upTo }: Stretch, kept: boolean): void {
    const chain = chat.own.tag
    const place = `${mailbox} ${chain}`
    if (!kept) this.#broken.add(place)
    if (this.#broken.has(place)) return
    const left = this.#left.get(mailbox) ?? new Map<ChainTag, number>()
    this.#left.set(mailbox, left.set(chain, upTo))
    this.#news.set(chain, Math.max(upTo, this.#news.get(chain) ?? 0))
    this.#init.ledger.note(this.device.peerId, mailbox, { chain, seq: upTo }, this.#init.now())
  }

  /** It has left this device. */
  tell(): void {
    for (const [chain, upTo] of this.#news) this.#init.post.left(chain, upTo)
  }
}
