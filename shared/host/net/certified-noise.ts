// The connection encrypter: Noise XX, then certificates both ways, before libp2p gets to see the connection.
// Order of the frames: shared/sessions/wire/handshake.proto. Never returns without a VerifiedCert on record.
import { noise } from '@chainsafe/libp2p-noise'
import type {
  ComponentLogger,
  ConnectionEncrypter,
  MessageStream,
  PeerId,
  PrivateKey,
  SecureConnectionOptions,
  SecuredConnection,
  Upgrader,
} from '@libp2p/interface'
import type { VerifiedCert } from '../../certificates/check.ts'
import { Fault } from '../../faults/fault.ts'
import { type PeerIdText, peerIdText } from '../../identity/ids.ts'
import { isRootBundle } from '../../roots/root-list.ts'
import {
  CERTIFIED_NOISE_PROTOCOL,
  HELLO_BYTES_MAX,
  LISTS_BYTES_MAX,
  STRANGER_LISTS_BYTES_MAX,
} from '../../sessions/constants.ts'
import { decodeFrame, encodeFrame, type HandshakeFrame, type Hello } from '../../sessions/hello.ts'
import { lacking, merge, newerIn, numbersOf } from '../../sessions/lists.ts'
import { prologue } from '../../sessions/realm-tag.ts'
import { HANDSHAKE_MS, REFUSAL_FLUSH_MS } from './constants.ts'
import { type Frames, framesOf } from './frames.ts'
import type { Handshake, Handshakes, Proof } from './handshakes.ts'
import { noiseCrypto, quickSigner } from './noise-crypto.ts'
import type { Trust } from './types.ts'

interface Components {
  peerId: PeerId
  privateKey: PrivateKey
  logger: ComponentLogger
  upgrader: Upgrader
}

export interface CertifiedNoiseInit {
  readonly trust: Trust
  readonly handshakes: Handshakes
  ownChain(): readonly Uint8Array[]
  now(): Date
}

/** @throws from its handshakes: Fault SESSION_*, CERT_*, REVOCATION_LIST_* */
export function certifiedNoise(init: CertifiedNoiseInit): (components: Components) => ConnectionEncrypter {
  const makeNoise = noise({ prologueBytes: prologue(init.trust.realmId), crypto: noiseCrypto })
  return (components) => {
    const { peerId, logger } = components
    const inner = makeNoise({
      peerId,
      logger,
      privateKey: quickSigner(components.privateKey),
      // libp2p makes its encrypters before its upgrader.
      get upgrader() {
        return components.upgrader
      },
    })
    return new CertifiedNoise(init, inner)
  }
}

/** One side of one handshake. */
interface Side {
  readonly frames: Frames<MessageStream>
  readonly peerId: PeerIdText
  readonly address: string
  readonly signal: AbortSignal
}

class CertifiedNoise implements ConnectionEncrypter {
  readonly protocol = CERTIFIED_NOISE_PROTOCOL
  readonly [Symbol.toStringTag] = CERTIFIED_NOISE_PROTOCOL
  readonly #init: CertifiedNoiseInit
  readonly #noise: ConnectionEncrypter

  constructor(init: CertifiedNoiseInit, inner: ConnectionEncrypter) {
    this.#init = init
    this.#noise = inner
  }

  secureOutbound(raw: MessageStream, options?: SecureConnectionOptions): Promise<SecuredConnection> {
    return this.#secure(raw, options, 'out')
  }

  secureInbound(raw: MessageStream, options?: SecureConnectionOptions): Promise<SecuredConnection> {
    return this.#secure(raw, options, 'in')
  }

