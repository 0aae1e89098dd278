// One connection to the directory: TLS first, then a bind, then work, then closed. Nothing travels before TLS, referrals
// are not followed, and what goes wrong becomes a fault.
import { Fault } from '@parley/shared/faults/fault.ts'
import { errnoOf } from '@parley/shared/host/files.ts'
import { Client, InvalidCredentialsError, ResultCodeError } from 'ldapts'
import { hostsOf, type LdapConfig, type LdapServer } from './config.ts'
import { CONNECT_TIMEOUT, OPERATION_TIMEOUT } from './constants.ts'

interface Credentials {
  readonly dn: string
  readonly password: string
}

/**
 * @param as the account of the configuration, or a person whose password is to be proved
 * @throws Fault LDAP_UNREACHABLE, LDAP_UNTRUSTED, LDAP_REFUSED; PASSWORD_WRONG where the bind is refused
 */
export async function connected<Result>(
  config: LdapConfig,
  as: Credentials,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  // RFC 4513 section 5.1.2: a bind with an empty password is no proof of anything, and many servers accept it.
  if (as.password === '' || as.dn === '') throw new Fault('PASSWORD_WRONG')
  let away: unknown
  for (const server of config.servers) {
    try {
      return await connectedTo(server, config.authority, as, work)
    } catch (error) {
      // The next server of the directory answers in its place; a refusal is an answer.
      if (!(error instanceof Fault) || error.code !== 'LDAP_UNREACHABLE') throw error
      away = error
    }
  }
  throw away
}

async function connectedTo<Result>(
  server: LdapServer,
  authority: string | undefined,
  as: Credentials,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const tls = {
    minVersion: 'TLSv1.2' as const,
    ...(server.serverName === undefined ? {} : { servername: server.serverName }),
    ...(authority === undefined ? {} : { ca: authority }),
  }
  const client = new Client({
    url: server.url,
    connectTimeout: CONNECT_TIMEOUT,
    timeout: OPERATION_TIMEOUT,
    ...(server.secure === 'tls' ? { tlsOptions: tls } : {}),
  })
  try {
    if (server.secure === 'start-tls') await client.startTLS(tls)
    await client.bind(as.dn, as.password)
    return await work(client)
  } catch (error) {
    throw ldapFault(error, server.host)
  } finally {
    await client.unbind().catch(() => undefined)
  }
}

/** Server certificates that do not hold: Node's error codes of TLS and X.509. */
const UNTRUSTED = /^(?:ERR_TLS|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|INVALID_|HOSTNAME_MISMATCH|ERR_SSL)/

function ldapFault(error: unknown, host: string): unknown {
  if (error instanceof Fault) return error
  const reason = error instanceof Error ? error.message.slice(0, 200) : String(error)
  if (error instanceof InvalidCredentialsError) return new Fault('PASSWORD_WRONG', {}, { cause: error })
  if (error instanceof ResultCodeError) return new Fault('LDAP_REFUSED', { host, reason }, { cause: error })
  const code = errnoOf(error)
  if (UNTRUSTED.test(code)) return new Fault('LDAP_UNTRUSTED', { host, reason: code }, { cause: error })
  return new Fault('LDAP_UNREACHABLE', { host, reason: code || reason }, { cause: error })
}

/** As the account of the configuration. @throws Fault LDAP_* */
export async function asAuthority<Result>(
  config: LdapConfig,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  try {
    return await connected(config, config.bind, work)
  } catch (error) {
    // Our own account's password is wrong: that is nobody's sign-in.
    if (error instanceof Fault && error.code === 'PASSWORD_WRONG')
      throw new Fault('LDAP_REFUSED', { host: hostsOf(config), reason: '--ldap-bind' }, { cause: error })
    throw error
  }
}
