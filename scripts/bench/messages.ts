// How long until a message is on the other's disk, and how many a second get there: two processes with certified
// sessions and encrypted databases on disk, against a bare echo between two processes.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, quantile } from './figure.ts'
import { makeDevices } from './messages-realm.ts'
import { type Measured, measured } from './processes-pair.ts'

/** Bytes of a message. */
const SIZE = 256
const TEXT = 'm'.repeat(SIZE)
const WARM_UP = 500
const DELIVERED = 2_000
const RATE = 200_000
/** Messages written before the first of them is on disk: as many people or lines of input as ask at once. */
const AT_ONCE = 1_000

export interface Delays {
  /** ms */
  readonly p50: number
  readonly p99: number
  readonly n: number
}

export interface Rate {
  /** A second. */
  readonly value: number
  readonly n: number
}

/** From send() to the receipt that the other disk has it, one after the other. */
export async function delivered(): Promise<Delays> {
  return await withPeers(async (alice) => {
    await alice.call('delivered', { to: 'bob', text: TEXT, count: WARM_UP })
    return delays(await alice.call('delivered', { to: 'bob', text: TEXT, count: DELIVERED }))
  })
}

/** One way, until the last one is on the other disk. Fails when one is lost. */
export async function rate(count = RATE): Promise<Rate> {
  return await withPeers(async (alice, bob) => {
    await alice.call('rate', { to: 'bob', text: TEXT, count: 20 * WARM_UP, atOnce: AT_ONCE })
    const ms = Number(await alice.call('rate', { to: 'bob', text: TEXT, count, atOnce: AT_ONCE }))
    const there = Number(await bob.call('count'))
    if (there !== count + 20 * WARM_UP)
      throw new Error(`${there} messages arrived of ${count + 20 * WARM_UP}`)
    return { value: (count / ms) * 1000, n: count }
  })
}

/** The same bytes there and back over one stream, nothing checked, nothing kept. */
export async function bareEcho(): Promise<Delays> {
  return await withBare(async (one, address) => {
    await one.call('echo', { address, size: SIZE, count: WARM_UP })
    return delays(await one.call('echo', { address, size: SIZE, count: DELIVERED }))
  })
}

/** The same bytes one way over one stream, one send() a message. */
export async function bareRate(count = RATE): Promise<Rate> {
  return await withBare(async (one, address) => {
    await one.call('rate', { address, size: SIZE, count: 20 * WARM_UP })
    const ms = Number(await one.call('rate', { address, size: SIZE, count }))
    return { value: (count / ms) * 1000, n: count }
  })
}

export async function messageFigures(): Promise<readonly Figure[]> {
  const bare = await bareEcho()
  const delay = await delivered()
  const bareFast = await bareRate()
  const fast = await rate()
  const { n } = delay
  return [
    { metric: 'dm.delivered.p50', value: delay.p50, unit: 'ms', n, baseline: bare.p50 },
    { metric: 'dm.delivered.p99', value: delay.p99, unit: 'ms', n, baseline: bare.p99 },
    { metric: 'dm.rate', value: fast.value, unit: 'messages/s', n: fast.n, baseline: bareFast.value },
  ]
}

function delays(samples: unknown): Delays {
  if (!Array.isArray(samples)) throw new TypeError('no samples')
  const ms = samples.map(Number)
  return { p50: quantile(ms, 0.5), p99: quantile(ms, 0.99), n: ms.length }
}

async function withPeers<Result>(
  measure: (alice: Measured, bob: Measured) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  const [alice, bob] = [measured('./messages-peer.ts'), measured('./messages-peer.ts')]
  try {
    const [aliceDevice, bobDevice] = makeDevices('alice', 'bob')
    for (const name of ['alice', 'bob']) await mkdir(join(folder, name))
    await alice.call('start', { ...aliceDevice, folder: join(folder, 'alice') })
    const address = await bob.call('start', { ...bobDevice, folder: join(folder, 'bob') })
    await alice.call('connect', address)
    return await measure(alice, bob)
  } finally {
    await Promise.allSettled([alice.stop(), bob.stop()])
    await rm(folder, { recursive: true, force: true })
  }
}

async function withBare<Result>(
  measure: (one: Measured, address: string) => Promise<Result>,
): Promise<Result> {
  const [one, other] = [measured('./messages-bare.ts'), measured('./messages-bare.ts')]
  try {
    return await measure(one, String(await other.call('start')))
  } finally {
    await Promise.allSettled([one.stop(), other.stop()])
  }
}
