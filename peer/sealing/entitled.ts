// Which devices may read what is sealed in a conversation from now on: those of its people that are certified and not
// revoked, as far as is known here. Asked for every message, so it is remembered until something changes.
import { sealingPrimitives as primitives } from '@parley/shared/host/sealing.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { type DeviceSet, deviceSet } from '@parley/shared/sealing/ids.ts'
import type { Chat } from '../conversations/chat.ts'
import type { Parts } from '../conversations/parts.ts'

type Here = Pick<Parts, 'sessions' | 'directory' | 'trust' | 'own'>

export interface Readers {
  /** This device among them. */
  readonly set: DeviceSet
  /** The others, and whose they are. */
  readonly others: ReadonlyMap<PeerIdText, Login>
}

export class Entitled {
  readonly #here: Here
  readonly #known = new Map<Chat, Readers & { readonly people: readonly Login[] }>()
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

  in(chat: Chat): Readers {
    // Another list whenever somebody came or went.
    const people = chat.others()
    const known = this.#known.get(chat)
    if (known?.people === people) return known
    const logins = new Set([chat.own.device.login, ...people])
    const { own, directory, sessions } = this.#here
    const self = own().peerId
    const others = new Map<PeerIdText, Login>()
    for (const login of logins) {
      for (const { peerId } of directory.known(login)) if (peerId !== self) others.set(peerId, login)
    }
    for (const { peerId, cert } of sessions.list()) {
      if (logins.has(cert.login) && cert.role !== 'authority') others.set(peerId, cert.login)
    }
    const readers = { set: deviceSet([self, ...others.keys()], primitives), others, people }
    this.#known.set(chat, readers)
    return readers
  }

  stop(): void {
    for (const end of this.#endings) end()
  }
}
