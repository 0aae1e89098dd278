// Leaves something in one mailbox: finds a session, asks, follows the answer. Knows which mailboxes are to be left alone.

import { faultIn } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Net } from './choose.ts'
import { CONNECT_MS, REFUSED_REST } from './constants.ts'
import { Exchange, frameLoads } from './exchange.ts'
import type { Round } from './round.ts'
import type { Stretch } from './types.ts'

export interface LeaverInit {
  readonly net: Net
  readonly log: Log
  /** Ends everything. */
  readonly signal: AbortSignal
}

export class Leaver {
  readonly #init: LeaverInit
  /** Mailboxes that took nothing, or nothing for one device, and until when they are left alone. */
  readonly #resting = new Map<string, number>()
  /** By mailbox: when it has answered to what it is asked now. */
  readonly #turns = new Map<PeerIdText, Promise<void>>()

  constructor(init: LeaverInit) {
    this.#init = init
  }

  /** Leaves in one mailbox what it lacks. */
  async fill(round: Round, mailbox: PeerIdText): Promise<void> {
    round.tried.add(mailbox)
    if (round.lackingIn(mailbox).length === 0) {
      round.holders += 1
      return
    }
    if (this.#rests(mailbox) || this.#rests(`${mailbox} ${round.device.peerId}`)) return
    const { net, log, signal } = this.#init
    try {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)])
      const session = net.sessions.of(mailbox) ?? (await net.sessions.connect(mailbox, limit))
      if (session.cert.role === 'authority') return
      const refusal = await this.#inTurn(mailbox, () => this.#leave(round, session))
      if (refusal === undefined) round.holders += 1
      else this.#rest(refusal === 'MAILBOX_OFF' ? mailbox : `${mailbox} ${round.device.peerId}`)
    } catch (error) {
      if (signal.aborted) throw error
      log.debug({ code: faultIn(error)?.code, err: error, peer: mailbox }, 'a mailbox took nothing')
    }
  }

  /** A mailbox takes few streams of one session: it is asked for one device after the other. */
  async #inTurn<Result>(mailbox: PeerIdText, work: () => Promise<Result>): Promise<Result> {
    const mine = (this.#turns.get(mailbox) ?? Promise.resolve()).then(work)
    const over = mine.then(
      () => undefined,
      () => undefined,
    )
    this.#turns.set(mailbox, over)
    try {
      return await mine
    } finally {
      if (this.#turns.get(mailbox) === over) this.#turns.delete(mailbox)
    }
  }

  #rests(what: string): boolean {
    return (this.#resting.get(what) ?? Number.NEGATIVE_INFINITY) > performance.now()
  }

  #rest(what: string): void {
    const now = performance.now()
    for (const [each, until] of this.#resting) if (until <= now) this.#resting.delete(each)
    this.#resting.set(what, now + REFUSED_REST)
  }

  /** @returns why it took not all */
  async #leave(round: Round, session: Session): Promise<string | undefined> {
    const { log, signal } = this.#init
    const { peerId: mailbox, cert } = session
    const exchange = await Exchange.open(session, signal)
    let refusal: string | undefined
    let parcels = 0
    try {
      // As many as are made at a time, until it lacks nothing more.
      for (let some = round.lackingIn(mailbox); some.length > 0; some = round.lackingIn(mailbox)) {
        refusal = await this.#leaveSome(round, mailbox, exchange, some)
        if (refusal !== undefined) break
        parcels += some.length
      }
      await exchange.end()
    } catch (error) {
      await exchange.end(error)
      throw error
    }
    const left = { peer: mailbox, login: cert.login, device: round.device.peerId, parcels }
    if (refusal === undefined) log.info(left, 'left in a mailbox')
    else log.info({ ...left, code: refusal }, 'a mailbox refuses')
    return refusal
  }

  async #leaveSome(
    round: Round,
    mailbox: PeerIdText,
    exchange: Exchange,
    stretches: readonly Stretch[],
  ): Promise<string | undefined> {
    for (const load of frameLoads(stretches)) {
      const parcels = load.map(({ parcel }) => parcel)
      const { fates, refusal } = await exchange.ask({
        kind: 'deposit',
        recipient: round.device.peerId,
        parcels,
      })
      for (const [at, stretch] of load.entries()) round.answered(mailbox, stretch, fates[at] === 'kept')
      if (fates.some((fate) => fate !== 'kept')) return refusal ?? 'MAILBOX_FULL'
    }
    return undefined
  }
}
