// A revocation list whose signature and issuer were verified. Never asks the clock: each check does.
import type { Primitives, SignatureScheme } from '../crypto/primitives.ts'
import { Fault } from '../faults/fault.ts'
import type { Serial } from '../identity/ids.ts'
import { hex, sameBytes } from './bytes.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { KEY_USAGE } from './extensions.ts'
import { hexKeyIdOf } from './keys.ts'
import { deviceProfile } from './profile.ts'
import {
  type ReadRevocationList,
  type Revoked,
  readEntries,
  readRevocationList,
} from './revocation-list-read.ts'
import type { TrustedRoot } from './roots.ts'
import { issuingRules } from './rules/authority.ts'
import { linkRules } from './rules/links.ts'
import { enforce, enforceLinks, presentedFault } from './rules/rule.ts'
import { CERTIFICATE_CODES, verifySigned } from './signature.ts'

export type { Revoked } from './revocation-list-read.ts'

/** Only `signedRevocationList`, and through it `verifyRevocationList`, makes one. */
class List {
  readonly #revoked: ReadonlyMap<string, Revoked>
  readonly der: Uint8Array
  /** Hexadecimal key identifier of the CA that signed it, computed from its key. */
  readonly issuerKeyId: string
  /** `root`: it speaks about issuing CAs; `issuing`: about devices and HTTPS. */
  readonly issuerKind: 'root' | 'issuing'
  readonly number: bigint
  readonly thisUpdate: Date
  readonly nextUpdate: Date

  constructor(read: ReadRevocationList, issuerKind: 'root' | 'issuing', issuerKeyId: string) {
    this.#revoked = readEntries(read)
    this.der = read.der
    this.issuerKeyId = issuerKeyId
    this.issuerKind = issuerKind
    this.number = read.number
    this.thisUpdate = read.thisUpdate
    this.nextUpdate = read.nextUpdate
  }

  /** What this list revokes. Parley's own lists hold 16-byte serials only, in rising order. */
  get revoked(): ReadonlyMap<Serial, Revoked> {
    return this.#revoked as ReadonlyMap<Serial, Revoked>
  }

  /** @param serialHex the bytes of a serial, as certificates have them */
  lookUp(serialHex: string): Revoked | undefined {
    return this.#revoked.get(serialHex)
  }
}

export type RevocationList = List

export interface ListTrust {
  readonly roots: readonly TrustedRoot[]
  /** DER certificates of issuing CAs, each under one of `roots`: from one's own chain and from Hellos. */
  readonly issuers: readonly Uint8Array[]
  readonly primitives: Primitives
}

/** Signature, profile and issuer; the dates are asked by each check. @throws Fault REVOCATION_LIST_*, CERT_* */
export function verifyRevocationList(der: Uint8Array, trust: ListTrust): RevocationList {
  const read = readRevocationList(Uint8Array.from(der))
  const keyId = read.authorityKeyId?.keyId
  if (keyId === undefined || read.authorityKeyId?.more === true) {
    throw new Fault('REVOCATION_LIST_MALFORMED', { reason: 'no plain authority key identifier' })
  }
  const speaks = ({ subject, subjectKeyId }: Certificate): boolean =>
    sameBytes(subject, read.issuer) && subjectKeyId !== undefined && sameBytes(subjectKeyId, keyId)

  const { primitives, roots } = trust
  const options = { primitives, schemes: deviceProfile.schemes }
  const root = roots.find(({ certificate }) => speaks(certificate))
  if (root !== undefined) return signedRevocationList(read, root.certificate, 'root', options)
  for (const each of trust.issuers) {
    const issuing = readCertificate(each)
    if (!speaks(issuing)) continue
    demandIssuing(issuing, roots, primitives)
    return signedRevocationList(read, issuing, 'issuing', options)
  }
  throw new Fault('REVOCATION_LIST_ISSUER_UNKNOWN')
}

/** An issuing CA of one of `roots`. Its own dates and revocation are asked when it stands in a chain. */
function demandIssuing(issuing: Certificate, roots: readonly TrustedRoot[], primitives: Primitives): void {
  const above = issuing.authorityKeyId?.keyId
  const root = roots.find(({ keyId }) => above !== undefined && hex(above) === keyId)
  if (root === undefined) throw new Fault('CERT_ROOT_UNKNOWN')
  verifySigned(issuing, root.certificate.key, {
    primitives,
    schemes: deviceProfile.schemes,
    codes: CERTIFICATE_CODES,
  })
  enforce(issuingRules, issuing, primitives, presentedFault)
  enforceLinks(linkRules, issuing, root.certificate, primitives, presentedFault)
}

const LIST_CODES = {
  invalid: 'REVOCATION_LIST_SIGNATURE_INVALID',
  unsupported: 'REVOCATION_LIST_SIGNATURE_INVALID',
} as const

/**
 * The list as said by the holder of the issuer's key, and so about that key's certificates only.
 * @throws Fault REVOCATION_LIST_ISSUER_UNKNOWN, REVOCATION_LIST_SIGNATURE_INVALID, REVOCATION_LIST_MALFORMED
 */
export function signedRevocationList(
  read: ReadRevocationList,
  issuer: Certificate,
  kind: 'root' | 'issuing',
  { primitives, schemes }: { primitives: Primitives; schemes: ReadonlySet<SignatureScheme> },
): RevocationList {
  const maySign = issuer.keyUsage === undefined || (issuer.keyUsage & KEY_USAGE.crlSign) !== 0
  if (!maySign || !sameBytes(read.issuer, issuer.subject)) throw new Fault('REVOCATION_LIST_ISSUER_UNKNOWN')
  verifySigned(read, issuer.key, { primitives, schemes, codes: LIST_CODES })
  return new List(read, kind, hexKeyIdOf(issuer.key, primitives))
}
