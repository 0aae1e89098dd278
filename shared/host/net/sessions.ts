// All sessions of a node: made from what the handshake proved, found by peer, told of when they open and close. A
// connection without a proof never becomes one. Who keeps them true: validity, liveness, spread.
import type { Connection, Libp2p, Stream } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { FaultCode } from '../../faults/catalogue.ts'
import { Fault } from '../../faults/fault.ts'
import { type PeerIdText, peerIdText } from '../../identity/ids.ts'
import { PAPERS_PROTOCOL } from '../../sessions/constants.ts'
import type { Log } from '../log.ts'
import { DUPLICATE_GRACE_MS, PAPERS_STREAMS_MAX, STREAMS_PER_SESSION_MAX } from './constants.ts'
import { Dialling } from './dialling.ts'
import { PapersExchange } from './exchange-papers.ts'
import type { Handshakes } from './handshakes.ts'
import { Listeners } from './listeners.ts'
import { Liveness } from './liveness.ts'
import { LiveSession } from './session.ts'
import { Spread } from './spread.ts'
import type { Contacts, Session, Sessions, Trust } from './types.ts'
import { Validity } from './validity.ts'
import { spareWindow } from './window.ts'

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
  readonly #byConnection = new Map<string, LiveSession>()
  readonly #byPeer = new Map<PeerIdText, LiveSession[]>()
  readonly #protocols = new Set<string>()
  readonly #opened: Listeners<[Session]>
  readonly #closed: Listeners<[Session, FaultCode | undefined]>
  readonly #renewed: Listeners<[Session]>
  readonly #papers: PapersExchange
  readonly #dialling: Dialling
  readonly #liveness: Liveness
  readonly #validity: Validity
  readonly #spread: Spread
  readonly #endings: (() => void)[]

  constructor(init: SessionsInit) {
    const { libp2p, log, now, trust } = init
    const live = () => this.#live()
    this.#init = init
    this.#self = peerIdText(libp2p.peerId.toString())
    this.#opened = new Listeners(log)
    this.#closed = new Listeners(log)
    this.#renewed = new Listeners(log)
    this.#validity = new Validity({
      trust,
      live,
      onChanged: (session) => this.#renewed.tell(session),
      now,
      log,
    })
    this.#papers = new PapersExchange({
      trust,
      ownChain: init.ownChain,
      now,
      onRenewed: (session) => {
        this.#validity.recheckBy(session.cert.notAfter)
        this.#renewed.tell(session)
      },
    })
    this.#liveness = new Liveness({
      live,
      ask: (session) => this.#papers.give(session, { chain: false }),
      log,
    })
    this.#spread = new Spread({ trust, papers: this.#papers, kind: init.kind, live, log })
    this.#dialling = new Dialling({
      libp2p,
      self: this.#self,
      addressesOf: init.addressesOf,
      sessionOf: (connection) => this.#byConnection.get(connection.id),
      of: (peerId) => this.of(peerId),
      onOpened: (listener) => this.onOpened(listener),
    })
    this.#endings = [this.#validity, this.#liveness, this.#spread].map((part) => () => part.end())
  }

  /** Before libp2p starts: no connection may open unseen. */
  async begin(): Promise<void> {
    const { libp2p, trust } = this.#init
    const onOpen = (event: CustomEvent<Connection>) => this.#open(event.detail)
    const onClose = (event: CustomEvent<Connection>) => this.#close(event.detail)
    libp2p.addEventListener('connection:open', onOpen)
    libp2p.addEventListener('connection:close', onClose)
    this.#endings.push(
      () => libp2p.removeEventListener('connection:open', onOpen),
      () => libp2p.removeEventListener('connection:close', onClose),
      trust.onChange(() => {
        this.#validity.recheckAll()
        void this.#spread.lists()
      }),
    )
    await this.#register(
      PAPERS_PROTOCOL,
      (stream, session) => this.#papers.answer(session, stream),
      PAPERS_STREAMS_MAX,
    )
  }

  end(): void {
    for (const end of this.#endings.splice(0)) end()
  }

  list(): readonly Session[] {
    return this.#live()
  }

  /** Both sides prefer the connection that the peer with the smaller ID opened, then the one opened first. */
  of(peerId: PeerIdText): Session | undefined {
    const wanted = this.#self < peerId ? 'out' : 'in'
    const open = (this.#byPeer.get(peerId) ?? []).filter((session) => session.status === 'open')
    return open.find((session) => session.direction === wanted) ?? open[0]
  }

  connect(target: PeerIdText | Multiaddr, signal: AbortSignal): Promise<Session> {
    return this.#dialling.connect(target, signal)
  }

  /** Asks every session whether it is alive: after the network changed. */
  probeAll(): Promise<void> {
    return this.#liveness.probeAll()
  }

  /** Tells every session this side's new chain. */
  tellRenewal(): Promise<void> {
    return this.#spread.renewal()
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

  async #register(
    protocol: string,
    handler: (stream: Stream, session: LiveSession) => void | Promise<void>,
    maxInboundStreams: number,
  ): Promise<void> {
    const { libp2p, log } = this.#init
    const run = async (stream: Stream, connection: Connection) => {
      const session = this.#byConnection.get(connection.id)
      try {
        if (session === undefined) throw new Error('no session')
        if (session.status !== 'open') throw new Fault('SESSION_CLOSED', { peer: session.peerId })
        await handler(spareWindow(stream), session)
      } catch (error) {
        const fault = error instanceof Fault ? error.code : undefined
        log.debug({ err: error, code: fault, protocol, peer: session?.peerId }, 'a stream failed')
        stream.abort(error instanceof Error ? error : new Error('handler failed'))
      }
    }
    // libp2p need not wait for the end of a stream: while it does, it holds its time limit and a stack beside it.
    await libp2p.handle(protocol, (stream, connection) => void run(stream, connection), {
      maxInboundStreams,
      maxOutboundStreams: STREAMS_PER_SESSION_MAX,
    })
  }

  #open(connection: Connection): void {
    const { handshakes, log, now } = this.#init
    const handshake = handshakes.of(connection.timeline)
    if (handshake?.proof === undefined) {
      const reason = 'a connection without a proof'
      log.error({ code: 'INTERNAL', address: connection.remoteAddr.toString() }, reason)
      connection.abort(new Fault('INTERNAL', { reason }))
      return
    }
    const session = new LiveSession(connection, handshake, handshake.proof, now(), (each, why) =>
      this.#papers.farewell(each, why),
    )
    const { peerId, cert, remoteAddress: address, direction } = session
    this.#byConnection.set(connection.id, session)
    const others = this.#byPeer.get(peerId) ?? []
    this.#byPeer.set(peerId, [...others, session])
    this.#validity.recheckBy(cert.notAfter)
    log.info({ peer: peerId, login: cert.login, address, direction }, 'session opened')
    if (others.length > 0) this.#closeDuplicateLater(peerId)
    // Who comes again may have lost the session from before, and with it this side's messages in it.
    const settled = session.openedAt.getTime() - DUPLICATE_GRACE_MS
    for (const other of others) if (other.openedAt.getTime() < settled) void this.#liveness.probe(other)
    this.#opened.tell(session)
    void this.#spread.opened(session)
  }

  #close(connection: Connection): void {
    const session = this.#byConnection.get(connection.id)
    if (session === undefined) return
    const { peerId, cert, reason } = session
    this.#byConnection.delete(connection.id)
    const rest = (this.#byPeer.get(peerId) ?? []).filter((each) => each !== session)
    if (rest.length > 0) this.#byPeer.set(peerId, rest)
    else this.#byPeer.delete(peerId)
    this.#init.log.info({ peer: peerId, login: cert.login, code: reason }, 'session closed')
    this.#closed.tell(session, reason)
  }

  #live(): LiveSession[] {
    return [...this.#byConnection.values()].filter((session) => session.status === 'open')
  }

  /** Only the peer with the smaller ID closes, so that two sides never close one each. */
  #closeDuplicateLater(peerId: PeerIdText): void {
    if (this.#self > peerId) return
    setTimeout(() => {
      const preferred = this.of(peerId)
      for (const session of this.#byPeer.get(peerId) ?? []) {
        if (session === preferred || session.status !== 'open') continue
        if (session.streamsOf(this.#protocols) > 0) this.#closeDuplicateLater(peerId)
        else void session.close('SESSION_DUPLICATE')
      }
    }, DUPLICATE_GRACE_MS).unref()
  }
}
