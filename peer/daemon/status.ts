// How this peer is, as the local API tells it: every state apart.

import { BACK_DATING, RENEWAL_GRACE } from '@parley/shared/certificates/constants.ts'
import type { RevocationList } from '@parley/shared/certificates/revocation-list.ts'
import { VERSION } from '@parley/shared/host/cli/host.ts'
import type { StatusView } from '../api/schema.ts'
import type { Conversations } from '../conversations/types.ts'
import type { Mailbox } from '../mailbox/types.ts'
import type { PeerNode } from '../net/start.ts'
import type { OwnPapers } from './own-papers.ts'

export interface StatusParts {
  readonly peer: PeerNode
  readonly mdns: boolean
  readonly startedAt: Date
  now(): Date
  readonly papers: OwnPapers
  readonly conversations: Pick<Conversations, 'missing'>
  readonly mailbox: Pick<Mailbox, 'held'>
}

export function statusView({
  peer,
  mdns,
  startedAt,
  now,
  papers,
  conversations,
  mailbox,
}: StatusParts): StatusView {
  const { node, directory, trust } = peer
  const cert = peer.own()
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
    mailbox: mailbox.held(),
    catchingUp: { missing: conversations.missing() },
    certificate: {
      ...papers.standing(),
      role: cert.role,
      serial: cert.serial,
      notBefore: cert.notBefore.toISOString(),
      notAfter: cert.notAfter.toISOString(),
      renewableUntil: new Date(cert.notAfter.getTime() + RENEWAL_GRACE).toISOString(),
      ...renewalView(papers),
    },
    revocationList:
      list === undefined
        ? { state: 'missing' }
        : {
            state: listState(list, at),
            number: String(list.number),
            thisUpdate: list.thisUpdate.toISOString(),
            nextUpdate: list.nextUpdate.toISOString(),
            ageSeconds: ageOf(list.thisUpdate, at),
          },
  }
}

/** The last question for a new certificate, while it is being asked or brought none. */
function renewalView(papers: OwnPapers): Pick<StatusView['certificate'], 'renewal'> {
  const failure = papers.failure()
  if (failure === undefined) return papers.isAsking() ? { renewal: { state: 'asking' } } : {}
  const { fault, at } = failure
  const why = { code: fault.code, parameters: { ...fault.parameters }, at: at.toISOString() }
  return { renewal: { state: papers.isAsking() ? 'asking' : 'failed', ...why } }
}

function listState({ thisUpdate, nextUpdate }: RevocationList, at: Date): 'fresh' | 'stale' | 'early' {
  if (at < thisUpdate) return 'early'
  return at <= nextUpdate ? 'fresh' : 'stale'
}

/** Since the list was made, s: the authority dates it back, which is no age. */
function ageOf(thisUpdate: Date, at: Date): number {
  return Math.max(0, Math.round((at.getTime() - thisUpdate.getTime() - BACK_DATING) / 1000))
}
