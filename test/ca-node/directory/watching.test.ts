// Who watches the directory is told each change once, however often they ask.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { multiaddr } from '@multiformats/multiaddr'
import { DIRECTORY_PROTOCOL, REPLY_BYTES_MAX } from '@parley/shared/directory/constants.ts'
import { type DirectoryReply, decodeReply, encodeRequest } from '@parley/shared/directory/messages.ts'
import { framesOf } from '@parley/shared/host/net/frames.ts'
import { startTestAuthority } from '../../support/authority.ts'
import { startJoinedNode } from '../../support/joined-node.ts'

const soon = () => AbortSignal.timeout(60_000)

it('mallory, who asks a hundred times to watch, multiplies nothing', async (t) => {
  const harbour = await startTestAuthority(t)
  const node = await startJoinedNode(t, await harbour.join({ login: 'mallory' }))
  const session = await node.sessions.connect(multiaddr(harbour.ready.p2p[0] ?? ''), soon())
  const stream = await session.openStream(DIRECTORY_PROTOCOL, { signal: soon() })
  const frames = framesOf(stream, session.remoteAddress, REPLY_BYTES_MAX * 4)
  const asked = 100
  const since = Date.now()
  for (let id = 1; id <= asked; id++) await frames.write(encodeRequest({ id, kind: 'watch', since }), soon())

  /** The watches that spoke of alice. */
  const told: number[] = []
  const read = async (until: (reply: DirectoryReply) => boolean) => {
    for (;;) {
      const frame = await frames.next(REPLY_BYTES_MAX)
      assert.ok(frame, 'the stream goes on')
      const reply = decodeReply(frame)
      if (reply.kind === 'change' && reply.people.some((person) => person.login === 'alice'))
        told.push(reply.id)
      if (until(reply)) return
    }
  }
  // All of them have been answered before anything changes.
  await read((reply) => reply.kind === 'change' && reply.id === asked && reply.asOf > 0)
  assert.deepEqual(told, [])

  await harbour.join({ login: 'alice' })
  await read(() => told.length > 0)
  await frames.write(encodeRequest({ id: asked + 1, kind: 'lookup', login: 'alice' }), soon())
  await read(({ id, kind }) => id === asked + 1 && kind === 'people')
  assert.deepEqual([...new Set(told)], [asked])
})