  async #secure(
    raw: MessageStream,
    options: SecureConnectionOptions | undefined,
    direction: 'in' | 'out',
  ): Promise<SecuredConnection> {
    const { handshakes } = this.#init
    const record =
      handshakes.of(raw.timeline) ?? handshakes.begin(raw.timeline, { address: 'unknown', direction })
    const clock = deadline(record.address, options?.signal)
    try {
      const secured = await this.#encrypt(raw, { ...options, signal: clock.signal }, record)
      const side: Side = {
        frames: framesOf(secured.connection, record.address, LISTS_BYTES_MAX + HELLO_BYTES_MAX),
        peerId: provedPeer(secured.remotePeer),
        address: record.address,
        signal: clock.signal,
      }
      record.peerId = side.peerId
      record.proof = await this.#prove(side, direction)
      return { ...secured, connection: side.frames.unwrap() }
    } catch (error) {
      // The first cause counts: a time limit shows up in many shapes further in.
      record.fault ??=
        clock.fault() ?? (error instanceof Fault ? error : noiseFault(raw, record.address, error))
      throw record.fault
    } finally {
      clock.stop()
    }
  }

  async #encrypt(
    raw: MessageStream,
    options: SecureConnectionOptions,
    record: Handshake,
  ): Promise<SecuredConnection> {
    return record.direction === 'out'
      ? await this.#noise.secureOutbound(raw, options)
      : await this.#noise.secureInbound(raw, options)
  }

  async #prove(side: Side, direction: 'in' | 'out'): Promise<Proof> {
    try {
      return direction === 'out' ? await this.#introduce(side) : await this.#receive(side)
    } catch (error) {
      if (error instanceof Fault && error.code !== 'SESSION_REFUSED' && error.code !== 'SESSION_TRUNCATED') {
        await tell(side, error)
      }
      throw error
    }
  }

  /** The side that dialled: shows its chain, then decides about the other. */
  async #introduce(side: Side): Promise<Proof> {
    const { trust } = this.#init
    let told = trust.told()
    await send(side, this.#hello([]))
    let answer = await receive(side, HELLO_BYTES_MAX)
    if (answer.kind === 'need') {
      told = trust.told()
      await send(side, {
        kind: 'lists',
        revocationLists: lacking(told, answer.lists).map((list) => list.der),
      })
      answer = await receive(side, HELLO_BYTES_MAX)
    }
    const hello = expectHello(side, answer)
    const cert = await this.#decide(side, hello, hello.listsFollow)
    await send(side, { kind: 'done' })
    // What was told, not what is known by now: a list that came meanwhile still has to be passed on.
    return { cert, lists: merge(hello.lists, numbersOf(told)) }
  }

  /** The side that was dialled: decides first, and shows its own chain only then. */
  async #receive(side: Side): Promise<Proof> {
    const { trust } = this.#init
    const hello = expectHello(side, await receive(side, HELLO_BYTES_MAX))
    if (hello.listsFollow) throw malformed(side)
    const newer = newerIn(hello.lists, numbersOf(trust.told()))
    const cert = await this.#decide(side, hello, newer, () =>
      send(side, { kind: 'need', lists: numbersOf(trust.told()) }),
    )
    const told = trust.told()
    const missing = lacking(told, hello.lists).map((list) => list.der)
    await send(side, this.#hello(missing))
    if (missing.length > 0) await send(side, { kind: 'lists', revocationLists: missing })
    const last = await receive(side, HELLO_BYTES_MAX)
    if (last.kind !== 'done') throw malformed(side)
    // A list may have come from somebody else while this handshake waited.
    return {
      cert: trust.recheck(cert, this.#init.now()),
      lists: merge(hello.lists, numbersOf(told)),
    }
  }

  #hello(missing: readonly Uint8Array[]): Hello {
    return {
      kind: 'hello',
      chain: this.#init.ownChain(),
      lists: numbersOf(this.#init.trust.told()),
      listsFollow: missing.length > 0,
    }
  }

  /**
   * Judges a chain by the newest lists either side has. Lists are large, so they are taken only from somebody whose
   * chain holds but for the lists this side lacks.
   */
  async #decide(side: Side, hello: Hello, lists: boolean, ask?: () => Promise<void>): Promise<VerifiedCert> {
    const { trust } = this.#init
    const check = () => trust.check(hello.chain, side.peerId, this.#init.now())
    if (!lists) return check()
    let limit: number = LISTS_BYTES_MAX
    try {
      check()
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      // The realm may have a new root, and this side slept when it was announced.
      const aboutRoots = error.code === 'CERT_ROOT_UNKNOWN' && trust.rootsNewerIn(hello.lists)
      if (!aboutRoots && !ABOUT_LISTS.has(error.code)) throw error
      if (aboutRoots) limit = STRANGER_LISTS_BYTES_MAX
    }
    await ask?.()
    const frame = await receive(side, limit)
    if (frame.kind !== 'lists') throw malformed(side)
    // The roots first: they may be what lets the other lists be believed.
    for (const der of frame.revocationLists.toSorted(rootsFirst)) takeList(trust, der, hello.chain)
    return check()
  }
}

