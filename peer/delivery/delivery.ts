// Joins couriers and incoming streams to the sessions: who needs what, and who has come. What counts is decided in
// shared/events, what is kept in peer/history.

import { faultIn } from '@parley/shared/faults/fault.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Chat } from '../conversations/chat.ts'
import type { Parts } from '../conversations/parts.ts'
import type { Receiver } from '../conversations/receive.ts'
import type { DevicePlace } from '../history/places.ts'
import { INBOUND_STREAMS_MAX, SEEK_PERIOD } from './constants.ts'
import { Courier } from './courier.ts'
import { serve } from './inbound.ts'
import { PROTOCOL } from './protocol.ts'

export class Delivery {
  readonly #parts: Parts
  readonly #couriers = new Map<PeerIdText, Courier>()
  readonly #writtenTo = new Set<Login>()
  readonly #sought = new Map<Login, number>()
  readonly #endings: (() => void)[] = []
  #stopped = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Takes offers, and brings what was left undelivered last time. */
  async start(receiver: Receiver): Promise<void> {
    const { sessions, chats, log } = this.#parts
    const handler = (stream: Parameters<typeof serve>[0], session: Session) =>
      serve(stream, session, receiver, log)
    await sessions.handle(PROTOCOL, handler, { maxInboundStreams: INBOUND_STREAMS_MAX })
    this.#endings.push(sessions.onOpened((session) => this.#opened(session)))
    for (const chat of chats.all()) if (chat.ownHead !== undefined) this.bring(chat)
  }

  /** The conversation has events its people may not have. */
  bring(chat: Chat): void {
    const head = chat.ownHead?.seq ?? 0
    if (!this.#writtenTo.has(chat.place.login)) this.#meet(chat.place.login)
    const devices = this.#devicesOf(chat)
    for (const device of devices) if (chat.deliveredTo(device.peerId) < head) this.#courier(device).wake()
    if (devices.length === 0) this.#seek(chat.place.login)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    for (const end of this.#endings) end()
    await Promise.all([...this.#couriers.values()].map((courier) => courier.stop()))
  }

  /** From the first message to somebody on, every device of theirs that is or comes in session is remembered. */
  #meet(login: Login): void {
    this.#writtenTo.add(login)
    for (const session of this.#parts.sessions.list()) this.#opened(session)
  }

  #devicesOf(chat: Chat): DevicePlace[] {
    const self = chat.own.device.peerId
    return this.#parts.history.places.devicesOf(chat.place.login).filter(({ peerId }) => peerId !== self)
  }

  #courier(device: DevicePlace): Courier {
    const known = this.#couriers.get(device.peerId)
    if (known !== undefined) return known
    const chat = this.#parts.chats.direct(device.login)
    const courier = new Courier(
      device,
      () => [chat],
      this.#parts,
      () => this.#seek(device.login),
    )
    this.#couriers.set(device.peerId, courier)
    return courier
  }

  /** A device one writes to is here, or a further device of such a person: it gets all that was written to them. */
  #opened({ cert, peerId }: Session): void {
    if (this.#stopped || cert.role === 'authority' || !this.#writtenTo.has(cert.login)) return
    try {
      this.#courier(this.#parts.history.places.device(peerId, cert.login)).reached()
    } catch (error) {
      this.#parts.log.warn(
        { code: faultIn(error)?.code, err: error, peer: peerId },
        'nothing is delivered to it',
      )
    }
  }

  /** Asks the directory for the devices of somebody who cannot be reached, not too often. */
  #seek(login: Login): void {
    const now = performance.now()
    if (this.#stopped || now - (this.#sought.get(login) ?? Number.NEGATIVE_INFINITY) < SEEK_PERIOD) return
    this.#sought.set(login, now)
    void this.#find(login)
  }

  async #find(login: Login): Promise<void> {
    const { directory, history, own, log } = this.#parts
    try {
      for (const { peerId } of await directory.devicesOf(login)) {
        if (this.#stopped || peerId === own().peerId) continue
        this.#courier(history.places.device(peerId, login)).wake()
      }
    } catch (error) {
      log.debug({ code: faultIn(error)?.code, err: error, login }, 'devices not found')
    }
  }
}
