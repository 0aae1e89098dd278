// Many enrolled devices connected to one CA node: certified sessions, each with its directory open. They run in this
// process and do not dial each other: what is measured is the CA node.
import { join as joinPath } from 'node:path'
import { createDirectory } from '@parley/peer/directory/directory.ts'
import { openDevice } from '@parley/peer/enrol/device.ts'
import { join } from '@parley/peer/enrol/join.ts'
import { openStore } from '@parley/peer/store/open.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { startNode } from '@parley/shared/host/net/node.ts'
import { createTrust } from '@parley/shared/host/net/trust.ts'
import type { Trust } from '@parley/shared/host/net/types.ts'
import { fromString } from 'uint8arrays/from-string'

const passphrase = fromString('only for this measurement')
const now = () => new Date()
const folderOf = (folder: string, n: number) => joinPath(folder, `p${n}`)

export const crowdLogin = (n: number) => `person${String(n).padStart(4, '0')}`

/** Enrols `count` people by one invitation, one after the other. */
export async function enrolCrowd(invitation: string, folder: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const person = {
      login: crowdLogin(n),
      password: 'only for this measurement',
    }
    await join({ invitation, person, key: 'ed25519', folder: folderOf(folder, n), passphrase, now })
  }
}

/** Calls `measure` with what each of those people of `enrolCrowd` trusts, while they are connected to the CA node at these multiaddrs. */
export async function withCrowd<T>(
  addresses: readonly string[],
  folder: string,
  { from, to }: { from: number; to: number },
  measure: (trusts: readonly Trust[]) => Promise<T>,
): Promise<T> {
  const crowd: Connected[] = []
  try {
    for (let n = from; n < to; n++) crowd.push(await connect(addresses, folderOf(folder, n)))
    return await measure(crowd.map(({ trust }) => trust))
  } finally {
    for (const { stop } of crowd) await stop()
  }
}

interface Connected {
  readonly trust: Trust
  stop(): Promise<void>
}

async function connect(addresses: readonly string[], folder: string): Promise<Connected> {
  const device = await openDevice(folder, passphrase)
  const store = openStore(joinPath(folder, 'history.db'), device.storeKey)
  const trust = createTrust({
    roots: device.roots,
    primitives,
    issuers: device.chain().slice(1),
    lists: device.lists(),
    acquaintance: () => 'known',
    keep: () => undefined,
  })
  const own = trust.check(device.chain(), device.peerId, now())
  const node = await startNode({
    privateKey: device.privateKey,
    ownChain: device.chain,
    trust,
    listen: [],
    mdns: false,
    dht: 'client',
    kind: 'peer',
    dialFound: false,
    now,
    log: silentLog,
  })
  const { peerId } = device.authority()
  node.contacts.learn(peerId, addresses, 'remembered')
  await node.sessions.connect(peerId, AbortSignal.timeout(10_000))
  const directory = createDirectory({
    node,
    store,
    trust,
    on: true,
    own: () => own,
    ownName: () => '',
    now,
    log: silentLog,
  })
  return {
    trust,
    async stop() {
      directory.stop()
      await node.stop()
      store.close()
      device.close()
    },
  }
}
