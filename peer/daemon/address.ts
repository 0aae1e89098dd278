// An address typed by hand: checked before anybody dials or listens.

import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'
import { Fault } from '@parley/shared/faults/fault.ts'
import { MULTIADDR_BYTES_MAX } from './constants.ts'

const TCP = /^\/(?:ip4|ip6|dns|dns4|dns6)\/[^/\s]+\/tcp\/\d{1,5}(?:\/p2p\/[1-9A-HJ-NP-Za-km-z]{46,60})?$/

/** @throws Fault ADDRESS_MALFORMED */
export function dialAddress(raw: string): Multiaddr {
  const malformed = (cause?: unknown) =>
    new Fault('ADDRESS_MALFORMED', { address: raw.slice(0, 96) }, { cause })
  if (raw.length > MULTIADDR_BYTES_MAX || !TCP.test(raw)) throw malformed()
  try {
    return multiaddr(raw)
  } catch (cause) {
    throw malformed(cause)
  }
}
