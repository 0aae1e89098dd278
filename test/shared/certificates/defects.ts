// One defect for each rule of each profile, named by what is wrong. lint.test.ts has them refused before signing,
// check.test.ts after a careless authority signed them.
import { identifierOf } from '@parley/shared/certificates/algorithms.ts'
import { fromHex } from '@parley/shared/certificates/bytes.ts'
import {
  bitString,
  explicit,
  implicit,
  NULL,
  oid,
  sequence,
  time,
  tlv,
  unsigned,
  utf8String,
} from '@parley/shared/certificates/der-write.ts'
import { deviceSubject, organisationSubject } from '@parley/shared/certificates/distinguished-name.ts'
import {
  encodeAuthorityInfoAccess,
  encodeBasicConstraints,
  encodeDistributionPoint,
  encodeExtendedKeyUsage,
  encodeHostAltNames,
  encodeKeyUsage,
  encodeRole,
  encodeUriAltName,
  KEY_USAGE,
} from '@parley/shared/certificates/extensions.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import { generateKey } from '@parley/shared/host/crypto.ts'
import { login, realmName } from '@parley/shared/identity/login.ts'
import type { Alteration } from './alter.ts'
import { DAY, days, NOW } from './realm.ts'

export interface Defect {
  /** What is wrong. */
  readonly name: string
  /** The rule that is broken. */
  readonly rule: string
  /** The fault when it is presented. */
  readonly code: FaultCode
  readonly alteration: Alteration
}

export type Kind = 'root' | 'issuing' | 'device' | 'https' | 'ocsp'

/** How good certificates of each kind are dated in these tests. */
const from = new Date(NOW.getTime() - DAY / 24)
const validity = (start: Date, end: Date) => sequence(time(start), time(end))
const url = 'http://ca.harbour.test:8443/x'
const weakRsa = sequence(
  sequence(oid(OID.rsaEncryption), NULL),
  bitString(sequence(unsigned(new Uint8Array(128).fill(0xff)), unsigned(65_537))),
)

const everywhere = (longest: number): readonly Defect[] => [
  {
    name: 'version 2',
    rule: 'version-3',
    code: 'CERT_MALFORMED', // has extensions, which version 2 cannot have
    alteration: { version: explicit(0, unsigned(1)) },
  },
  {
    name: 'version 1',
    rule: 'version-3',
    code: 'CERT_PROFILE_WRONG',
    alteration: { version: new Uint8Array(), bare: true },
  },
  {
    name: 'serial of 8 bytes',
    rule: 'serial-16-bytes',
    code: 'CERT_PROFILE_WRONG',
    alteration: { serial: unsigned(fromHex('4142434445464748')) },
  },
  {
    name: 'serial of zero',
    rule: 'serial-16-bytes',
    code: 'CERT_PROFILE_WRONG',
    alteration: { serial: unsigned(0) },
  },
  {
    name: 'algorithm of Ed25519',
    rule: 'signature-ecdsa-sha256',
    code: 'CERT_MALFORMED', // the two algorithm fields differ
    alteration: { algorithm: identifierOf('ed25519') },
  },
  {
    name: 'ends before it begins',
    rule: 'validity-forward',
    code: 'CERT_PROFILE_WRONG',
    alteration: { validity: validity(days(1), days(-1)) },
  },
  {
    name: 'valid for too long',
    rule: 'validity-bounded',
    code: 'CERT_PROFILE_WRONG',
    alteration: { validity: validity(from, days(longest + 1)) },
  },
  {
    name: 'an extension nobody named',
    rule: 'extensions-named',
    code: 'CERT_PROFILE_WRONG',
    alteration: {
      extensions: { [OID.certificatePolicies]: { value: sequence(sequence(oid('2.5.29.32.0'))) } },
    },
  },
  {
    name: 'no subject key identifier',
    rule: 'extensions-complete',
    code: 'CERT_PROFILE_WRONG',
    alteration: { extensions: { [OID.subjectKeyIdentifier]: undefined } },
  },
  {
    name: 'critical subject key identifier',
    rule: 'extensions-critical',
    code: 'CERT_PROFILE_WRONG',
    alteration: { extensions: { [OID.subjectKeyIdentifier]: { critical: true } } },
  },
  {
    name: 'basic constraints not critical',
    rule: 'extensions-critical',
    code: 'CERT_PROFILE_WRONG',
    alteration: { extensions: { [OID.basicConstraints]: { critical: false } } },
  },
  {
    name: 'subject key identifier of another key',
    rule: 'ski-from-key',
    code: 'CERT_PROFILE_WRONG',
    alteration: {
      extensions: { [OID.subjectKeyIdentifier]: { value: tlv(0x04, new Uint8Array(20).fill(7)) } },
    },
  },
  {
    name: 'key usage of key agreement',
    rule: 'key-usage',
    code: 'CERT_USAGE_WRONG',
    alteration: { extensions: { [OID.keyUsage]: { value: encodeKeyUsage(1 << 4) } } },
  },
]

