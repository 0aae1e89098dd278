// Certificates and their parts, requests, revocation lists, chains, OCSP questions.
import assert from 'node:assert/strict'
import { readCertificate, readTbsCertificate } from '@parley/shared/certificates/certificate.ts'
import { checkChain } from '@parley/shared/certificates/check.ts'
import { MAX_CERTIFICATE_BYTES, MAX_CSR_BYTES } from '@parley/shared/certificates/constants.ts'
import { parseCsr } from '@parley/shared/certificates/csr.ts'
import { makeCsr } from '@parley/shared/certificates/csr-make.ts'
import {
  DerReader,
  decodeOid,
  decodeText,
  encodeOid,
  readWhole,
  TAG,
} from '@parley/shared/certificates/der-read.ts'
import { describe } from '@parley/shared/certificates/describe.ts'
import { nameText, readName } from '@parley/shared/certificates/distinguished-name.ts'
import {
  encodeAuthorityInfoAccess,
  encodeBasicConstraints,
  encodeCrlNumber,
  encodeDistributionPoint,
  encodeExtendedKeyUsage,
  encodeReasonCode,
  encodeRole,
  encodeSubjectKeyId,
  readAltNames,
  readAuthorityInfoAccess,
  readAuthorityKeyId,
  readBasicConstraints,
  readCrlNumber,
  readDistributionPoint,
  readExtendedKeyUsage,
  readExtensions,
  readKeyUsage,
  readReasonCode,
  readRole,
  readSubjectKeyId,
} from '@parley/shared/certificates/extensions.ts'
import { readPublicKey } from '@parley/shared/certificates/keys.ts'
import { deviceUri, parseDeviceUri } from '@parley/shared/certificates/names.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import { decodePem, decodePems, encodePem } from '@parley/shared/certificates/pem.ts'
import { verifyRevocationList } from '@parley/shared/certificates/revocation-list.ts'
import { readEntries, readRevocationList } from '@parley/shared/certificates/revocation-list-read.ts'
import { noRevocationLists } from '@parley/shared/certificates/revocation-lists.ts'
import { trustedRoot } from '@parley/shared/certificates/roots.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import { MAX_OCSP_REQUEST_BYTES } from '@parley/shared/ocsp/constants.ts'
import { readOcspRequest } from '@parley/shared/ocsp/request.ts'
import { certIdOf, questionAbout } from '../../support/ocsp.ts'
import { makeRealm } from '../../support/realm.ts'
import { type Decoder, ofBytes, ofText } from '../decoder.ts'

/** A list may be far larger; this is enough to see whether reading it takes more than linear time. */
const LIST_BYTES = 262_144

