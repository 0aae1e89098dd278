// How long until the last of a group has a message: one process for each member, against bare streams between as many
// processes; and a big group whose members live in one process, so that the network is the loopback of one program.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, quantile } from './figure.ts'
import { makeDevices } from './messages-realm.ts'
import { type Measured, measured } from './processes-pair.ts'

/** Bytes of a message. */
const SIZE = 256
const TEXT = 'm'.repeat(SIZE)
const ROOM = 'pier'
const WARM_UP = 20
const MEASURED = 100
/** Members, the one who speaks among them. */
const MEMBERS = 50
/** Members of the big group, and its messages. */
const CROWD = 500
const CROWD_WARM_UP = 3
const CROWD_MEASURED = 20
/** Processes begun at once. */
const AT_ONCE = 8

const nameOf = (n: number) => `m${String(n).padStart(3, '0')}`

export async function smallGroupFigures(): Promise<readonly Figure[]> {
  const bare = await withBare(MEMBERS, async (one, others, addresses) =>
    lasts(others, (count) => one.call('fan', { addresses, size: SIZE, count })),
  )
  const group = await withMembers(MEMBERS, async (one, others) =>
    lasts(others, (count) => one.call('say', { room: ROOM, text: TEXT, count })),
  )
  return [
    {
      metric: 'group50.last.p50',
      value: quantile(group, 0.5),
      unit: 'ms',
      n: group.length,
      baseline: quantile(bare, 0.5),
    },
  ]
}

export async function bigGroupFigures(): Promise<readonly Figure[]> {
  const bareCrowd = await crowd(async (process) => {
    await process.call('startBare', CROWD)
    await process.call('fan', { size: SIZE, count: CROWD_WARM_UP })
    return process.call('fan', { size: SIZE, count: CROWD_MEASURED })
  })
  const bigGroup = await crowd(async (process, folder) => {
    const names = Array.from({ length: CROWD }, (_, n) => nameOf(n))
    await process.call('start', { devices: makeDevices(...names), names, folder })
    await process.call('say', { text: TEXT, count: CROWD_WARM_UP })
    return process.call('say', { text: TEXT, count: CROWD_MEASURED })
  })
  return [
    {
      metric: 'group500.last.p50',
      value: quantile(bigGroup, 0.5),
      unit: 'ms',
      n: bigGroup.length,
      baseline: quantile(bareCrowd, 0.5),
    },
  ]
}

/** One process with a crowd in it. */
async function crowd(measure: (process: Measured, folder: string) => Promise<unknown>): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  const process = measured('./crowd-peers.ts')
  try {
    const samples = await measure(process, folder)
    if (!Array.isArray(samples)) throw new TypeError('no samples')
    return samples.map(Number)
  } finally {
    await Promise.allSettled([process.stop()])
    await rm(folder, { recursive: true, force: true })
  }
}

/** From when each was said until the last of the others had it, ms. */
async function lasts(
  others: readonly Measured[],
  say: (count: number) => Promise<unknown>,
): Promise<number[]> {
  await say(WARM_UP)
  for (const other of others) await other.call('heard')
  const begun = times(await say(MEASURED))
  const heard = await Promise.all(others.map(async (other) => times(await other.call('heard'))))
  return begun.map((at, n) => Math.max(...heard.map((came) => came[n] ?? Number.POSITIVE_INFINITY)) - at)
}

function times(samples: unknown): number[] {
  if (!Array.isArray(samples)) throw new TypeError('no times')
  if (samples.length !== MEASURED) throw new Error(`${samples.length} of ${MEASURED} messages`)
  return samples.map(Number)
}

/** As many processes, the first of which is connected to all others and has made a group with them. */
async function withMembers<Result>(
  count: number,
  measure: (one: Measured, others: readonly Measured[]) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  const members: Measured[] = []
  try {
    const names = Array.from({ length: count }, (_, n) => nameOf(n))
    const devices = makeDevices(...names)
    const addresses = await inTurn(devices, async (device, n) => {
      const member = measured('./messages-peer.ts')
      members[n] = member
      await mkdir(join(folder, nameOf(n)))
      return member.call('start', { ...device, folder: join(folder, nameOf(n)) })
    })
    const [one, ...others] = members
    if (one === undefined) throw new Error('nobody')
    for (const address of addresses.slice(1)) await one.call('connect', address)
    await one.call('createGroup', { name: ROOM, members: names.slice(1) })
    return await measure(one, others)
  } finally {
    await Promise.allSettled(members.map((member) => member.stop()))
    await rm(folder, { recursive: true, force: true })
  }
}

async function withBare<Result>(
  count: number,
  measure: (one: Measured, others: readonly Measured[], addresses: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const members: Measured[] = []
  try {
    const addresses = await inTurn(Array.from({ length: count }), async (_, n) => {
      const member = measured('./messages-bare.ts')
      members[n] = member
      return String(await member.call('start'))
    })
    const [one, ...others] = members
    if (one === undefined) throw new Error('nobody')
    return await measure(one, others, addresses.slice(1))
  } finally {
    await Promise.allSettled(members.map((member) => member.stop()))
  }
}

/** Some at once, results in order. */
async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item, n: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const queue = items.map((item, n) => ({ item, n }))
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      results[next.n] = await work(next.item, next.n)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}