/** What a newer list may cure. */
const ABOUT_LISTS: ReadonlySet<string> = new Set([
  'REVOCATION_LIST_MISSING',
  'REVOCATION_LIST_STALE',
  'REVOCATION_LIST_EXPIRED',
])

const rootsFirst = (a: Uint8Array, b: Uint8Array) => Number(isRootBundle(b)) - Number(isRootBundle(a))

/** A list of an issuer under a root this side does not trust concerns nobody here. */
export function takeList(trust: Trust, der: Uint8Array, chain: readonly Uint8Array[]): void {
  try {
    trust.offer(der, chain.slice(1))
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'REVOCATION_LIST_ISSUER_UNKNOWN') throw error
  }
}

async function send(side: Side, frame: HandshakeFrame): Promise<void> {
  await side.frames.write(encodeFrame(frame), side.signal)
}

async function receive(side: Side, maxBytes: number): Promise<Exclude<HandshakeFrame, { kind: 'refusal' }>> {
  const frame = decodeFrame(await side.frames.read(maxBytes, side.signal), side.address)
  if (frame.kind === 'refusal')
    throw new Fault('SESSION_REFUSED', { address: side.address, code: frame.code, peer: side.peerId })
  return frame
}

function expectHello(side: Side, frame: HandshakeFrame): Hello {
  if (frame.kind !== 'hello') throw malformed(side)
  return frame
}

const malformed = (side: Side) => new Fault('SESSION_HELLO_MALFORMED', { address: side.address })

/** Says why, and lets it leave: cutting the socket at once would take the answer back. Never throws. */
async function tell(side: Side, fault: Fault): Promise<void> {
  const signal = AbortSignal.timeout(REFUSAL_FLUSH_MS)
  try {
    await side.frames.write(encodeFrame({ kind: 'refusal', code: fault.code }), signal)
    await side.frames.unwrap().close({ signal })
  } catch {
    // It is gone, or does not read: the connection is cut all the same.
  }
}

/** Noise proved the key; an identity key of a kind no certificate can have is nobody's. */
function provedPeer(remote: PeerId): PeerIdText {
  try {
    return peerIdText(remote.toString())
  } catch (cause) {
    throw new Fault('CERT_KEY_UNSUPPORTED', {}, { cause })
  }
}

function noiseFault(raw: MessageStream, address: string, cause: unknown): Fault {
  const code = raw.status === 'open' ? 'SESSION_NOISE_FAILED' : 'SESSION_TRUNCATED'
  return new Fault(code, { address }, { cause })
}

/** The handshake's own time limit beside the caller's signal; leaves no timer and no listener behind. */
function deadline(address: string, outer: AbortSignal | undefined) {
  const controller = new AbortController()
  let late = false
  const timer = setTimeout(() => {
    late = true
    controller.abort()
  }, HANDSHAKE_MS)
  const follow = () => controller.abort(outer?.reason)
  outer?.addEventListener('abort', follow, { once: true })
  if (outer?.aborted === true) follow()
  return {
    signal: controller.signal,
    fault: () =>
      late ? new Fault('SESSION_TIMEOUT', { address, seconds: HANDSHAKE_MS / 1_000 }) : undefined,
    stop() {
      clearTimeout(timer)
      outer?.removeEventListener('abort', follow)
    },
  }
}
