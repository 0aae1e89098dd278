// The profile of device certificates, line by line.
import type { Primitives } from '../../crypto/primitives.ts'
import { Fault } from '../../faults/fault.ts'
import { login } from '../../identity/login.ts'
import { sameBytes } from '../bytes.ts'
import type { TbsCertificate } from '../certificate.ts'
import { MAX_VALIDITY, RSA_BITS, RSA_EXPONENT } from '../constants.ts'
import { deviceSubject } from '../distinguished-name.ts'
import { KEY_USAGE, readRole } from '../extensions.ts'
import { peerIdOfKey } from '../keys.ts'
import { type DeviceName, parseDeviceUri } from '../names.ts'
import { OID } from '../oids.ts'
import { type Role, role } from '../role.ts'
import {
  authorityKeyIdPlain,
  extensionRules,
  keyUsageExactly,
  locationPlaces,
  locationRules,
  notAuthority,
  purposesExactly,
  serial16,
  signedByP256,
  subjectKeyIdFromKey,
  validityForward,
  validityWithin,
  version3,
} from './common.ts'
import type { Rule } from './rule.ts'

/** The login of a CA node's own peer; it goes with the role of that name, and only together. */
const AUTHORITY_LOGIN = login('authority')

/** What its one SAN URI says. @throws Fault CERT_NAME_WRONG */
export function deviceNameOf(certificate: TbsCertificate): DeviceName {
  const [name, second] = certificate.altNames ?? []
  if (name?.kind !== 'uri' || second !== undefined) throw new Fault('CERT_NAME_WRONG')
  return parseDeviceUri(name.text)
}

/** @throws Fault CERT_ROLE_WRONG */
export function roleOf(certificate: TbsCertificate): Role {
  const extension = certificate.extensions.get(OID.parleyRole)
  if (extension === undefined) throw new Fault('CERT_ROLE_WRONG')
  return role(readRole(extension.value))
}

const keyOfDevice: Rule = {
  id: 'key-device',
  demands: `the key is Ed25519, or RSA of ${RSA_BITS.min} to ${RSA_BITS.max} bits with exponent ${RSA_EXPONENT}`,
  source: 'DESIGN, certificates; RFC 8410; RFC 8017',
  code: 'CERT_KEY_UNSUPPORTED',
  holds: ({ key }) =>
    key.kind === 'ed25519' ||
    (key.kind === 'rsa' &&
      key.bits >= RSA_BITS.min &&
      key.bits <= RSA_BITS.max &&
      key.exponent === RSA_EXPONENT),
}

const oneUri: Rule = {
  id: 'san-one-uri',
  demands: 'the subject alternative name is exactly one URI spiffe://<realm>/user/<login>/device/<peer ID>',
  source: 'DESIGN, certificates; SPIFFE X509-SVID section 2',
  code: 'CERT_NAME_WRONG',
  holds: (certificate) => deviceNameOf(certificate).login !== '',
}

const uriNamesKey: Rule = {
  id: 'san-names-key',
  demands: 'the peer ID in the URI is the one of the key',
  source: 'DESIGN, certificates; libp2p peer-ids',
  code: 'CERT_PEER_MISMATCH',
  holds: (certificate, primitives: Primitives) =>
    deviceNameOf(certificate).peerId === peerIdOfKey(certificate.key, primitives),
}

const subjectIsUri: Rule = {
  id: 'subject-device',
  demands: 'the subject is UID=<login>,CN=<login>,O=<realm> of the URI, as UTF8Strings in that order',
  source: 'DESIGN, certificates; RFC 4519 sections 2.3, 2.19 and 2.39',
  code: 'CERT_NAME_WRONG',
  holds: (certificate) => {
    const name = deviceNameOf(certificate)
    return sameBytes(certificate.subject, deviceSubject(name.realm, name.login))
  },
}

const roleKnown: Rule = {
  id: 'role-known',
  demands: 'the role extension names one of the roles',
  source: 'DESIGN, certificates',
  code: 'CERT_ROLE_WRONG',
  holds: (certificate) => roleOf(certificate) !== undefined,
}

const roleFitsLogin: Rule = {
  id: 'role-fits-login',
  demands: 'the role authority goes with the login authority, and only with it',
  source: 'docs/CERTIFICATES.md',
  code: 'CERT_ROLE_WRONG',
  holds: (certificate) =>
    (roleOf(certificate) === 'authority') === (deviceNameOf(certificate).login === AUTHORITY_LOGIN),
}

export const deviceRules: readonly Rule[] = [
  version3,
  serial16,
  signedByP256,
  notAuthority,
  keyUsageExactly(KEY_USAGE.digitalSignature, 'digitalSignature'),
  purposesExactly([OID.clientAuth, OID.parleyPeer], 'clientAuth and the Parley peer purpose'),
  keyOfDevice,
  oneUri,
  uriNamesKey,
  subjectIsUri,
  roleKnown,
  roleFitsLogin,
  validityForward,
  validityWithin(MAX_VALIDITY.device),
  ...extensionRules({
    [OID.basicConstraints]: { critical: true },
    [OID.keyUsage]: { critical: true },
    [OID.extendedKeyUsage]: { critical: false },
    [OID.subjectAltName]: { critical: false },
    [OID.subjectKeyIdentifier]: { critical: false },
    [OID.authorityKeyIdentifier]: { critical: false },
    ...locationPlaces,
    [OID.parleyRole]: { critical: false },
  }),
  subjectKeyIdFromKey,
  authorityKeyIdPlain,
  ...locationRules,
]
