// The directory as a peer uses it: kept up by the authority where it is connected, answered from this device where
// not. Any certified authority of the realm will do.
import type { OwnCertificate } from '@parley/shared/certificates/check.ts'
import { ADDRESSES_MAX, PAGE_PEOPLE_MAX } from '@parley/shared/directory/constants.ts'
import type { ClaimedPerson } from '@parley/shared/directory/person.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { CertifiedNode, Session, Trust } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'
import { folded } from '@parley/shared/people/text.ts'
import type { Store } from '../store/open.ts'
import { DirectoryCache } from './cache.ts'
import { DirectoryClient } from './client.ts'
import { CHANGES_GATHERED_MS, REQUEST_MS, RETRY_MS } from './constants.ts'
import { People } from './people.ts'
import type { Directory, DirectoryState, KnownDevice, KnownPerson } from './types.ts'

export interface DirectoryInit {
  readonly node: Pick<CertifiedNode, 'sessions' | 'contacts' | 'addresses' | 'libp2p'>
  readonly store: Store
  readonly trust: Trust
  /** False: never ask an authority (`--no-directory`). */
  readonly on: boolean
  /** Who this device is, also while its certificate does not hold. */
  own(): OwnCertificate
  /** What the owner calls this device. */
  ownName(): string
  now(): Date
  readonly log: Log
}

export function createDirectory(init: DirectoryInit): Directory {
  return new PeerDirectory(init)
}

class PeerDirectory implements Directory {
  readonly #init: DirectoryInit
  readonly #cache: DirectoryCache
  readonly #people: People
  readonly #listeners = new Set<() => void>()
  readonly #abort = new AbortController()
  readonly #endings: (() => void)[]
  #client: DirectoryClient | undefined
  #connecting = false
  #prekey: Uint8Array | undefined
  #state: DirectoryState
  #timer: NodeJS.Timeout | undefined
  #retry: NodeJS.Timeout | undefined

