// Which devices may read what is sealed in a conversation from now on: those of its people that are certified and not
// revoked, as far as is known here. Asked for every message, so it is remembered until something changes.
import { sealingPrimitives as primitives } from '@parley/shared/host/sealing.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import { type DeviceSet, deviceSet } from '@parley/shared/sealing/ids.ts'
import type { Chat } from '../conversations/chat.ts'
import type { Parts } from '../conversations/parts.ts'

type Here = Pick<Parts, 'sessions' | 'directory' | 'trust' | 'own'>

export class Entitled {
  readonly #here: Here
  readonly #known = new Map<Chat, { readonly set: DeviceSet; readonly people: string }>()
  readonly #endings: readonly (() => void)[]

  constructor(here: Here) {
    this.#here = here
    const changed = () => this.#known.clear()
    const { sessions, directory, trust } = here
    this.#endings = [
      sessions.onOpened(changed),
      sessions.onClosed(changed),
      directory.onChange(changed),
      trust.onChange(changed),
    ]
  }

  /** This device among them. */
  in(chat: Chat): DeviceSet {
    const logins = [chat.own.device.login, ...chat.others()]
    const people = logins.join(' ')
    const known = this.#known.get(chat)
    if (known?.people === people) return known.set
    const wanted = new Set(logins)
    const devices = new Set<PeerIdText>([this.#here.own().peerId])
    for (const login of wanted)
      for (const { peerId } of this.#here.directory.known(login)) devices.add(peerId)
    for (const { peerId, cert } of this.#here.sessions.list()) {
      if (wanted.has(cert.login) && cert.role !== 'authority') devices.add(peerId)
    }
    const set = deviceSet(devices, primitives)
    this.#known.set(chat, { set, people })
    return set
  }

  stop(): void {
    for (const end of this.#endings) end()
  }
}
