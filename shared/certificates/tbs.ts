// Builds TBSCertificate (RFC 5280 section 4.1.2) from a request's fields and nothing else. Never signs.
import { Fault } from '../faults/fault.ts'
import { identifierOf } from './algorithms.ts'
import { fromHex } from './bytes.ts'
import { DerError } from './der-read.ts'
import { explicit, NULL, sequence, time, unsigned } from './der-write.ts'
import { deviceSubject, organisationSubject } from './distinguished-name.ts'
import {
  type Extension,
  encodeAuthorityInfoAccess,
  encodeAuthorityKeyId,
  encodeBasicConstraints,
  encodeDistributionPoint,
  encodeExtendedKeyUsage,
  encodeExtension,
  encodeHostAltNames,
  encodeKeyUsage,
  encodeRole,
  encodeSubjectKeyId,
  encodeUriAltName,
  KEY_USAGE,
} from './extensions.ts'
import { addressBytes } from './hosts.ts'
import type { Issuer } from './issuer.ts'
import { keyIdOf, peerIdOfKey, readPublicKey } from './keys.ts'
import { deviceUri } from './names.ts'
import { OID } from './oids.ts'
import type { CertificateRequest, DeviceRequest, HttpsRequest, Locations } from './request.ts'
import { issuingCommonName, ROOT_COMMON_NAME } from './rules/authority.ts'
import { HTTPS_COMMON_NAME } from './rules/https.ts'
import { OCSP_COMMON_NAME } from './rules/ocsp.ts'

/** @returns DER TBSCertificate. @throws Fault CERT_REQUEST_WRONG when a field cannot be encoded */
export function tbsOf(request: CertificateRequest): Uint8Array {
  try {
    const subject = subjectOf(request)
    return sequence(
      explicit(0, unsigned(2)),
      unsigned(fromHex(request.serial)),
      identifierOf('ecdsa-p256-sha256'),
      request.kind === 'root' ? subject : request.issuer.subject,
      sequence(time(request.notBefore), time(request.notAfter)),
      subject,
      request.key.spki,
      explicit(3, sequence(...extensionsOf(request).map(encodeExtension))),
    )
  } catch (cause) {
    if (cause instanceof RangeError || cause instanceof DerError) {
      throw new Fault('CERT_REQUEST_WRONG', { reason: cause.message }, { cause })
    }
    throw cause
  }
}

function subjectOf(request: CertificateRequest): Uint8Array {
  switch (request.kind) {
    case 'root':
      return organisationSubject(request.realm, ROOT_COMMON_NAME)
    case 'cross':
      return request.issuer.subject
    case 'issuing':
      return organisationSubject(request.issuer.realm, issuingCommonName(request.label))
    case 'https':
      return organisationSubject(request.issuer.realm, HTTPS_COMMON_NAME)
    case 'ocsp':
      return organisationSubject(request.issuer.realm, OCSP_COMMON_NAME)
    case 'device':
      return deviceSubject(request.issuer.realm, request.login)
  }
}

function extensionsOf(request: CertificateRequest): readonly Extension[] {
  const key = readPublicKey(request.key.spki)
  const own = plain(OID.subjectKeyIdentifier, encodeSubjectKeyId(keyIdOf(key, request.primitives)))
  switch (request.kind) {
    case 'root':
      return [...authority(1), own]
    case 'cross':
      return [...authority(1), own, above(request.issuer)]
    case 'issuing':
      return [...authority(0), own, above(request.issuer), ...placesOf(request.locations)]
    case 'https':
      return [
        ...usage([OID.serverAuth]),
        hosts(request),
        own,
        above(request.issuer),
        ...placesOf(request.locations),
      ]
    case 'ocsp':
      return [...usage([OID.ocspSigning]), own, above(request.issuer), plain(OID.ocspNoCheck, NULL)]
    case 'device':
      return [
        ...usage([OID.clientAuth, OID.parleyPeer]),
        plain(OID.subjectAltName, encodeUriAltName(uriOf(request))),
        own,
        above(request.issuer),
        ...placesOf(request.locations),
        plain(OID.parleyRole, encodeRole(request.role)),
      ]
  }
}

const plain = (oid: string, value: Uint8Array): Extension => ({ oid, critical: false, value })
const critical = (oid: string, value: Uint8Array): Extension => ({ oid, critical: true, value })

function authority(pathLength: number): readonly Extension[] {
  return [
    critical(OID.basicConstraints, encodeBasicConstraints({ ca: true, pathLength })),
    critical(OID.keyUsage, encodeKeyUsage(KEY_USAGE.keyCertSign | KEY_USAGE.crlSign)),
  ]
}

function usage(purposes: readonly string[]): readonly Extension[] {
  return [
    critical(OID.basicConstraints, encodeBasicConstraints({ ca: false })),
    critical(OID.keyUsage, encodeKeyUsage(KEY_USAGE.digitalSignature)),
    plain(OID.extendedKeyUsage, encodeExtendedKeyUsage(purposes)),
  ]
}

function above({ certificate }: Issuer): Extension {
  // An issuer is read under rules that demand this identifier.
  return plain(OID.authorityKeyIdentifier, encodeAuthorityKeyId(certificate.subjectKeyId ?? new Uint8Array()))
}

function placesOf(locations: Partial<Locations> | undefined): readonly Extension[] {
  if (locations?.revocationList === undefined || locations.issuer === undefined) return []
  const { revocationList, ocsp, issuer } = locations
  const access = ocsp === undefined ? { caIssuers: issuer } : { ocsp, caIssuers: issuer }
  return [
    plain(OID.crlDistributionPoints, encodeDistributionPoint(revocationList)),
    plain(OID.authorityInfoAccess, encodeAuthorityInfoAccess(access)),
  ]
}

function hosts({ names, addresses }: HttpsRequest): Extension {
  return plain(OID.subjectAltName, encodeHostAltNames(names, addresses.map(addressBytes)))
}

function uriOf({ issuer, login, key, primitives }: DeviceRequest): string {
  return deviceUri({ realm: issuer.realm, login, peerId: peerIdOfKey(readPublicKey(key.spki), primitives) })
}
