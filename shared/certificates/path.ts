// Certification path validation (RFC 5280 section 6.1) of an ordered chain under a profile. What stands in this file
// holds for every profile. Makes no VerifiedCert: check.ts alone does.
import type { Primitives } from '../crypto/primitives.ts'
import { Fault } from '../faults/fault.ts'
import { sameBytes } from './bytes.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { MAX_CERTIFICATE_BYTES, MAX_ROOTS } from './constants.ts'
import { isEmptyName } from './distinguished-name.ts'
import { KEY_USAGE } from './extensions.ts'
import { hexKeyIdOf } from './keys.ts'
import { OID } from './oids.ts'
import type { PathProfile } from './profile.ts'
import { type Acquaintance, checkRevocation, type RevocationState, worstOf } from './revocation-check.ts'
import type { RevocationLists } from './revocation-lists.ts'
import { chainLinks } from './rules/links.ts'
import { enforce, enforceLinks, presentedFault } from './rules/rule.ts'
import { CERTIFICATE_CODES, type SignatureCheck, verifySigned } from './signature.ts'
import type { SignatureCache } from './signature-cache.ts'
import { checkTime } from './validity.ts'

/** A certificate that is trusted because somebody said so. */
export interface Anchor {
  readonly certificate: Certificate
}

export interface PathInput<Root extends Anchor> {
  readonly presented: readonly Uint8Array[]
  readonly roots: readonly Root[]
  readonly lists: RevocationLists
  readonly now: Date
  /** When the certificates have to have been valid: now, or earlier for what was signed then. Revocation is as of now. */
  readonly at?: Date | undefined
  /** Whether a leaf that was only replaced still counts; never an issuer. Default: no. */
  readonly replaced?: 'accept' | undefined
  /** For what the leaf signed then: a revocation from after it takes nothing back; of an issuer it does. */
  readonly signedAt?: Date | undefined
  readonly acquaintance: Acquaintance
  readonly primitives: Primitives
  readonly cache?: SignatureCache | undefined
}

/** What neither time nor a list can change. */
export type SignedPathInput<Root extends Anchor> = Pick<
  PathInput<Root>,
  'presented' | 'roots' | 'primitives' | 'cache'
>

export interface CheckedPath<Root extends Anchor> {
  readonly leaf: Certificate
  /** From the leaf's issuer upwards, without the root. */
  readonly intermediates: readonly Certificate[]
  readonly root: Root
  /** Of the leaf's issuer's list; `stale` when any list used is. Undefined when the profile asked for no list. */
  readonly revocation: RevocationState | undefined
}

export type SignedPath<Root extends Anchor> = Omit<CheckedPath<Root>, 'revocation'>

/** @throws Fault CERT_*, REVOCATION_LIST_* */
export function checkPath<Root extends Anchor>(
  input: PathInput<Root>,
  profile: PathProfile,
): CheckedPath<Root> {
  const { leaf, intermediates, root } = checkSignedPath(input, profile)
  const path = [leaf, ...intermediates, root.certificate]

  // Step 5: time, then revocation, of each. Never remembered.
  const { now, at = now } = input
  for (const certificate of path) checkTime(certificate, at < now ? at : now)
  const revocation = checkPathRevocation(path, input, profile)
  return { leaf, intermediates, root, revocation }
}

/** All but time and revocation: who somebody is, not whether that still holds. @throws Fault CERT_* */
export function checkSignedPath<Root extends Anchor>(
  input: SignedPathInput<Root>,
  profile: PathProfile,
): SignedPath<Root> {
  // Step 1: bounds, before anything is parsed.
  const { presented, primitives } = input
  if (presented.length === 0) throw new Fault('CERT_MISSING')
  if (presented.length > profile.maxPresented) {
    throw new Fault('CERT_CHAIN_TOO_LONG', { max: profile.maxPresented })
  }
  if (presented.some((der) => der.length > MAX_CERTIFICATE_BYTES)) {
    throw new Fault('CERT_TOO_LARGE', { max: MAX_CERTIFICATE_BYTES })
  }
  if (input.roots.length > MAX_ROOTS) throw new RangeError(`more than ${MAX_ROOTS} roots`)

  // Step 2: the shape: leaf, intermediates, and perhaps a root that must be one of ours.
  const { leaf, intermediates, roots } = shapeOf(input, profile)

  // Step 3: signatures from the root down, so that nothing a stranger wrote is judged before it is known to be signed.
  const root = verifySignatures([leaf, ...intermediates], roots, input, profile)
  const path = [leaf, ...intermediates, root.certificate]

  // Step 4: what each says, and that each follows from the one above.
  for (const [level, certificate] of path.entries()) {
    const above = path[level + 1]
    refuseUnknownCritical(certificate, profile)
    if (level > 0) demandAuthority(certificate, path.slice(1, level))
    const rules = level === 0 ? profile.rules.leaf : above ? profile.rules.issuing : profile.rules.root
    enforce(rules, certificate, primitives, presentedFault)
    if (above) enforceLinks([...chainLinks, ...profile.links], certificate, above, primitives, presentedFault)
  }
  return { leaf, intermediates, root }
}

interface Shape<Root extends Anchor> {
  readonly leaf: Certificate
  readonly intermediates: readonly Certificate[]
  /** Those that may stand above: never empty. */
  readonly roots: readonly Root[]
}

