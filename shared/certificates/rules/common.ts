// Rules that every kind of Parley certificate shares.

import { algorithmOid } from '../algorithms.ts'
import { sameBytes } from '../bytes.ts'
import type { TbsCertificate } from '../certificate.ts'
import { MAX_URL_LENGTH, SERIAL_BYTES } from '../constants.ts'
import { readAuthorityInfoAccess, readDistributionPoint } from '../extensions.ts'
import { keyIdOf } from '../keys.ts'
import { OID } from '../oids.ts'
import type { Rule } from './rule.ts'

export const version3: Rule = {
  id: 'version-3',
  demands: 'the certificate is version 3',
  source: 'RFC 5280 section 4.1.2.1',
  code: 'CERT_PROFILE_WRONG',
  holds: (certificate) => certificate.version === 3,
}

export const serial16: Rule = {
  id: 'serial-16-bytes',
  demands: 'the serial is a positive number of 16 bytes whose two top bits are 01',
  source: 'DESIGN, certificates; RFC 5280 section 4.1.2.2',
  code: 'CERT_PROFILE_WRONG',
  holds: ({ serial }) => serial.length === SERIAL_BYTES && (serial[0] ?? 0) >> 6 === 1,
}

export const signedByP256: Rule = {
  id: 'signature-ecdsa-sha256',
  demands: 'it is signed with ECDSA and SHA-256, as CAs sign here',
  source: 'DESIGN, certificates; RFC 5758 section 3.2',
  code: 'CERT_ALGORITHM_UNSUPPORTED',
  holds: ({ algorithm }) => algorithmOid(algorithm) === OID.ecdsaWithSha256,
}

export const validityForward: Rule = {
  id: 'validity-forward',
  demands: 'notBefore is before notAfter',
  source: 'RFC 5280 section 4.1.2.5',
  code: 'CERT_PROFILE_WRONG',
  holds: ({ notBefore, notAfter }) => notBefore < notAfter,
}

/** @param max milliseconds */
export function validityWithin(max: number): Rule {
  return {
    id: 'validity-bounded',
    demands: `it is valid for at most ${Math.round(max / 86_400_000)} days`,
    source: 'DESIGN, certificates',
    code: 'CERT_PROFILE_WRONG',
    holds: ({ notBefore, notAfter }) => notAfter - notBefore <= max,
  }
}

export const keyP256: Rule = {
  id: 'key-p256',
  demands: 'the key is ECDSA P-256',
  source: 'DESIGN, certificates; RFC 5480',
  code: 'CERT_KEY_UNSUPPORTED',
  holds: ({ key }) => key.kind === 'p256',
}

export const subjectKeyIdFromKey: Rule = {
  id: 'ski-from-key',
  demands: 'the subject key identifier is computed from the key',
  source: 'RFC 5280 section 4.2.1.2; RFC 7093 section 2 method 1',
  code: 'CERT_PROFILE_WRONG',
  holds: ({ subjectKeyId, key }, primitives) =>
    subjectKeyId !== undefined && sameBytes(subjectKeyId, keyIdOf(key, primitives)),
}

export const authorityKeyIdPlain: Rule = {
  id: 'aki-key-only',
  demands: 'the authority key identifier holds a key identifier and nothing else',
  source: 'RFC 5280 section 4.2.1.1',
  code: 'CERT_PROFILE_WRONG',
  holds: ({ authorityKeyId }) => authorityKeyId?.keyId?.length === 20 && !authorityKeyId.more,
}

/** How an extension must stand: whether it is critical, and whether it may be absent. */
export interface Place {
  readonly critical: boolean
  readonly optional?: true
}

export type Places = Readonly<Record<string, Place>>

