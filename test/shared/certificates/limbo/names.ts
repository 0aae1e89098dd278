// Names of web servers against a certificate's alternative names (RFC 6125), cautiously.

import { attributeOf, readName } from '@parley/shared/certificates/distinguished-name.ts'
import type { AltName } from '@parley/shared/certificates/extensions.ts'
import { addressBytes, isHostName } from '@parley/shared/certificates/hosts.ts'
import { OID } from '@parley/shared/certificates/oids.ts'

export interface ExpectedName {
  readonly kind: string
  readonly value: string
}

/** Whether the names are well formed and each expected one is among them. */
export function names(
  found: readonly AltName[],
  subject: Uint8Array,
  expected: readonly ExpectedName[],
): boolean {
  const formed = found.every(({ kind, text }) => kind !== 'dns' || isHostPattern(text))
  return (
    formed &&
    commonNameRepeats(found, subject) &&
    expected.every((each) => found.some((name) => matches(name, each)))
  )
}

function isHostPattern(text: string): boolean {
  const lower = text.toLowerCase()
  return isHostName(lower.startsWith('*.') ? lower.slice(2) : lower)
}

/**
 * CA/B BR 7.1.4.3: a common name that is an address or a host name is one of the alternative names, character for
 * character; addresses as RFC 5952 writes them.
 */
function commonNameRepeats(found: readonly AltName[], subject: Uint8Array): boolean {
  const commonName = attributeOf(readName(subject), OID.commonName)
  if (commonName === undefined) return true
  if (/^0x|^[0-9.]+$|:/i.test(commonName)) {
    return found.some(({ kind, text }) => kind === 'ip' && canonical(text) === commonName)
  }
  const hosts = found.filter(({ kind }) => kind === 'dns')
  return hosts.length === 0 || !commonName.includes('.') || hosts.some(({ text }) => text === commonName)
}

/** @param address hexadecimal of 4 or 16 bytes */
function canonical(address: string): string {
  const bytes = Buffer.from(address, 'hex')
  if (bytes.length === 4) return bytes.join('.')
  const groups = address.match(/.{4}/g) ?? []
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}

function matches({ kind, text }: AltName, expected: ExpectedName): boolean {
  if (expected.kind === 'IP') return kind === 'ip' && text === addressHex(expected.value)
  if (expected.kind === 'RFC822') return kind === 'email' && text === expected.value
  if (kind !== 'dns') return false
  const pattern = text.toLowerCase()
  const host = expected.value.toLowerCase()
  if (!pattern.startsWith('*.')) return pattern === host
  const base = pattern.slice(2)
  return wildcardFits(base) && host.slice(host.indexOf('.') + 1) === base
}

/**
 * There is no list of public suffixes here, so a wildcard counts only where its base can be none that matters: two
 * labels, and not of the shape of `co.uk`.
 */
function wildcardFits(base: string): boolean {
  const labels = base.split('.')
  return labels.length === 2 && (labels[0]?.length ?? 0) > 3
}

function addressHex(text: string): string | undefined {
  try {
    return Buffer.from(addressBytes(text)).toString('hex')
  } catch {
    return undefined
  }
}
