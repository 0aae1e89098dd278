// The TCP transport with a doorway in front of libp2p's upgrader: who does not open with Parley's own first words
// hears nothing back, everybody has a time limit, and each refused connection is named in the log.
import { subscribe } from 'node:diagnostics_channel'
import type {
  Connection,
  CreateListenerOptions,
  DialTransportOptions,
  Listener,
  MultiaddrConnection,
  StreamCloseEvent,
  StreamMessageEvent,
  Transport,
  Upgrader,
  UpgraderOptions,
} from '@libp2p/interface'
import { transportSymbol } from '@libp2p/interface'
import { tcp } from '@libp2p/tcp'
import type { Multiaddr } from '@multiformats/multiaddr'
import { Uint8ArrayList } from 'uint8arraylist'
import { concat } from 'uint8arrays/concat'
import { fromString } from 'uint8arrays/from-string'
import { Fault } from '../../faults/fault.ts'
import { CERTIFIED_NOISE_PROTOCOL } from '../../sessions/constants.ts'
import {
  BACKLOG,
  HANDSHAKE_LATE_MS,
  HANDSHAKE_MS,
  HANDSHAKE_TURN_MS,
  HANDSHAKES_AT_ONCE,
  INBOUND_UPGRADE_MS,
  SOCKET_IDLE_MS,
} from './constants.ts'
import type { Handshake, Handshakes } from './handshakes.ts'
import type { Pace } from './pace.ts'
import type { Refusals } from './refusals.ts'
import { Turns } from './turns.ts'

type TcpComponents = Parameters<ReturnType<typeof tcp>>[0]

export interface DoorwayInit {
  readonly handshakes: Handshakes
  readonly refusals: Refusals
  readonly pace: Pace
  /** Sockets that may be proving themselves at once. */
  readonly pendingMax: number
  /** An address could not be listened on; libp2p keeps only the text of it. */
  onListenFailure(address: string, error: unknown): void
}

/** What every Parley peer says first, both lines in one go (multistream-select 1.0: varint length, text, newline). */
const FIRST_WORDS = concat(['/multistream/1.0.0', CERTIFIED_NOISE_PROTOCOL].map(multistreamLine))

function multistreamLine(text: string): Uint8Array {
  const line = fromString(`${text}\n`)
  return concat([Uint8Array.of(line.length), line])
}

export function doorway(init: DoorwayInit): (components: TcpComponents) => Transport {
  keepSocketErrorsHarmless()
  const makeTcp = tcp({
    inboundSocketInactivityTimeout: SOCKET_IDLE_MS,
    outboundSocketInactivityTimeout: SOCKET_IDLE_MS,
    backlog: BACKLOG,
  })
  return (components) => new Doorway(init, makeTcp(components))
}

class Doorway implements Transport {
  readonly [Symbol.toStringTag] = '@parley/doorway'
  readonly [transportSymbol] = true as const
  readonly #init: DoorwayInit
  readonly #tcp: Transport
  readonly #turns = new Turns(HANDSHAKES_AT_ONCE, HANDSHAKE_TURN_MS)
  #pending = 0

  constructor(init: DoorwayInit, inner: Transport) {
    this.#init = init
    this.#tcp = inner
  }

  dial(address: Multiaddr, options: DialTransportOptions): Promise<Connection> {
    return this.#tcp.dial(address, { ...options, upgrader: this.#guard(options.upgrader) })
  }

  createListener(options: CreateListenerOptions): Listener {
    const listener = this.#tcp.createListener({ ...options, upgrader: this.#guard(options.upgrader) })
    const listen = listener.listen.bind(listener)
    listener.listen = async (address) => {
      try {
        await listen(address)
      } catch (error) {
        this.#init.onListenFailure(address.toString(), error)
        throw error
      }
    }
    return listener
  }

  listenFilter = (addresses: Multiaddr[]) => this.#tcp.listenFilter(addresses)
  dialFilter = (addresses: Multiaddr[]) => this.#tcp.dialFilter(addresses)

