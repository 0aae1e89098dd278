// One peer of a measurement, in a process of its own: certified node, SQLCipher database on disk, conversations.
// Driven over IPC by messages.ts.
import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { multiaddr } from '@multiformats/multiaddr'
import { randomBytes } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import { type BarePeer, startBarePeer } from '../../test/support/bare-peer.ts'
import type { BenchDevice } from './messages-realm.ts'
import { answering, machineNow } from './processes-pair.ts'

interface Start extends BenchDevice {
  readonly folder: string
}

/** Between two looks at how many there are, ms. */
const LOOK_MS = 5

const soon = () => AbortSignal.timeout(60_000)

let running: BarePeer | undefined
/** When others' texts were told here, on the machine's clock. */
let heardAt: number[] = []

function here(): BarePeer {
  if (running === undefined) throw new Error('not started')
  return running
}

function textsHere(): number {
  const sql = 'SELECT count(*) FROM event WHERE kind = 1'
  return here().store.db.prepare<[], number>(sql).pluck().get() ?? 0
}

answering({
  async start(options: Start) {
    running = await startBarePeer({ ...options, storeKey: randomBytes(32) })
    running.conversations.onEvent((event) => {
      if (event.kind === 'message' && !event.message.own) heardAt.push(machineNow())
    })
    return running.address
  },
  async connect(address: string) {
    await here().node.sessions.connect(multiaddr(address), soon())
  },
  /** One message after the other: sent, and the other disk has it. @returns ms each */
  async delivered({ to, text, count }: { to: string; text: string; count: number }) {
    const { conversations } = here()
    const samples: number[] = []
    for (let n = 0; n < count; n++) {
      const begun = performance.now()
      const { id } = await conversations.send({ kind: 'direct', login: login(to) }, text)
      await conversations.awaitState(id, 'delivered', soon())
      samples.push(performance.now() - begun)
    }
    return samples
  },
  /** As fast as they are stored. @returns ms until the other disk has the last one */
  async rate({ to, text, count, atOnce }: { to: string; text: string; count: number; atOnce: number }) {
    const { conversations } = here()
    const target = { kind: 'direct', login: login(to) } as const
    const begun = performance.now()
    let last = await conversations.send(target, text)
    for (let sent = 1; sent < count; sent += atOnce) {
      const batch = Math.min(atOnce, count - sent)
      const messages = await Promise.all(
        Array.from({ length: batch }, () => conversations.send(target, text)),
      )
      last = messages.at(-1) ?? last
    }
    await conversations.awaitState(last.id, 'delivered', soon())
    return performance.now() - begun
  },
  async createGroup({ name, members }: { name: string; members: readonly string[] }) {
    await here().conversations.groups.create(name, members.map(login))
  },
  /** One text after the other, each when all have the one before. @returns when each began, on the machine's clock */
  async say({ room, text, count }: { room: string; text: string; count: number }) {
    const { conversations } = here()
    const begun: number[] = []
    for (let n = 0; n < count; n++) {
      begun.push(machineNow())
      const { id } = await conversations.send({ kind: 'room', name: room }, text)
      await conversations.awaitState(id, 'delivered', soon())
    }
    return begun
  },
  /** So many texts in a room, without waiting for anybody. */
  async fill({ room, text, count, atOnce }: { room: string; text: string; count: number; atOnce: number }) {
    for (let sent = 0; sent < count; sent += atOnce) {
      const batch = Math.min(atOnce, count - sent)
      const say = () => here().conversations.send({ kind: 'room', name: room }, text)
      await Promise.all(Array.from({ length: batch }, say))
    }
  },
  /** Resolves when so many texts of others are on this disk. */
  async counted(count: number) {
    while (textsHere() < count) await pause(LOOK_MS)
  },
  /** Bytes of objects and buffers. */
  heap() {
    setFlagsFromString('--expose-gc')
    runInNewContext('gc')()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  },
  /** When each text of another came since it was last asked. */
  heard() {
    const times = heardAt
    heardAt = []
    return times
  },
  /** Texts of others on this disk. */
  count: () => textsHere(),
  async stop() {
    await here().conversations.stop()
    await here().node.stop()
    here().store.close()
  },
})
