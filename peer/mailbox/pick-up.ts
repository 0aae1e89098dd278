// Fetches what others hold for this device: whoever holds something hands it over when a session opens, so it is enough
// to have sessions with the peers nearest to this device. Asked when it comes to a network, and now and then.
import type { Primitives } from '@parley/shared/crypto/primitives.ts'
import { faultIn } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import { MAILBOXES_ASKED } from '@parley/shared/mailbox/constants.ts'
import { type Net, nearestTo } from './choose.ts'
import { CONNECT_MS, PICK_UP_MS, PICK_UP_PERIOD } from './constants.ts'

export interface PickUpInit {
  readonly net: Net
  readonly primitives: Primitives
  readonly log: Log
}

export class PickUp {
  readonly #init: PickUpInit
  readonly #stopping = new AbortController()
  #rounds = 0
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()
  #ends: (() => void)[] = []

  constructor(init: PickUpInit) {
    this.#init = init
  }

  begin(): void {
    const { sessions } = this.#init.net
    this.#ends = [
      sessions.onOpened((session) => {
        // The first one: this device has come to a network.
        if (others(sessions.list()).length === 1 && others([session]).length === 1) this.#begin()
      }),
    ]
    if (others(sessions.list()).length > 0) this.#begin()
  }

  async stop(): Promise<void> {
    for (const end of this.#ends) end()
    this.#stopping.abort()
    clearTimeout(this.#timer)
    await this.#running
  }

  #begin(): void {
    this.#rounds = 0
    this.#later()
  }

  #later(): void {
    clearTimeout(this.#timer)
    if (this.#stopping.signal.aborted) return
    const wait = PICK_UP_MS[this.#rounds] ?? PICK_UP_PERIOD
    this.#rounds += 1
    this.#timer = setTimeout(() => {
      this.#running = this.#round().finally(() => this.#later())
    }, wait).unref()
  }

  async #round(): Promise<void> {
    const { net, primitives, log } = this.#init
    const { signal } = this.#stopping
    const near = await nearestTo(net.peerId, net, primitives, signal)
    await Promise.all(
      near.slice(0, MAILBOXES_ASKED).map(async (peer) => {
        try {
          await net.sessions.connect(peer, AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)]))
        } catch (error) {
          log.debug(
            { code: faultIn(error)?.code, err: error, peer },
            'a peer near this device was not reached',
          )
        }
      }),
    )
  }
}

const others = (sessions: readonly Session[]): readonly Session[] =>
  sessions.filter(({ cert }) => cert.role !== 'authority')
