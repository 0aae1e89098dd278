// All sessions of a node: made from what the handshake proved, looked at again whenever that may have changed,
// closed when it no longer holds. A connection without a proof never becomes one.
import type { Connection, Libp2p, Stream } from '@libp2p/interface'
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import type { FaultCode } from '../../faults/catalogue.ts'
import { Fault } from '../../faults/fault.ts'
import { type PeerIdText, peerIdText } from '../../identity/ids.ts'
import { PAPERS_PROTOCOL } from '../../sessions/constants.ts'
import { numbersOf } from '../../sessions/lists.ts'
import type { Log } from '../log.ts'
import {
  DUPLICATE_GRACE_MS,
  LIST_COMPARISON_MS,
  LIST_FANOUT,
  MUTE_LOOK_MS,
  PAPERS_AT_ONCE,
  PROBE_MS,
  RECHECK_MS,
  SESSION_MUTE_MS,
  STREAMS_PER_SESSION_MAX,
} from './constants.ts'
import { dial, whereabouts } from './dial.ts'
import { PapersExchange } from './exchange-papers.ts'
import type { Handshakes } from './handshakes.ts'
import { Listeners } from './listeners.ts'
import { LiveSession } from './session.ts'
import type { Contacts, Session, Sessions, Trust } from './types.ts'

export interface SessionsInit {
  readonly libp2p: Libp2p
  readonly trust: Trust
  readonly handshakes: Handshakes
  readonly kind: 'peer' | 'authority'
  ownChain(): readonly Uint8Array[]
  /** Known addresses of a peer. */
  addressesOf: Contacts['addressesOf']
  now(): Date
  readonly log: Log
}

export class LiveSessions implements Sessions {
  readonly #init: SessionsInit
  readonly #self: PeerIdText
  readonly #papers: PapersExchange
  readonly #byConnection = new Map<string, LiveSession>()
  readonly #byPeer = new Map<PeerIdText, LiveSession[]>()
  readonly #dials = new Map<string, Promise<Session>>()
  readonly #protocols = new Set<string>()
  readonly #opened: Listeners<[Session]>
  readonly #closed: Listeners<[Session, FaultCode | undefined]>
  readonly #renewed: Listeners<[Session]>
  readonly #endings: (() => void)[] = []
  /** Connections on which nothing came for too long are cut; performance.now() of the last look. */
  #lookedAt = 0
  #recheckTimer: NodeJS.Timeout | undefined
  #recheckAt = Number.POSITIVE_INFINITY

