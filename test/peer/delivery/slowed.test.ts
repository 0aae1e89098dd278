// A stream sleeps while its person has spent more than they may, says so once, and goes on by itself; streams of others go on.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import type { Stream } from '@libp2p/interface'
import { Budgets } from '@parley/peer/delivery/budgets.ts'
import { EVENTS_AT_ONCE } from '@parley/peer/delivery/constants.ts'
import { encodeFrame, framed } from '@parley/peer/delivery/frames.ts'
import { serve } from '@parley/peer/delivery/inbound.ts'
import { createLog } from '@parley/shared/host/log.ts'
import type { Session } from '@parley/shared/host/net/types.ts'
import { login } from '@parley/shared/identity/login.ts'

/** What serve() needs of a stream. */
class Pipe extends EventTarget {
  status = 'open'
  isPaused = false
  pause(): void {
    this.isPaused = true
    this.dispatchEvent(new Event('paused'))
  }
  resume(): void {
    this.isPaused = false
    this.dispatchEvent(new Event('resumed'))
  }
  send(): boolean {
    return true
  }
  abort(): void {
    this.status = 'aborted'
  }
  brings(data: Uint8Array): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }))
  }
}

test('who brings more than anybody needs is made to wait on every stream, told once; bob is not', async () => {
  const lines: string[] = []
  const log = createLog({ write: (line: string) => void lines.push(line) })
  let clock = 0
  const budgets = new Budgets(
    () => login('alice'),
    () => clock,
  )
  // Each offer of mallory's is a burst of many events.
  const takers = {
    receiver: { receive: async () => ({ have: 512, events: 512 }) },
    sync: {},
    sealing: {},
    budgets,
    log,
  } as unknown as Parameters<typeof serve>[2]
  const opens = (who: string) => {
    const pipe = new Pipe()
    const session = { peerId: who, status: 'open', cert: { login: login(who) } } as unknown as Session
    serve(pipe as unknown as Stream, session, takers)
    return pipe
  }
  const offer = framed([
    encodeFrame({ kind: 'offer', number: 1, subject: { kind: 'everyone' }, burst: Uint8Array.of(1) }),
  ]).subarray()
  budgets.of(login('mallory')).spendEvents(EVENTS_AT_ONCE)
  const [one, other, bob] = [opens('mallory'), opens('mallory'), opens('bob')]
  const asleep = once(one, 'paused')
  one.brings(offer)
  await asleep
  other.brings(offer)
  assert.deepEqual([one.isPaused, other.isPaused], [true, true])
  bob.brings(offer)
  assert.equal(bob.isPaused, false)
  const awake = Promise.all([once(one, 'resumed'), once(other, 'resumed')])
  clock = 60_000
  await awake
  assert.deepEqual([one.status, other.status], ['open', 'open'])
  assert.equal(lines.filter((line) => line.includes('DELIVERY_SLOWED')).length, 1)
  for (const pipe of [one, other, bob]) pipe.dispatchEvent(new Event('close'))
})
