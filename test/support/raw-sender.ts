// A certified device whose program is not ours: it offers whatever bursts a test makes, over a real session, and hears the answers.
import { multiaddr } from '@multiformats/multiaddr'
import { STANDING_BYTES_MAX } from '@parley/peer/delivery/constants.ts'
import {
  decodeStanding,
  encodeFrame,
  FrameReader,
  framed,
  type Subject,
} from '@parley/peer/delivery/frames.ts'
import { PROTOCOL } from '@parley/peer/delivery/protocol.ts'
import { encodeBurst } from '@parley/shared/events/burst.ts'
import type { ProvenBurst } from '@parley/shared/events/proven.ts'
import { startTestNode } from './certified-node.ts'
import type { Person } from './person.ts'
import type { Device, TestRealm } from './realm.ts'

const soon = () => AbortSignal.timeout(30_000)

/** @returns makes one offer and waits for its answer */
export async function rawSender(
  test: Parameters<typeof startTestNode>[0],
  realm: TestRealm,
  device: Device,
  to: Person,
): Promise<(subject: Subject, burst: ProvenBurst) => Promise<ReturnType<typeof decodeStanding>>> {
  const node = await startTestNode(test, device, { roots: [realm.root], lists: realm.lists() })
  const session = await node.sessions.connect(multiaddr(to.node.addresses[0]), soon())
  const stream = await session.openStream(PROTOCOL, { signal: soon() })
  const reader = new FrameReader(device.peerId, STANDING_BYTES_MAX)
  let number = 0
  return async (subject, { events, signature }) => {
    number += 1
    const answer = new Promise<ReturnType<typeof decodeStanding>>((resolve) => {
      stream.addEventListener(
        'message',
        ({ data }) => {
          for (const frame of reader.take(data)) resolve(decodeStanding(device.peerId, frame))
        },
        { once: true },
      )
    })
    const burst = encodeBurst(events, signature, [device.chain])
    stream.send(framed([encodeFrame({ kind: 'offer', number, subject, burst })]))
    return await answer
  }
}