  constructor(init: SessionsInit) {
    this.#init = init
    this.#self = peerIdText(init.libp2p.peerId.toString())
    this.#opened = new Listeners(init.log)
    this.#closed = new Listeners(init.log)
    this.#renewed = new Listeners(init.log)
    this.#papers = new PapersExchange({
      trust: init.trust,
      ownChain: init.ownChain,
      now: init.now,
      onRenewed: (session) => {
        this.#recheckBy(session.cert.notAfter)
        this.#renewed.tell(session)
      },
    })
  }

  /** Before libp2p starts: no connection may open unseen. */
  async begin(): Promise<void> {
    const { libp2p, trust } = this.#init
    const onOpen = (event: CustomEvent<Connection>) => this.#open(event.detail)
    const onClose = (event: CustomEvent<Connection>) => this.#close(event.detail)
    libp2p.addEventListener('connection:open', onOpen)
    libp2p.addEventListener('connection:close', onClose)
    const looking = setInterval(() => this.#cutMute(), MUTE_LOOK_MS).unref()
    const comparison = setInterval(() => this.#compareLists(), LIST_COMPARISON_MS).unref()
    this.#endings.push(
      () => libp2p.removeEventListener('connection:open', onOpen),
      () => libp2p.removeEventListener('connection:close', onClose),
      trust.onChange(() => {
        this.#recheckAll()
        void this.#spread()
      }),
      () => clearInterval(comparison),
      () => clearInterval(looking),
    )
    await this.#register(PAPERS_PROTOCOL, (stream, session) => this.#papers.answer(session, stream), 8)
  }

  end(): void {
    clearTimeout(this.#recheckTimer)
    for (const end of this.#endings.splice(0)) end()
  }

  list(): readonly Session[] {
    return [...this.#byConnection.values()].filter((session) => session.status === 'open')
  }

  of(peerId: PeerIdText): Session | undefined {
    return this.#preferred(peerId)
  }

  async connect(target: PeerIdText | Multiaddr, signal: AbortSignal): Promise<Session> {
    signal.throwIfAborted()
    if (typeof target !== 'string') return await untilAborted(this.#dialOnce(target), signal)
    if (target === this.#self) throw new Fault('SESSION_SELF', { address: target })
    const open = this.of(target)
    if (open !== undefined) return open
    // Whoever is being dialled may come by itself meanwhile.
    const arrival = Promise.withResolvers<Session>()
    const end = this.onOpened((session) => {
      if (session.peerId === target) arrival.resolve(session)
    })
    try {
      return await untilAborted(Promise.race([this.#dialOnce(target), arrival.promise]), signal)
    } finally {
      end()
    }
  }

  /** Asks every session whether it is alive: after the network changed. */
  async probeAll(): Promise<void> {
    await withWorkers(this.#live(), (session) => this.#probe(session))
  }

  onOpened(listener: (session: Session) => void): () => void {
    return this.#opened.add(listener)
  }
  onClosed(listener: (session: Session, reason?: FaultCode) => void): () => void {
    return this.#closed.add(listener)
  }
  onRenewed(listener: (session: Session) => void): () => void {
    return this.#renewed.add(listener)
  }

  async handle(
    protocol: string,
    handler: (stream: Stream, session: Session) => void | Promise<void>,
    limits: { maxInboundStreams: number },
  ): Promise<void> {
    this.#protocols.add(protocol)
    await this.#register(protocol, handler, limits.maxInboundStreams)
  }

  /** Tells every session this side's new chain. */
  async tellRenewal(): Promise<void> {
    await this.#giveTo(this.#live(), { chain: true })
  }

  async #register(
    protocol: string,
    handler: (stream: Stream, session: LiveSession) => void | Promise<void>,
    maxInboundStreams: number,
  ): Promise<void> {
    const { libp2p, log } = this.#init
    await libp2p.handle(
      protocol,
      async (stream, connection) => {
        const session = this.#byConnection.get(connection.id)
        try {
          if (session === undefined) throw new Error('no session')
          if (session.status !== 'open') throw new Fault('SESSION_CLOSED', { peer: session.peerId })
          await handler(stream, session)
        } catch (error) {
          const fault = error instanceof Fault ? error.code : undefined
          log.debug({ err: error, code: fault, protocol, peer: session?.peerId }, 'a stream failed')
          stream.abort(error instanceof Error ? error : new Error('handler failed'))
        }
      },
      { maxInboundStreams, maxOutboundStreams: STREAMS_PER_SESSION_MAX },
    )
  }

  #dialOnce(target: PeerIdText | Multiaddr): Promise<Session> {
    const key = target.toString()
    let running = this.#dials.get(key)
    if (running === undefined) {
      running = this.#dial(target).finally(() => this.#dials.delete(key))
      this.#dials.set(key, running)
    }
    return running
  }

  async #dial(target: PeerIdText | Multiaddr): Promise<Session> {
    const { libp2p, addressesOf } = this.#init
    const addresses =
      typeof target === 'string'
        ? addressesOf(target).map((text) => multiaddr(text).encapsulate(`/p2p/${target}`))
        : [target]
    const aim =
      addresses.length > 0 || typeof target !== 'string' ? addresses : await whereabouts(libp2p, target)
    const connection = await dial(libp2p, aim, target.toString())
    const session = this.#byConnection.get(connection.id)
    if (session === undefined || session.status !== 'open') {
      throw new Fault('PEER_UNREACHABLE', { peer: target.toString() })
    }
    return session
  }

  #cutMute(): void {
    const now = performance.now()
    const sleptThrough = now - this.#lookedAt > 2 * MUTE_LOOK_MS
    this.#lookedAt = now
    if (sleptThrough) return
    for (const session of this.#live()) {
      if (now - session.heardAt > SESSION_MUTE_MS) this.#cut(session)
    }
  }

  #cut(session: LiveSession): void {
    this.#init.log.info({ peer: session.peerId, login: session.cert.login }, 'session mute')
    session.cut()
  }

  /** A connection whose other end has moved or lost its power says nothing: it is asked, and cut when it is mute. */
  async #probe(session: LiveSession): Promise<void> {
    const limit = AbortSignal.timeout(PROBE_MS)
    try {
      await untilAborted(this.#papers.give(session, { chain: false }), limit)
    } catch {
      if (limit.aborted && session.status === 'open') this.#cut(session)
    }
  }

  #open(connection: Connection): void {
    const { handshakes, log, now } = this.#init
    const handshake = handshakes.of(connection.timeline)
    if (handshake?.proof === undefined) {
      log.error(
        { code: 'INTERNAL', address: connection.remoteAddr.toString() },
        'a connection without a proof',
      )
      connection.abort(new Fault('INTERNAL', { reason: 'a connection without a proof' }))
      return
    }
    const session = new LiveSession(connection, handshake, handshake.proof, now(), (each, reason) =>
      this.#papers.farewell(each, reason),
    )
    this.#byConnection.set(connection.id, session)
    const others = this.#byPeer.get(session.peerId) ?? []
    this.#byPeer.set(session.peerId, [...others, session])
    this.#recheckBy(session.cert.notAfter)
    log.info(
      {
        peer: session.peerId,
        login: session.cert.login,
        address: session.remoteAddress,
        direction: session.direction,
      },
      'session opened',
    )
    if (others.length > 0) this.#closeDuplicateLater(session.peerId)
    // Who comes again may have lost the session from before, and with it this side's messages in it.
    const settled = session.openedAt.getTime() - DUPLICATE_GRACE_MS
    for (const other of others) if (other.openedAt.getTime() < settled) void this.#probe(other)
    this.#opened.tell(session)
  }

  #close(connection: Connection): void {
    const session = this.#byConnection.get(connection.id)
    if (session === undefined) return
    this.#byConnection.delete(connection.id)
    const rest = (this.#byPeer.get(session.peerId) ?? []).filter((each) => each !== session)
    if (rest.length > 0) this.#byPeer.set(session.peerId, rest)
    else this.#byPeer.delete(session.peerId)
    this.#init.log.info(
      { peer: session.peerId, login: session.cert.login, code: session.reason },
      'session closed',
    )
    this.#closed.tell(session, session.reason)
  }

  #live(): LiveSession[] {
    return [...this.#byConnection.values()].filter((session) => session.status === 'open')
  }

  /** Both sides prefer the connection that the peer with the smaller ID opened, then the one opened first. */
  #preferred(peerId: PeerIdText): LiveSession | undefined {
    const wanted = this.#self < peerId ? 'out' : 'in'
    const open = (this.#byPeer.get(peerId) ?? []).filter((session) => session.status === 'open')
    return open.find((session) => session.direction === wanted) ?? open[0]
  }

  /** Only the peer with the smaller ID closes, so that two sides never close one each. */
  #closeDuplicateLater(peerId: PeerIdText): void {
    if (this.#self > peerId) return
    setTimeout(() => {
      const preferred = this.#preferred(peerId)
      for (const session of this.#byPeer.get(peerId) ?? []) {
        if (session === preferred || session.status !== 'open') continue
        if (session.streamsOf(this.#protocols) > 0) this.#closeDuplicateLater(peerId)
        else void session.close('SESSION_DUPLICATE')
      }
    }, DUPLICATE_GRACE_MS).unref()
  }

  #recheckAll(): void {
    const { trust, now, log } = this.#init
    this.#recheckAt = Number.POSITIVE_INFINITY
    const moment = now()
    for (const session of this.#live()) {
      try {
        const before = session.cert
        session.proved(trust.recheck(before, moment))
        this.#recheckBy(session.cert.notAfter)
        if (before.revocation.state !== session.cert.revocation.state) this.#renewed.tell(session)
      } catch (error) {
        const code = error instanceof Fault ? error.code : 'INTERNAL'
        log.warn({ code, peer: session.peerId, login: session.cert.login }, 'session ended')
        void session.close(code)
      }
    }
  }

  /** Looks again when the first certificate runs out, and once a minute for what the clock alone does not tell. */
  #recheckBy(date: Date): void {
    const at = Math.min(date.getTime(), this.#init.now().getTime() + RECHECK_MS)
    if (at >= this.#recheckAt) return
    this.#recheckAt = at
    clearTimeout(this.#recheckTimer)
    const wait = Math.max(at - this.#init.now().getTime() + 1, 0)
    this.#recheckTimer = setTimeout(() => this.#recheckAll(), wait).unref()
  }

  /** Passes newer lists on: a CA node to everybody, a peer to some, who pass them on in turn. */
  async #spread(): Promise<void> {
    const { trust, kind } = this.#init
    const lists = trust.told()
    const behind = this.#live().filter((session) =>
      lists.some((list) => (session.lists.get(list.issuerKeyId) ?? -1n) < list.number),
    )
    await this.#giveTo(kind === 'authority' ? behind : sample(behind, LIST_FANOUT), { chain: false })
  }

  #compareLists(): void {
    void this.#giveTo(sample(this.#live(), 1), { chain: false })
  }

  async #giveTo(sessions: readonly LiveSession[], what: { chain: boolean }): Promise<void> {
    await withWorkers(sessions, async (session) => {
      const { peerId } = session
      try {
        await this.#papers.give(session, what)
        session.learned(numbersOf(this.#init.trust.told()))
      } catch (err) {
        this.#init.log.debug({ err, peer: peerId }, 'papers were not taken')
      }
    })
  }
}

/** So many exchanges at once that one slow session does not hold up the others, and no more. */
async function withWorkers(
  sessions: readonly LiveSession[],
  exchange: (session: LiveSession) => Promise<void>,
): Promise<void> {
  const queue = [...sessions]
  const worker = async () => {
    for (let session = queue.pop(); session !== undefined; session = queue.pop()) await exchange(session)
  }
  await Promise.all(Array.from({ length: Math.min(PAPERS_AT_ONCE, queue.length) }, worker))
}

function sample<T>(all: readonly T[], count: number): T[] {
  const rest = [...all]
  for (let i = rest.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1))
    const [a, b] = [rest[i], rest[j]]
    if (a !== undefined && b !== undefined) [rest[i], rest[j]] = [b, a]
  }
  return rest.slice(0, count)
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
