// The bare twin of a peer: libp2p over TCP, Noise and yamux as they come, one stream that is echoed or counted.
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import type { Stream } from '@libp2p/interface'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { answering, machineNow } from './processes-pair.ts'

const ECHO = '/bare/echo'
const COUNT = '/bare/count'
/** Bytes unanswered on the counted stream: the window of the product. */
const WINDOW = 1_048_576

const node = await createLibp2p({
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
  transports: [tcp()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
})
/** When bytes came, on the machine's clock. */
let heardAt: number[] = []
await node.handle(ECHO, (stream) => {
  stream.addEventListener('message', ({ data }) => {
    heardAt.push(machineNow())
    stream.send(data)
  })
})
/** Answers with a byte for each message of the agreed size that is complete. */
await node.handle(COUNT, (stream) => {
  let size = 0
  let held = 0
  stream.addEventListener('message', ({ data }) => {
    held += data.byteLength
    if (size === 0) {
      const head = data.subarray(0, 4)
      size = new DataView(head.buffer, head.byteOffset).getUint32(0)
      held -= 4
    }
    const complete = Math.floor(held / size)
    held -= complete * size
    if (complete > 0) stream.send(new Uint8Array(complete))
  })
})

const open = (address: string, protocol: string): Promise<Stream> =>
  node.dialProtocol(multiaddr(address), protocol, { signal: AbortSignal.timeout(10_000) })

answering({
  start: () => node.getMultiaddrs()[0]?.toString() ?? '',
  async echo({ address, size, count }: { address: string; size: number; count: number }) {
    const stream = await open(address, ECHO)
    const message = new Uint8Array(size)
    const samples: number[] = []
    let held = 0
    let complete: () => void = () => undefined
    stream.addEventListener('message', ({ data }) => {
      held += data.byteLength
      if (held < size) return
      held -= size
      complete()
    })
    for (let n = 0; n < count; n++) {
      const begun = performance.now()
      const back = new Promise<void>((resolve) => {
        complete = resolve
      })
      stream.send(message)
      await back
      samples.push(performance.now() - begun)
    }
    await stream.close()
    return samples
  },
  /** One send() a message, as fast as the other side takes them. @returns ms */
  async rate({ address, size, count }: { address: string; size: number; count: number }) {
    const stream = await open(address, COUNT)
    const message = new Uint8Array(size)
    const most = Math.floor(WINDOW / size)
    let answered = 0
    let more: () => void = () => undefined
    stream.addEventListener('message', ({ data }) => {
      answered += data.byteLength
      more()
    })
    const begun = performance.now()
    const length = new Uint8Array(4)
    new DataView(length.buffer).setUint32(0, size)
    stream.send(length)
    for (let sent = 0; sent < count || answered < count; ) {
      while (sent < count && sent - answered < most) {
        stream.send(message)
        sent += 1
      }
      if (answered >= count) break
      await new Promise<void>((resolve) => {
        more = resolve
      })
    }
    const took = performance.now() - begun
    await stream.close()
    return took
  },
  /** The same bytes to all of them, again when all have answered. @returns when each round began */
  async fan({ addresses, size, count }: { addresses: readonly string[]; size: number; count: number }) {
    const message = new Uint8Array(size)
    let answers = 0
    let complete: () => void = () => undefined
    const streams: Stream[] = []
    for (const address of addresses) {
      const stream = await open(address, ECHO)
      stream.addEventListener('message', () => {
        answers += 1
        if (answers === addresses.length) complete()
      })
      streams.push(stream)
    }
    const begun: number[] = []
    for (let n = 0; n < count; n++) {
      const all = new Promise<void>((resolve) => {
        complete = resolve
      })
      answers = 0
      begun.push(machineNow())
      for (const stream of streams) stream.send(message)
      await all
    }
    await Promise.all(streams.map((stream) => stream.close()))
    return begun
  },
  /** When each message came since it was last asked. */
  heard() {
    const times = heardAt
    heardAt = []
    return times
  },
  stop: () => node.stop(),
})
