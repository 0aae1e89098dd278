// A pirate: reaches a real listener through a tap that sees every byte, speaks as much of the protocol as suits it,
// and tells what came back and when the door was shut.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import type { ConnectionEncrypter, MessageStream, PrivateKey } from '@libp2p/interface'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import { type Frames, framesOf } from '@parley/shared/host/net/frames.ts'
import { CERTIFIED_NOISE_PROTOCOL, LISTS_BYTES_MAX } from '@parley/shared/sessions/constants.ts'
import { decodeFrame, type HandshakeFrame } from '@parley/shared/sessions/hello.ts'
import { createLibp2p } from 'libp2p'

/** The promise: whoever is refused is cut within this time. */
export const PATIENCE_MS = 5_000
/** The same as seen from outside, with a machine under load between. */
export const CUT_SEEN_MS = PATIENCE_MS + 3_000

export interface Target {
  readonly name: string
  readonly host: string
  readonly port: number
}

export interface Seen {
  /** The pirate's port as the target's log names it. */
  readonly port: number
  /** Everything the target sent, ciphertext and all. */
  readonly bytes: Buffer
  /** What it said inside Noise. */
  readonly frames: readonly HandshakeFrame[]
  /** ms since 1970, just before the connection. */
  readonly openedAt: number
  /** From the connection to the target's closing it. */
  readonly closedAfterMs: number
}

/** One connection to the target whose bytes are seen. */
interface Tapped {
  readonly socket: Socket
  readonly openedAt: number
  readonly port: number
  readonly chunks: Buffer[]
  closed(): Promise<number>
}

async function tapped(target: Target): Promise<Tapped> {
  const openedAt = Date.now()
  const socket = connect(target.port, target.host)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  const started = performance.now()
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  // Not events.once: a reset is an error there, and here one way to be cut.
  const closed = new Promise<number>((resolve) => {
    socket.once('close', () => resolve(performance.now() - started))
  })
  return { socket, openedAt, port: socket.localPort ?? 0, chunks, closed: () => inTime(closed, socket) }
}

async function inTime(closed: Promise<number>, socket: Socket): Promise<number> {
  const timer = setTimeout(() => socket.destroy(), CUT_SEEN_MS)
  try {
    return await closed
  } finally {
    clearTimeout(timer)
  }
}

/** Bytes straight into the socket. `end` half-closes after them. */
export async function attackRaw(
  target: Target,
  say: (socket: Socket) => void | Promise<void>,
): Promise<Seen> {
  const tap = await tapped(target)
  await say(tap.socket)
  const closedAfterMs = await tap.closed()
  const { port, openedAt } = tap
  return { port, openedAt, bytes: Buffer.concat(tap.chunks), frames: [], closedAfterMs }
}

export interface NoiseAttack {
  readonly key: PrivateKey
  readonly prologue: Uint8Array
  /** What is said once Noise is done; everything that comes back is read after it. */
  say(frames: Frames<MessageStream>): Promise<void>
  /** Under which id Noise is offered. */
  readonly protocol?: string
}

/** Through libp2p's own negotiation and Noise, then whatever the attack says. */
export async function attackNoise(target: Target, attack: NoiseAttack): Promise<Seen> {
  let tap: Tapped | undefined
  const relay = createServer(async (near) => {
    near.on('error', () => undefined)
    const far = await tapped(target)
    tap = far
    far.socket.pipe(near)
    near.pipe(far.socket)
    near.on('close', () => far.socket.end())
  })
  relay.listen(0, '127.0.0.1')
  await once(relay, 'listening')
  const frames: HandshakeFrame[] = []
  const node = await pirateNode(attack, frames, [])
  try {
    const { port } = relay.address() as AddressInfo
    await node.dial(multiaddr(`/ip4/127.0.0.1/tcp/${port}`)).catch(() => undefined)
    if (tap === undefined) throw new Error('the pirate did not get to the tap')
    const closedAfterMs = await tap.closed()
    return { port: tap.port, openedAt: tap.openedAt, bytes: Buffer.concat(tap.chunks), frames, closedAfterMs }
  } finally {
    await node.stop()
    relay.close()
  }
}

/** A pirate that waits to be dialled. */
export async function lurk(attack: NoiseAttack): Promise<{
  readonly address: string
  /** What the one who dialled said inside Noise. */
  readonly frames: readonly HandshakeFrame[]
  readonly over: Promise<void>
  stop(): Promise<void>
}> {
  const frames: HandshakeFrame[] = []
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const node = await pirateNode(attack, frames, ['/ip4/127.0.0.1/tcp/0'], resolve)
  return { address: String(node.getMultiaddrs()[0]), frames, over, stop: async () => node.stop() }
}

async function pirateNode(
  attack: NoiseAttack,
  heard: HandshakeFrame[],
  listen: string[],
  over: () => void = () => undefined,
) {
  return await createLibp2p({
    privateKey: attack.key,
    addresses: { listen },
    transports: [tcp()],
    connectionEncrypters: [
      (components) => {
        const inner = noise({ prologueBytes: attack.prologue })(components)
        const play = async (raw: MessageStream, secured: Promise<{ connection: MessageStream }>) => {
          const { connection } = await secured
          const frames = framesOf(connection, 'target', LISTS_BYTES_MAX)
          await attack.say(frames).catch(() => undefined)
          for (;;) {
            const frame = await frames.next(LISTS_BYTES_MAX).catch(() => undefined)
            if (frame === undefined) break
            heard.push(decodeFrame(frame, 'target'))
          }
          over()
          raw.abort(new Error('the raid is over'))
          throw new Error('the raid is over')
        }
        const encrypter: ConnectionEncrypter = {
          protocol: attack.protocol ?? CERTIFIED_NOISE_PROTOCOL,
          secureOutbound: (raw, options) => play(raw, inner.secureOutbound(raw, options)),
          secureInbound: (raw, options) => play(raw, inner.secureInbound(raw, options)),
        }
        return encrypter
      },
    ],
    streamMuxers: [yamux()],
    connectionMonitor: { enabled: false },
  })
}
