// A peer in a process of its own that writes numbered messages until it is killed. Tells over IPC what was stored.
import { setTimeout as pause } from 'node:timers/promises'
import { multiaddr } from '@multiformats/multiaddr'
import { login } from '@parley/shared/identity/login.ts'
import { type BareDevice, bytesOf, startBarePeer } from './bare-peer.ts'

/** Until the last message is on the other's disk, ms: after many kills on a busy machine thousands wait. */
const REST_MS = 120_000
/** Between two looks whether the other is still there, ms. */
const AGAIN_MS = 500

export interface CrashStart extends BareDevice {
  readonly folder: string
  readonly key: string
  /** Whom to write to, and the first number. */
  readonly to: string
  readonly from: number
  /** Texts begin with it. */
  readonly name: string
  readonly listen: string
}

export type CrashOrder =
  | { kind: 'start'; start: CrashStart }
  | { kind: 'connect'; address: string }
  | { kind: 'rest' }

export type CrashNews =
  | { kind: 'ready'; address: string }
  | { kind: 'stored'; number: number }
  /** No more is written, and the other disk has all of it. */
  | { kind: 'rested' }

const tell = (news: CrashNews) => process.send?.(news)

async function run({
  start,
  orders,
}: {
  start: CrashStart
  orders: AsyncIterable<CrashOrder>
}): Promise<void> {
  const { node, conversations, address } = await startBarePeer({ ...start, storeKey: bytesOf(start.key) })
  tell({ kind: 'ready', address })
  const target = { kind: 'direct', login: login(start.to) } as const
  let resting = false
  const writing = (async () => {
    let last: Awaited<ReturnType<typeof conversations.send>> | undefined
    for (let number = start.from; !resting; number++) {
      last = await conversations.send(target, `${start.name} ${number}`)
      tell({ kind: 'stored', number })
    }
    return last
  })()
  /** What finding each other on a LAN does for real peers: a session that is lost, or never came, is opened again. */
  const stayWith = async (address: string) => {
    for (;;) {
      if (node.sessions.list().length === 0) {
        await node.sessions.connect(multiaddr(address), AbortSignal.timeout(10_000)).catch(() => undefined)
      }
      await pause(AGAIN_MS)
    }
  }
  for await (const order of orders) {
    if (order.kind === 'connect') void stayWith(order.address)
    if (order.kind === 'rest') {
      resting = true
      const last = await writing
      if (last !== undefined)
        await conversations.awaitState(last.id, 'delivered', AbortSignal.timeout(REST_MS))
      tell({ kind: 'rested' })
    }
  }
}

async function* ordersFrom(source: NodeJS.Process): AsyncGenerator<CrashOrder> {
  const waiting: CrashOrder[] = []
  let more: () => void = () => undefined
  source.on('message', (order: CrashOrder) => {
    waiting.push(order)
    more()
  })
  for (;;) {
    const order = waiting.shift()
    if (order !== undefined) yield order
    else
      await new Promise<void>((resolve) => {
        more = resolve
      })
  }
}

const orders = ordersFrom(process)
process.on('disconnect', () => process.exit())
const first = await orders.next()
if (first.done !== true && first.value.kind === 'start') await run({ start: first.value.start, orders })
