// Look-ups in a directory of 100,000 people, over one session of one enrolled device with a real CA node: how many a second
// when many are asked for at once, and how long one takes that is asked for alone.
import { join as joinPath } from 'node:path'
import { DirectoryClient } from '@parley/peer/directory/client.ts'
import { openDevice } from '@parley/peer/enrol/device.ts'
import { join } from '@parley/peer/enrol/join.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { startNode } from '@parley/shared/host/net/node.ts'
import { createTrust } from '@parley/shared/host/net/trust.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import { makeRealm, SECRET, withFolder } from './authority.ts'
import { type Figure, quantile } from './figure.ts'
import { fillRealm, loginOf } from './people.ts'

const PEOPLE = 100_000
const LOOKUPS = 40_000
/** Look-ups under way at once. */
const AT_ONCE = 128
const ALONE = 5_000
const WARM_UP = 4_000

export function directoryFigures(): Promise<readonly Figure[]> {
  return withFolder(async (folder) => {
    const realm = await makeRealm(folder)
    await fillRealm(realm.folder, PEOPLE)
    const authority = await realm.start()
    try {
      const { invite } = await realm.run('invite')
      return await withSession(String(invite), joinPath(folder, 'peer'), authority.p2p, measure)
    } finally {
      await authority.stop()
    }
  })
}

async function measure(session: Session): Promise<readonly Figure[]> {
  // Only what changes from now on is told unasked, not 100,000 people.
  const client = await DirectoryClient.open(session, Date.now(), () => undefined, AbortSignal.timeout(10_000))
  const running = client.run()
  const signal = AbortSignal.timeout(120_000)
  const lookUp = async () => {
    const login = loginOf(Math.floor(Math.random() * PEOPLE))
    const reply = await client.ask({ kind: 'lookup', login }, signal)
    if (reply.kind !== 'people' || reply.people[0]?.login !== login) throw new Error(`not ${login}`)
  }
  const many = async (count: number) => {
    let left = count
    const asker = async () => {
      while (left-- > 0) await lookUp()
    }
    await Promise.all(Array.from({ length: AT_ONCE }, asker))
  }
  await many(WARM_UP)
  const begun = performance.now()
  await many(LOOKUPS)
  const rate = LOOKUPS / ((performance.now() - begun) / 1000)
  const alone: number[] = []
  for (let n = 0; n < ALONE; n++) {
    const asked = performance.now()
    await lookUp()
    alone.push(performance.now() - asked)
  }
  client.close()
  await running.catch(() => undefined)
  return [
    { metric: 'lookup.rate', value: rate, unit: 'look-ups/s', n: LOOKUPS },
    { metric: 'lookup.p50', value: quantile(alone, 0.5), unit: 'ms', n: ALONE },
    { metric: 'lookup.p99', value: quantile(alone, 0.99), unit: 'ms', n: ALONE },
  ]
}

/** A device that joins as a person's does, and its session with the authority. */
async function withSession<T>(
  invitation: string,
  folder: string,
  addresses: readonly string[],
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const passphrase = new TextEncoder().encode(SECRET)
  const now = () => new Date()
  const person = { login: 'asker', password: 'three loud herons at dawn' }
  await join({ invitation, person, key: 'ed25519', folder, passphrase, now })
  const device = await openDevice(folder, passphrase)
  const node = await startNode({
    privateKey: device.privateKey,
    ownChain: device.chain,
    trust: createTrust({
      roots: device.roots,
      primitives,
      issuers: device.chain().slice(1),
      lists: device.lists(),
      acquaintance: () => 'known',
      keep: () => undefined,
    }),
    listen: [],
    mdns: false,
    dht: 'client',
    kind: 'peer',
    dialFound: false,
    now,
    log: silentLog,
  })
  try {
    const { peerId } = device.authority()
    node.contacts.learn(peerId, addresses, 'remembered')
    return await work(await node.sessions.connect(peerId, AbortSignal.timeout(10_000)))
  } finally {
    await node.stop()
    device.close()
  }
}
