// How fast a device that was away catches up, and what an open conversation holds in memory.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Figure } from './figure.ts'
import { bareRate } from './messages.ts'
import { makeDevices } from './messages-realm.ts'
import { type Measured, measured } from './processes-pair.ts'

/** Events a device was away for, and in how many groups they were written. */
const MISSED = 10_000
const ROOMS = 10
const TEXT = 'm'.repeat(256)
/** Written before the first of them is on disk. */
const AT_ONCE = 100
/** Groups opened, and messages in each. */
const OPENED = 400
const SAID = 20

export async function syncFigures(): Promise<readonly Figure[]> {
  const bare = await bareRate()
  const rate = await withPeers(['alice', 'bob', 'dave'], async ([alice, bob, dave], addresses) => {
    const [, bobAt] = addresses
    await alice?.call('connect', bobAt)
    // Bob alone has what alice writes, and alice goes.
    for (let n = 0; n < ROOMS; n++) {
      await group(alice, `room${n}`, ['bob', 'dave'])
      await alice?.call('fill', { room: `room${n}`, text: TEXT, count: MISSED / ROOMS, atOnce: AT_ONCE })
    }
    await bob?.call('counted', MISSED)
    await alice?.stop()
    const begun = performance.now()
    await dave?.call('connect', bobAt)
    await dave?.call('counted', MISSED)
    return (MISSED / (performance.now() - begun)) * 1000
  })
  return [{ metric: 'sync.rate', value: rate, unit: 'events/s', n: MISSED, baseline: bare.value }]
}

/** What each group adds to the memory of the one who is in all of them: objects and buffers, after a collection. */
export async function conversationFigures(): Promise<readonly Figure[]> {
  const bytes = await withPeers(['alice', 'bob'], async ([alice, bob], [, bobAt]) => {
    await alice?.call('connect', bobAt)
    const open = async (from: number, to: number) => {
      for (let n = from; n < to; n++) {
        await group(alice, `room${n}`, ['bob'])
        await alice?.call('fill', { room: `room${n}`, text: TEXT, count: SAID, atOnce: SAID })
      }
      await bob?.call('counted', to * SAID)
      return Number(await bob?.call('heap'))
    }
    const before = await open(0, OPENED / 4)
    const after = await open(OPENED / 4, OPENED)
    return (after - before) / (OPENED - OPENED / 4)
  })
  return [{ metric: 'conversation.heap', value: bytes / 1024, unit: 'KiB', n: OPENED - OPENED / 4 }]
}

async function group(one: Measured | undefined, name: string, members: readonly string[]): Promise<void> {
  await one?.call('createGroup', { name, members })
}

async function withPeers<Result>(
  names: readonly string[],
  measure: (peers: readonly Measured[], addresses: readonly unknown[]) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  const peers = names.map(() => measured('./messages-peer.ts'))
  try {
    const devices = makeDevices(...names)
    const addresses = await Promise.all(
      peers.map(async (peer, n) => {
        const own = join(folder, String(n))
        await mkdir(own)
        return peer.call('start', { ...devices[n], folder: own })
      }),
    )
    return await measure(peers, addresses)
  } finally {
    await Promise.allSettled(peers.map((peer) => peer.stop()))
    await rm(folder, { recursive: true, force: true })
  }
}
