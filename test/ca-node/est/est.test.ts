// EST by stock clients: openssl makes keys and requests, curl carries them to a real authority over its HTTPS port, and
// openssl judges what comes back. Whoever has no right is refused by the same rules as everywhere, each by its code.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import { after, before, describe, it, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { makeRootFile } from '@parley/ca-node/ceremony/root-file.ts'
import { revoke } from '@parley/ca-node/certificates/revoke.ts'
import { restoreUser, suspend } from '@parley/ca-node/people/suspend.ts'
import type { Realm } from '@parley/ca-node/realm/realm.ts'
import { changeRole } from '@parley/ca-node/rights/change-role.ts'
import { makeCsr } from '@parley/peer/enrol/csr.ts'
import { encodePem } from '@parley/shared/certificates/pem.ts'
import { generateKey } from '@parley/shared/host/crypto.ts'
import { login, realmName } from '@parley/shared/identity/login.ts'
import { PASSPHRASE, PASSWORD, startTestAuthority, type TestAuthority } from '../../support/authority.ts'
import { ceremony, offlineRealm } from '../../support/ceremony.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { send } from '../request.ts'

const run = promisify(execFile)
const EST = '/.well-known/est'
const TYPE = { 'content-type': 'application/pkcs10' }
const DAY = 86_400_000

interface Answer {
  readonly status: number
  readonly type: string
  readonly text: string
  readonly code: string | undefined
}

/** A person with openssl and curl, and nothing of Parley but the root. */
interface Stock {
  path(name: string): string
  openssl(...args: string[]): Promise<string>
  /** Makes NAME.key, and NAME.req: base64 of a request. */
  newKey(name: string, ...options: string[]): Promise<void>
  curl(verb: string, ...options: string[]): Promise<Answer>
  enroll(name: string, credentials: string): Promise<Answer>
  /** By the certificate of NAME, for the key of `request`. */
  reenroll(name: string, request?: string): Promise<Answer>
  /** Unwraps an answer's certificates into NAME.pem. */
  keep(name: string, answer: Pick<Answer, 'text'>): Promise<void>
}

async function stock(t: Pick<TestContext, 'after'>, harbour: TestAuthority): Promise<Stock> {
  const folder = await temporaryFolder(t)
  const path = (name: string) => join(folder, name)
  await writeFile(path('root.pem'), encodePem('CERTIFICATE', harbour.authority.realm.root.der))
  await writeFile(path('issuing.pem'), encodePem('CERTIFICATE', harbour.authority.realm.issuing.der))
  const openssl: Stock['openssl'] = async (...args) => (await run('openssl', args, { cwd: folder })).stdout
  const curl: Stock['curl'] = async (verb, ...options) => {
    const format = '%{http_code} %{content_type}'
    const given = [
      '--silent',
      '--show-error',
      '--cacert',
      'root.pem',
      '--output',
      'answer',
      '--write-out',
      format,
    ]
    const { stdout } = await run('curl', [...given, ...options, `${harbour.ready.https}${EST}/${verb}`], {
      cwd: folder,
    })
    const [status, ...type] = stdout.split(' ')
    const text = await readFile(path('answer'), 'utf8')
    const problem = type.join(' ').startsWith('application/problem+json')
    return {
      status: Number(status),
      type: type.join(' '),
      text,
      code: problem ? String(JSON.parse(text).code) : undefined,
    }
  }
  const body = (name: string) => [
    '--header',
    'Content-Type: application/pkcs10',
    '--data-binary',
    `@${name}.req`,
  ]
  return {
    path,
    openssl,
    curl,
    async newKey(name, ...options) {
      const kind = options.length > 0 ? options : ['-algorithm', 'ED25519']
      await openssl('genpkey', ...kind, '-out', `${name}.key`)
      await openssl(
        'req',
        '-new',
        '-key',
        `${name}.key`,
        '-subj',
        '/CN=whatever',
        '-outform',
        'DER',
        '-out',
        'der',
      )
      await openssl('base64', '-in', 'der', '-out', `${name}.req`)
    },
    enroll: (name, credentials) => curl('simpleenroll', '--user', credentials, ...body(name)),
    reenroll: (name, request = name) =>
      curl('simplereenroll', '--cert', `${name}.pem`, '--key', `${name}.key`, ...body(request)),
    async keep(name, { text }) {
      await writeFile(path('p7.b64'), text)
      await openssl('base64', '-d', '-in', 'p7.b64', '-out', 'p7.der')
      await openssl('pkcs7', '-inform', 'DER', '-in', 'p7.der', '-print_certs', '-out', `${name}.pem`)
    },
  }
}

