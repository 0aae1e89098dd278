// A mailbox in a process of its own, until it is killed. Tells over IPC where it can be reached.
import { join } from 'node:path'
import { startMailbox } from '@parley/peer/mailbox/mailbox.ts'
import { openStore } from '@parley/peer/store/open.ts'
import { trustedRoot } from '@parley/shared/certificates/roots.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { libp2pKey } from '@parley/shared/host/net/key.ts'
import { startNode } from '@parley/shared/host/net/node.ts'
import { createTrust } from '@parley/shared/host/net/trust.ts'
import { type BareDevice, bytesOf } from './bare-peer.ts'
import { STORE_KEY } from './person.ts'

export interface HolderStart extends BareDevice {
  readonly folder: string
}

export interface HolderReady {
  readonly address: string
  readonly parcels: number
}

process.once('message', (start: HolderStart) => void run(start))

async function run({ root, lists, chain, pkcs8, folder }: HolderStart): Promise<void> {
  const own = chain.map(bytesOf)
  const now = () => new Date()
  const trust = createTrust({
    roots: [trustedRoot(bytesOf(root), primitives)],
    primitives,
    issuers: own.slice(1),
    lists: lists.map(bytesOf),
    acquaintance: () => 'known',
    keep: () => undefined,
  })
  const node = await startNode({
    privateKey: libp2pKey(bytesOf(pkcs8)),
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
  const mailbox = await startMailbox({
    store: openStore(join(folder, 'parley.db'), STORE_KEY),
    net: node,
    trust,
    post: { parcelsFor: () => [], takeParcel: async () => undefined, left: () => undefined },
    holding: true,
    isRevoked: () => false,
    primitives,
    now,
    log: silentLog,
  })
  const ready: HolderReady = { address: node.addresses[0] ?? '', parcels: mailbox.held().parcels }
  process.send?.(ready)
}
