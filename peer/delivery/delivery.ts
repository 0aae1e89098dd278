// Joins couriers and incoming streams to the sessions: who needs what, and who has come. What counts is decided in
// shared/events, what is kept in peer/history, what is asked for in peer/sync.

import { faultIn } from '@parley/shared/faults/fault.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import type { Chat } from '../conversations/chat.ts'
import type { Parts } from '../conversations/parts.ts'
import type { Receiver } from '../conversations/receive.ts'
import type { DevicePlace } from '../history/places.ts'
import type { Sync } from '../sync/sync.ts'
import { Budgets } from './budgets.ts'
import { INBOUND_STREAMS_MAX, SEEK_PERIOD } from './constants.ts'
import { Courier } from './courier.ts'
import { serve } from './inbound.ts'
import { PROTOCOL } from './protocol.ts'
import { tellSent } from './states.ts'

export class Delivery {
  readonly #parts: Parts
  readonly #couriers = new Map<PeerIdText, Courier>()
  readonly #sought = new Map<Login, number>()
  readonly #endings: (() => void)[] = []
  #stopped = false
  #absent: (device: DevicePlace) => void = () => undefined

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Takes what comes, and brings what was left undelivered last time. */
  async start(receiver: Receiver, sync: Sync): Promise<void> {
    const { sessions, chats, sealing, log, own } = this.#parts
    const budgets = new Budgets(() => own().login)
    const handler = (stream: Parameters<typeof serve>[0], session: Session) =>
      serve(stream, session, { receiver, sync, sealing, budgets, log })
    await sessions.handle(PROTOCOL, handler, { maxInboundStreams: INBOUND_STREAMS_MAX })
    this.#endings.push(
      sessions.onOpened((session) => this.#opened(session)),
      sessions.onClosed(({ peerId }) => {
        if (sessions.of(peerId) !== undefined) return
        this.#couriers.get(peerId)?.lost()
        sync.lost(peerId)
      }),
    )
    for (const session of sessions.list()) this.#opened(session)
    for (const chat of chats.all()) if (chat.ownHead !== undefined) this.bring(chat)
  }

  /** The conversation has events its people may not have. */
  bring(chat: Chat): void {
    for (const login of this.#audienceOf(chat)) {
      const devices = this.#devicesOf(login)
      for (const device of devices) {
        const courier = this.#courier(device)
        courier.wake()
        if (courier.isVain) this.#absent(device)
      }
      if (devices.length === 0) this.#seek(login)
    }
    if (chat.place.kind !== 'everyone') return
    for (const { peerId } of this.#parts.sessions.list()) this.#couriers.get(peerId)?.wake()
  }

  /** @param listener is told of devices that lack something and cannot be reached: at each vain attempt, and for more */
  onAbsent(listener: (device: DevicePlace) => void): void {
    this.#absent = listener
  }

  /** Own events have left this device by another way. */
  left(chat: Chat, upTo: number): void {
    tellSent(this.#parts, chat, 1, upTo)
  }

  /** Of devices that can be reached now. */
  courierTo(device: PeerIdText): Courier | undefined {
    return this.#parts.sessions.of(device) === undefined ? undefined : this.#couriers.get(device)
  }

  /** Somebody came into a conversation or left it: who is in is told what is here, who is out that they are. */
  companyChanged(chat: Chat): void {
    for (const { peerId, cert } of this.#parts.sessions.list()) {
      const courier = this.#couriers.get(peerId)
      if (courier !== undefined && chat.isMember(cert.login)) courier.tell(chat)
    }
    this.bring(chat)
  }

  /** There may be another prekey to show to those who are here. */
  showPrekey(): void {
    for (const { peerId } of this.#parts.sessions.list()) {
      const courier = this.#couriers.get(peerId)
      if (courier !== undefined) void this.#show(courier)
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    for (const end of this.#endings) end()
    await Promise.all([...this.#couriers.values()].map((courier) => courier.stop()))
  }

  /** Whom own events in it are brought to, one's own other devices included. Not those of everyone: who is here hears it. */
  #audienceOf(chat: Chat): Iterable<Login> {
    if (chat.place.kind === 'everyone') return []
    const wereIn = chat.group?.resolution.counting.flatMap(({ deed }) =>
      deed.kind === 'remove' ? [deed.login] : [],
    )
    return new Set([...chat.others(), chat.own.device.login, ...(wereIn ?? [])])
  }

  #devicesOf(login: Login): DevicePlace[] {
    const self = this.#parts.own().peerId
    return this.#parts.history.places.devicesOf(login).filter(({ peerId }) => peerId !== self)
  }

  #courier(device: DevicePlace): Courier {
    const known = this.#couriers.get(device.peerId)
    if (known !== undefined) return known
    const courier = new Courier(device, this.#parts, () => {
      this.#seek(device.login)
      this.#absent(device)
    })
    this.#couriers.set(device.peerId, courier)
    return courier
  }

  /** Everybody with a certificate has a part in something: the room of everyone. */
  #opened({ cert, peerId }: Session): void {
    if (this.#stopped || cert.role === 'authority') return
    try {
      const courier = this.#courier(this.#parts.history.places.device(peerId, cert.login))
      courier.reached()
      void this.#show(courier)
    } catch (error) {
      this.#parts.log.warn(
        { code: faultIn(error)?.code, err: error, peer: peerId },
        'nothing is delivered to it',
      )
    }
  }

  async #show(courier: Courier): Promise<void> {
    const { sealing, log } = this.#parts
    try {
      courier.show(await sealing.shown())
    } catch (error) {
      log.warn({ code: faultIn(error)?.code, err: error }, 'no prekey to show')
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
