// A peer in a process of its own that writes numbered messages until it is killed. Tells over IPC what was stored.
import { join } from 'node:path'
import { multiaddr } from '@multiformats/multiaddr'
import { startConversations } from '@parley/peer/conversations/conversations.ts'
import { openStore } from '@parley/peer/store/open.ts'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import { trustedRoot } from '@parley/shared/certificates/roots.ts'
import { primitives, signerFromPkcs8 } from '@parley/shared/host/crypto.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { libp2pKey } from '@parley/shared/host/net/key.ts'
import { startNode } from '@parley/shared/host/net/node.ts'
import { createTrust } from '@parley/shared/host/net/trust.ts'
import { login } from '@parley/shared/identity/login.ts'

export interface CrashStart {
  readonly folder: string
  readonly root: string
  readonly lists: readonly string[]
  readonly chain: readonly string[]
  readonly pkcs8: string
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

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
const tell = (news: CrashNews) => process.send?.(news)

async function run({
  start,
  orders,
}: {
  start: CrashStart
  orders: AsyncIterable<CrashOrder>
}): Promise<void> {
  const signer = signerFromPkcs8(bytes(start.pkcs8))
  const own = start.chain.map(bytes)
  const now = () => new Date()
  const trust = createTrust({
    roots: [trustedRoot(bytes(start.root), primitives)],
    primitives,
    issuers: own.slice(1),
    lists: start.lists.map(bytes),
    acquaintance: () => 'known',
    keep: () => undefined,
  })
  const node = await startNode({
    privateKey: libp2pKey(bytes(start.pkcs8)),
    ownChain: () => own,
    trust,
    listen: [start.listen],
    mdns: false,
    dht: 'off',
    kind: 'peer',
    dialFound: false,
    now,
    log: silentLog,
  })
  const certificate = trust.check(own, peerIdOfSpki(signer.spki, primitives), now())
  const store = openStore(join(start.folder, 'parley.db'), bytes(start.key))
  const conversations = await startConversations({
    store,
    sessions: node.sessions,
    directory: { devicesOf: async () => [] },
    trust,
    signer,
    own: () => certificate,
    primitives,
    now,
    log: silentLog,
  })
  tell({ kind: 'ready', address: node.addresses[0] ?? '' })
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
  for await (const order of orders) {
    if (order.kind === 'connect') {
      await node.sessions
        .connect(multiaddr(order.address), AbortSignal.timeout(10_000))
        .catch(() => undefined)
    }
    if (order.kind === 'rest') {
      resting = true
      const last = await writing
      if (last !== undefined)
        await conversations.awaitState(last.id, 'delivered', AbortSignal.timeout(30_000))
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
