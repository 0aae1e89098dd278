// The profile of the authority's HTTPS certificates, line by line. They never open a session between peers.
import { MAX_ALT_NAMES, MAX_VALIDITY } from '../constants.ts'
import { KEY_USAGE } from '../extensions.ts'
import { isHostName } from '../hosts.ts'
import { OID } from '../oids.ts'
import { subjectExactly } from './authority.ts'
import {
  authorityKeyIdPlain,
  extensionRules,
  keyP256,
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

export const HTTPS_COMMON_NAME = 'Parley authority'

const hostsOnly: Rule = {
  id: 'san-hosts',
  demands: `the subject alternative names are 1 to ${MAX_ALT_NAMES} lower-case host names and IP addresses, none twice`,
  source: 'RFC 6125 section 6.4; RFC 5280 section 4.2.1.6',
  code: 'CERT_NAME_WRONG',
  holds: ({ altNames = [] }) =>
    altNames.length > 0 &&
    altNames.length <= MAX_ALT_NAMES &&
    new Set(altNames.map(({ kind, text }) => `${kind} ${text}`)).size === altNames.length &&
    altNames.every(({ kind, text }) => kind === 'ip' || (kind === 'dns' && isHostName(text))),
}

export const httpsRules: readonly Rule[] = [
  version3,
  serial16,
  signedByP256,
  notAuthority,
  keyUsageExactly(KEY_USAGE.digitalSignature, 'digitalSignature'),
  purposesExactly([OID.serverAuth], 'serverAuth'),
  keyP256,
  subjectExactly('subject-https', HTTPS_COMMON_NAME),
  hostsOnly,
  validityForward,
  validityWithin(MAX_VALIDITY.https),
  ...extensionRules({
    [OID.basicConstraints]: { critical: true },
    [OID.keyUsage]: { critical: true },
    [OID.extendedKeyUsage]: { critical: false },
    [OID.subjectAltName]: { critical: false },
    [OID.subjectKeyIdentifier]: { critical: false },
    [OID.authorityKeyIdentifier]: { critical: false },
    ...locationPlaces,
  }),
  subjectKeyIdFromKey,
  authorityKeyIdPlain,
  ...locationRules,
]
