// Listens to what a person's conversations put on the wire, inside the sessions, where nobody else can.
import { OFFER_BYTES_MAX } from '@parley/peer/delivery/constants.ts'
import { decodeFrame, type Frame, FrameReader } from '@parley/peer/delivery/frames.ts'
import { PROTOCOL } from '@parley/peer/delivery/protocol.ts'
import type { Session, Sessions } from '@parley/shared/host/net/types.ts'
import type { PeerIdText } from '@parley/shared/identity/ids.ts'

export interface Overheard {
  readonly to: PeerIdText
  readonly frame: Frame
}

/** The same sessions; every frame of delivery this side sends is told first. */
export function tapped(sessions: Sessions, tell: (heard: Overheard) => void): Sessions {
  const tap = (session: Session): Session =>
    replaced(session, 'openStream', async (protocol, options) => {
      const stream = await session.openStream(protocol, options)
      if (protocol !== PROTOCOL) return stream
      const to = session.peerId
      const reader = new FrameReader(to, OFFER_BYTES_MAX)
      const send = stream.send.bind(stream)
      stream.send = (data) => {
        for (const bytes of reader.take(data)) tell({ to, frame: decodeFrame(to, bytes) })
        return send(data)
      }
      return stream
    })
  const of: Sessions['of'] = (peerId) => {
    const session = sessions.of(peerId)
    return session && tap(session)
  }
  const connect: Sessions['connect'] = async (...target) => tap(await sessions.connect(...target))
  return replaced(replaced(sessions, 'of', of), 'connect', connect)
}

/** An object with one of its methods replaced; all others run on the object itself. */
export function replaced<Target extends object, Name extends keyof Target>(
  target: Target,
  name: Name,
  method: Target[Name],
): Target {
  return new Proxy(target, {
    get(object, property) {
      if (property === name) return method
      const value: unknown = Reflect.get(object, property, object)
      return typeof value === 'function' ? value.bind(object) : value
    },
  })
}
