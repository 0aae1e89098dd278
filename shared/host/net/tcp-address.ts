// An address typed by hand: checked before anybody dials or listens.
import { isIPv4, isIPv6 } from 'node:net'
import { Fault } from '../../faults/fault.ts'

/** Longest multiaddr taken, characters. */
const MULTIADDR_MAX = 512
const TCP =
  /^\/(ip4|ip6|dns|dns4|dns6)\/([^/\s]{1,253})\/tcp\/(\d{1,5})(?:\/p2p\/[1-9A-HJ-NP-Za-km-z]{46,60})?$/

/** @returns the multiaddr as it was typed. @throws Fault ADDRESS_MALFORMED */
export function tcpAddress(raw: string): string {
  const [, kind, host = '', port] = (raw.length <= MULTIADDR_MAX && TCP.exec(raw)) || []
  const isHost = kind === 'ip4' ? isIPv4(host) : kind === 'ip6' ? isIPv6(host) : kind !== undefined
  if (!isHost || Number(port) > 65_535) throw new Fault('ADDRESS_MALFORMED', { address: raw.slice(0, 96) })
  return raw
}