const underAuthority: readonly Defect[] = [
  {
    name: 'authority key identifier with issuer and serial',
    rule: 'aki-key-only',
    code: 'CERT_PROFILE_WRONG',
    alteration: {
      extensions: {
        [OID.authorityKeyIdentifier]: {
          value: sequence(explicit(1, explicit(4, sequence())), implicit(2, Uint8Array.of(1))),
        },
      },
    },
  },
  {
    name: 'issued by another realm’s name',
    rule: 'issuer-name',
    code: 'CERT_CHAIN_BROKEN',
    alteration: { issuer: organisationSubject(realmName('lighthouse'), 'Parley root') },
  },
  {
    name: 'authority key identifier of another key',
    rule: 'issuer-key',
    code: 'CERT_CHAIN_BROKEN',
    alteration: {
      extensions: {
        [OID.authorityKeyIdentifier]: { value: sequence(implicit(0, new Uint8Array(20).fill(7))) },
      },
    },
  },
  {
    name: 'begins before its issuer',
    rule: 'validity-nested',
    code: 'CERT_PROFILE_WRONG',
    alteration: { validity: validity(days(-2), days(1)) },
  },
]

const below: readonly Defect[] = [
  ...underAuthority,
  {
    name: 'revocation list by ftp',
    rule: 'crl-location',
    code: 'CERT_PROFILE_WRONG',
    alteration: {
      extensions: {
        [OID.crlDistributionPoints]: { value: encodeDistributionPoint('ftp://ca.harbour.test/x') },
      },
    },
  },
]

const noAuthority: readonly Defect[] = [
  {
    name: 'is an authority',
    rule: 'not-authority',
    code: 'CERT_IS_AUTHORITY',
    alteration: {
      extensions: { [OID.basicConstraints]: { value: encodeBasicConstraints({ ca: true }) } },
    },
  },
  {
    name: 'purpose of code signing',
    rule: 'extended-key-usage',
    code: 'CERT_USAGE_WRONG',
    alteration: {
      extensions: { [OID.extendedKeyUsage]: { value: encodeExtendedKeyUsage(['1.3.6.1.5.5.7.3.3']) } },
    },
  },
]

const endEntity: readonly Defect[] = [
  ...noAuthority,
  {
    name: 'no OCSP responder',
    rule: 'aia-ocsp-and-issuer',
    code: 'CERT_PROFILE_WRONG',
    alteration: {
      extensions: { [OID.authorityInfoAccess]: { value: encodeAuthorityInfoAccess({ caIssuers: url }) } },
    },
  },
]

const p256Only: readonly Defect[] = [
  {
    name: 'Ed25519 key',
    rule: 'key-p256',
    code: 'CERT_KEY_UNSUPPORTED',
    alteration: { spki: generateKey('ed25519').signer.spki },
  },
]

const authority = (pathLength: number): readonly Defect[] => [
  {
    name: 'no authority',
    rule: 'authority',
    code: 'CERT_ISSUER_NOT_AUTHORITY',
    alteration: {
      extensions: { [OID.basicConstraints]: { value: encodeBasicConstraints({ ca: false }) } },
    },
  },
  {
    name: 'longer path',
    rule: 'authority',
    code: 'CERT_ISSUER_NOT_AUTHORITY',
    alteration: {
      extensions: {
        [OID.basicConstraints]: { value: encodeBasicConstraints({ ca: true, pathLength: pathLength + 1 }) },
      },
    },
  },
  {
    name: 'signs certificates but no lists',
    rule: 'key-usage',
    code: 'CERT_USAGE_WRONG',
    alteration: { extensions: { [OID.keyUsage]: { value: encodeKeyUsage(KEY_USAGE.keyCertSign) } } },
  },
  {
    name: 'subject of a person',
    rule: 'subject-authority',
    code: 'CERT_NAME_WRONG',
    alteration: { subject: deviceSubject(realmName('harbour'), login('alice')) },
  },
  ...p256Only,
]

