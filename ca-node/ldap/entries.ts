// Reads people's entries: what they are called, whether they are disabled, and their certificates. Reads only; what a
// field must be is decided by the same constructors as at enrolment.
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import { type Login, typedLogin } from '@parley/shared/identity/login.ts'
import { type CardNumber, cardNumber } from '@parley/shared/people/card.ts'
import { type EmailAddress, emailAddress } from '@parley/shared/people/email.ts'
import { firstName, lastName, type PersonName } from '@parley/shared/people/name.ts'
import { unreservedLogin } from '@parley/shared/people/reserved.ts'
import { AndFilter, type Client, type Entry, EqualityFilter, type Filter } from 'ldapts'
import { FIELDS, type LdapConfig } from './config.ts'
import { MAX_CERTIFICATES, MAX_ENTRIES, MAX_VALUE_BYTES, PAGE_ENTRIES } from './constants.ts'

/** With this option a server gives certificates as they are (RFC 4523 section 2.1). */
export const CERTIFICATE_ATTRIBUTE = 'userCertificate;binary'

/** How directories say that somebody may not come in; asked for by name, since some of them are operational. */
const DISABLING = [
  'pwdAccountLockedTime',
  'nsAccountLock',
  'loginDisabled',
  'userAccountControl',
  'shadowExpire',
] as const

export interface LdapPerson {
  readonly dn: string
  readonly login: Login
  readonly firstName: PersonName | undefined
  readonly lastName: PersonName | undefined
  readonly email: EmailAddress | undefined
  readonly cardNumber: CardNumber | undefined
  readonly disabled: boolean
  /** DER. */
  readonly certificates: readonly Uint8Array[]
}

/** An entry nobody can be made of, and why. */
export interface BadEntry {
  readonly dn: string
  readonly code: string
}

export interface Entries {
  readonly people: ReadonlyMap<Login, LdapPerson>
  /** Logins that two entries claim: nobody can say who it is, so neither is believed, and nobody is judged by it. */
  readonly unsure: ReadonlySet<Login>
  readonly bad: readonly BadEntry[]
}

/** Every matching entry, in pages. @throws Fault LDAP_TOO_MANY */
export async function readEntries(client: Client, config: LdapConfig, now: Date): Promise<Entries> {
  const people = new Map<Login, LdapPerson>()
  const unsure = new Set<Login>()
  const bad: BadEntry[] = []
  const pages = client.searchPaginated(config.base, search(config, config.filter, PAGE_ENTRIES))
  for await (const { searchEntries } of pages) {
    for (const entry of searchEntries) {
      const person = personOf(entry, config, now)
      if ('code' in person) bad.push(person)
      else if (people.has(person.login)) {
        unsure.add(person.login)
        bad.push({ dn: person.dn, code: 'LOGIN_TAKEN' })
      } else people.set(person.login, person)
    }
    if (people.size + bad.length > MAX_ENTRIES) throw new Fault('LDAP_TOO_MANY', { limit: MAX_ENTRIES })
  }
  for (const login of unsure) people.delete(login)
  return { people, unsure, bad }
}

/** The one entry of a login; undefined when there is none, or when there are two. */
export async function readEntry(
  client: Client,
  config: LdapConfig,
  login: Login,
  now: Date,
): Promise<LdapPerson | undefined> {
  // A filter object, never a string: what somebody typed cannot become part of the question.
  const named = new EqualityFilter({ attribute: config.attributes.login, value: login })
  const filter = new AndFilter({ filters: [config.filter, named] })
  const { searchEntries } = await client.search(config.base, search(config, filter))
  const [entry, other] = searchEntries
  if (entry === undefined || other !== undefined) return undefined
  const person = personOf(entry, config, now)
  return 'code' in person || person.login !== login ? undefined : person
}

function search({ attributes }: LdapConfig, filter: Filter, pageSize?: number) {
  const wanted = FIELDS.map((field) => attributes[field]).filter((attribute) => attribute !== undefined)
  return {
    scope: 'sub' as const,
    derefAliases: 'never' as const,
    filter,
    attributes: [...wanted, ...DISABLING, CERTIFICATE_ATTRIBUTE],
    explicitBufferAttributes: [CERTIFICATE_ATTRIBUTE],
    ...(pageSize === undefined ? { sizeLimit: 2 } : { paged: { pageSize } }),
  }
}

function personOf(entry: Entry, { attributes }: LdapConfig, now: Date): LdapPerson | BadEntry {
  const value = (attribute: string | undefined) =>
    attribute === undefined ? undefined : textsOf(entry, attribute)[0]
  try {
    return {
      dn: entry.dn,
      login: unreservedLogin(typedLogin(value(attributes.login) ?? '')),
      firstName: optional(value(attributes.firstName), firstName),
      lastName: optional(value(attributes.lastName), lastName),
      email: optional(value(attributes.email), emailAddress),
      cardNumber: optional(value(attributes.cardNumber), cardNumber),
      disabled: isDisabled(entry, now),
      certificates: buffersOf(entry, CERTIFICATE_ATTRIBUTE).slice(0, MAX_CERTIFICATES),
    }
  } catch (error) {
    return { dn: entry.dn, code: faultIn(error)?.code ?? 'INTERNAL' }
  }
}

/** A name or an address that does not hold is left out: it must not keep anybody from being known, or suspended. */
function optional<Value>(raw: string | undefined, check: (raw: string) => Value): Value | undefined {
  if (raw === undefined || raw === '') return undefined
  try {
    return check(raw)
  } catch (error) {
    if (faultIn(error)) return undefined
    throw error
  }
}

function isDisabled(entry: Entry, now: Date): boolean {
  const texts = (attribute: (typeof DISABLING)[number]) => textsOf(entry, attribute)
  const isTrue = (text: string) => text.toUpperCase() === 'TRUE'
  const day = Math.floor(now.getTime() / 86_400_000)
  return (
    // draft-behera-ldap-password-policy section 5.3.3: this value is an administrator's lock; a time is a lock that
    // wrong guesses bring about, and nobody may have somebody else's certificates suspended by guessing.
    texts('pwdAccountLockedTime').some((text) => /^000001010000(?:00)?Z$/.test(text)) ||
    texts('nsAccountLock').some(isTrue) ||
    texts('loginDisabled').some(isTrue) ||
    // Active Directory: ACCOUNTDISABLE is bit 2.
    texts('userAccountControl').some((text) => (Number(text) & 2) !== 0) ||
    // shadow(5): days since 1970 from which on nobody comes in; 0 and more.
    texts('shadowExpire').some((text) => /^\d+$/.test(text) && Number(text) <= day)
  )
}

/** Servers may answer with another case than was asked for. */
function valuesOf(entry: Entry, attribute: string): readonly (Buffer | string)[] {
  const name = Object.keys(entry).find((each) => each.toLowerCase() === attribute.toLowerCase())
  const value = name === undefined ? undefined : entry[name]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

function textsOf(entry: Entry, attribute: string): readonly string[] {
  return valuesOf(entry, attribute)
    .filter((value) => value.length <= MAX_VALUE_BYTES)
    .map((value) => value.toString())
}

function buffersOf(entry: Entry, attribute: string): readonly Uint8Array[] {
  return valuesOf(entry, attribute).filter((value) => typeof value !== 'string')
}