  #guard(upgrader: Upgrader): Upgrader {
    return {
      upgradeInbound: (raw: MultiaddrConnection, options: UpgraderOptions) =>
        this.#inbound(raw, () => upgrader.upgradeInbound(raw, options)),
      upgradeOutbound: (raw: MultiaddrConnection, options: UpgraderOptions) =>
        this.#outbound(raw, () => upgrader.upgradeOutbound(raw, options)),
      createInboundAbortSignal: (signal) => upgrader.createInboundAbortSignal(signal),
      getStreamMuxers: () => upgrader.getStreamMuxers(),
      getConnectionEncrypters: () => upgrader.getConnectionEncrypters(),
    }
  }

  async #inbound(raw: MultiaddrConnection, upgrade: () => Promise<void>): Promise<void> {
    const record = this.#begin(raw, 'in')
    const timer = cutLate(raw, record, INBOUND_UPGRADE_MS)
    this.#pending++
    try {
      if (this.#pending > this.#init.pendingMax) throw new Fault('SESSION_LIMIT', { address: record.address })
      await hearFirstWords(raw, record.address)
      const endTurn = await this.#turns.take()
      try {
        // Whoever gave up while waiting is not worth a key agreement.
        if (raw.status !== 'open') throw new Fault('SESSION_TRUNCATED', { address: record.address })
        await upgrade()
        noteWhatIsHeard(raw, record)
      } finally {
        endTurn()
      }
    } catch (error) {
      throw this.#refuse(raw, record, error)
    } finally {
      this.#pending--
      clearTimeout(timer)
    }
  }

  async #outbound(raw: MultiaddrConnection, upgrade: () => Promise<Connection>): Promise<Connection> {
    const record = this.#begin(raw, 'out')
    const timer = cutLate(raw, record, HANDSHAKE_MS)
    const began = performance.now()
    try {
      const connection = await upgrade()
      noteWhatIsHeard(raw, record)
      this.#init.pace.met()
      return connection
    } catch (error) {
      if (performance.now() - began > HANDSHAKE_LATE_MS) this.#init.pace.late()
      throw this.#refuse(raw, record, error)
    } finally {
      clearTimeout(timer)
    }
  }

  #begin(raw: MultiaddrConnection, direction: 'in' | 'out'): Handshake {
    return this.#init.handshakes.begin(raw.timeline, { address: raw.remoteAddr.toString(), direction })
  }

  #refuse(raw: MultiaddrConnection, record: Handshake, error: unknown): Fault {
    const fault = record.fault ?? faultOf(raw, record, error)
    record.fault = fault
    const { code } = fault.parameters
    this.#init.refusals.note({
      code: fault.code,
      address: record.address,
      direction: record.direction,
      peer: record.peerId,
      theirCode: typeof code === 'string' ? code : undefined,
      reason: fault.cause instanceof Error ? fault.cause.message.slice(0, 200) : undefined,
    })
    return fault
  }
}

/** libp2p keeps only the text of what went wrong; the state of the connection says more. */
function faultOf(raw: MultiaddrConnection, record: Handshake, error: unknown): Fault {
  if (error instanceof Fault) return error
  const { address } = record
  const name = error instanceof Error ? error.name : ''
  if (name === 'ConnectionDeniedError') return new Fault('SESSION_LIMIT', { address }, { cause: error })
  if (name === 'InvalidPeerIdError') return new Fault('SESSION_SELF', { address }, { cause: error })
  if (raw.status !== 'open') return new Fault('SESSION_TRUNCATED', { address }, { cause: error })
  return new Fault('SESSION_PROTOCOL_UNKNOWN', { address }, { cause: error })
}

/** Only after the upgrade: a listener takes what nobody else has taken yet. */
function noteWhatIsHeard(raw: MultiaddrConnection, record: Handshake): void {
  record.heardAt = performance.now()
  raw.addEventListener('message', () => {
    record.heardAt = performance.now()
  })
}

/** Cuts a connection that has not become a session in time. */
function cutLate(raw: MultiaddrConnection, record: Handshake, limit: number): NodeJS.Timeout {
  return setTimeout(() => {
    record.fault ??= new Fault('SESSION_TIMEOUT', { address: record.address, seconds: limit / 1_000 })
    raw.abort(record.fault)
  }, limit)
}

/**
 * Waits for the first words and puts them back for multistream-select to answer. One wrong byte, and the connection
 * is refused without a word: not even that something listens here is confirmed.
 * @throws Fault SESSION_PROTOCOL_UNKNOWN, SESSION_TRUNCATED
 */
function hearFirstWords(raw: MultiaddrConnection, address: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const heard = new Uint8ArrayList()
  const onMessage = ({ data }: StreamMessageEvent) => {
    heard.append(data)
    const length = Math.min(heard.byteLength, FIRST_WORDS.length)
    for (let i = 0; i < length; i++) {
      if (heard.get(i) !== FIRST_WORDS[i]) return reject(new Fault('SESSION_PROTOCOL_UNKNOWN', { address }))
    }
    if (length === FIRST_WORDS.length) resolve()
  }
  const onClose = ({ error }: StreamCloseEvent) =>
    reject(new Fault('SESSION_TRUNCATED', { address }, { cause: error }))
  raw.addEventListener('message', onMessage)
  raw.addEventListener('close', onClose)
  if (raw.status !== 'open') reject(new Fault('SESSION_TRUNCATED', { address }))
  return promise
    .finally(() => {
      raw.removeEventListener('message', onMessage)
      raw.removeEventListener('close', onClose)
    })
    .then(() => raw.unshift(heard))
}

let harmless = false

/**
 * @libp2p/tcp 11.0 has moments without an 'error' listener on a socket it dials (between connecting and wrapping,
 * and after an abort); an ECONNRESET or AbortError then would end the process. Every client socket gets one.
 */
function keepSocketErrorsHarmless(): void {
  if (harmless) return
  harmless = true
  subscribe('net.client.socket', (message) => {
    if (hasSocket(message)) message.socket.on('error', () => undefined)
  })
}

function hasSocket(message: unknown): message is { socket: NodeJS.EventEmitter } {
  return typeof message === 'object' && message !== null && 'socket' in message
}
