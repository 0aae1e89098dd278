// The options of `ca start` about an LDAP directory, and what they amount to.
import { Fault } from '@parley/shared/faults/fault.ts'
import { list, value } from '@parley/shared/host/cli/command.ts'
import { path, text } from '@parley/shared/host/cli/parse.ts'
import { readBounded } from '@parley/shared/host/files.ts'
import { type LdapConfig, ldapConfig } from '../ldap/config.ts'

/** A distinguished name, a filter or a map: bytes. */
const MAX_TEXT = 2048
/** A password, or some certificates in PEM: bytes. */
const MAX_PASSWORD_FILE = 1024
const MAX_CERTIFICATE_FILE = 256 * 1024

export const ldapOptions = {
  ldap: list(
    '--ldap <url...>',
    {
      en: 'take people and passwords from this LDAP directory (ldaps:// or ldap:// with StartTLS)',
      fr: 'prendre personnes et mots de passe dans cet annuaire LDAP (ldaps:// ou ldap:// avec StartTLS)',
    },
    text(MAX_TEXT),
  ),
  ldapBind: value(
    '--ldap-bind <dn>',
    { en: 'the account the authority uses there', fr: 'le compte que l’autorité y utilise' },
    text(MAX_TEXT),
  ),
  ldapPasswordFile: value(
    '--ldap-password-file <file>',
    { en: 'file with the password of that account', fr: 'fichier contenant le mot de passe de ce compte' },
    path,
  ),
  ldapBase: value(
    '--ldap-base <dn>',
    { en: 'below which entry people are', fr: 'sous quelle entrée se trouvent les personnes' },
    text(MAX_TEXT),
  ),
  ldapFilter: value(
    '--ldap-filter <filter>',
    {
      en: 'which entries are people (default: (objectClass=inetOrgPerson))',
      fr: 'quelles entrées sont des personnes (par défaut : (objectClass=inetOrgPerson))',
    },
    text(MAX_TEXT),
  ),
  ldapMap: value(
    '--ldap-map <map>',
    {
      en: 'other attributes: login=sAMAccountName,cardNumber=employeeNumber',
      fr: 'autres attributs : login=sAMAccountName,cardNumber=employeeNumber',
    },
    text(MAX_TEXT),
  ),
  ldapLists: value(
    '--ldap-lists <dn>',
    {
      en: 'publish CA certificates and revocation lists below this entry',
      fr: 'publier les certificats d’autorité et les listes de révocation sous cette entrée',
    },
    text(MAX_TEXT),
  ),
  ldapCa: value(
    '--ldap-ca <file>',
    {
      en: 'certificate (PEM) of the authority of the directory’s own certificate',
      fr: 'certificat (PEM) de l’autorité du certificat de l’annuaire',
    },
    path,
  ),
}

interface Given {
  readonly ldap: readonly string[]
  readonly ldapBind: string | undefined
  readonly ldapPasswordFile: string | undefined
  readonly ldapBase: string | undefined
  readonly ldapFilter: string | undefined
  readonly ldapMap: string | undefined
  readonly ldapLists: string | undefined
  readonly ldapCa: string | undefined
}

/** @throws Fault LDAP_*, FILE_UNREADABLE, FILE_TOO_LARGE */
export async function ldapGiven(given: Given): Promise<LdapConfig | undefined> {
  if (given.ldap.length === 0) {
    assertNoneAlone(given)
    return undefined
  }
  const { ldapPasswordFile, ldapCa } = given
  return ldapConfig({
    urls: given.ldap,
    bind: given.ldapBind,
    password: ldapPasswordFile && (await readText(ldapPasswordFile, MAX_PASSWORD_FILE)).replace(/\r?\n$/, ''),
    base: given.ldapBase,
    filter: given.ldapFilter,
    map: given.ldapMap,
    lists: given.ldapLists,
    authority: ldapCa && (await readText(ldapCa, MAX_CERTIFICATE_FILE)),
  })
}

/** An option that would do nothing is a mistake to tell. */
function assertNoneAlone({ ldap: _, ...others }: Given): void {
  // The command hands over all its options, not only these.
  for (const [name, given] of Object.entries(others))
    if (name.startsWith('ldap') && given !== undefined)
      throw new Fault('LDAP_OPTION_ALONE', {
        option: `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      })
}

async function readText(file: string, limit: number): Promise<string> {
  return new TextDecoder().decode(await readBounded(file, limit))
}
