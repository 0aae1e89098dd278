// The one check of a presented certificate chain, and the one maker of VerifiedCert. Takes everything as values.
import type { Primitives, SignatureScheme } from '../crypto/primitives.ts'
import { Fault } from '../faults/fault.ts'
import { type Fingerprint, type PeerIdText, type Serial, serial } from '../identity/ids.ts'
import type { Login, RealmName } from '../identity/login.ts'
import type { Certificate } from './certificate.ts'
import { hexKeyIdOf, SCHEME_OF_KIND } from './keys.ts'
import { checkPath, checkSignedPath, type SignedPath } from './path.ts'
import { deviceProfile } from './profile.ts'
import {
  type Acquaintance,
  checkRevocation,
  type RevocationMoment,
  type RevocationState,
  worstOf,
} from './revocation-check.ts'
import type { RevocationLists } from './revocation-lists.ts'
import type { Role } from './role.ts'
import { fingerprintOf, type TrustedRoot } from './roots.ts'
import { deviceNameOf, roleOf } from './rules/device.ts'
import type { SignatureCache } from './signature-cache.ts'
import { checkTime, type Validity } from './validity.ts'

export type { Acquaintance, RevocationState } from './revocation-check.ts'

export interface CheckInput {
  /** Device certificate, its issuing CA, and the root if the other side sent it. DER. */
  readonly presented: readonly Uint8Array[]
  readonly roots: readonly TrustedRoot[]
  readonly lists: RevocationLists
  readonly now: Date
  /**
   * When the certificates have to have been valid: now, or earlier for what was signed then. Revocation is as of now.
   * Never for a session: what comes out may have expired, and only `recheck` would say so.
   */
  readonly at?: Date | undefined
  /**
   * For what was signed earlier with the key of a session: whether a certificate that was only replaced since still
   * counts. Never for a session.
   */
  readonly replaced?: 'accept' | undefined
  /** For what was signed then: a revocation from after it takes nothing back. Never for a session. */
  readonly signedAt?: Date | undefined
  /** The peer the connection proved to hold the key of. */
  readonly expectedPeerId: PeerIdText
  readonly acquaintance: Acquaintance
  readonly primitives: Primitives
  /** Remembers signatures that were good; time and revocation are asked every time. */
  readonly cache?: SignatureCache | undefined
}

/** What is asked again and again of one certificate: no signature among it. */
interface Perishable extends Validity {
  readonly serialHex: string
  /** Whose list speaks of it; the root's own is distrusted by removing the root. */
  readonly issuerKeyId: string | undefined
}

/** A device certificate that was checked whole. Only `checkChain` and `recheck` make one. */
class Verified {
  readonly login: Login
  readonly realm: RealmName
  readonly peerId: PeerIdText
  readonly role: Role
  readonly serial: Serial
  readonly fingerprint: Fingerprint
  readonly spki: Uint8Array
  /** How the device key signs. */
  readonly scheme: SignatureScheme
  /** Device and issuing CA, DER. */
  readonly chain: readonly Uint8Array[]
  /** Hexadecimal key identifier of the issuing CA: the name of its revocation list. */
  readonly issuerKeyId: string
  readonly rootFingerprint: Fingerprint
  readonly revocation: RevocationState
  /** From the leaf up to the root. */
  readonly #perishable: readonly Perishable[]

  constructor(facts: Facts, perishable: readonly Perishable[], revocation: RevocationState) {
    this.login = facts.login
    this.realm = facts.realm
    this.peerId = facts.peerId
    this.role = facts.role
    this.serial = facts.serial
    this.fingerprint = facts.fingerprint
    this.spki = facts.spki
    this.scheme = facts.scheme
    this.chain = facts.chain
    this.issuerKeyId = facts.issuerKeyId
    this.rootFingerprint = facts.rootFingerprint
    this.revocation = revocation
    this.#perishable = perishable
    Object.freeze(this)
  }

