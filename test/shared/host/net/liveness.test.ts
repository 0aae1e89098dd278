// Who is cut for being mute: nobody from whom anything comes, however busy the machine.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLog } from '@parley/shared/host/log.ts'
import { Liveness } from '@parley/shared/host/net/liveness.ts'
import type { LiveSession } from '@parley/shared/host/net/session.ts'

/** A session that does not answer; what is heard of it is up to the test. */
function silent(heardAt: () => number) {
  const cut: string[] = []
  const session = {
    peerId: 'bob',
    cert: { login: 'bob' },
    status: 'open',
    get heardAt() {
      return heardAt()
    },
    cut: () => cut.push('bob'),
  } as unknown as LiveSession
  return { session, cut }
}

async function probe(session: LiveSession): Promise<void> {
  const liveness = new Liveness({
    live: () => [session],
    ask: () => new Promise<void>(() => undefined),
    log: silentLog,
    probeMs: 20,
  })
  await liveness.probe(session)
  liveness.end()
}

test('who does not answer and sends nothing is cut', async () => {
  const before = performance.now()
  const { session, cut } = silent(() => before)
  await probe(session)
  assert.deepEqual(cut, ['bob'])
})

test('who is too busy to answer but is heard stays', async () => {
  const { session, cut } = silent(() => performance.now())
  await probe(session)
  assert.deepEqual(cut, [])
})
