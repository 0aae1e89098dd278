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
import { fromString } from 'uint8arrays/from-string'

export interface Crowd {
  /** Options of `parley ca ...` for the authority. */
  readonly authority: readonly string[]
  readonly folder: string
  readonly count: number
  run(args: readonly string[]): Promise<Record<string, unknown>>
}

const passphrase = fromString('only for this measurement')
const now = () => new Date()

/** Calls `measure` while `count` devices are connected and have the directory's first answer. */
export async function withConnectedPeers<T>(crowd: Crowd, measure: () => Promise<T>): Promise<T> {
  const { invite } = await crowd.run(['ca', 'invite', '--uses', String(crowd.count), ...crowd.authority])
  const stops: (() => Promise<void>)[] = []
  try {
    for (let n = 0; n < crowd.count; n++)
      stops.push(await connect(String(invite), joinPath(crowd.folder, `p${n}`), n))
    return await measure()
  } finally {
    for (const stop of stops) await stop()
  }
}

async function connect(invitation: string, folder: string, n: number): Promise<() => Promise<void>> {
  const person = { login: `person${String(n).padStart(4, '0')}`, password: 'only for this measurement' }
  await join({ invitation, person, key: 'ed25519', folder, passphrase, now })
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
  const { peerId, p2p } = device.authority()
  node.contacts.learn(peerId, p2p, 'remembered')
  await node.sessions.connect(peerId, AbortSignal.timeout(10_000))
  const directory = createDirectory({
    node,
    store,
    trust,
    on: true,
    own: () => own,
    ownName: '',
    now,
    log: silentLog,
  })
  return async () => {
    directory.stop()
    await node.stop()
    store.close()
    device.close()
  }
}
