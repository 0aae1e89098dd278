// One dial through libp2p, and which fault its failure is. What a peer was refused for outweighs an address that
// did not answer.
import type { Connection, Libp2p, PeerId } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import { Fault, faultIn } from '../../faults/fault.ts'
import { PEER_DIAL_MS } from './constants.ts'

const SAYS_LITTLE: ReadonlySet<string> = new Set([
  'PEER_UNREACHABLE',
  'SESSION_TIMEOUT',
  'SESSION_TRUNCATED',
  'SESSION_PROTOCOL_UNKNOWN',
  'SESSION_SELF',
])

/** @throws Fault PEER_UNREACHABLE, SESSION_*, CERT_*, REVOCATION_LIST_* */
export async function dial(libp2p: Libp2p, target: PeerId | Multiaddr[], name: string): Promise<Connection> {
  try {
    return await libp2p.dial(target, { signal: AbortSignal.timeout(PEER_DIAL_MS) })
  } catch (error) {
    const faults = causesOf(error).flatMap((cause) => faultIn(cause) ?? [])
    const telling = faults.find((fault) => !SAYS_LITTLE.has(fault.code))
    if (telling !== undefined) throw telling
    // A single address that answered wrongly says more than "unreachable".
    const [only] = faults
    if (only !== undefined && (!Array.isArray(target) || target.length === 1)) throw only
    throw new Fault('PEER_UNREACHABLE', { peer: name }, { cause: error })
  }
}

function causesOf(error: unknown): unknown[] {
  return error instanceof AggregateError ? error.errors.flatMap(causesOf) : [error]
}
