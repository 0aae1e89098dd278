// The profiles of root and issuing CA, line by line.

import { type RealmName, realmName } from '../../identity/login.ts'
import { sameBytes } from '../bytes.ts'
import type { TbsCertificate } from '../certificate.ts'
import { MAX_VALIDITY } from '../constants.ts'
import { attributeOf, organisationSubject, readName } from '../distinguished-name.ts'
import { KEY_USAGE } from '../extensions.ts'
import { OID } from '../oids.ts'
import {
  accessPlaces,
  authorityKeyIdPlain,
  extensionRules,
  keyP256,
  keyUsageExactly,
  revocationListPlace,
  serial16,
  signedByP256,
  subjectKeyIdFromKey,
  validityForward,
  validityWithin,
  version3,
} from './common.ts'
import type { Rule } from './rule.ts'

export const ROOT_COMMON_NAME = 'Parley root'
const ISSUING_COMMON_NAME = /^Parley issuing [a-z0-9-]{1,16}$/

export const issuingCommonName = (label: string): string => `Parley issuing ${label}`

/** The realm a certificate's subject names. @throws DerError, Fault REALM_NAME_MALFORMED */
export function realmOf(certificate: TbsCertificate): RealmName {
  return realmName(attributeOf(readName(certificate.subject), OID.organizationName) ?? '')
}

/** For what an authority's own servers show. */
export function subjectExactly(id: string, commonName: string): Rule {
  return {
    id,
    demands: `the subject is CN=${commonName},O=<realm>`,
    source: 'docs/CERTIFICATES.md',
    code: 'CERT_NAME_WRONG',
    holds: (certificate) =>
      sameBytes(certificate.subject, organisationSubject(realmOf(certificate), commonName)),
  }
}

function authority(pathLength: number): Rule {
  return {
    id: 'authority',
    demands: `basicConstraints says CA:TRUE with path length ${pathLength}`,
    source: 'DESIGN, certificates; RFC 5280 section 4.2.1.9',
    code: 'CERT_ISSUER_NOT_AUTHORITY',
    holds: ({ basicConstraints }) =>
      basicConstraints?.ca === true && basicConstraints.pathLength === pathLength,
  }
}

function subjectIs(words: string, fits: (commonName: string) => boolean): Rule {
  return {
    id: 'subject-authority',
    demands: `the subject is CN=${words},O=<realm>`,
    source: 'docs/CERTIFICATES.md',
    code: 'CERT_NAME_WRONG',
    holds: (certificate) => {
      const commonName = attributeOf(readName(certificate.subject), OID.commonName) ?? ''
      const canonical = organisationSubject(realmOf(certificate), commonName)
      return fits(commonName) && sameBytes(certificate.subject, canonical)
    },
  }
}

const signing = keyUsageExactly(KEY_USAGE.keyCertSign | KEY_USAGE.crlSign, 'keyCertSign and cRLSign')

export const rootRules: readonly Rule[] = [
  version3,
  serial16,
  signedByP256,
  authority(1),
  signing,
  keyP256,
  subjectIs(ROOT_COMMON_NAME, (name) => name === ROOT_COMMON_NAME),
  validityForward,
  validityWithin(MAX_VALIDITY.root),
  ...extensionRules({
    [OID.basicConstraints]: { critical: true },
    [OID.keyUsage]: { critical: true },
    [OID.subjectKeyIdentifier]: { critical: false },
  }),
  subjectKeyIdFromKey,
]

/** Self-issued, so that a path length does not count it (RFC 5280 section 4.2.1.9). */
export const crossRules: readonly Rule[] = [
  version3,
  serial16,
  signedByP256,
  authority(1),
  signing,
  keyP256,
  subjectIs(ROOT_COMMON_NAME, (name) => name === ROOT_COMMON_NAME),
  validityForward,
  validityWithin(MAX_VALIDITY.root),
  ...extensionRules({
    [OID.basicConstraints]: { critical: true },
    [OID.keyUsage]: { critical: true },
    [OID.subjectKeyIdentifier]: { critical: false },
    [OID.authorityKeyIdentifier]: { critical: false },
  }),
  subjectKeyIdFromKey,
  authorityKeyIdPlain,
]

export const issuingRules: readonly Rule[] = [
  version3,
  serial16,
  signedByP256,
  authority(0),
  signing,
  keyP256,
  subjectIs('Parley issuing <label>', (name) => ISSUING_COMMON_NAME.test(name)),
  validityForward,
  validityWithin(MAX_VALIDITY.issuing),
  ...extensionRules({
    [OID.basicConstraints]: { critical: true },
    [OID.keyUsage]: { critical: true },
    [OID.subjectKeyIdentifier]: { critical: false },
    [OID.authorityKeyIdentifier]: { critical: false },
    // The realm's address may not be known when the root signs: peers carry the root's list themselves.
    [OID.crlDistributionPoints]: { critical: false, optional: true },
    [OID.authorityInfoAccess]: { critical: false, optional: true },
  }),
  subjectKeyIdFromKey,
  authorityKeyIdPlain,
  revocationListPlace,
  accessPlaces(false),
]
