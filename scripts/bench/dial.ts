// How long a new connection takes, bare (TCP, Noise, yamux) and certified, between two processes, in turn.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import { primitives } from '@parley/shared/host/crypto.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { libp2pKey } from '@parley/shared/host/net/key.ts'
import { startNode } from '@parley/shared/host/net/node.ts'
import { createTrust } from '@parley/shared/host/net/trust.ts'
import { createLibp2p, type Libp2p } from 'libp2p'
import { type Device, makeRealm, type TestRealm } from '../../test/support/realm.ts'
import { type Figure, quantile } from './figure.ts'

const DIALS = 300
const WARM_UP = 30
/** Between two dials, ms: what the last one left running must not be measured with the next. */
const PAUSE_MS = 10
const LISTEN = '/ip4/127.0.0.1/tcp/0'

/** What the listening process is told; binary as base64. */
interface Task {
  readonly root: string
  readonly lists: readonly string[]
  readonly chain: readonly string[]
  readonly pkcs8: string
}

interface Ends {
  readonly bare: { dial(): Promise<void> }
  readonly certified: { dial(): Promise<void> }
  stop(): Promise<void>
}

export async function dialFigures(): Promise<readonly Figure[]> {
  const ends = await connectEnds()
  try {
    const bare: number[] = []
    const certified: number[] = []
    for (let i = 0; i < WARM_UP + DIALS; i++) {
      const first = await timed(ends.bare.dial)
      const second = await timed(ends.certified.dial)
      if (i < WARM_UP) continue
      bare.push(first)
      certified.push(second)
    }
    return [
      {
        metric: 'dial.certified.p50',
        unit: 'ms',
        n: DIALS,
        value: quantile(certified, 0.5),
        baseline: quantile(bare, 0.5),
      },
    ]
  } finally {
    await ends.stop()
  }
}

async function timed(dial: () => Promise<void>): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  const started = performance.now()
  await dial()
  return performance.now() - started
}

async function connectEnds(): Promise<Ends> {
  const realm = makeRealm()
  const child = fork(fileURLToPath(import.meta.url), ['listen'], { execArgv: ['--import', 'tsx'] })
  child.send(taskFor(realm, realm.device('bob')))
  const [addresses] = (await once(child, 'message')) as [{ bare: string; certified: string }]
  const bareNode = await startBare([])
  const certifiedNode = await startCertified(taskFor(realm, realm.device('alice')), [])
  // Each measured dial ends where the caller gets its connection; closing is not part of it.
  let leaving: Promise<unknown> = Promise.resolve()
  const bareTarget = multiaddr(addresses.bare)
  const certifiedTarget = multiaddr(addresses.certified)
  return {
    bare: {
      async dial() {
        const connection = await bareNode.dial(bareTarget)
        leaving = connection.close()
      },
    },
    certified: {
      async dial() {
        const session = await certifiedNode.sessions.connect(certifiedTarget, AbortSignal.timeout(10_000))
        leaving = session.close()
      },
    },
    async stop() {
      await leaving
      await Promise.all([bareNode.stop(), certifiedNode.stop()])
      child.disconnect()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

function taskFor(realm: TestRealm, device: Device): Task {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  return {
    root: text(realm.root.der),
    lists: realm.lists().map(text),
    chain: device.chain.map(text),
    pkcs8: text(device.pkcs8),
  }
}

async function startBare(listen: string[]): Promise<Libp2p> {
  return await createLibp2p({
    addresses: { listen },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionManager: { inboundConnectionThreshold: 10_000 },
    connectionMonitor: { enabled: false },
  })
}

async function startCertified(task: Task, listen: string[]) {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
  const { trustedRoot } = await import('@parley/shared/certificates/roots.ts')
  const chain = task.chain.map(bytes)
  return await startNode({
    privateKey: libp2pKey(bytes(task.pkcs8)),
    ownChain: () => chain,
    trust: createTrust({
      roots: [trustedRoot(bytes(task.root), primitives)],
      primitives,
      issuers: chain.slice(1),
      lists: task.lists.map(bytes),
      acquaintance: () => 'new',
      keep: () => undefined,
    }),
    listen,
    mdns: false,
    dht: 'server',
    kind: 'peer',
    dialFound: false,
    now: () => new Date(),
    log: silentLog,
  })
}

/** The other process: two listeners until the first process lets go. */
async function listen(): Promise<void> {
  const [task] = (await once(process, 'message')) as [Task]
  const bareNode = await startBare([LISTEN])
  const certifiedNode = await startCertified(task, [LISTEN])
  process.send?.({
    bare: String(bareNode.getMultiaddrs()[0]),
    certified: certifiedNode.addresses[0],
  })
  await once(process, 'disconnect')
  await Promise.all([bareNode.stop(), certifiedNode.stop()])
}

if (process.argv[2] === 'listen' && process.send !== undefined) await listen()