  get notBefore(): Date {
    return new Date(this.#perishable[0]?.notBefore ?? Number.NaN)
  }

  get notAfter(): Date {
    return new Date(this.#perishable[0]?.notAfter ?? Number.NaN)
  }

  /** @throws Fault CERT_VERIFIED_FORGED for an object that only looks like one */
  static perishableOf(cert: Verified): readonly Perishable[] {
    if (!(#perishable in cert)) throw new Fault('CERT_VERIFIED_FORGED')
    return cert.#perishable
  }
}

interface Facts {
  readonly login: Login
  readonly realm: RealmName
  readonly peerId: PeerIdText
  readonly role: Role
  readonly serial: Serial
  readonly fingerprint: Fingerprint
  readonly spki: Uint8Array
  readonly scheme: SignatureScheme
  readonly chain: readonly Uint8Array[]
  readonly issuerKeyId: string
  readonly rootFingerprint: Fingerprint
}

export type VerifiedCert = Verified

/** Who this device is by its own chain, also while that does not hold: says nothing of time and revocation. */
export interface OwnCertificate extends Facts {
  readonly notBefore: Date
  readonly notAfter: Date
}

/** For a device's own chain only: whoever else shows one is held to `checkChain`. @throws Fault CERT_* */
export function ownCertificate(
  input: Pick<CheckInput, 'presented' | 'roots' | 'expectedPeerId' | 'primitives'>,
): OwnCertificate {
  const path = checkSignedPath(input, deviceProfile)
  const facts = factsOf(path, input.primitives)
  assertPeer(facts, input.expectedPeerId)
  const { notBefore, notAfter } = path.leaf
  return { ...facts, notBefore: new Date(notBefore), notAfter: new Date(notAfter) }
}

/**
 * Holds a chain that a stranger presented to the device profile, to RFC 5280 and to the peer it came from.
 * @throws Fault CERT_*, REVOCATION_LIST_*
 */
export function checkChain(input: CheckInput): VerifiedCert {
  const path = checkPath(input, deviceProfile)
  const facts = factsOf(path, input.primitives)
  assertPeer(facts, input.expectedPeerId)
  // The profile demands a list of every issuer, so a path without one does not come back.
  if (path.revocation === undefined) throw new Fault('REVOCATION_LIST_MISSING')
  return new Verified(facts, perishableOf(path, input.primitives), path.revocation)
}

function assertPeer({ peerId }: Facts, expected: PeerIdText): void {
  if (peerId !== expected) throw new Fault('CERT_PEER_MISMATCH', { certified: peerId, connected: expected })
}

/** Time and revocation again, for a live session: no signature is computed. @throws Fault CERT_*, REVOCATION_LIST_* */
export function recheck(
  cert: VerifiedCert,
  lists: RevocationLists,
  now: Date,
  acquaintance: Acquaintance,
): VerifiedCert {
  const perishable = Verified.perishableOf(cert)
  for (const each of perishable) checkTime(each, now)
  const revocation = worstOf(perishable.map((each) => stateOf(each, lists, { now, acquaintance })))
  if (revocation === undefined) throw new Fault('REVOCATION_LIST_MISSING')
  return new Verified(cert, perishable, revocation)
}

function stateOf(
  { serialHex, issuerKeyId }: Perishable,
  lists: RevocationLists,
  moment: RevocationMoment,
): RevocationState | undefined {
  if (issuerKeyId === undefined) return undefined
  return checkRevocation(serialHex, lists.of(issuerKeyId), moment)
}

/** The profile's rules have held: what is read here is canonical and agrees with itself. */
function factsOf({ leaf, intermediates, root }: SignedPath<TrustedRoot>, primitives: Primitives): Facts {
  const [issuing, second] = intermediates
  if (issuing === undefined || leaf.key.kind === 'other') throw new Fault('CERT_CHAIN_INCOMPLETE')
  // A self-issued CA in between is not counted by RFC 5280, but Parley's chains have none.
  if (second !== undefined) throw new Fault('CERT_CHAIN_TOO_LONG', { max: deviceProfile.maxPresented })
  const { login, realm, peerId } = deviceNameOf(leaf)
  return {
    login,
    realm,
    peerId,
    role: roleOf(leaf),
    serial: serial(leaf.serialHex),
    fingerprint: fingerprintOf(leaf.der, primitives),
    spki: Uint8Array.from(leaf.key.spki),
    scheme: SCHEME_OF_KIND[leaf.key.kind],
    // Copies: the presented bytes belong to whoever read them from the network.
    chain: [Uint8Array.from(leaf.der), Uint8Array.from(issuing.der)],
    issuerKeyId: hexKeyIdOf(issuing.key, primitives),
    rootFingerprint: root.fingerprint,
  }
}

function perishableOf(
  { leaf, intermediates, root }: SignedPath<TrustedRoot>,
  primitives: Primitives,
): readonly Perishable[] {
  const path: readonly Certificate[] = [leaf, ...intermediates, root.certificate]
  return path.map(({ serialHex, notBefore, notAfter }, level) => {
    const issuer = path[level + 1]
    const issuerKeyId = issuer && hexKeyIdOf(issuer.key, primitives)
    return { serialHex, notBefore, notAfter, issuerKeyId }
  })
}
