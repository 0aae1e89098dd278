// One peer of a measurement, in a process of its own: certified node, SQLCipher database on disk, conversations.
// Driven over IPC by messages.ts.
import { join } from 'node:path'
import { multiaddr } from '@multiformats/multiaddr'
import { startConversations } from '@parley/peer/conversations/conversations.ts'
import { openStore } from '@parley/peer/store/open.ts'
import { peerIdOfSpki } from '@parley/shared/certificates/keys.ts'
import { trustedRoot } from '@parley/shared/certificates/roots.ts'
import { primitives, randomBytes, signerFromPkcs8 } from '@parley/shared/host/crypto.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { libp2pKey } from '@parley/shared/host/net/key.ts'
import { startNode } from '@parley/shared/host/net/node.ts'
import { createTrust } from '@parley/shared/host/net/trust.ts'
import { login } from '@parley/shared/identity/login.ts'
import type { BenchDevice } from './messages-realm.ts'
import { answering } from './processes-pair.ts'

interface Start extends BenchDevice {
  readonly folder: string
}

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
const soon = () => AbortSignal.timeout(60_000)

async function start({ root, lists, chain, pkcs8, folder }: Start) {
  const signer = signerFromPkcs8(bytes(pkcs8))
  const own = chain.map(bytes)
  const trust = createTrust({
    roots: [trustedRoot(bytes(root), primitives)],
    primitives,
    issuers: own.slice(1),
    lists: lists.map(bytes),
    acquaintance: () => 'known',
    keep: () => undefined,
  })
  const now = () => new Date()
  const node = await startNode({
    privateKey: libp2pKey(bytes(pkcs8)),
    ownChain: () => own,
    trust,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    dht: 'off',
    kind: 'peer',
    dialFound: false,
    now,
    log: silentLog,
  })
  const certificate = trust.check(own, peerIdOfSpki(signer.spki, primitives), now())
  const store = openStore(join(folder, 'parley.db'), randomBytes(32))
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
  return { node, store, conversations, address: node.addresses[0] ?? '' }
}

type Running = Awaited<ReturnType<typeof start>>
let running: Running | undefined

function here(): Running {
  if (running === undefined) throw new Error('not started')
  return running
}

answering({
  async start(options: Start) {
    running = await start(options)
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
  /** Texts of others on this disk. */
  count() {
    const sql = 'SELECT count(*) FROM event JOIN chain ON chain.id = event.chain WHERE kind = 1'
    return here().store.db.prepare<[], number>(sql).pluck().get() ?? 0
  },
  async stop() {
    await here().conversations.stop()
    await here().node.stop()
    here().store.close()
  },
})