function shapeOf<Root extends Anchor>(
  { presented, roots }: SignedPathInput<Root>,
  profile: PathProfile,
): Shape<Root> {
  const [leaf, ...others] = presented.map((der) => readCertificate(der))
  if (leaf === undefined) throw new Fault('CERT_MISSING')
  if (!profile.leafMayBeAuthority && leaf.basicConstraints?.ca === true) throw new Fault('CERT_IS_AUTHORITY')

  const last = others.at(-1)
  const same = roots.find(({ certificate }) => last !== undefined && sameBytes(certificate.der, last.der))
  const intermediates = same === undefined ? others : others.slice(0, -1)
  if (same === undefined && last !== undefined && looksLikeRoot(last)) throw new Fault('CERT_ROOT_UNKNOWN')
  const counted = intermediates.filter((each) => !isSelfIssued(each)).length
  const above =
    same === undefined ? roots.filter((each) => mayIssue(each, intermediates.at(-1) ?? leaf)) : [same]
  if (counted < profile.intermediates.min && !isSelfIssued(leaf) && intermediates.length === 0) {
    throw new Fault('CERT_CHAIN_INCOMPLETE')
  }
  if (above.length === 0) throw new Fault('CERT_ROOT_UNKNOWN')
  if (counted < profile.intermediates.min) throw new Fault('CERT_CHAIN_INCOMPLETE')
  if (counted > profile.intermediates.max) {
    throw new Fault('CERT_CHAIN_TOO_LONG', { max: profile.maxPresented })
  }
  return { leaf, intermediates, roots: above }
}

/** By name, and by key identifier where both have one (RFC 5280 section 4.2.1.1): roots may share a name. */
function mayIssue({ certificate: root }: Anchor, certificate: Certificate): boolean {
  const wanted = certificate.authorityKeyId?.keyId
  if (!sameBytes(root.subject, certificate.issuer)) return false
  return wanted === undefined || root.subjectKeyId === undefined || sameBytes(wanted, root.subjectKeyId)
}

/** Issued by itself, as far as it says. */
function looksLikeRoot(certificate: Certificate): boolean {
  const above = certificate.authorityKeyId?.keyId
  const own = certificate.subjectKeyId
  return isSelfIssued(certificate) && (above === undefined || (own !== undefined && sameBytes(above, own)))
}

/** @param below the leaf first. @returns the root that signed the last */
function verifySignatures<Root extends Anchor>(
  below: readonly Certificate[],
  roots: readonly Root[],
  { primitives, cache }: SignedPathInput<Root>,
  { schemes }: PathProfile,
): Root {
  const check = { primitives, cache, schemes, codes: CERTIFICATE_CODES }
  const [top, ...rest] = below.toReversed()
  if (top === undefined) throw new Fault('CERT_MISSING')
  const root = rootThatSigned(top, roots, check)
  let issuer = top
  for (const certificate of rest) {
    verifySigned(certificate, issuer.key, check)
    issuer = certificate
  }
  return root
}

function rootThatSigned<Root extends Anchor>(
  certificate: Certificate,
  roots: readonly Root[],
  check: SignatureCheck,
): Root {
  let refusal: unknown
  for (const root of roots) {
    try {
      verifySigned(certificate, root.certificate.key, check)
      return root
    } catch (error) {
      refusal = error
    }
  }
  throw refusal ?? new Fault('CERT_ROOT_UNKNOWN')
}

function refuseUnknownCritical(certificate: Certificate, { evaluated }: PathProfile): void {
  for (const { oid, critical } of certificate.extensions.values()) {
    // A name constraint binds whether or not its maker marked it critical, and nothing here evaluates it.
    if ((critical && !evaluated.has(oid)) || oid === OID.nameConstraints) {
      throw new Fault('CERT_EXTENSION_UNKNOWN', { oid })
    }
  }
}

/** @param between the certificates below `certificate`, without the leaf */
function demandAuthority(certificate: Certificate, between: readonly Certificate[]): void {
  const { basicConstraints, keyUsage, version } = certificate
  if (version !== 3 || basicConstraints?.ca !== true) throw new Fault('CERT_ISSUER_NOT_AUTHORITY')
  if (keyUsage !== undefined && (keyUsage & KEY_USAGE.keyCertSign) === 0) {
    throw new Fault('CERT_ISSUER_NOT_AUTHORITY')
  }
  const counted = between.filter((each) => !isSelfIssued(each)).length
  if (basicConstraints.pathLength !== undefined && counted > basicConstraints.pathLength) {
    throw new Fault('CERT_CHAIN_BROKEN', { reason: 'path length exceeded' })
  }
}

function checkPathRevocation<Root extends Anchor>(
  path: readonly Certificate[],
  { lists, now, acquaintance, primitives, replaced, signedAt }: PathInput<Root>,
  { revocation }: PathProfile,
): RevocationState | undefined {
  const states = path.slice(0, -1).map((certificate, level) => {
    const issuer = path[level + 1]
    const list = issuer && lists.of(hexKeyIdOf(issuer.key, primitives))
    if (list === undefined && revocation === 'when-listed') return undefined
    return checkRevocation(certificate.serialHex, list, {
      now,
      acquaintance,
      replaced: level === 0 ? replaced : undefined,
      signedAt: level === 0 ? signedAt : undefined,
    })
  })
  return worstOf(states)
}

function isSelfIssued(certificate: Certificate): boolean {
  return !isEmptyName(certificate.subject) && sameBytes(certificate.subject, certificate.issuer)
}
