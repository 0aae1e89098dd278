// What `ca start --ldap ...` says about a directory, validated in one place. Opens no connection.
import { isIP } from 'node:net'
import { Fault } from '@parley/shared/faults/fault.ts'
import { type Filter, FilterParser } from 'ldapts'

/** What is taken from an entry, and the attribute it stands in. */
export const FIELDS = ['login', 'firstName', 'lastName', 'email', 'cardNumber'] as const
export type Field = (typeof FIELDS)[number]

/** inetOrgPerson (RFC 2798). A card number is nobody's standard attribute: it is taken only where it is mapped. */
const USUAL: Readonly<Partial<Record<Field, string>>> = {
  login: 'uid',
  firstName: 'givenName',
  lastName: 'sn',
  email: 'mail',
}
const USUAL_FILTER = '(objectClass=inetOrgPerson)'

export interface RawLdapOptions {
  /** Servers of one directory, in the order they are tried. */
  readonly urls: readonly string[]
  readonly bind: string | undefined
  readonly password: string | undefined
  readonly base: string | undefined
  readonly filter: string | undefined
  readonly map: string | undefined
  readonly lists: string | undefined
  /** PEM of the authority of the directory's own certificate; the system's authorities without it. */
  readonly authority: string | undefined
}

export interface LdapServer {
  /** ldaps: TLS from the first byte; ldap: StartTLS before anything else. Nothing is ever sent in clear. */
  readonly secure: 'tls' | 'start-tls'
  readonly url: string
  /** For people and logs: host:port. */
  readonly host: string
  /** The name its certificate must have; undefined for an address, which must then stand in it. */
  readonly serverName: string | undefined
}

export interface LdapConfig {
  /** At least one. */
  readonly servers: readonly LdapServer[]
  readonly authority: string | undefined
  readonly bind: { readonly dn: string; readonly password: string }
  readonly base: string
  readonly filter: Filter
  readonly attributes: Readonly<Partial<Record<Field, string>>> & { readonly login: string }
  /** Under which entry the CA certificates and revocation lists are published; undefined: nowhere. */
  readonly lists: string | undefined
}

/** @throws Fault LDAP_URL_MALFORMED, LDAP_OPTION_MISSING, LDAP_FILTER_MALFORMED, LDAP_MAP_MALFORMED */
export function ldapConfig(raw: RawLdapOptions): LdapConfig {
  const password = needed(raw.password, '--ldap-password-file')
  return {
    servers: raw.urls.map(serverAt),
    authority: raw.authority,
    bind: { dn: needed(raw.bind, '--ldap-bind'), password },
    base: needed(raw.base, '--ldap-base'),
    filter: filterOf(raw.filter ?? USUAL_FILTER),
    attributes: attributesOf(raw.map),
    lists: raw.lists,
  }
}

function needed(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new Fault('LDAP_OPTION_MISSING', { option })
  return value
}

function serverAt(value: string): LdapServer {
  const malformed = new Fault('LDAP_URL_MALFORMED', { value: value.slice(0, 200) })
  const [, scheme, bracketed, name, port] =
    /^(ldaps?):\/\/(?:\[([0-9A-Fa-f:.]{2,45})\]|([A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})))(?::(\d{1,5}))?\/?$/.exec(
      value,
    ) ?? []
  const host = bracketed ?? name
  if (host === undefined || Number(port ?? 1) > 65_535 || Number(port ?? 1) < 1) throw malformed
  const at = `${bracketed === undefined ? host : `[${host}]`}:${port ?? (scheme === 'ldaps' ? 636 : 389)}`
  return {
    secure: scheme === 'ldaps' ? 'tls' : 'start-tls',
    url: `${scheme}://${at}`,
    host: at,
    serverName: isIP(host) === 0 ? host : undefined,
  }
}

function filterOf(value: string): Filter {
  try {
    return FilterParser.parseString(value)
  } catch (cause) {
    throw new Fault('LDAP_FILTER_MALFORMED', { value: value.slice(0, 200) }, { cause })
  }
}

/** `login=sAMAccountName,cardNumber=employeeNumber`: what is not named stays as usual; `email=` takes none. */
function attributesOf(map: string | undefined): LdapConfig['attributes'] {
  const chosen: Partial<Record<Field, string>> = { ...USUAL }
  for (const part of map === undefined ? [] : map.split(',')) {
    const [, name, attribute = ''] =
      /^\s*([A-Za-z]+)\s*=\s*([A-Za-z][A-Za-z0-9-]{0,63})?\s*$/.exec(part) ?? []
    const field = FIELDS.find((each) => each === name)
    if (field === undefined || (field === 'login' && attribute === ''))
      throw new Fault('LDAP_MAP_MALFORMED', { value: part.slice(0, 200), fields: FIELDS.join(', ') })
    if (attribute === '') delete chosen[field]
    else chosen[field] = attribute
  }
  return { ...chosen, login: chosen.login ?? 'uid' }
}

/** For people and logs. */
export function hostsOf({ servers }: LdapConfig): string {
  return servers.map(({ host }) => host).join(', ')
}
