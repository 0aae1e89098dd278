// A mailbox in a process of its own, until it is killed. Tells over IPC where it can be reached.
import { join } from 'node:path'
import { startMailbox } from '@parley/peer/mailbox/mailbox.ts'
import { openStore } from '@parley/peer/store/open.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { type BareDevice, startBareNode } from './bare-peer.ts'
import { STORE_KEY } from './person.ts'

export interface HolderStart extends BareDevice {
  readonly folder: string
}

export interface HolderReady {
  readonly address: string
  readonly parcels: number
}

process.once('message', (start: HolderStart) => void run(start))

async function run({ folder, ...device }: HolderStart): Promise<void> {
  const { node, trust, now, address } = await startBareNode(device)
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
  const ready: HolderReady = { address, parcels: mailbox.held().parcels }
  process.send?.(ready)
}
