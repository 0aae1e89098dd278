// One session: a live connection whose two certificates were checked. Lean: a CA node holds thousands.
import type { Connection, Stream } from '@libp2p/interface'
import type { VerifiedCert } from '../../certificates/check.ts'
import type { FaultCode } from '../../faults/catalogue.ts'
import { Fault } from '../../faults/fault.ts'
import type { PeerIdText } from '../../identity/ids.ts'
import { type ListNumbers, merge } from '../../sessions/lists.ts'
import { FAREWELL_MS, STREAM_OPEN_MS, STREAMS_PER_SESSION_MAX } from './constants.ts'
import type { Handshake, Proof } from './handshakes.ts'
import type { Session } from './types.ts'
import { spareWindow } from './window.ts'

export class LiveSession implements Session {
  readonly openedAt: Date
  readonly #connection: Connection
  readonly #handshake: Handshake
  #cert: VerifiedCert
  /** The revocation lists the other side has. */
  #lists: ListNumbers
  #reason: FaultCode | undefined
  #closing: Promise<void> | undefined
  readonly #sayFarewell: (session: LiveSession, reason: FaultCode) => Promise<void>

  constructor(
    connection: Connection,
    handshake: Handshake,
    proof: Proof,
    openedAt: Date,
    sayFarewell: (session: LiveSession, reason: FaultCode) => Promise<void>,
  ) {
    this.#connection = connection
    this.#handshake = handshake
    this.#cert = proof.cert
    this.#lists = proof.lists
    this.openedAt = openedAt
    this.#sayFarewell = sayFarewell
  }

  get id(): string {
    return this.#connection.id
  }
  get cert(): VerifiedCert {
    return this.#cert
  }
  get peerId(): PeerIdText {
    return this.#cert.peerId
  }
  get remoteAddress(): string {
    return this.#connection.remoteAddr.toString()
  }
  get direction(): 'in' | 'out' {
    return this.#connection.direction === 'inbound' ? 'in' : 'out'
  }
  get status(): 'open' | 'closed' {
    return this.#connection.status === 'open' && this.#closing === undefined ? 'open' : 'closed'
  }
  /** performance.now() when anything last came in. */
  get heardAt(): number {
    return this.#handshake.heardAt ?? Number.POSITIVE_INFINITY
  }
  /** Why this side, or the other by its farewell, closed it. */
  get reason(): FaultCode | undefined {
    return this.#reason
  }
  get lists(): ListNumbers {
    return this.#lists
  }
  /** Streams open now whose protocol is in `protocols`. */
  streamsOf(protocols: ReadonlySet<string>): number {
    return this.#connection.streams.filter((stream) => protocols.has(stream.protocol)).length
  }

  learned(lists: ListNumbers): void {
    this.#lists = merge(this.#lists, lists)
  }

  proved(cert: VerifiedCert): void {
    this.#cert = cert
  }

  /** The other side said why it is about to close. */
  toldWhy(reason: FaultCode): void {
    this.#reason ??= reason
  }

  async openStream(protocol: string, { signal }: { signal: AbortSignal }): Promise<Stream> {
    if (this.status !== 'open') throw new Fault('SESSION_CLOSED', { peer: this.peerId })
    const limited = AbortSignal.any([signal, AbortSignal.timeout(STREAM_OPEN_MS)])
    try {
      const stream = await this.#connection.newStream(protocol, {
        signal: limited,
        maxOutboundStreams: STREAMS_PER_SESSION_MAX,
      })
      return spareWindow(stream)
    } catch (cause) {
      signal.throwIfAborted()
      const code = this.status === 'open' ? 'PEER_UNREACHABLE' : 'SESSION_CLOSED'
      throw new Fault(code, { peer: this.peerId }, { cause })
    }
  }

  close(reason?: FaultCode): Promise<void> {
    this.#closing ??= this.#close(reason)
    return this.#closing
  }

  async #close(reason: FaultCode | undefined): Promise<void> {
    if (reason !== undefined) {
      this.#reason ??= reason
      // What runs in it ends now; only the farewell is still said.
      const ended = new Fault('SESSION_CLOSED', { peer: this.peerId })
      for (const stream of [...this.#connection.streams]) stream.abort(ended)
      // Never lets a revoked peer live on by not listening to its farewell.
      await this.#sayFarewell(this, reason).catch(() => undefined)
    }
    try {
      await this.#connection.close({ signal: AbortSignal.timeout(FAREWELL_MS) })
    } catch (error) {
      this.#connection.abort(error instanceof Error ? error : new Error('closed'))
    }
  }

  /** Without a word: the other side does not hear any more. */
  cut(): void {
    this.#connection.abort(new Fault('SESSION_CLOSED', { peer: this.peerId }))
  }

  /** Opens a stream while `close` is already under way: for the farewell alone. */
  openLast(protocol: string, signal: AbortSignal): Promise<Stream> {
    return this.#connection.newStream(protocol, { signal })
  }
}
