// The profile a path is checked under. Parley has one; tests with foreign certificates bring their own.
import type { SignatureScheme } from '../crypto/primitives.ts'
import { OID } from './oids.ts'
import { issuingRules, rootRules } from './rules/authority.ts'
import { deviceRules } from './rules/device.ts'
import { parleyLinks } from './rules/links.ts'
import type { LinkRule, Rule } from './rules/rule.ts'

/** What may differ between profiles. What RFC 5280 demands of every path stands in path.ts and cannot be switched off. */
export interface PathProfile {
  /** Certificates between the leaf and the root; self-issued ones are not counted (RFC 5280 section 4.2.1.9). */
  readonly intermediates: { readonly min: number; readonly max: number }
  /** Certificates that may be presented, the root with them. */
  readonly maxPresented: number
  /** How CAs may sign. */
  readonly schemes: ReadonlySet<SignatureScheme>
  readonly rules: {
    readonly root: readonly Rule[]
    readonly issuing: readonly Rule[]
    readonly leaf: readonly Rule[]
  }
  /** Beside those of RFC 5280. */
  readonly links: readonly LinkRule[]
  /** Extensions that the rules or the path evaluate: any other that is critical is a refusal. */
  readonly evaluated: ReadonlySet<string>
  /** `when-listed`: an issuer without a list is taken to have revoked nothing. Never for Parley. */
  readonly revocation: 'required' | 'when-listed'
  /** Whether the leaf may be a CA. Never for Parley. */
  readonly leafMayBeAuthority: boolean
}

/** A person's device, or a CA node's own peer. */
export const deviceProfile: PathProfile = {
  intermediates: { min: 1, max: 1 },
  maxPresented: 3,
  schemes: new Set(['ecdsa-p256-sha256']),
  rules: { root: rootRules, issuing: issuingRules, leaf: deviceRules },
  links: parleyLinks,
  evaluated: new Set<string>([
    OID.basicConstraints,
    OID.keyUsage,
    OID.extendedKeyUsage,
    OID.subjectAltName,
    OID.subjectKeyIdentifier,
    OID.authorityKeyIdentifier,
    OID.parleyRole,
  ]),
  revocation: 'required',
  leafMayBeAuthority: false,
}