export function certificateDecoders(): Decoder[] {
  const realm = makeRealm()
  const alice = realm.device('alice')
  const rsa = realm.device('carol', { key: 'rsa' })
  const bob = realm.device('bob')
  const [leaf, issuing] = alice.chain
  const [rsaLeaf] = rsa.chain
  assert.ok(leaf && issuing && rsaLeaf)
  const list = realm.revoke({ serial: bob.serial }, { serial: rsa.serial, reason: 'superseded' })
  const [rootList = assert.fail()] = realm.lists()
  const trust = { roots: [realm.root], issuers: [issuing], primitives }
  const lists = realm
    .lists()
    .reduce((all, der) => all.with(verifyRevocationList(der, trust)), noRevocationLists)
  const checked = (presented: readonly Uint8Array[]) =>
    checkChain({
      presented,
      roots: [realm.root],
      lists,
      now: new Date(),
      expectedPeerId: alice.peerId,
      acquaintance: 'known',
      primitives,
    })
  const certificates = [leaf, issuing, realm.root.der, rsaLeaf]
  const read = certificates.map(readCertificate)
  const valuesOf = (oid: string): Uint8Array[] =>
    read.flatMap(({ extensions }) => {
      const value = extensions.get(oid)?.value
      return value === undefined ? [] : [value]
    })
  const csrs = [makeCsr(alice.signer, 'alice'), makeCsr(rsa.signer, 'carol')]
  const serials = [alice, bob].map(({ serial }) => certIdOf(realm.issuing, serial))
  const chainRefusals = ['CERT_*', 'REVOCATION_LIST_*', 'LOGIN_MALFORMED'] as const
  const listRefusals = ['REVOCATION_LIST_*', 'CERT_*'] as const

  /** The value of one extension, or another part of a certificate. */
  const part = <Value>(
    name: string,
    samples: readonly Uint8Array[],
    decode: (value: Uint8Array) => Value,
    encode?: (value: Value) => Uint8Array,
  ): Decoder =>
    ofBytes({
      name: `shared/certificates/${name}`,
      form: 'der',
      samples,
      runs: 6_000,
      sizeMax: MAX_CERTIFICATE_BYTES,
      refuses: 'DerError',
      decode,
      ...(encode === undefined ? {} : { encode, canonical: 'bytes' as const }),
    })

  return [
    ofBytes({
      name: 'shared/certificates/certificate.ts readCertificate',
      form: 'der',
      samples: certificates,
      runs: 20_000,
      sizeMax: MAX_CERTIFICATE_BYTES,
      refuses: ['CERT_MALFORMED', 'CERT_TOO_LARGE'],
      decode: readCertificate,
    }),
    ofBytes({
      name: 'shared/certificates/certificate.ts readTbsCertificate',
      form: 'der',
      samples: read.map(({ tbs }) => tbs),
      runs: 10_000,
      sizeMax: MAX_CERTIFICATE_BYTES,
      refuses: ['CERT_MALFORMED'],
      decode: readTbsCertificate,
    }),
    ofBytes({
      name: 'shared/certificates/describe.ts describe',
      form: 'der',
      samples: certificates,
      runs: 5_000,
      sizeMax: MAX_CERTIFICATE_BYTES,
      refuses: ['CERT_MALFORMED', 'CERT_TOO_LARGE'],
      decode: (der) => describe(der, primitives),
    }),
    ofBytes({
      name: 'shared/certificates/check.ts checkChain: device',
      form: 'der',
      samples: [leaf],
      runs: 10_000,
      sizeMax: MAX_CERTIFICATE_BYTES,
      refuses: chainRefusals,
      decode: (der) => checked([der, issuing]).login,
    }),
    ofBytes({
      name: 'shared/certificates/check.ts checkChain: issuing CA',
      form: 'der',
      samples: [issuing],
      runs: 6_000,
      sizeMax: MAX_CERTIFICATE_BYTES,
      refuses: chainRefusals,
      decode: (der) => checked([leaf, der]).login,
    }),
    ofBytes({
      name: 'shared/certificates/roots.ts trustedRoot',
      form: 'der',
      samples: [realm.root.der],
      runs: 6_000,
      sizeMax: MAX_CERTIFICATE_BYTES,
      refuses: ['CERT_*'],
      decode: (der) => trustedRoot(der, primitives),
      encode: ({ der }) => der,
      canonical: 'bytes',
    }),
    ofBytes({
      name: 'shared/certificates/csr.ts parseCsr',
      form: 'der',
      samples: csrs,
      runs: 12_000,
      sizeMax: MAX_CSR_BYTES,
      refuses: ['CSR_*'],
      decode: (der) => parseCsr(der, primitives).spki,
    }),
    ofBytes({
      name: 'shared/certificates/revocation-list-read.ts readRevocationList',
      form: 'der',
      samples: [list, rootList],
      runs: 20_000,
      sizeMax: LIST_BYTES,
      refuses: ['REVOCATION_LIST_MALFORMED', 'REVOCATION_LIST_TOO_LARGE'],
      decode: readRevocationList,
    }),
    ofBytes({
      name: 'shared/certificates/revocation-list-read.ts readEntries',
      form: 'der',
      samples: [readRevocationList(list).entries ?? assert.fail()],
      runs: 12_000,
      sizeMax: LIST_BYTES,
      refuses: ['REVOCATION_LIST_MALFORMED'],
      decode: (entries) => readEntries({ ...readRevocationList(list), entries }),
    }),
    ofBytes({
      name: 'shared/certificates/revocation-list.ts verifyRevocationList',
      form: 'der',
      samples: [list, rootList],
      runs: 8_000,
      sizeMax: LIST_BYTES,
      refuses: listRefusals,
      decode: (der) => verifyRevocationList(der, trust),
      encode: ({ der }) => der,
      canonical: 'bytes',
    }),
    ofBytes({
      name: 'shared/ocsp/request.ts readOcspRequest',
      form: 'der',
      samples: [
        questionAbout(serials),
        questionAbout(serials.slice(1), { nonce: new Uint8Array(16).fill(7) }),
      ],
      runs: 30_000,
      sizeMax: MAX_OCSP_REQUEST_BYTES,
      refuses: ['OCSP_REQUEST_MALFORMED', 'OCSP_REQUEST_TOO_LARGE'],
      decode: readOcspRequest,
    }),
    ofText({
      name: 'shared/certificates/pem.ts decodePem',
      samples: [encodePem('CERTIFICATE', leaf)],
      runs: 5_000,
      sizeMax: LIST_BYTES,
      refuses: ['PEM_MALFORMED'],
      decode: (text) => decodePem('CERTIFICATE', text),
      encode: (der) => encodePem('CERTIFICATE', der),
      canonical: 'value',
    }),
    ofText({
      name: 'shared/certificates/pem.ts decodePems',
      samples: [`${encodePem('CERTIFICATE', leaf)}the root\n${encodePem('CERTIFICATE', leaf)}`],
      runs: 1_000,
      sizeMax: LIST_BYTES,
      refuses: ['PEM_MALFORMED'],
      decode: (text) => decodePems('CERTIFICATE', text),
      encode: (ders) => ders.map((der) => encodePem('CERTIFICATE', der)).join(''),
      canonical: 'value',
    }),
    ofText({
      name: 'shared/certificates/names.ts parseDeviceUri',
      samples: [deviceUri({ realm: realm.name, login: login('alice'), peerId: alice.peerId })],
      runs: 10_000,
      sizeMax: MAX_CERTIFICATE_BYTES,
      refuses: ['CERT_NAME_WRONG'],
      decode: parseDeviceUri,
      encode: deviceUri,
      canonical: 'bytes',
    }),
    part('der-read.ts readWhole', [read[0]?.subject ?? assert.fail()], (der) =>
      readWhole(der, TAG.sequence, (inner) => {
        while (inner.more) inner.enter(TAG.set).whole()
      }),
    ),
    part(
      'der-read.ts decodeOid',
      [encodeOid(OID.p256), encodeOid('1.2.840.113549.1.1.11'), encodeOid('2.999.3')],
      decodeOid,
      encodeOid,
    ),
    part('der-read.ts decodeText', [Buffer.from('harbour')], (bytes) =>
      [TAG.utf8String, TAG.ia5String, TAG.printableString].map((tag) => decodeText(tag, bytes)),
    ),
    part(
      'distinguished-name.ts readName',
      read.map(({ subject }) => subject),
      readName,
    ),
    ofBytes({
      name: 'shared/certificates/distinguished-name.ts nameText',
      form: 'der',
      samples: read.map(({ subject }) => subject),
      runs: 10_000,
      sizeMax: MAX_CERTIFICATE_BYTES,
      refuses: 'nothing',
      decode: nameText,
    }),
    part(
      'keys.ts readPublicKey',
      read.map(({ key }) => key.spki),
      readPublicKey,
      ({ spki }) => spki,
    ),
    part('extensions.ts readExtensions', [extensionsOf(read[0]?.tbs)], (der) =>
      readWhole(der, TAG.sequence, readExtensions),
    ),
    part('extensions.ts readBasicConstraints', valuesOf(OID.basicConstraints), readBasicConstraints),
    part('extensions.ts readKeyUsage', valuesOf(OID.keyUsage), readKeyUsage),
    part(
      'extensions.ts readExtendedKeyUsage',
      valuesOf(OID.extendedKeyUsage),
      readExtendedKeyUsage,
      encodeExtendedKeyUsage,
    ),
    part(
      'extensions.ts readSubjectKeyId',
      valuesOf(OID.subjectKeyIdentifier),
      readSubjectKeyId,
      encodeSubjectKeyId,
    ),
    part('extensions.ts readAuthorityKeyId', valuesOf(OID.authorityKeyIdentifier), readAuthorityKeyId),
    part('extensions.ts readAltNames', valuesOf(OID.subjectAltName), readAltNames),
    part(
      'extensions.ts readDistributionPoint',
      [encodeDistributionPoint(realm.locations.revocationList)],
      readDistributionPoint,
      encodeDistributionPoint,
    ),
    part(
      'extensions.ts readAuthorityInfoAccess',
      [encodeAuthorityInfoAccess({ ocsp: 'http://a/ocsp', caIssuers: 'http://a/i.der' })],
      readAuthorityInfoAccess,
      encodeAuthorityInfoAccess,
    ),
    part('extensions.ts readRole', [encodeRole('member')], readRole, encodeRole),
    part(
      'extensions.ts readCrlNumber',
      [encodeCrlNumber(7n), encodeCrlNumber(2n ** 70n)],
      readCrlNumber,
      encodeCrlNumber,
    ),
    part('extensions.ts readReasonCode', [encodeReasonCode(1)], readReasonCode),
    part(
      'extensions.ts readBasicConstraints: written back',
      [encodeBasicConstraints({ ca: true, pathLength: 1 })],
      (value) => {
        const read = readBasicConstraints(value)
        return read.ca ? encodeBasicConstraints(read) : undefined
      },
    ),
  ]
}

/** The list of extensions of a TBSCertificate. */
function extensionsOf(tbs: Uint8Array | undefined): Uint8Array {
  const fields = DerReader.over(tbs ?? assert.fail()).enter(TAG.sequence)
  let last = new Uint8Array()
  while (fields.more) last = Uint8Array.from(fields.whole())
  return DerReader.over(last).enter(0xa3).whole()
}