/** Three rules: nothing unnamed, nothing missing, each critical or not as named. */
export function extensionRules(places: Places): readonly Rule[] {
  const named = new Map(Object.entries(places))
  return [
    {
      id: 'extensions-named',
      demands: 'it has no extension that the profile does not name',
      source: 'DESIGN, certificates',
      code: 'CERT_PROFILE_WRONG',
      holds: ({ extensions }) => [...extensions.keys()].every((oid) => named.has(oid)),
    },
    {
      id: 'extensions-complete',
      demands: 'it has every extension that the profile demands',
      source: 'DESIGN, certificates',
      code: 'CERT_PROFILE_WRONG',
      holds: ({ extensions }) =>
        [...named].every(([oid, place]) => place.optional === true || extensions.has(oid)),
    },
    {
      id: 'extensions-critical',
      demands: 'each extension is critical, or not, as the profile has it',
      source: 'RFC 5280 section 4.2',
      code: 'CERT_PROFILE_WRONG',
      holds: ({ extensions }) =>
        [...extensions.values()].every((each) => each.critical === named.get(each.oid)?.critical),
    },
  ]
}

/** Plain http: a list fetched over TLS would need a list (RFC 5280 section 8). */
const URL_TEXT = /^http:\/\/[A-Za-z0-9.:[\]-]+\/[\w./~%-]*$/

function isLocation(url: string | undefined): boolean {
  return url !== undefined && url.length <= MAX_URL_LENGTH && URL_TEXT.test(url)
}

export const revocationListPlace: Rule = {
  id: 'crl-location',
  demands: 'the CRL distribution point, if any, is one plain http URL',
  source: 'RFC 5280 section 4.2.1.13',
  code: 'CERT_PROFILE_WRONG',
  holds: ({ extensions }) => {
    const extension = extensions.get(OID.crlDistributionPoints)
    return extension === undefined || isLocation(readDistributionPoint(extension.value))
  },
}

/** @param ocsp whether an OCSP responder must be named, or must not */
export function accessPlaces(ocsp: boolean): Rule {
  return {
    id: ocsp ? 'aia-ocsp-and-issuer' : 'aia-issuer',
    demands: `authority information access names ${ocsp ? 'one OCSP responder and ' : ''}one issuer, by plain http`,
    source: 'RFC 5280 section 4.2.2.1',
    code: 'CERT_PROFILE_WRONG',
    holds: ({ extensions }) => {
      const extension = extensions.get(OID.authorityInfoAccess)
      if (extension === undefined) return true
      const found = readAuthorityInfoAccess(extension.value)
      return isLocation(found.caIssuers) && (ocsp ? isLocation(found.ocsp) : found.ocsp === undefined)
    },
  }
}

/** Where stock tools find the list, the answers and the issuer: what every certificate that may be revoked carries. */
export const locationPlaces: Places = {
  [OID.crlDistributionPoints]: { critical: false },
  [OID.authorityInfoAccess]: { critical: false },
}
export const locationRules: readonly Rule[] = [revocationListPlace, accessPlaces(true)]

/** Exactly these bits of KEY_USAGE. */
export function keyUsageExactly(bits: number, words: string): Rule {
  return {
    id: 'key-usage',
    demands: `keyUsage is ${words} and nothing else`,
    source: 'DESIGN, certificates; RFC 5280 section 4.2.1.3',
    code: 'CERT_USAGE_WRONG',
    holds: ({ keyUsage }) => keyUsage === bits,
  }
}

export const notAuthority: Rule = {
  id: 'not-authority',
  demands: 'basicConstraints says CA:FALSE and no path length',
  source: 'DESIGN, certificates; RFC 5280 section 4.2.1.9',
  code: 'CERT_IS_AUTHORITY',
  holds: ({ basicConstraints }) =>
    basicConstraints !== undefined && !basicConstraints.ca && basicConstraints.pathLength === undefined,
}

export function purposesExactly(purposes: readonly string[], words: string): Rule {
  return {
    id: 'extended-key-usage',
    demands: `extendedKeyUsage is ${words} and nothing else`,
    source: 'DESIGN, certificates; RFC 5280 section 4.2.1.12',
    code: 'CERT_USAGE_WRONG',
    holds: ({ extendedKeyUsage }: TbsCertificate) =>
      extendedKeyUsage?.length === purposes.length &&
      purposes.every((each, at) => extendedKeyUsage[at] === each),
  }
}
