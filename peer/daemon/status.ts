// How this peer is, as the local API tells it: every state apart.

import type { VerifiedCert } from '@parley/shared/certificates/check.ts'
import { BACK_DATING } from '@parley/shared/certificates/constants.ts'
import { VERSION } from '@parley/shared/host/cli/host.ts'
import type { StatusView } from '../api/schema.ts'
import type { PeerNode } from '../net/start.ts'
import { validityOf } from './renewal.ts'

export interface StatusParts {
  readonly peer: PeerNode
  readonly mdns: boolean
  readonly startedAt: Date
  now(): Date
  /** The certificate this device shows now, also when it no longer holds. */
  own(): VerifiedCert
}

export function statusView({ peer, mdns, startedAt, now, own }: StatusParts): StatusView {
  const { node, directory, trust } = peer
  const cert = own()
  const at = now()
  const { state, since } = directory.state()
  const list = trust.lists().of(cert.issuerKeyId)
  return {
    version: VERSION,
    login: cert.login,
    peerId: cert.peerId,
    realm: cert.realm,
    startedAt: startedAt.toISOString(),
    network: {
      listen: [...node.addresses],
      sessions: node.sessions.list().filter(({ cert: { role } }) => role !== 'authority').length,
    },
    directory: { state, since: since.toISOString() },
    mdns: { state: mdns ? 'on' : 'off' },
    dht: { state: node.findings.dht.on ? 'on' : 'off', peers: node.findings.dht.found },
    certificate: {
      state: validityOf(cert, at),
      role: cert.role,
      serial: cert.serial,
      notBefore: cert.notBefore.toISOString(),
      notAfter: cert.notAfter.toISOString(),
    },
    revocationList:
      list === undefined
        ? { state: 'missing' }
        : {
            state: at.getTime() <= list.nextUpdate.getTime() ? 'fresh' : 'stale',
            number: String(list.number),
            thisUpdate: list.thisUpdate.toISOString(),
            nextUpdate: list.nextUpdate.toISOString(),
            ageSeconds: ageOf(list.thisUpdate, at),
          },
  }
}

/** Since the list was made, s: the authority dates it back, which is no age. */
function ageOf(thisUpdate: Date, at: Date): number {
  return Math.max(0, Math.round((at.getTime() - thisUpdate.getTime() - BACK_DATING) / 1000))
}
