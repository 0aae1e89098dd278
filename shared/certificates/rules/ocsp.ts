// The profile of an OCSP responder's certificate, line by line: it signs answers about one issuing CA's certificates.
import { sameBytes } from '../bytes.ts'
import { MAX_VALIDITY } from '../constants.ts'
import { NULL } from '../der-write.ts'
import { KEY_USAGE } from '../extensions.ts'
import { OID } from '../oids.ts'
import { subjectExactly } from './authority.ts'
import {
  authorityKeyIdPlain,
  extensionRules,
  keyP256,
  keyUsageExactly,
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

export const OCSP_COMMON_NAME = 'Parley OCSP responder'

const noCheckIsNull: Rule = {
  id: 'ocsp-nocheck',
  demands: 'the extension ocsp-nocheck holds NULL',
  source: 'RFC 6960 section 4.2.2.2.1',
  code: 'CERT_PROFILE_WRONG',
  holds: ({ extensions }) => sameBytes(extensions.get(OID.ocspNoCheck)?.value ?? new Uint8Array(), NULL),
}

export const ocspRules: readonly Rule[] = [
  version3,
  serial16,
  signedByP256,
  notAuthority,
  keyUsageExactly(KEY_USAGE.digitalSignature, 'digitalSignature'),
  purposesExactly([OID.ocspSigning], 'OCSPSigning'),
  keyP256,
  subjectExactly('subject-ocsp', OCSP_COMMON_NAME),
  validityForward,
  validityWithin(MAX_VALIDITY.ocsp),
  ...extensionRules({
    [OID.basicConstraints]: { critical: true },
    [OID.keyUsage]: { critical: true },
    [OID.extendedKeyUsage]: { critical: false },
    [OID.subjectKeyIdentifier]: { critical: false },
    [OID.authorityKeyIdentifier]: { critical: false },
    [OID.ocspNoCheck]: { critical: false },
  }),
  noCheckIsNull,
  subjectKeyIdFromKey,
  authorityKeyIdPlain,
]