/** @param peerId of the certificate that gets altered */
export function defectsOf(kind: Kind, peerId = ''): readonly Defect[] {
  switch (kind) {
    case 'root':
      return [...everywhere(25 * 365), ...authority(1)]
    case 'issuing':
      return [
        ...everywhere(5 * 365 + 2),
        ...below,
        ...authority(0),
        {
          name: 'OCSP responder of the offline root',
          rule: 'aia-issuer',
          code: 'CERT_PROFILE_WRONG',
          alteration: {
            extensions: {
              [OID.authorityInfoAccess]: { value: encodeAuthorityInfoAccess({ ocsp: url, caIssuers: url }) },
            },
          },
        },
        {
          name: 'another realm',
          rule: 'same-realm',
          code: 'CERT_NAME_WRONG',
          alteration: { subject: organisationSubject(realmName('lighthouse'), 'Parley issuing 1') },
        },
      ]
    case 'https':
      return [
        ...everywhere(398),
        ...below,
        ...endEntity,
        ...p256Only,
        {
          name: 'subject of a person',
          rule: 'subject-https',
          code: 'CERT_NAME_WRONG',
          alteration: { subject: deviceSubject(realmName('harbour'), login('alice')) },
        },
        {
          name: 'wildcard',
          rule: 'san-hosts',
          code: 'CERT_NAME_WRONG',
          alteration: {
            extensions: { [OID.subjectAltName]: { value: encodeHostAltNames(['*.harbour.test'], []) } },
          },
        },
        {
          name: 'another realm',
          rule: 'same-realm',
          code: 'CERT_NAME_WRONG',
          alteration: { subject: organisationSubject(realmName('lighthouse'), 'Parley authority') },
        },
      ]
    case 'ocsp':
      return [
        ...everywhere(14),
        ...underAuthority,
        ...noAuthority,
        ...p256Only,
        {
          name: 'subject of the web server',
          rule: 'subject-ocsp',
          code: 'CERT_NAME_WRONG',
          alteration: { subject: organisationSubject(realmName('harbour'), 'Parley authority') },
        },
        {
          name: 'something in ocsp-nocheck',
          rule: 'ocsp-nocheck',
          code: 'CERT_PROFILE_WRONG',
          alteration: { extensions: { [OID.ocspNoCheck]: { value: sequence() } } },
        },
        {
          name: 'another realm',
          rule: 'same-realm',
          code: 'CERT_NAME_WRONG',
          alteration: { subject: organisationSubject(realmName('lighthouse'), 'Parley OCSP responder') },
        },
      ]
    case 'device':
      return [...everywhere(90), ...below, ...endEntity, ...ofDevice(peerId)]
  }
}

function ofDevice(peerId: string): readonly Defect[] {
  const uri = (text: string): Alteration => ({
    extensions: { [OID.subjectAltName]: { value: encodeUriAltName(text) } },
  })
  const role = (text: string): Alteration => ({
    extensions: { [OID.parleyRole]: { value: encodeRole(text) } },
  })
  const other = '12D3KooWGRUf4LdaXrDUxgCdSCp5FKvPpAZfXEAmTfYgKbGpEZ9q'
  return [
    {
      name: 'RSA of 1024 bits',
      rule: 'key-device',
      code: 'CERT_KEY_UNSUPPORTED',
      alteration: { spki: weakRsa },
    },
    {
      name: 'P-256 key',
      rule: 'key-device',
      code: 'CERT_KEY_UNSUPPORTED',
      alteration: { spki: generateKey('p256').signer.spki },
    },
    {
      name: 'name of a host',
      rule: 'san-one-uri',
      code: 'CERT_NAME_WRONG',
      alteration: { extensions: { [OID.subjectAltName]: { value: encodeHostAltNames(['alice.test'], []) } } },
    },
    {
      name: 'two URIs',
      rule: 'san-one-uri',
      code: 'CERT_NAME_WRONG',
      alteration: {
        extensions: {
          [OID.subjectAltName]: {
            value: sequence(
              ...['alice', 'admin'].map((who) =>
                implicit(6, new TextEncoder().encode(`spiffe://harbour/user/${who}/device/${peerId}`)),
              ),
            ),
          },
        },
      },
    },
    {
      name: 'a path below the device',
      rule: 'san-one-uri',
      code: 'CERT_NAME_WRONG',
      alteration: uri(`spiffe://harbour/user/alice/device/${peerId}/../mallory`),
    },
    {
      name: 'URI of another device',
      rule: 'san-names-key',
      code: 'CERT_PEER_MISMATCH',
      alteration: uri(`spiffe://harbour/user/alice/device/${other}`),
    },
    {
      name: 'URI of another user',
      rule: 'subject-device',
      code: 'CERT_NAME_WRONG',
      alteration: uri(`spiffe://harbour/user/bob/device/${peerId}`),
    },
    {
      name: 'subject with a second common name',
      rule: 'subject-device',
      code: 'CERT_NAME_WRONG',
      alteration: {
        subject: sequence(
          ...[
            [OID.organizationName, 'harbour'],
            [OID.commonName, 'alice'],
            [OID.commonName, 'admin'],
            [OID.userId, 'alice'],
          ].map(([type = '', value = '']) => tlv(0x31, sequence(oid(type), utf8String(value)))),
        ),
      },
    },
    {
      name: 'another realm',
      rule: 'same-realm',
      code: 'CERT_NAME_WRONG',
      alteration: {
        subject: deviceSubject(realmName('lighthouse'), login('alice')),
        ...uri(`spiffe://lighthouse/user/alice/device/${peerId}`),
      },
    },
    { name: 'role of captain', rule: 'role-known', code: 'CERT_ROLE_WRONG', alteration: role('captain') },
    {
      name: 'no role',
      rule: 'role-known',
      code: 'CERT_ROLE_WRONG',
      alteration: { extensions: { [OID.parleyRole]: undefined } },
    },
    {
      name: 'alice as the authority',
      rule: 'role-fits-login',
      code: 'CERT_ROLE_WRONG',
      alteration: role('authority'),
    },
  ]
}
