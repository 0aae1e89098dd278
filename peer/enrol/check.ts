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
import { RealmRoots } from '@parley/shared/roots/realm-roots.ts'

export interface Expected {
  readonly address: HostPort
  readonly login: Login
  readonly peerId: PeerIdText
  /** The root that an invitation pins; or the realm's roots as a device knows them. */
  readonly root: TrustedRoot | RealmRoots
  readonly now: Date
}

export interface CheckedMembership {
  readonly membership: Membership
  readonly cert: VerifiedCert
  /** Above the certificate. */
  readonly root: TrustedRoot
}

/** @throws Fault AUTHORITY_ANSWER_WRONG, ROOT_LIST_*, and CERT_* of the check */
export function checkedMembership(answer: unknown, expected: Expected): CheckedMembership {
  const { address, now, peerId, login } = expected
  const wrong = (cause?: unknown) => new Fault('AUTHORITY_ANSWER_WRONG', { address }, { cause })
  const shape = membership.safeParse(answer)
  if (!shape.success) throw wrong(shape.error)
  const given = shape.data

  // 1. The realm's roots: they lead to the one that was pinned, or follow from those known.
  const rootLists = given.rootLists.map(bytes)
  const roots =
    expected.root instanceof RealmRoots
      ? expected.root.take(rootLists, primitives)
      : RealmRoots.from(expected.root, rootLists, primitives)
  const told = roots.trusted.find(({ der }) => Buffer.compare(der, bytes(given.root)) === 0)

  // 2. The chain and the lists, under these roots alone.
  const presented = given.chain.map(bytes)
  const issuers = [...presented.slice(1), ...given.issuers.map(bytes)]
  const trust = { roots: roots.all, issuers, primitives }
  const lists = given.lists
    .map((der) => verifyRevocationList(bytes(der), trust))
    .reduce((known, list) => known.with(list), noRevocationLists)
  const cert = checkChain({
    presented,
    roots: roots.trusted,
    lists,
    now,
    expectedPeerId: peerId,
    acquaintance: 'new',
    primitives,
  })

  // 3. It is what was asked for.
  const above = roots.trusted.find(({ fingerprint }) => fingerprint === cert.rootFingerprint)
  const asked = cert.login === login && given.login === login && cert.realm === given.realm
  if (!asked || told === undefined || above === undefined) throw wrong()
  peerIdText(given.authority.peerId)
  for (const other of given.authority.https) hostPort(other)
  // An authority that was restored from a backup may know less than this device.
  const kept = roots.lists.map((list) => Buffer.from(list.bytes).toString('base64'))
  return { membership: { ...given, rootLists: kept }, cert, root: above }
}

function bytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'))
}
