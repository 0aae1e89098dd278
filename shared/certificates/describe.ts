// A certificate as plain data for screens and `--json`. Says what stands there, trusts nothing.
import type { Primitives } from '../crypto/primitives.ts'
import { schemeOf } from './algorithms.ts'
import { hex } from './bytes.ts'
import { type Certificate, readCertificate } from './certificate.ts'
import { DerError } from './der-read.ts'
import { nameText } from './distinguished-name.ts'
import {
  type Extension,
  KEY_USAGE,
  readAuthorityInfoAccess,
  readDistributionPoint,
  readRole,
} from './extensions.ts'
import { OID } from './oids.ts'
import { fingerprintOf } from './roots.ts'
import { timeText } from './validity.ts'

export interface CertificateDescription {
  /** RFC 4514, e.g. `UID=alice,CN=alice,O=harbour`. */
  readonly subject: string
  readonly issuer: string
  /** Hexadecimal. */
  readonly serial: string
  /** ISO 8601, UTC. */
  readonly notBefore: string
  readonly notAfter: string
  /** SHA-256, hexadecimal. */
  readonly fingerprint: string
  readonly key: { readonly kind: string; readonly bits: number }
  readonly signature: string
  readonly extensions: readonly ExtensionDescription[]
}

export interface ExtensionDescription {
  readonly oid: string
  readonly name: string
  readonly critical: boolean
  readonly value: string
}

/** @throws Fault CERT_MALFORMED, CERT_TOO_LARGE */
export function describe(der: Uint8Array, primitives: Primitives): CertificateDescription {
  const certificate = readCertificate(der)
  return {
    subject: nameText(certificate.subject),
    issuer: nameText(certificate.issuer),
    serial: certificate.serialHex,
    notBefore: timeText(certificate.notBefore),
    notAfter: timeText(certificate.notAfter),
    fingerprint: fingerprintOf(certificate.der, primitives),
    key: { kind: certificate.key.kind, bits: certificate.key.bits },
    signature: signatureName(certificate),
    extensions: [...certificate.extensions.values()].map((each) => describeExtension(certificate, each)),
  }
}

/** The signing key is not here, but each algorithm goes with one kind of key. */
function signatureName({ algorithm }: Certificate): string {
  for (const kind of ['p256', 'p384', 'p521', 'rsa', 'ed25519'] as const) {
    const scheme = schemeOf(algorithm, kind)
    if (scheme !== undefined) return scheme
  }
  return 'unknown'
}

const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(OID).map(([name, dotted]) => [dotted, name]),
)

function describeExtension(
  certificate: Certificate,
  { oid, critical, value }: Extension,
): ExtensionDescription {
  return { oid, name: NAMES[oid] ?? oid, critical, value: valueText(certificate, oid, value) }
}

function valueText(certificate: Certificate, oid: string, value: Uint8Array): string {
  try {
    return knownText(certificate, oid, value) ?? hex(value)
  } catch (error) {
    if (error instanceof DerError) return hex(value)
    throw error
  }
}

function knownText(certificate: Certificate, oid: string, value: Uint8Array): string | undefined {
  switch (oid) {
    case OID.basicConstraints: {
      const { ca = false, pathLength } = certificate.basicConstraints ?? {}
      return `CA:${ca ? 'TRUE' : 'FALSE'}${pathLength === undefined ? '' : `, path length ${pathLength}`}`
    }
    case OID.keyUsage:
      return usageText(certificate.keyUsage ?? 0)
    case OID.extendedKeyUsage:
      return certificate.extendedKeyUsage?.map((purpose) => NAMES[purpose] ?? purpose).join(', ')
    case OID.subjectAltName:
      return certificate.altNames?.map(({ kind, text }) => `${kind}:${text}`).join(', ')
    case OID.subjectKeyIdentifier:
      return certificate.subjectKeyId && hex(certificate.subjectKeyId)
    case OID.authorityKeyIdentifier:
      return certificate.authorityKeyId?.keyId && hex(certificate.authorityKeyId.keyId)
    case OID.crlDistributionPoints:
      return readDistributionPoint(value)
    case OID.authorityInfoAccess: {
      const { ocsp, caIssuers } = readAuthorityInfoAccess(value)
      return [ocsp && `ocsp:${ocsp}`, caIssuers && `caIssuers:${caIssuers}`].filter(Boolean).join(', ')
    }
    case OID.parleyRole:
      return readRole(value)
    default:
      return undefined
  }
}

const USAGES = Object.entries(KEY_USAGE)

function usageText(bits: number): string {
  const named = USAGES.filter(([, bit]) => (bits & bit) !== 0).map(([name]) => name)
  const others = USAGES.reduce((left, [, bit]) => left & ~bit, bits)
  return [...named, ...(others === 0 ? [] : [`other bits ${others}`])].join(', ')
}
