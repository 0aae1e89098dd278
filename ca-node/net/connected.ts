// Which devices have a session with this node, one entry a device however many connections it has for a moment.
import type { Session, Sessions } from '@parley/shared/host/net/types.ts'
import type { ConnectedDevice, Live } from '../authority.ts'

export function connectedDevices(sessions: Sessions): readonly ConnectedDevice[] {
  const devices = new Map(
    sessions
      .list()
      .flatMap((session) => (isNode(session) ? [] : [[session.peerId, deviceOf(session)] as const])),
  )
  return [...devices.values()]
}

export function watchConnected(sessions: Sessions, listener: Parameters<Live['onConnected']>[0]): () => void {
  const endings = [
    sessions.onOpened((session) => {
      if (!isNode(session)) listener(deviceOf(session), true)
    }),
    sessions.onClosed((session) => {
      // Its other connection may still be open.
      if (!isNode(session) && sessions.of(session.peerId) === undefined) listener(deviceOf(session), false)
    }),
  ]
  return () => {
    for (const end of endings) end()
  }
}

/** Another node of the authority is no device of a person. */
function isNode({ cert }: Session): boolean {
  return cert.role === 'authority'
}

function deviceOf({ peerId, cert, openedAt }: Session): ConnectedDevice {
  return { peerId, login: cert.login, role: cert.role, since: openedAt }
}
