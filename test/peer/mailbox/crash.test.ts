// A mailbox is killed again and again while parcels come in and go out: what it said it keeps arrives.
import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { multiaddr } from '@multiformats/multiaddr'
import { Exchange } from '@parley/peer/mailbox/exchange.ts'
import { startTestNode } from '../../support/certified-node.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { startMailboxPeer } from '../../support/mailbox.ts'
import type { HolderReady, HolderStart } from '../../support/mailbox-holder.ts'
import { makeRealm } from '../../support/realm.ts'

const KILLS = 3
/** Answered deposits before each kill, at least: then it happens in the middle of the next ones. */
const DEPOSITS = 40
const PROGRAM = fileURLToPath(new URL('../../support/mailbox-holder.ts', import.meta.url))

const soon = () => AbortSignal.timeout(60_000)
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

test('what a mailbox kept is handed over, however often it was killed', async (t) => {
  const realm = makeRealm()
  const [bob, carol] = [realm.device('bob'), realm.device('carol')]
  const start: HolderStart = {
    root: base64(realm.root.der),
    lists: realm.lists().map(base64),
    chain: carol.chain.map(base64),
    pkcs8: base64(carol.pkcs8),
    folder: await temporaryFolder(t),
  }
  let holder: ChildProcess | undefined
  t.after(() => holder?.kill('SIGKILL'))
  const begin = async (): Promise<HolderReady> => {
    holder = fork(PROGRAM, { execArgv: ['--import', 'tsx'], stdio: 'inherit' })
    holder.send(start)
    const [ready] = await once(holder, 'message', { signal: soon() })
    return ready as HolderReady
  }
  const kill = async () => {
    assert.ok(holder !== undefined)
    const gone = once(holder, 'exit')
    holder.kill('SIGKILL')
    await gone
  }

  const alice = await startTestNode(t, realm.device('alice'), { roots: [realm.root], lists: realm.lists() })
  const kept: string[] = []
  let number = 0
  for (let life = 0; life < KILLS; life++) {
    const { address, parcels } = await begin()
    // One more than was answered may have come to the disk.
    assert.ok(parcels >= kept.length && parcels <= kept.length + life, `${parcels} of ${kept.length}`)
    const session = await alice.sessions.connect(multiaddr(address), soon())
    const exchange = await Exchange.open(session, soon())
    const enough = Promise.withResolvers<void>()
    const leaving = (async () => {
      for (;;) {
        const text = `parcel ${++number}`
        const parcels = [new TextEncoder().encode(text)]
        const { fates } = await exchange.ask({ kind: 'deposit', recipient: bob.peerId, parcels })
        assert.deepEqual(fates, ['kept'])
        kept.push(text)
        if (kept.length >= (life + 1) * DEPOSITS) enough.resolve()
      }
    })().catch(() => undefined)
    await enough.promise
    await kill()
    await leaving
  }

  const { address } = await begin()
  const back = await startMailboxPeer(t, realm, bob)
  let taken = 0
  const half = Promise.withResolvers<void>()
  back.post.judge = () => {
    taken += 1
    if (taken === KILLS * DEPOSITS - 1) half.resolve()
  }
  await back.node.sessions.connect(multiaddr(address), soon())
  // Killed once more while it hands over: what was not answered for comes again.
  await half.promise
  await kill()
  const again = await begin()
  await back.node.sessions.connect(multiaddr(again.address), soon())
  const all = new Set(kept)
  await back.post.until((post) => new Set(post.taken.filter((text) => all.has(text))).size === all.size)
  // In the order they were left; what came twice had come before.
  const first = [...new Set(back.post.taken.filter((text) => all.has(text)))]
  assert.deepEqual(first, kept)
})
