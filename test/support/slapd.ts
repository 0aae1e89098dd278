// A real LDAP directory for tests: Debian's slapd in a folder of its own, with TLS and a small organisation in it. Skipped
// where slapd is not installed.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Ending, temporaryFolder } from './folder.ts'
import { freePort } from './free-port.ts'

const run = promisify(execFile)
const SLAPD = ['/usr/sbin/slapd', '/usr/libexec/slapd', '/usr/local/libexec/slapd'].find(existsSync)
const MODULES = ['/usr/lib/ldap', '/usr/lib/openldap', '/usr/lib64/openldap'].find(existsSync)
const SCHEMAS = ['/etc/ldap/schema', '/etc/openldap/schema'].find(existsSync)

/** Why these tests cannot run here; false when they can. */
export const noSlapd: string | false =
  SLAPD !== undefined && SCHEMAS !== undefined && existsSync('/usr/bin/ldapsearch')
    ? false
    : 'slapd and ldap-utils are not installed'

export const BASE = 'ou=people,dc=harbour,dc=example'
export const LISTS = 'ou=authorities,dc=harbour,dc=example'
export const ADMIN = { dn: 'cn=parley,dc=harbour,dc=example', password: 'a password of the directory' }

export interface TestDirectory {
  readonly ldap: string
  readonly ldaps: string
  /** PEM of the authority of its certificate. */
  readonly authority: string
  /** PEM file of it, for ldapsearch. */
  readonly authorityFile: string
  /** LDIF as `ldapmodify` takes it. */
  modify(ldif: string): Promise<void>
  /** LDIF lines of the entries found, as stock `ldapsearch -LLL` prints them. */
  search(base: string, filter: string, ...attributes: string[]): Promise<string>
  stop(): Promise<void>
  start(): Promise<void>
}

export interface TestEntry {
  readonly uid: string
  readonly givenName?: string
  readonly sn?: string
  readonly mail?: string
  readonly password?: string
  /** More LDIF lines. */
  readonly more?: readonly string[]
}

export function entryLdif({ uid, givenName, sn = uid, mail, password, more = [] }: TestEntry): string {
  return [
    `dn: uid=${uid},${BASE}`,
    'objectClass: inetOrgPerson',
    `uid: ${uid}`,
    `cn: ${givenName ?? ''} ${sn}`.replace(': ', ': ').trim(),
    `sn: ${sn}`,
    ...(givenName === undefined ? [] : [`givenName: ${givenName}`]),
    ...(mail === undefined ? [] : [`mail: ${mail}`]),
    ...(password === undefined ? [] : [`userPassword: ${password}`]),
    ...more,
    '',
  ].join('\n')
}

export async function startSlapd(test: Ending, people: readonly TestEntry[]): Promise<TestDirectory> {
  if (SLAPD === undefined || SCHEMAS === undefined) throw new Error('slapd is missing')
  const folder = await temporaryFolder(test)
  const port = await freePort(2)
  const tlsPort = port + 1
  const tls = await makeCertificates(folder)
  await mkdir(join(folder, 'db'))
  const config = join(folder, 'slapd.conf')
  const schemas = ['core', 'cosine', 'inetorgperson', 'nis'].map(
    (name) => `include ${SCHEMAS}/${name}.schema`,
  )
  await writeFile(
    config,
    [
      ...schemas,
      ...(MODULES === undefined
        ? []
        : [`modulepath ${MODULES}`, 'moduleload back_mdb', 'moduleload ppolicy']),
      `TLSCACertificateFile ${tls.authorityFile}`,
      `TLSCertificateFile ${join(folder, 'server.pem')}`,
      `TLSCertificateKeyFile ${join(folder, 'server.key')}`,
      // What a careful directory does: nothing but TLS; no anonymous bind.
      'security tls=128',
      'sizelimit size.soft=500 size.hard=500 size.prtotal=unlimited',
      'database mdb',
      'suffix "dc=harbour,dc=example"',
      `rootdn "${ADMIN.dn}"`,
      `rootpw "${ADMIN.password}"`,
      `directory ${join(folder, 'db')}`,
      'maxsize 268435456',
      'overlay ppolicy',
      'access to attrs=userPassword by anonymous auth by * none',
      'access to * by users read',
      '',
    ].join('\n'),
  )
  const seed = join(folder, 'seed.ldif')
  await writeFile(
    seed,
    [
      'dn: dc=harbour,dc=example\nobjectClass: dcObject\nobjectClass: organization\ndc: harbour\no: harbour\n',
      `dn: ${BASE}\nobjectClass: organizationalUnit\nou: people\n`,
      `dn: ${LISTS}\nobjectClass: organizationalUnit\nou: authorities\n`,
      ...people.map(entryLdif),
    ].join('\n'),
  )
  await run('/usr/sbin/slapadd', ['-q', '-f', config, '-l', seed])

  const ldap = `ldap://127.0.0.1:${port}`
  const ldaps = `ldaps://127.0.0.1:${tlsPort}`
  let child: ChildProcess | undefined
  const start = async () => {
    const started = spawn(SLAPD, ['-f', config, '-h', `${ldap}/ ${ldaps}/`, '-d', '0'], { stdio: 'ignore' })
    child = started
    await reachable(port, started)
  }
  const stop = async () => {
    const running = child
    child = undefined
    if (running === undefined || running.exitCode !== null) return
    const over = once(running, 'exit')
    running.kill('SIGTERM')
    await over
  }
  test.after(stop)
  await start()

  const env = { ...process.env, LDAPTLS_CACERT: tls.authorityFile }
  const bind = ['-x', '-H', ldaps, '-D', ADMIN.dn, '-w', ADMIN.password]
  return {
    ldap,
    ldaps,
    ...tls,
    start,
    stop,
    async modify(ldif) {
      const file = join(folder, 'change.ldif')
      await writeFile(file, ldif)
      // -e relax: pwdAccountLockedTime is an operational attribute; administrators set it so.
      await run('ldapmodify', [...bind, '-e', 'relax', '-f', file], { env })
    },
    async search(base, filter, ...attributes) {
      const args = [...bind, '-LLL', '-o', 'ldif-wrap=no', '-b', base, filter, ...attributes]
      return (await run('ldapsearch', args, { env, maxBuffer: 1 << 26 })).stdout
    },
  }
}

/** By stock openssl: an authority and a server certificate for 127.0.0.1. */
async function makeCertificates(folder: string): Promise<{ authority: string; authorityFile: string }> {
  const at = (name: string) => join(folder, name)
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  await run('openssl', [
    ...['req', '-x509', ...key, '-keyout', at('ca.key'), '-out', at('ca.pem'), '-days', '2'],
    ...['-subj', '/CN=directory authority'],
  ])
  await run('openssl', [
    ...['req', '-x509', ...key, '-keyout', at('server.key'), '-out', at('server.pem'), '-days', '2'],
    ...['-subj', '/CN=directory', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'],
    ...['-addext', 'basicConstraints=critical,CA:FALSE', '-CA', at('ca.pem'), '-CAkey', at('ca.key')],
  ])
  return { authority: await readFile(at('ca.pem'), 'utf8'), authorityFile: at('ca.pem') }
}

async function reachable(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (child.exitCode !== null) throw new Error(`slapd ended with ${child.exitCode}`)
    const socket = connect(port, '127.0.0.1')
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (open) return
    // Nothing tells from outside when slapd listens.
    await delay(25)
  }
  throw new Error('slapd does not answer')
}
