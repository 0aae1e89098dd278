// Rules about a certificate and the one above it.
import { sameBytes } from '../bytes.ts'
import { attributeOf, readName } from '../distinguished-name.ts'
import { OID } from '../oids.ts'
import type { LinkRule } from './rule.ts'

const issuerName: LinkRule = {
  id: 'issuer-name',
  demands: 'the issuer is, byte for byte, the subject of the certificate above',
  source: 'RFC 5280 section 6.1.3 (a)(4)',
  code: 'CERT_CHAIN_BROKEN',
  holds: (certificate, issuer) => sameBytes(certificate.issuer, issuer.subject),
}

const issuerKey: LinkRule = {
  id: 'issuer-key',
  demands: 'the authority key identifier, if any, is the subject key identifier of the certificate above',
  source: 'RFC 5280 section 4.2.1.1',
  code: 'CERT_CHAIN_BROKEN',
  holds: ({ authorityKeyId }, { subjectKeyId }) =>
    authorityKeyId?.keyId === undefined ||
    (subjectKeyId !== undefined && sameBytes(authorityKeyId.keyId, subjectKeyId)),
}

const issuerKind: LinkRule = {
  id: 'issuer-kind',
  demands: 'roots issue issuing CAs, issuing CAs issue devices and HTTPS, and neither anything else',
  source: 'DESIGN, certificates',
  code: 'CERT_ISSUER_NOT_AUTHORITY',
  holds: (certificate, issuer) => {
    if (certificate === issuer) return true // a root
    const { ca = false, pathLength = 0 } = certificate.basicConstraints ?? {}
    return issuer.basicConstraints?.pathLength === (ca ? pathLength + 1 : 0)
  },
}

const sameRealm: LinkRule = {
  id: 'same-realm',
  demands: 'both certificates name the same realm',
  source: 'DESIGN, certificates',
  code: 'CERT_NAME_WRONG',
  holds: (certificate, issuer) => {
    const realm = attributeOf(readName(certificate.subject), OID.organizationName)
    return realm !== undefined && realm === attributeOf(readName(issuer.subject), OID.organizationName)
  },
}

const nested: LinkRule = {
  id: 'validity-nested',
  demands: 'it is valid only while the certificate above is',
  source: 'docs/CERTIFICATES.md',
  code: 'CERT_PROFILE_WRONG',
  holds: (certificate, issuer) =>
    issuer.notBefore <= certificate.notBefore && certificate.notAfter <= issuer.notAfter,
}

/** What RFC 5280 demands of any two neighbours. */
export const chainLinks: readonly LinkRule[] = [issuerName, issuerKey]

/** What Parley demands beside. */
export const parleyLinks: readonly LinkRule[] = [issuerKind, sameRealm, nested]

/** Of a root under another root of the realm: no session ever rests on it. */
export const crossLinks: readonly LinkRule[] = [...chainLinks, sameRealm, nested]

export const linkRules: readonly LinkRule[] = [...chainLinks, ...parleyLinks]
