// An e-mail address as people have them: RFC 5321 dot-string and domain, with RFC 6531 letters. Never sends one.
import { Fault } from '../faults/fault.ts'
import type { Brand } from '../identity/brand.ts'
import { MAX_EMAIL, MAX_EMAIL_LOCAL } from './constants.ts'
import { plainText } from './text.ts'

/** At most 254 characters, the domain in lower case. */
export type EmailAddress = Brand<string, 'EmailAddress'>

/** RFC 5322 atext between single dots, and letters and digits of any script (RFC 6532). */
const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
/** Two labels at least: `alice@example` is far more often a slip than an address. */
const DOMAIN =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{N}][\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}]$/u

/** @throws Fault EMAIL_MALFORMED */
export function emailAddress(raw: string): EmailAddress {
  const malformed = () => new Fault('EMAIL_MALFORMED', { value: raw.slice(0, 64) })
  const plain = plainText(raw, MAX_EMAIL)
  if ('flaw' in plain) throw malformed()
  const at = plain.text.lastIndexOf('@')
  const local = plain.text.slice(0, Math.max(at, 0))
  const domain = plain.text.slice(at + 1).toLowerCase()
  if (local.length > MAX_EMAIL_LOCAL || !LOCAL.test(local) || !DOMAIN.test(domain)) throw malformed()
  return `${local}@${domain}` as EmailAddress
}
