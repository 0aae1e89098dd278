// The profile under which foreign web certificates run through Parley's path check: for tests, and only for them.
// Its profile-only rules replace Parley's; what stands in path.ts holds here as everywhere.
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import type { TbsCertificate } from '@parley/shared/certificates/certificate.ts'
import { isEmptyName } from '@parley/shared/certificates/distinguished-name.ts'
import { KEY_USAGE } from '@parley/shared/certificates/extensions.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import type { PathProfile } from '@parley/shared/certificates/profile.ts'
import type { Rule } from '@parley/shared/certificates/rules/rule.ts'
import { readAccessDescriptions } from './access.ts'
import { type ExpectedName, names } from './names.ts'

export interface WebWishes {
  /** Dotted OID. */
  readonly purpose: string
  /** Each must be among the certificate's names. */
  readonly expected: readonly ExpectedName[]
  readonly maxIntermediates: number
}

const rule = (id: string, source: string, holds: (certificate: TbsCertificate) => boolean): Rule => ({
  id,
  demands: id,
  source,
  code: 'CERT_PROFILE_WRONG',
  holds,
})

const isCritical = ({ extensions }: TbsCertificate, oid: string): boolean | undefined =>
  extensions.get(oid)?.critical

const everywhere: readonly Rule[] = [
  rule('version-3', 'CA/B BR 7.1.1', ({ version }) => version === 3),
  rule('issuer-named', 'RFC 5280 section 4.1.2.4', ({ issuer }) => !isEmptyName(issuer)),
  rule('key-known', 'CA/B BR 6.1.5', ({ key }) => key.kind !== 'other'),
  rule(
    'rsa-size',
    'CA/B BR 6.1.5',
    ({ key }) => key.kind !== 'rsa' || (key.bits >= 2048 && key.bits % 8 === 0 && key.exponent === 65_537),
  ),
  rule(
    'key-ids-not-critical',
    'RFC 5280 sections 4.2.1.1 and 4.2.1.2',
    (certificate) =>
      isCritical(certificate, OID.authorityKeyIdentifier) !== true &&
      isCritical(certificate, OID.subjectKeyIdentifier) !== true,
  ),
  rule(
    'no-policy-constraints',
    'nothing here evaluates them',
    ({ extensions }) => !extensions.has('2.5.29.36'),
  ),
  rule('aia', 'RFC 5280 section 4.2.2.1', (certificate) => {
    const extension = certificate.extensions.get(OID.authorityInfoAccess)
    return extension === undefined || (!extension.critical && readAccessDescriptions(extension.value) > 0)
  }),
]

const authority: readonly Rule[] = [
  ...everywhere,
  rule('ca-critical', 'RFC 5280 section 4.2.1.9', (each) => isCritical(each, OID.basicConstraints) === true),
  rule('subject-named', 'RFC 5280 section 4.1.2.6', ({ subject }) => !isEmptyName(subject)),
  rule('ski-there', 'RFC 5280 section 4.2.1.2', ({ subjectKeyId }) => subjectKeyId !== undefined),
]

// What a root's own serial is does not matter: nothing refers to it (one real root has 0).
const serial = rule('serial-positive', 'RFC 5280 section 4.1.2.2', ({ serial }) =>
  serial.some((byte) => byte !== 0),
)

const belowRoot = rule(
  'aki-there',
  'RFC 5280 section 4.2.1.1',
  ({ authorityKeyId }) => authorityKeyId?.keyId !== undefined,
)

const rootKeyIds = rule('root-aki', 'CA/B BR 7.1.2.1.3', (certificate) => {
  const { authorityKeyId, subjectKeyId } = certificate
  // A CA that is trusted without being a root was signed by another: its key identifiers are not those of a root.
  if (authorityKeyId === undefined || !sameBytes(certificate.subject, certificate.issuer)) return true
  const { keyId, more } = authorityKeyId
  return !more && keyId !== undefined && sameBytes(keyId, subjectKeyId ?? Uint8Array.of())
})

export function unsafeTestingWebProfile({ purpose, expected, maxIntermediates }: WebWishes): PathProfile {
  const purposeThere = rule(
    'purpose',
    'CA/B BR 7.1.2.7.10',
    ({ extendedKeyUsage }) => extendedKeyUsage?.includes(purpose) === true,
  )
  return {
    intermediates: { min: 0, max: maxIntermediates },
    maxPresented: 12,
    schemes: new Set([
      'ecdsa-p256-sha256',
      'ecdsa-p384-sha384',
      'ecdsa-p521-sha512',
      'rsa-pkcs1-sha256',
      'rsa-pkcs1-sha384',
      'rsa-pkcs1-sha512',
    ]),
    rules: {
      root: [
        ...authority,
        rootKeyIds,
        rule('root-no-eku', 'CA/B BR 7.1.2.1.2', ({ extendedKeyUsage }) => extendedKeyUsage === undefined),
        rule(
          'cross-signed-aki',
          'RFC 5280 section 4.2.1.1',
          ({ subject, issuer, authorityKeyId }) => sameBytes(subject, issuer) || authorityKeyId !== undefined,
        ),
      ],
      issuing: [
        ...authority,
        belowRoot,
        serial,
        rule(
          'ca-purpose',
          'CA/B BR 7.1.2.10.6',
          ({ extendedKeyUsage: purposes }) =>
            purposes === undefined ||
            purposes.includes(purpose) ||
            purposes.includes(OID.anyExtendedKeyUsage),
        ),
      ],
      leaf: [
        ...everywhere,
        belowRoot,
        serial,
        purposeThere,
        rule(
          'purpose-not-any',
          'CA/B BR 7.1.2.7.10',
          (certificate) =>
            isCritical(certificate, OID.extendedKeyUsage) === false &&
            certificate.extendedKeyUsage?.includes(OID.anyExtendedKeyUsage) === false,
        ),
        rule(
          'leaf-signs-no-certificates',
          'RFC 5280 section 4.2.1.3',
          ({ keyUsage = 0 }) => (keyUsage & KEY_USAGE.keyCertSign) === 0,
        ),
        rule(
          'san-critical',
          'RFC 5280 section 4.2.1.6',
          (certificate) => isCritical(certificate, OID.subjectAltName) === isEmptyName(certificate.subject),
        ),
        rule('names', 'RFC 6125 section 6.4', ({ altNames = [], subject }) =>
          names(altNames, subject, expected),
        ),
      ],
    },
    links: [],
    evaluated: new Set<string>([
      OID.basicConstraints,
      OID.keyUsage,
      OID.extendedKeyUsage,
      OID.subjectAltName,
      OID.subjectKeyIdentifier,
      OID.authorityKeyIdentifier,
    ]),
    revocation: 'when-listed',
    leafMayBeAuthority: false,
  }
}
