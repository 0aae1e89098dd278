// Textual encoding of DER (RFC 7468), strict: one block, one label, nothing around it but white space; or every block of
// a label in a file that people keep.
import { Fault } from '../faults/fault.ts'

export type PemLabel =
  | 'CERTIFICATE'
  | 'CERTIFICATE REQUEST'
  | 'X509 CRL'
  | 'ENCRYPTED PRIVATE KEY'
  | 'PUBLIC KEY'

/** Characters. A list of 100,000 entries takes 5.3 million. */
const MAX_PEM_LENGTH = 12_000_000

export function encodePem(label: PemLabel, der: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < der.length; at += 8192) binary += String.fromCharCode(...der.subarray(at, at + 8192))
  const lines = btoa(binary).match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/** @throws Fault PEM_MALFORMED */
export function decodePem(label: PemLabel, text: string): Uint8Array {
  const trimmed = text.length > MAX_PEM_LENGTH ? '' : text.trim()
  const begin = `-----BEGIN ${label}-----`
  const end = `-----END ${label}-----`
  const body = trimmed.slice(begin.length, -end.length).replace(/\s+/g, '')
  const framed = trimmed.startsWith(begin) && trimmed.endsWith(end)
  if (!framed || !/^[A-Za-z0-9+/]+={0,2}$/.test(body)) throw new Fault('PEM_MALFORMED', { label })
  try {
    return Uint8Array.from(atob(body), (character) => character.charCodeAt(0))
  } catch (cause) {
    throw new Fault('PEM_MALFORMED', { label }, { cause })
  }
}

/**
 * Every block of the label, as stock tools read a file: other blocks and what is written between them are passed over.
 * @throws Fault PEM_MALFORMED also when there is none
 */
export function decodePems(label: PemLabel, text: string): Uint8Array[] {
  const begin = `-----BEGIN ${label}-----`
  const end = `-----END ${label}-----`
  if (text.length > MAX_PEM_LENGTH || !text.includes(begin)) throw new Fault('PEM_MALFORMED', { label })
  return text
    .split(begin)
    .slice(1)
    .map((rest) => decodePem(label, begin + rest.slice(0, rest.indexOf(end) + end.length)))
}
