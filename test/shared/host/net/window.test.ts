// A window is given back in time, and not after every message.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { multiaddr } from '@multiformats/multiaddr'
import { GIVE_BACK_BYTES } from '@parley/shared/host/net/window.ts'
import { startTestNode } from '../../../support/certified-node.ts'
import { makeRealm } from '../../../support/realm.ts'

const PROTOCOL = '/test/window'
const MESSAGE = new Uint8Array(1_024)
/** Sixteen first windows: without being given back not even one and a bit would arrive. */
const MESSAGES = 4_096

test('alice sends bob many small messages: all come, and bob says rarely that more may', async (t) => {
  const realm = makeRealm()
  const trusted = { roots: [realm.root], lists: realm.lists() }
  const alice = await startTestNode(t, realm.device('alice'), trusted)
  const bob = await startTestNode(t, realm.device('bob'), trusted)
  const arrived = Promise.withResolvers<void>()
  await bob.sessions.handle(
    PROTOCOL,
    (stream) => {
      let bytes = 0
      stream.addEventListener('message', ({ data }) => {
        bytes += data.byteLength
        if (bytes === MESSAGES * MESSAGE.length) arrived.resolve()
      })
      stream.addEventListener('close', () => arrived.reject(new Error(`only ${bytes} bytes came`)))
    },
    { maxInboundStreams: 1 },
  )
  const signal = AbortSignal.timeout(60_000)
  const session = await alice.sessions.connect(multiaddr(bob.addresses[0]), signal)
  const stream = await session.openStream(PROTOCOL, { signal })
  let updates = 0
  assert.ok('handleWindowUpdate' in stream && typeof stream.handleWindowUpdate === 'function')
  const handle = stream.handleWindowUpdate.bind(stream)
  stream.handleWindowUpdate = (frame: unknown) => {
    updates += 1
    handle(frame)
  }
  for (let n = 0; n < MESSAGES; n++) {
    if (!stream.send(MESSAGE)) {
      await new Promise((resolve) => stream.addEventListener('drain', resolve, { once: true }))
    }
  }
  await arrived.promise
  // One for each half of a first window; one more says that the stream was taken.
  const most = Math.ceil((MESSAGES * MESSAGE.length) / GIVE_BACK_BYTES) + 1
  assert.ok(updates > 0 && updates <= most, `${updates} updates, ${most} at most`)
})