/** A certificate in PEM, without its first and last line. */
const bodyOf = (der: Uint8Array) => encodePem('CERTIFICATE', der).split('\n').slice(1, -2).join('\n')

const facts = (tool: Stock, name: string) =>
  tool.openssl('x509', '-in', `${name}.pem`, '-noout', '-subject', '-serial', '-nameopt', 'RFC2253')
const verify = (tool: Stock, name: string) =>
  tool.openssl('verify', '-x509_strict', '-CAfile', 'root.pem', '-untrusted', 'issuing.pem', `${name}.pem`)

describe('with curl and openssl', () => {
  it('cacerts are the root and the issuing CA, as certs-only PKCS#7 in base64', async (t) => {
    const harbour = await startTestAuthority(t)
    const tool = await stock(t, harbour)
    const answer = await tool.curl('cacerts')
    assert.equal(answer.status, 200)
    assert.equal(answer.type, 'application/pkcs7-mime; smime-type=certs-only')
    await tool.keep('both', answer)
    const text = await readFile(tool.path('both.pem'), 'utf8')
    assert.equal(text.match(/BEGIN CERTIFICATE/g)?.length, 2)
    for (const known of ['root.pem', 'issuing.pem']) {
      const [, body = ''] = (await readFile(tool.path(known), 'utf8')).split('\n')
      assert.ok(text.includes(body), known)
    }
    const reply = await send(harbour, `${EST}/cacerts`)
    assert.equal(reply.headers['content-transfer-encoding'], 'base64')
    assert.equal(reply.headers['cache-control'], 'public, max-age=60')
  })

  it('after a change of root cacerts are what counts now: nothing retired, revoked or ended', async (t) => {
    const { data, rootFile } = await offlineRealm(t, new Date(Date.now() - 30 * DAY))
    const harbour = { ...(await startTestAuthority(t, { data })), data, rootFile }
    const { authority } = harbour
    const old = authority.realm
    const second = join(await temporaryFolder(t), 'root2.pem')
    await makeRootFile(second, realmName('harbour'), PASSPHRASE, new Date())
    const cacerts = async () => {
      const tool = await stock(t, harbour)
      await tool.keep('all', await send(harbour, `${EST}/cacerts`))
      const text = await readFile(tool.path('all.pem'), 'utf8')
      return (realm: Realm) => [realm.root, realm.issuing].map(({ der }) => text.includes(bodyOf(der)))
    }
    await ceremony(harbour, { act: 'announce-root' }, [rootFile, second])
    await ceremony(harbour, { act: 'use-root', anyway: true }, [rootFile, second])
    const between = await cacerts()
    assert.deepEqual([between(old), between(authority.realm)], [Array(2).fill(true), Array(2).fill(true)])

    await ceremony(harbour, { act: 'revoke-issuing', label: 'ca1' }, [rootFile])
    const revoked = await cacerts()
    assert.deepEqual(revoked(old), [true, false])
    await ceremony(harbour, { act: 'retire-root', anyway: true }, [second])
    const since = await cacerts()
    assert.deepEqual([since(old), since(authority.realm)], [Array(2).fill(false), Array(2).fill(true)])

    // Who still has its certificates finds the old issuing CA where they say, dated as it is.
    const found = await send(harbour, `/issuing/${old.issuing.keyId}.der`, { plain: true })
    assert.deepEqual(found.bytes, Buffer.from(old.issuing.der))
    assert.equal(found.headers['last-modified'], old.issuing.notBefore.toUTCString())
  })

  it('csrattrs ask for an Ed25519 key', async (t) => {
    const tool = await stock(t, await startTestAuthority(t))
    const answer = await tool.curl('csrattrs')
    assert.equal(answer.type, 'application/csrattrs')
    await writeFile(tool.path('attributes.b64'), answer.text)
    await tool.openssl('base64', '-d', '-in', 'attributes.b64', '-out', 'attributes')
    assert.match(await tool.openssl('asn1parse', '-inform', 'DER', '-in', 'attributes'), /OBJECT\s+:ED25519/)
  })

  for (const [kind, options] of [
    ['Ed25519', []],
    ['RSA', ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048']],
  ] as const) {
    it(`an ${kind} device is enrolled with an invitation, and re-enrolled by its own certificate`, async (t) => {
      const harbour = await startTestAuthority(t)
      const tool = await stock(t, harbour)
      await tool.newKey('alice', ...options)
      const given = await tool.enroll('alice', `alice:${await harbour.secret()}`)
      assert.equal(given.status, 200, given.text)
      assert.equal(given.type, 'application/pkcs7-mime; smime-type=certs-only')
      await tool.keep('alice', given)
      assert.match(await verify(tool, 'alice'), /OK/)
      const first = await facts(tool, 'alice')
      assert.match(first, /subject=UID=alice,CN=alice,O=harbour/)
      assert.match(
        await readFile(tool.path('alice.pem'), 'utf8'),
        /^(?![\s\S]*BEGIN[\s\S]*BEGIN)/,
        'it alone',
      )

      const renewed = await tool.reenroll('alice')
      assert.equal(renewed.status, 200, renewed.text)
      await tool.keep('alice', renewed)
      assert.match(await verify(tool, 'alice'), /OK/)
      assert.notEqual(await facts(tool, 'alice'), first, 'another serial')
      const attempts = await harbour.authority.store.db
        .selectFrom('audit_lines')
        .select(['act', 'outcome', 'who'])
        .where('act', 'in', ['enrol', 'renew'])
        .orderBy('seq')
        .execute()
      assert.deepEqual(
        attempts.map(({ act, outcome, who }) => [act, outcome, who]),
        [
          ['enrol', 'DONE', null],
          ['renew', 'DONE', 'alice'],
        ],
      )
    })
  }

  it('a device whose person has another role now re-enrols by the certificate of the old one, and gets the new one', async (t) => {
    const harbour = await startTestAuthority(t)
    const tool = await stock(t, harbour)
    await tool.newKey('alice')
    await tool.keep('alice', await tool.enroll('alice', `alice:${await harbour.secret()}`))
    await changeRole(harbour.authority, { login: 'alice', role: 'moderator' }, LOCAL)
    const crl = join(tool.path('.'), 'crl.pem')
    const list = await send(harbour, `/crl/${harbour.authority.realm.issuing.keyId}.crl`, { plain: true })
    await writeFile(crl, encodePem('X509 CRL', list.bytes))
    assert.match(await tool.openssl('crl', '-in', 'crl.pem', '-noout', '-text'), /Affiliation Changed/)
    const renewed = await tool.reenroll('alice')
    assert.equal(renewed.status, 200, renewed.text)
    await tool.keep('alice', renewed)
    assert.match(await tool.openssl('x509', '-in', 'alice.pem', '-noout', '-text'), /moderator/)
    await revoke(harbour.authority, { login: 'alice', reason: 'keyCompromise' }, LOCAL)
    assert.equal((await tool.reenroll('alice')).code, 'CERT_REVOKED')
  })

  it('one more device of somebody known takes their password behind the secret', async (t) => {
    const harbour = await startTestAuthority(t)
    await harbour.join({ login: 'alice' })
    const tool = await stock(t, harbour)
    await tool.newKey('phone')
    const secret = await harbour.secret({ login: 'alice' })
    assert.equal((await tool.enroll('phone', `alice:${secret}`)).code, 'PASSWORD_WRONG')
    assert.equal((await tool.enroll('phone', `alice:${secret}:four quiet herons`)).code, 'PASSWORD_WRONG')
    const given = await tool.enroll('phone', `alice:${secret}:${PASSWORD}`)
    assert.equal(given.status, 200, given.text)
    assert.equal((await tool.enroll('phone', `alice:${secret}:${PASSWORD}`)).status, 200, 'a lost answer')
  })
})

it('the commands of docs/ENDPOINTS.md work as written', async (t) => {
  const harbour = await startTestAuthority(t)
  const tool = await stock(t, harbour)
  await tool.newKey('alice')
  await tool.keep('alice', await tool.enroll('alice', `alice:${await harbour.secret()}`))
  const page = await readFile(new URL('../../../docs/ENDPOINTS.md', import.meta.url), 'utf8')
  const blocks = [...page.matchAll(/```sh\n([\s\S]+?)```/g)].map(([, commands = '']) => commands)
  assert.equal(blocks.length, 2)
  const env = { ...process.env, CA: harbour.ready.https, SECRET: await harbour.secret({ login: 'zelda' }) }
  const shell = (commands: string) =>
    run('bash', ['-e', '-o', 'pipefail', '-c', commands], { cwd: tool.path('.'), env })
  const [ocsp = '', est = ''] = blocks
  const asked = await shell(ocsp)
  assert.match(
    asked.stdout + asked.stderr,
    /alice\.pem: good[\s\S]*Response verify OK|Response verify OK[\s\S]*good/,
  )
  await tool.keep('again', { text: (await shell(est.replaceAll('alice', 'zelda'))).stdout })
  for (const name of ['device', 'again']) {
    assert.match(await facts(tool, name), /UID=zelda/)
    assert.match(await verify(tool, name), /OK/)
  }
})

describe('refused', () => {
  let harbour: TestAuthority
  let tool: Stock
  const endings: (() => unknown)[] = []
  const ending = { after: (end: unknown) => void endings.unshift(end as () => unknown) }
  before(async () => {
    harbour = await startTestAuthority(ending)
    tool = await stock(ending, harbour)
    for (const name of ['alice', 'bob', 'mallory']) await tool.newKey(name)
    await tool.keep('alice', await tool.enroll('alice', `alice:${await harbour.secret()}`))
  })
  after(async () => {
    for (const end of endings) await end()
  })
  const csr = () => Buffer.from(makeCsr(generateKey('ed25519').signer, login('bob'))).toString('base64')
  const basic = (text: string | Uint8Array) => ({
    ...TYPE,
    authorization: `Basic ${Buffer.from(text).toString('base64')}`,
  })
  const post = (headers: Record<string, string>, body: string | Uint8Array = csr()) =>
    send(harbour, `${EST}/simpleenroll`, { headers, body })

  it('nobody is enrolled without credentials, and is told which are wanted', async () => {
    const reply = await post(TYPE)
    assert.equal(reply.status, 401)
    assert.equal(reply.code, 'EST_CREDENTIALS_MISSING')
    assert.equal(reply.headers['www-authenticate'], 'Basic realm="harbour", charset="UTF-8"')
    assert.ok(
      harbour.lines.some((line) => line.code === 'EST_CREDENTIALS_MISSING' && line.source === '127.0.0.1'),
    )
  })

  it('credentials that cannot be read', async () => {
    const long = `Basic ${'A'.repeat(4000)}`
    for (const headers of [
      { ...TYPE, authorization: 'Bearer abc' },
      { ...TYPE, authorization: 'Basic %%%' },
      { ...TYPE, authorization: long },
      basic('bob'),
      basic(':secret'),
      basic('bob:'),
      basic(Uint8Array.of(0x62, 0x3a, 0xff, 0xfe)),
    ]) {
      const reply = await post(headers)
      assert.equal(reply.code, 'EST_CREDENTIALS_MALFORMED')
      assert.equal(reply.status, 401)
    }
  })

  it('by the rules of every enrolment, each with its code, and keeps nothing', async () => {
    const used = await harbour.secret()
    await harbour.join({ login: 'carol' })
    const invited = await harbour.secret({ login: 'dora' })
    assert.equal((await post(basic(`erin:${used}`))).status, 200)
    const cases: Record<string, readonly [string, string]> = {
      'an unknown invitation': ['INVITATION_UNKNOWN', `bob:${'A'.repeat(22)}`],
      'a malformed invitation': ['INVITATION_MALFORMED', "bob:' or 1=1"],
      'a used invitation': ['INVITATION_USED', `bob:${used}`],
      'another’s invitation': ['INVITATION_FOR_OTHER', `bob:${invited}`],
      'a reserved login': ['LOGIN_RESERVED', `admin:${await harbour.secret()}`],
      'a malformed login': ['LOGIN_MALFORMED', `bob' --:${await harbour.secret()}`],
      'a taken login': ['LOGIN_TAKEN', `carol:${await harbour.secret()}`],
      'a short password': ['PASSWORD_TOO_SHORT', `bob:${await harbour.secret()}:short`],
    }
    const count = async () =>
      (await harbour.authority.store.db.selectFrom('certificates').select('serial').execute()).length
    const before = await count()
    for (const [defect, [code, credentials]] of Object.entries(cases)) {
      assert.equal((await post(basic(credentials))).code, code, defect)
    }
    assert.equal(await count(), before)
  })

  it('a hostile request', async () => {
    const credentials = basic(`bob:${await harbour.secret()}`)
    const good = Buffer.from(csr(), 'base64')
    const cases: readonly (readonly [string, string | Uint8Array])[] = [
      ['REQUEST_MALFORMED', ''],
      ['REQUEST_MALFORMED', good],
      ['CSR_TOO_LARGE', 'A'.repeat(12_000)],
      ['REQUEST_TOO_LARGE', 'A'.repeat(40_000)],
      ['CSR_MALFORMED', 'AAAA'],
      [
        'CSR_SIGNATURE_INVALID',
        Buffer.from(good)
          .fill(good.at(-1) === 1 ? 2 : 1, good.length - 1)
          .toString('base64'),
      ],
      [
        'CSR_KEY_UNSUPPORTED',
        Buffer.from(makeCsr(generateKey('p256').signer, login('bob'))).toString('base64'),
      ],
    ]
    for (const [code, body] of cases) assert.equal((await post(credentials, body)).code, code)
    const json = await post({ ...credentials, 'content-type': 'application/json' }, '{}')
    assert.equal(json.code, 'REQUEST_MALFORMED')
  })

  it('a body of EST at another door, EST over plain HTTP, and what EST could do beside', async () => {
    assert.equal((await send(harbour, '/v1/enrol', { headers: TYPE, body: csr() })).code, 'REQUEST_MALFORMED')
    const plain = await send(harbour, `${EST}/simpleenroll`, { headers: TYPE, body: csr(), plain: true })
    assert.equal(plain.code, 'HTTPS_ONLY')
    for (const verb of ['serverkeygen', 'fullcmc']) {
      assert.equal(
        (await send(harbour, `${EST}/${verb}`, { headers: TYPE, body: csr() })).code,
        'PATH_UNKNOWN',
      )
    }
  })

  it('re-enrolment without a certificate, even with good credentials', async () => {
    const reply = await send(harbour, `${EST}/simplereenroll`, {
      headers: basic(`bob:${await harbour.secret()}`),
      body: csr(),
    })
    assert.equal(reply.code, 'EST_CERTIFICATE_MISSING')
  })

  it('re-enrolment by a certificate that somebody made up, or that is no device’s', async () => {
    const serial = /serial=(\w+)/.exec(await facts(tool, 'alice'))?.[1]
    const subject = '/O=harbour/CN=alice/UID=alice'
    const made = [
      'req',
      '-x509',
      '-key',
      'mallory.key',
      '-subj',
      subject,
      '-days',
      '5',
      '-out',
      'mallory.pem',
    ]
    for (const own of [[], ['-set_serial', `0x${serial}`]]) {
      await tool.openssl(...made, ...own)
      assert.equal((await tool.reenroll('mallory')).code, 'EST_CERTIFICATE_FOREIGN')
    }
    const other = await startTestAuthority(ending)
    const lighthouse = await stock(ending, other)
    await lighthouse.newKey('alice')
    await lighthouse.keep('alice', await lighthouse.enroll('alice', `alice:${await other.secret()}`))
    for (const each of ['alice.key', 'alice.pem', 'alice.req']) {
      await writeFile(tool.path(`foreign.${each.slice(6)}`), await readFile(lighthouse.path(each)))
    }
    assert.equal((await tool.reenroll('foreign')).code, 'EST_CERTIFICATE_FOREIGN')
  })

  it('re-enrolment for another key', async () => {
    assert.equal((await tool.reenroll('alice', 'bob')).code, 'EST_KEY_CHANGED')
  })

  it('re-enrolment while suspended, and no longer once restored', async () => {
    await suspend(harbour.authority, 'alice', LOCAL)
    assert.equal((await tool.reenroll('alice')).code, 'CERT_SUSPENDED')
    await restoreUser(harbour.authority, 'alice', LOCAL)
    assert.equal((await tool.reenroll('alice')).status, 200)
  })

  it('re-enrolment once revoked, also over a connection or TLS session from before', async () => {
    await tool.keep('alice', await tool.reenroll('alice'))
    const [cert, key, body] = await Promise.all(
      ['pem', 'key', 'req'].map((kind) => readFile(tool.path(`alice.${kind}`), 'utf8')),
    )
    const agents = [new Agent({ keepAlive: true, maxSockets: 1 }), new Agent({ keepAlive: false })]
    const ask = (agent: Agent) =>
      new Promise<{ resumed: boolean; outcome: string | number | undefined }>((resolve, reject) => {
        const url = `${harbour.ready.https}${EST}/simplereenroll`
        const ca = encodePem('CERTIFICATE', harbour.authority.realm.root.der)
        const options = { agent, method: 'POST', headers: TYPE, ca, cert, key }
        const asking = request(url, options, async (response) => {
          const { socket } = response
          const resumed =
            'isSessionReused' in socket && (socket as { isSessionReused(): boolean }).isSessionReused()
          let text = ''
          for await (const chunk of response) text += String(chunk)
          resolve({ resumed, outcome: text.startsWith('{') ? JSON.parse(text).code : response.statusCode })
        })
        asking.on('error', reject)
        asking.end(body)
      })
    for (const agent of agents) assert.equal((await ask(agent)).outcome, 200)
    await revoke(harbour.authority, { login: 'alice', reason: 'keyCompromise' }, LOCAL)
    const [, second] = await Promise.all(agents.map(ask))
    assert.deepEqual(second, { resumed: true, outcome: 'CERT_REVOKED' })
    for (const agent of agents) assert.equal((await ask(agent)).outcome, 'CERT_REVOKED')
    assert.equal((await tool.reenroll('alice')).code, 'CERT_REVOKED')
    for (const agent of agents) agent.destroy()
  })

  it('re-enrolment by an expired certificate, or one from a time still to come', async (t) => {
    let later = 0
    const slow = await startTestAuthority(t, { now: () => new Date(Date.now() + later) })
    const dora = await stock(t, slow)
    await dora.newKey('dora')
    await dora.keep('dora', await dora.enroll('dora', `dora:${await slow.secret()}`))
    later = 7 * DAY + 60_000
    assert.equal((await dora.reenroll('dora')).code, 'CERT_EXPIRED')
    later = -2 * 3_600_000
    assert.equal((await dora.reenroll('dora')).code, 'CERT_NOT_YET_VALID')
    later = 6 * DAY
    assert.equal((await dora.reenroll('dora')).status, 200)
  })
})
