// The logger libp2p gets: says nothing and holds nothing. Its own one makes a dozen closures for every connection and
// every stream; what this node has to say is in Parley's log.
import type { ComponentLogger, Logger } from '@libp2p/interface'

const nothing = () => undefined
const silent: Logger = Object.assign((): void => undefined, {
  error: nothing,
  trace: nothing,
  enabled: false,
  newScope: (): Logger => silent,
})

export const quietLogger: ComponentLogger = { forComponent: () => silent }
