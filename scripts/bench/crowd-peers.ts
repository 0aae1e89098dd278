// Many peers of one realm in this process, the first connected to all others in one group; and as many bare nodes. Driven over
// IPC by groups.ts.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import type { Stream } from '@libp2p/interface'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import { randomBytes } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import { createLibp2p, type Libp2p } from 'libp2p'
import { type BarePeer, startBarePeer } from '../../test/support/bare-peer.ts'
import type { BenchDevice } from './messages-realm.ts'
import { answering } from './processes-pair.ts'

const ROOM = 'pier'
const ECHO = '/bare/echo'
const soon = () => AbortSignal.timeout(120_000)

let peers: BarePeer[] = []
let nodes: Libp2p[] = []
let streams: Stream[] = []
/** Called at each arrival at one of the others. */
let arrived: () => void = () => undefined

/** Resolves when `count` have arrived. @returns ms until then */
function last(count: number): Promise<number> {
  const begun = performance.now()
  return new Promise((resolve) => {
    let left = count
    arrived = () => {
      left -= 1
      if (left === 0) resolve(performance.now() - begun)
    }
  })
}

answering({
  async start({ devices, names, folder }: { devices: BenchDevice[]; names: string[]; folder: string }) {
    for (const [n, device] of devices.entries()) {
      const own = join(folder, String(n))
      await mkdir(own)
      const peer = await startBarePeer({ ...device, folder: own, storeKey: randomBytes(32) })
      peers.push(peer)
      if (n === 0) continue
      peer.conversations.onEvent((event) => {
        if (event.kind === 'message') arrived()
      })
      await peers[0]?.node.sessions.connect(multiaddr(peer.address), soon())
    }
    await peers[0]?.conversations.groups.create(ROOM, names.slice(1).map(login))
  },
  /** One text after the other, each when all have the one before. @returns ms each, until the last had it */
  async say({ text, count }: { text: string; count: number }) {
    const samples: number[] = []
    const [one, ...others] = peers
    for (let n = 0; one !== undefined && n < count; n++) {
      const all = last(others.length)
      const { id } = await one.conversations.send({ kind: 'room', name: ROOM }, text)
      samples.push(await all)
      await one.conversations.awaitState(id, 'delivered', soon())
    }
    return samples
  },
  async startBare(count: number) {
    for (let n = 0; n < count; n++) {
      const node = await createLibp2p({
        addresses: { listen: n === 0 ? [] : ['/ip4/127.0.0.1/tcp/0'] },
        transports: [tcp()],
        connectionEncrypters: [noise()],
        streamMuxers: [yamux()],
        connectionManager: { maxConnections: count },
      })
      nodes.push(node)
      if (n === 0) continue
      await node.handle(ECHO, (stream) => {
        stream.addEventListener('message', ({ data }) => {
          arrived()
          stream.send(data)
        })
      })
      const [address] = node.getMultiaddrs()
      const stream = await nodes[0]?.dialProtocol(address ?? [], ECHO, { signal: soon() })
      if (stream !== undefined) streams.push(stream)
    }
  },
  /** The same bytes to all of them, again when all have them. @returns ms each, until the last had them */
  async fan({ size, count }: { size: number; count: number }) {
    const message = new Uint8Array(size)
    const samples: number[] = []
    for (let n = 0; n < count; n++) {
      const all = last(streams.length)
      for (const stream of streams) stream.send(message)
      samples.push(await all)
    }
    return samples
  },
  async stop() {
    for (const { conversations, node, store } of peers) {
      await conversations.stop()
      await node.stop()
      store.close()
    }
    for (const node of nodes) await node.stop()
    peers = []
    nodes = []
    streams = []
  },
})