  constructor(init: DirectoryInit) {
    this.#init = init
    const { node, trust, now } = init
    this.#cache = new DirectoryCache(init.store)
    this.#people = new People({
      cache: this.#cache,
      trust,
      sessions: node.sessions,
      own: init.own,
      ownName: init.ownName,
      ownAddresses: () => node.addresses,
      now,
      log: init.log,
    })
    this.#state = { state: init.on ? 'unreachable' : 'off', since: now() }
    const announce = () => void this.#announce()
    node.libp2p.addEventListener('self:peer:update', announce)
    this.#endings = [
      node.sessions.onOpened((session) => this.#opened(session)),
      node.sessions.onRenewed((session) => this.#met(session)),
      node.sessions.onClosed(() => this.#changed()),
      trust.onChange(() => this.#changed()),
      () => node.libp2p.removeEventListener('self:peer:update', announce),
    ]
    for (const session of node.sessions.list()) this.#opened(session)
  }

  state(): DirectoryState {
    return this.#state
  }

  async lookup(login: Login, signal: AbortSignal): Promise<KnownPerson> {
    const claimed = await this.#ask((client) => client.ask({ kind: 'lookup', login }, signal))
    if (claimed !== undefined) {
      const [person] = claimed
      if (person?.login !== login) throw new Fault('DIRECTORY_UNTRUSTED', { login, code: 'CERT_NAME_WRONG' })
      const [fault] = this.#people.take(person)
      this.#changed()
      const known = this.#people.of(login)
      if (fault !== undefined && (known === undefined || known.devices.length === 0)) {
        throw new Fault('DIRECTORY_UNTRUSTED', { login, code: fault.code }, { cause: fault })
      }
    }
    const known = this.#people.of(login)
    if (known === undefined) throw new Fault('PERSON_UNKNOWN', { login })
    return known
  }

  async search(words: string, limit: number, signal: AbortSignal): Promise<readonly KnownPerson[]> {
    const wanted = Math.min(Math.max(limit, 1), PAGE_PEOPLE_MAX)
    const claimed = await this.#ask((client) => client.ask({ kind: 'search', words, limit: wanted }, signal))
    if (claimed === undefined) return this.#searchHere(words).slice(0, wanted)
    for (const person of claimed) this.#people.take(person)
    this.#changed()
    return claimed.flatMap((person) => this.#people.of(person.login) ?? [])
  }

  list(): readonly KnownPerson[] {
    return this.#people.all()
  }

  person(login: Login): KnownPerson | undefined {
    return this.#people.of(login)
  }

  known(login: Login): readonly KnownDevice[] {
    return this.#people.of(login)?.devices ?? []
  }

  async devicesOf(login: Login, signal?: AbortSignal): Promise<readonly KnownDevice[]> {
    const known = this.#people.of(login)
    const person = known ?? (await this.lookup(login, signal ?? AbortSignal.timeout(REQUEST_MS)))
    return person.devices
  }

  isRevoked(device: PeerIdText): boolean {
    return this.#people.isRevoked(device)
  }

  keepers(): readonly Login[] {
    return this.#people
      .all()
      .filter(({ role, status }) => (role === 'moderator' || role === 'admin') && status === 'active')
      .sort((a, b) => Number(b.online) - Number(a.online))
      .map(({ login }) => login)
  }

  show(prekey: Uint8Array): void {
    this.#prekey = prekey
    void this.#show()
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  stop(): void {
    this.#abort.abort()
    clearTimeout(this.#timer)
    clearTimeout(this.#retry)
    for (const end of this.#endings) end()
    this.#client?.close()
  }

  /** Undefined when there is no directory to ask now; its own refusals are thrown. */
  async #ask(
    question: (client: DirectoryClient) => ReturnType<DirectoryClient['ask']>,
  ): Promise<readonly ClaimedPerson[] | undefined> {
    if (this.#client === undefined) return undefined
    try {
      const reply = await question(this.#client)
      if (reply.kind !== 'people') throw new Fault('DIRECTORY_MALFORMED', { reason: 'another answer' })
      return reply.people
    } catch (error) {
      if (error instanceof Fault && error.code === 'DIRECTORY_UNREACHABLE') return undefined
      throw error
    }
  }

  #searchHere(words: string): KnownPerson[] {
    const start = folded(words).trim()
    return this.#people
      .all()
      .filter(({ login, firstName, lastName }) =>
        [login, firstName, lastName, `${firstName} ${lastName}`].some((text) =>
          folded(text).startsWith(start),
        ),
      )
  }

  #opened(session: Session): void {
    this.#met(session)
    if (session.cert.role === 'authority') void this.#connect()
  }

  #met(session: Session): void {
    this.#people.met(session)
    this.#changed()
  }

  /** Keeps one stream to one authority as long as there is one. */
  async #connect(): Promise<void> {
    const { node, log, on, now } = this.#init
    if (!on || this.#connecting || this.#client !== undefined || this.#abort.signal.aborted) return
    const session = node.sessions.list().find(({ cert }) => cert.role === 'authority')
    if (session === undefined) return
    this.#connecting = true
    try {
      const since = this.#cache.asOf(session.peerId)
      const client = await DirectoryClient.open(
        session,
        since,
        (change) => this.#take(session, change),
        AbortSignal.any([this.#abort.signal, AbortSignal.timeout(REQUEST_MS)]),
      )
      this.#client = client
      this.#state = { state: 'reachable', since: now() }
      this.#changed()
      void this.#announce()
      void this.#show()
      await client.run()
    } catch (err) {
      const code = err instanceof Fault ? err.code : 'DIRECTORY_UNREACHABLE'
      log.warn({ code, peer: session.peerId }, 'the directory broke off')
    } finally {
      this.#connecting = false
      this.#client = undefined
      if (!this.#abort.signal.aborted) {
        this.#state = { state: 'unreachable', since: now() }
        this.#people.forgetPresence()
        this.#changed()
        this.#retry = setTimeout(() => void this.#connect(), RETRY_MS).unref()
      }
    }
  }

  #take(session: Session, change: Parameters<Parameters<typeof DirectoryClient.open>[2]>[0]): void {
    const { contacts } = this.#init.node
    for (const person of change.people) {
      this.#people.take(person)
      for (const { peerId, online, addresses } of person.devices) {
        if (online) contacts.learn(peerId, addresses, 'directory')
      }
    }
    for (const presence of change.presence) {
      this.#people.presence(presence)
      if (presence.online) contacts.learn(presence.peerId, presence.addresses, 'directory')
    }
    if (change.asOf > 0) this.#cache.putAsOf(session.peerId, change.asOf)
    this.#changed()
  }

  /** Tells the directory where this device can be dialled. */
  async #announce(): Promise<void> {
    const addresses = this.#init.node.addresses.map((address) => address.replace(/\/p2p\/[^/]+$/, ''))
    try {
      await this.#client?.ask(
        { kind: 'announce', addresses: addresses.slice(0, ADDRESSES_MAX) },
        this.#abort.signal,
      )
    } catch (error) {
      if (!(error instanceof Fault)) throw error
    }
  }

  /** The directory keeps it: it is told again only so that nothing is missed. */
  async #show(): Promise<void> {
    if (this.#prekey === undefined) return
    try {
      await this.#client?.ask({ kind: 'show', prekey: this.#prekey }, this.#abort.signal)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      this.#init.log.debug({ code: error.code }, 'the directory has not taken the prekey')
    }
  }

  #changed(): void {
    if (this.#abort.signal.aborted) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      for (const listener of [...this.#listeners]) listener()
    }, CHANGES_GATHERED_MS).unref()
  }
}
