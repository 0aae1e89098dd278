// What Parley issues is what other people's tools expect: openssl and GnuTLS accept it, and refuse it when revoked;
// requests made by openssl are read; independent libraries read the same fields. docs/CERTIFICATES.md shows these
// commands.
import 'reflect-metadata'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { makeCsr } from '@parley/peer/enrol/csr.ts'
import { ownKey, parseCsr } from '@parley/shared/certificates/csr.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import { decodePem, encodePem, type PemLabel } from '@parley/shared/certificates/pem.ts'
import type { RevocationLists } from '@parley/shared/certificates/revocation-lists.ts'
import { generateKey, primitives } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import {
  X509Certificate as IndependentCertificate,
  Pkcs10CertificateRequest,
  SubjectAlternativeNameExtension,
} from '@peculiar/x509'
import { fault } from '../../support/fault.ts'
import { certify, DAY, LOCATIONS, makeRealm, newSerial } from './realm.ts'

/** certtool knows no other time than the real one. */
const now = new Date(Math.floor(Date.now() / 1000) * 1000)
const realm = makeRealm('harbour', now)
const devices = { alice: realm.enrol('alice'), bob: realm.enrol('bob', { kind: 'rsa' }) }

const folder = mkdtempSync(join(tmpdir(), 'parley-tools-'))
after(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const pem = (label: PemLabel, der: Uint8Array) => encodePem(label, der)
const root = file('root.pem', pem('CERTIFICATE', realm.root.der))
const issuing = file('issuing.pem', pem('CERTIFICATE', realm.issuing.der))
const listFile = (name: string, lists: RevocationLists) =>
  file(
    name,
    lists
      .all()
      .map((list) => pem('X509 CRL', list.der))
      .join(''),
  )
const fresh = listFile('fresh.pem', realm.lists)

function run(program: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  return { status, output: stdout + stderr }
}

function without(...programs: string[]): { skip: string | false } {
  const absent = programs.filter((each) => spawnSync(each, ['--version']).error !== undefined)
  return { skip: absent.length > 0 && `not installed: ${absent.join(', ')}` }
}

function opensslVerify(certificate: string, lists: string, purpose: string) {
  return run(
    'openssl',
    ...['verify', '-x509_strict', '-crl_check_all', '-purpose', purpose],
    ...['-CAfile', root, '-untrusted', issuing, '-CRLfile', lists, certificate],
  )
}

function certtoolVerify(chain: string, lists: string) {
  return run(
    'certtool',
    ...['--verify', '--load-ca-certificate', root, '--load-crl', lists, '--infile', chain],
  )
}

for (const [name, device] of Object.entries(devices)) {
  const kind = name === 'bob' ? 'RSA' : 'Ed25519'
  const certificate = file(`${name}.pem`, pem('CERTIFICATE', device.der))
  const revoked = listFile(
    `${name}-revoked.pem`,
    realm.revoking({ serial: device.serial, date: now, reason: 'keyCompromise' }),
  )

  test(`openssl accepts ${name}’s ${kind} device, and refuses it once revoked`, without('openssl'), () => {
    const accepted = opensslVerify(certificate, fresh, 'sslclient')
    assert.equal(accepted.status, 0, accepted.output)
    const refused = opensslVerify(certificate, revoked, 'sslclient')
    assert.notEqual(refused.status, 0)
    assert.match(refused.output, /certificate revoked/)
    assert.notEqual(opensslVerify(certificate, fresh, 'sslserver').status, 0, 'a device is no server')
  })

  test(`GnuTLS accepts ${name}’s ${kind} device, and refuses it once revoked`, without('certtool'), () => {
    const chain = file(`${name}-chain.pem`, readFileSync(certificate, 'utf8') + readFileSync(issuing, 'utf8'))
    const accepted = certtoolVerify(chain, fresh)
    assert.equal(accepted.status, 0, accepted.output)
    assert.match(accepted.output, /Verified. The certificate is trusted/)
    const refused = certtoolVerify(chain, revoked)
    assert.notEqual(refused.status, 0, refused.output)
    assert.match(refused.output, /revoked/)
    const whole = file(`${name}-whole.pem`, readFileSync(chain, 'utf8') + readFileSync(root, 'utf8'))
    const verified = run('certtool', '--verify-chain', '--infile', whole)
    assert.equal(verified.status, 0, verified.output)
  })

  test(`Node and an independent library read what was put into ${name}’s certificate`, () => {
    const uri = `spiffe://harbour/user/${name}/device/${device.peerId}`
    const byNode = new X509Certificate(device.der)
    assert.equal(byNode.subjectAltName, `URI:${uri}`)
    assert.equal(byNode.subject, `O=harbour\nCN=${name}\nUID=${name}`)
    const spki = byNode.publicKey.export({ type: 'spki', format: 'der' })
    assert.deepEqual(new Uint8Array(spki), device.signer.spki)

    const independent = new IndependentCertificate(device.der)
    assert.equal(independent.serialNumber, device.serial)
    assert.deepEqual(independent.notAfter, new Date(now.getTime() + 7 * DAY))
    const names = independent.getExtension(SubjectAlternativeNameExtension)?.names.items
    assert.deepEqual(
      names?.map(({ type, value }) => [type, value]),
      [['url', uri]],
    )
    const role = Buffer.from(independent.getExtension(OID.parleyRole)?.value ?? new ArrayBuffer())
    assert.equal(role.subarray(2).toString('utf8'), 'member')
  })

  test(`openssl and an independent library verify ${name}’s request`, without('openssl'), async () => {
    const der = makeCsr(device.signer, login(name))
    const path = file(`${name}.csr`, pem('CERTIFICATE REQUEST', der))
    const verified = run('openssl', 'req', '-verify', '-noout', '-in', path)
    assert.equal(verified.status, 0, verified.output)
    assert.match(verified.output, /self-signature verify OK/)
    assert.equal(await new Pkcs10CertificateRequest(der).verify(), true)
  })
}

test(
  'openssl accepts the authority’s HTTPS certificate for its names, as a server',
  without('openssl'),
  () => {
    const der = certify(
      {
        kind: 'https',
        issuer: realm.issuing,
        names: ['localhost', 'ca.harbour.test'],
        addresses: ['127.0.0.1', '::1', '192.168.1.20', 'fe80::1:2'],
        serial: newSerial(),
        notBefore: now,
        notAfter: new Date(now.getTime() + 30 * DAY),
        key: ownKey(generateKey('p256').signer),
        locations: LOCATIONS,
        primitives,
      },
      realm.issuingSigner,
    )
    const path = file('https.pem', pem('CERTIFICATE', der))
    const accepted = opensslVerify(path, fresh, 'sslserver')
    assert.equal(accepted.status, 0, accepted.output)
    const names = run('openssl', 'x509', '-noout', '-ext', 'subjectAltName', '-in', path).output
    assert.match(
      names,
      /DNS:localhost, DNS:ca.harbour.test, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:192.168.1.20, IP Address:FE80:0:0:0:0:0:1:2/,
    )
    assert.notEqual(opensslVerify(path, fresh, 'sslclient').status, 0, 'a server is no peer')
  },
)

test('the commands of docs/CERTIFICATES.md work as written', without('openssl', 'certtool'), () => {
  const text = readFileSync(new URL('../../../docs/CERTIFICATES.md', import.meta.url), 'utf8')
  const commands = [...text.matchAll(/```sh\n([^`]+)```/g)].flatMap(([, block = '']) =>
    block.trim().split('\n'),
  )
  assert.ok(commands.length >= 8)
  file('lists.pem', readFileSync(fresh, 'utf8'))
  for (const command of commands) {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' })
    assert.equal(status, 0, `${command}\n${stdout}${stderr}`)
  }
})

test('openssl and GnuTLS verify the revocation lists', without('openssl'), (t) => {
  const lists = realm.revoking({ serial: devices.alice.serial, date: now, reason: 'certificateHold' })
  const list = lists.of(realm.issuing.keyId)
  assert.ok(list)
  const path = file('issuing.crl', pem('X509 CRL', list.der))
  const verified = run('openssl', 'crl', '-verify', '-CAfile', issuing, '-in', path, '-noout', '-text')
  assert.match(verified.output, /verify OK/)
  assert.match(verified.output, /Certificate Hold/)
  if (without('certtool').skip !== false) return t.diagnostic('certtool is not installed')
  const trusted = file('both.pem', readFileSync(issuing, 'utf8') + readFileSync(root, 'utf8'))
  const byGnutls = run('certtool', '--verify-crl', '--load-ca-certificate', trusted, '--infile', path)
  assert.equal(byGnutls.status, 0, byGnutls.output)
})

for (const [kind, make] of Object.entries({
  ed25519: ['genpkey', '-algorithm', 'ed25519'],
  'RSA 2048': ['genpkey', '-algorithm', 'rsa', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'P-256': ['genpkey', '-algorithm', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
})) {
  test(`a request that openssl made is read: ${kind}`, without('openssl'), () => {
    const key = join(folder, `${kind}.key`)
    const path = join(folder, `${kind}.csr`)
    assert.equal(run('openssl', ...make, '-out', key).status, 0)
    const extra = ['-subj', '/CN=root/O=elsewhere', '-addext', 'subjectAltName=DNS:evil.test']
    const made = run('openssl', 'req', '-new', '-key', key, '-out', path, ...extra)
    assert.equal(made.status, 0, made.output)
    const proven = parseCsr(decodePem('CERTIFICATE REQUEST', readFileSync(path, 'utf8')), primitives)
    const spki = run('openssl', 'pkey', '-in', key, '-pubout').output
    assert.deepEqual(proven.spki, decodePem('PUBLIC KEY', spki))
  })
}

test('a request that openssl made with a weak key is refused', without('openssl'), () => {
  const key = join(folder, 'weak.key')
  const path = join(folder, 'weak.csr')
  run('openssl', 'genpkey', '-algorithm', 'rsa', '-pkeyopt', 'rsa_keygen_bits:1024', '-out', key)
  run('openssl', 'req', '-new', '-key', key, '-out', path, '-subj', '/CN=alice')
  const der = decodePem('CERTIFICATE REQUEST', readFileSync(path, 'utf8'))
  assert.throws(() => parseCsr(der, primitives), fault('CSR_KEY_WEAK'))
})
