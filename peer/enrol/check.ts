// Checks what the authority answered, as strictly as any stranger's certificate, before any of it is kept.
import { checkChain, type VerifiedCert } from '@parley/shared/certificates/check.ts'
import { verifyRevocationList } from '@parley/shared/certificates/revocation-list.ts'
import { noRevocationLists } from '@parley/shared/certificates/revocation-lists.ts'
import type { TrustedRoot } from '@parley/shared/certificates/roots.ts'
import { type HostPort, hostPort } from '@parley/shared/enrolment/invitation.ts'
import { type Membership, membership } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { type PeerIdText, peerIdText } from '@parley/shared/identity/ids.ts'
import type { Login } from '@parley/shared/identity/login.ts'

export interface Expected {
  readonly address: HostPort
  readonly login: Login
  readonly peerId: PeerIdText
  readonly root: TrustedRoot
  readonly now: Date
}

/** @throws Fault AUTHORITY_ANSWER_WRONG, and CERT_* of the check */
export function checkedMembership(
  answer: unknown,
  expected: Expected,
): { membership: Membership; cert: VerifiedCert } {
  const { address, root, now, peerId, login } = expected
  const shape = membership.safeParse(answer)
  if (!shape.success) throw new Fault('AUTHORITY_ANSWER_WRONG', { address }, { cause: shape.error })
  const given = shape.data

  const presented = given.chain.map(bytes)
  const trust = { roots: [root], issuers: presented.slice(1), primitives }
  const lists = given.lists
    .map((der) => verifyRevocationList(bytes(der), trust))
    .reduce((known, list) => known.with(list), noRevocationLists)
  const cert = checkChain({
    presented,
    roots: [root],
    lists,
    now,
    expectedPeerId: peerId,
    acquaintance: 'new',
    primitives,
  })
  const asked = cert.login === login && given.login === login && cert.realm === given.realm
  if (!asked || Buffer.compare(bytes(given.root), root.der) !== 0) {
    throw new Fault('AUTHORITY_ANSWER_WRONG', { address })
  }
  peerIdText(given.authority.peerId)
  for (const other of given.authority.https) hostPort(other)
  return { membership: given, cert }
}

function bytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'))
}
