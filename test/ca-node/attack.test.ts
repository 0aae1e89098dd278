// Mallory at the HTTPS port of a real authority, one attack a row, each from an address of its own: refused with its own
// code, in the debug log and in the audit log with where it came from, and nothing in the database is another than
// before. What a row only names is taken apart elsewhere: enrol, http, accounts/attacks, est/est, ldap/ldap.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, before, describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { readAudit, type ShownLine } from '@parley/ca-node/audit/read.ts'
import { verifyAudit } from '@parley/ca-node/audit/verify.ts'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { realmLink } from '@parley/ca-node/invitations/create.ts'
import { listInvitations } from '@parley/ca-node/invitations/list.ts'
import { revokeInvitation } from '@parley/ca-node/invitations/revoke.ts'
import { ldapConfig } from '@parley/ca-node/ldap/config.ts'
import { makeCsr } from '@parley/peer/enrol/csr.ts'
import { ACCOUNT_PATHS, SESSION_COOKIE } from '@parley/shared/accounts/constants.ts'
import { bitString, NULL, oid, sequence, unsigned } from '@parley/shared/certificates/der-write.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { parseInvitation } from '@parley/shared/enrolment/invitation.ts'
import { generateKey } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import { PASSWORD, startTestAuthority, type TestAuthority } from '../support/authority.ts'
import { tells } from '../support/secrets.ts'
import { ADMIN, BASE, noSlapd, startSlapd } from '../support/slapd.ts'
import { type Browser, browserAt, enrol, setUpFactor, steppedClock } from './accounts/browser.ts'
import { enrolment, postEnrolment, type Reply, send, sendRaw } from './request.ts'

type Answer = Pick<Reply, 'status' | 'code'>
/** `from` is where the attack comes from. */
type Attack = readonly [code: string, attack: (from: string) => Promise<Answer>]

const EST = '/.well-known/est'
const PKCS10 = { 'content-type': 'application/pkcs10' }
const SQL = "' OR 1=1; DROP TABLE users; --"

/** What Mallory uses, made before she comes. */
interface Loot {
  readonly harbour: TestAuthority
  readonly clock: ReturnType<typeof steppedClock>
  readonly ada: Browser
  /** A code of ada's that she has just used. */
  readonly seenCode: string
  /** Secrets of invitations. */
  readonly good: string
  readonly used: string
  readonly expired: string
  readonly revoked: string
  readonly forCarol: string
  /** A whole request that alice sent once, with the invitation it spent. */
  readonly alices: object
}

async function loot(harbour: TestAuthority, clock: Loot['clock']): Promise<Loot> {
  const { authority } = harbour
  const expired = await harbour.secret({ life: 60_000 })
  const revoked = await harbour.secret({ uses: 7 })
  const { invitations } = await listInvitations(authority.store.db, {}, authority.now())
  const id = invitations.find(({ uses }) => uses === 7)?.id ?? ''
  await revokeInvitation(authority, { id }, LOCAL)
  clock.now += 61_000
  const used = await harbour.secret()
  const alices = enrolment('alice', used)
  assert.equal((await postEnrolment(harbour, alices)).status, 201)
  await enrol(harbour, 'ada', 'admin')
  const ada = browserAt(harbour)
  await ada.signIn('ada')
  const app = await setUpFactor(ada, clock.now)
  clock.step()
  const seenCode = app.code(clock.now)
  assert.equal((await ada.signIn('ada', { code: seenCode })).status, 201)
  const [good, forCarol] = [await harbour.secret({ uses: 3 }), await harbour.secret({ login: 'carol' })]
  return { harbour, clock, ada, seenCode, good, used, expired, revoked, forCarol, alices }
}

/** Everything an attack could have changed. */
async function standing({ authority }: TestAuthority): Promise<string> {
  const { db } = authority.store
  const tables = [
    'users',
    'devices',
    'invitations',
    'invitation_uses',
    'enrolments',
    'second_factors',
  ] as const
  const rows = await Promise.all([
    ...tables.map((table) => db.selectFrom(table).selectAll().execute()),
    db.selectFrom('certificates').select('serial').orderBy('serial').execute(),
    db.selectFrom('revocations').select('serial').execute(),
    db.selectFrom('sessions').select(['secret_hash', 'login']).orderBy('secret_hash').execute(),
  ])
  return JSON.stringify(rows, (_key, value) => (value instanceof Uint8Array ? String(value) : value))
}

/** The lines about one address, waited for: what is noted at the door is written a moment later. */
async function recorded({ authority }: TestAuthority, source: string, outcome: string): Promise<ShownLine[]> {
  for (let waited = 0; waited < 30_000; waited += 10) {
    const lines = await readAudit(authority.store.db, { source })
    if (lines.some((line) => line.outcome === outcome)) return [...lines]
    await delay(10)
  }
  throw new Error(`nothing recorded from ${source}: ${outcome}`)
}

describe('mallory at the authority’s port', () => {
  let harbour: TestAuthority
  let held: Loot
  let slow: Promise<Answer>
  let attacker = 0
  const endings: (() => unknown)[] = []
  before(async () => {
    const clock = steppedClock()
    harbour = await startTestAuthority(
      { after: (ending) => void endings.unshift(ending as () => unknown) },
      { now: clock.read, requestsPerMinute: 100_000 },
    )
    held = await loot(harbour, clock)
    // Takes its time: begun first, judged last.
    slow = raw(
      `${head('POST /v1/enrol HTTP/1.1', 'Host: x', 'Content-Type: application/json', 'Content-Length: 900')}{`,
      '127.0.9.9',
    )
  })
  after(async () => {
    for (const end of endings) await end()
  })

  const enrolling = (changes: object, from: string) =>
    send(harbour, '/v1/enrol', {
      body: JSON.stringify({ ...enrolment('mallory', held.good), ...changes }),
      from,
    })
  const withCsr =
    (csr: () => string) =>
    (from: string): Promise<Answer> =>
      enrolling({ csr: csr() }, from)
  const withField =
    (changes: () => object) =>
    (from: string): Promise<Answer> =>
      enrolling(changes(), from)
  const signingIn = (body: object) => (from: string) =>
    send(harbour, ACCOUNT_PATHS.session, { body: JSON.stringify(body), from })
  /** As ada's browser would, with her cookies; what differs is Mallory's. */
  const asAda =
    (path: string, body: unknown, headers: Record<string, string> = {}) =>
    (from: string): Promise<Answer> =>
      send(harbour, path, {
        body: JSON.stringify(body),
        from,
        headers: {
          cookie: [...held.ada.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          'x-csrf': held.ada.csrf,
          origin: `https://${harbour.address}`,
          ...headers,
        },
      })
  const withCookie = (cookie: string) => (from: string) =>
    send(harbour, '/v1/verbs/users', {
      body: '{}',
      from,
      headers: { cookie: `${SESSION_COOKIE}=${encodeURIComponent(cookie)}` },
    })
  const getting =
    (path: string, options: { plain?: boolean; headers?: Record<string, string> } = {}) =>
    (from: string): Promise<Answer> =>
      send(harbour, path, { ...options, from })
  const raw = async (bytes: string, from: string, tls = true): Promise<Answer> => {
    const text = await sendRaw(harbour, bytes, { tls, from })
    return {
      status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]),
      code: /"code":"([A-Z0-9_]+)"/.exec(text)?.[1],
    }
  }
  const head = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`

  const attacks: Readonly<Record<string, Attack>> = {
    // --- certificate requests ---
    'a CSR that is none': ['CSR_MALFORMED', withCsr(() => 'AAAA')],
    'a CSR cut short': ['CSR_MALFORMED', withCsr(() => base64(goodCsr().subarray(0, 60)))],
    'a CSR with something behind it': [
      'CSR_MALFORMED',
      withCsr(() => base64(Buffer.concat([goodCsr(), Buffer.of(0)]))),
    ],
    'a CSR nested a thousand deep': ['CSR_MALFORMED', withCsr(() => base64(nested(1000)))],
    'a CSR with another’s key': [
      'CSR_SIGNATURE_INVALID',
      withCsr(() => csrBy({ ...generateKey('ed25519').signer, spki: generateKey('ed25519').signer.spki })),
    ],
    'a CSR altered after it was signed': ['CSR_SIGNATURE_INVALID', withCsr(() => base64(altered(goodCsr())))],
    'RSA of 1024 bits': ['CSR_KEY_WEAK', withCsr(() => stock('-newkey', 'rsa:1024'))],
    'RSA with e = 1': ['CSR_KEY_WEAK', withCsr(() => csrBy(rsa(1)))],
    'RSA with e = 3': ['CSR_KEY_WEAK', withCsr(() => csrBy(rsa(3)))],
    'RSA of 16,384 bits': ['CSR_KEY_WEAK', withCsr(() => csrBy(rsa(65_537, 2048)))],
    'a key of an unknown algorithm': ['CSR_KEY_UNSUPPORTED', withCsr(() => stock('-newkey', 'ed448'))],
    'a key on another curve': [
      'CSR_KEY_UNSUPPORTED',
      withCsr(() => stock('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp384r1')),
    ],
    'a signature with SHA-1': [
      'CSR_ALGORITHM_UNSUPPORTED',
      withCsr(() => stock('-newkey', 'rsa:2048', '-sha1')),
    ],
    'a signature by RSA-PSS': [
      'CSR_ALGORITHM_UNSUPPORTED',
      withCsr(() => stock('-newkey', 'rsa:2048', '-sigopt', 'rsa_padding_mode:pss')),
    ],
    'a CSR of 20 kB': ['CSR_TOO_LARGE', withCsr(() => base64(Buffer.alloc(20_000, 0x30)))],
    'a CSR that asks to be a CA': [
      'CSR_ASKS_TOO_MUCH',
      withCsr(() => stock('-newkey', 'ed25519', '-addext', 'basicConstraints=critical,CA:TRUE')),
    ],
    'a CSR that asks to sign certificates and lists': [
      'CSR_ASKS_TOO_MUCH',
      withCsr(() => stock('-newkey', 'ed25519', '-addext', 'keyUsage=critical,keyCertSign,cRLSign')),
    ],
    'a CSR that asks to be a CA, at the renewal': [
      'CSR_ASKS_TOO_MUCH',
      (from) =>
        send(harbour, '/v1/renew', {
          body: JSON.stringify({ csr: stock('-newkey', 'ed25519', '-addext', 'basicConstraints=CA:TRUE') }),
          from,
        }),
    ],
    'the renewal of a device nobody knows': [
      'DEVICE_UNKNOWN',
      (from) =>
        send(harbour, '/v1/renew', {
          body: JSON.stringify({ csr: csrBy(generateKey('ed25519').signer) }),
          from,
        }),
    ],

    // --- invitations ---
    'an invitation used already': ['INVITATION_USED', withField(() => ({ invitation: held.used }))],
    'alice’s whole request sent again for another login': [
      'DEVICE_TAKEN',
      withField(() => ({ ...held.alices, login: 'mallory' })),
    ],
    'alice’s whole request sent again with another password': [
      'PASSWORD_WRONG',
      withField(() => ({ ...held.alices, password: 'four quiet storks at noon' })),
    ],
    'an invitation past its time': ['INVITATION_EXPIRED', withField(() => ({ invitation: held.expired }))],
    'an invitation taken back': ['INVITATION_REVOKED', withField(() => ({ invitation: held.revoked }))],
    'an invitation for carol': ['INVITATION_FOR_OTHER', withField(() => ({ invitation: held.forCarol }))],
    'an invitation made up': ['INVITATION_UNKNOWN', withField(() => ({ invitation: 'A'.repeat(22) }))],
    'SQL for an invitation': ['INVITATION_MALFORMED', withField(() => ({ invitation: SQL }))],
    'a role in the request': ['REQUEST_MALFORMED', withField(() => ({ role: 'admin' }))],
    'a second factor’s ticket made up': [
      'INVITATION_UNKNOWN',
      withField(() => ({ invitation: 'A'.repeat(22), setup: 'AAAA', code: '123456' })),
    ],

    // --- signing in ---
    'a code of the second factor shown again': [
      'SECOND_FACTOR_USED',
      signingInLater(() => ({ login: 'ada', password: PASSWORD, code: held.seenCode })),
    ],
    'a code made up': [
      'SECOND_FACTOR_WRONG',
      signingIn({ login: 'ada', password: PASSWORD, code: 'aaaaaa' }),
    ],
    'no code': ['SECOND_FACTOR_NEEDED', signingIn({ login: 'ada', password: PASSWORD })],
    'a wrong password': ['PASSWORD_WRONG', signingIn({ login: 'ada', password: 'not hers at all' })],
    'a login nobody has': ['PASSWORD_WRONG', signingIn({ login: 'nobody', password: 'not hers at all' })],
    'an empty password': ['PASSWORD_WRONG', signingIn({ login: 'ada', password: '' })],
    'SQL for a login': ['LOGIN_MALFORMED', signingIn({ login: SQL, password: 'x' })],
    'LDAP for a login': ['LOGIN_MALFORMED', signingIn({ login: '*)(uid=*', password: 'x' })],
    'an object for a login': ['REQUEST_MALFORMED', signingIn({ login: { $ne: null }, password: 'x' })],
    'a reset link made up': [
      'RESET_LINK_UNKNOWN',
      (from) =>
        send(harbour, ACCOUNT_PATHS.passwordReset, {
          body: JSON.stringify({ secret: 'A'.repeat(22), password: PASSWORD }),
          from,
        }),
    ],

    // --- sessions ---
    'no session': ['SESSION_MISSING', (from) => send(harbour, '/v1/verbs/users', { body: '{}', from })],
    'a session made up': ['SESSION_UNKNOWN', withCookie('A'.repeat(43))],
    'SQL for a session': ['SESSION_UNKNOWN', withCookie(SQL)],
    'ada’s session from a page elsewhere': [
      'ORIGIN_FOREIGN',
      asAda('/v1/verbs/suspend', { login: 'alice' }, { origin: 'https://evil.example' }),
    ],
    'ada’s session without her token': [
      'CSRF_TOKEN_WRONG',
      asAda('/v1/verbs/suspend', { login: 'alice' }, { 'x-csrf': 'A'.repeat(43) }),
    ],
    'ada’s session by a form': [
      'REQUEST_MALFORMED',
      asAda('/v1/verbs/suspend', { login: 'alice' }, { 'content-type': 'application/x-www-form-urlencoded' }),
    ],
    'SQL for a login, signed in': ['LOGIN_MALFORMED', asAda('/v1/verbs/certs', { login: SQL })],
    'SQL for a page, signed in': ['PAGE_MALFORMED', asAda('/v1/verbs/certs', { after: SQL })],
    'SQL for an invitation’s name, signed in': [
      'INVITATION_ID_UNKNOWN',
      asAda('/v1/verbs/revoke-invitation', { id: SQL }),
    ],
    'a verb that is none': ['PATH_UNKNOWN', asAda('/v1/verbs/__proto__', {})],

    // --- devices and EST ---
    'EST without credentials': [
      'EST_CREDENTIALS_MISSING',
      (from) => send(harbour, `${EST}/simpleenroll`, { body: base64(goodCsr()), headers: PKCS10, from }),
    ],
    'EST with credentials that are none': [
      'EST_CREDENTIALS_MALFORMED',
      (from) =>
        send(harbour, `${EST}/simpleenroll`, {
          body: base64(goodCsr()),
          headers: { ...PKCS10, authorization: 'Basic %%%' },
          from,
        }),
    ],
    'EST re-enrolment without a certificate': [
      'EST_CERTIFICATE_MISSING',
      (from) => send(harbour, `${EST}/simplereenroll`, { body: base64(goodCsr()), headers: PKCS10, from }),
    ],
    'somebody’s devices without a certificate': ['DEVICE_CERTIFICATE_MISSING', getting('/v1/devices')],

    // --- headers, paths, bodies ---
    'a path out of its folder': ['PATH_UNKNOWN', getting('/crl/%2e%2e%2fvault.json')],
    'a path out of its folder, by plain HTTP': [
      'HTTPS_ONLY',
      getting('/issuing/../vault.json', { plain: true }),
    ],
    'a path that is no text': ['REQUEST_MALFORMED', getting('/%zz')],
    'a path with a zero': ['PATH_UNKNOWN', getting('/v1/%00')],
    'a path of another host': [
      'PATH_UNKNOWN',
      (from) =>
        raw(
          head('GET http://evil.example/v1/users HTTP/1.1', 'Host: evil.example', 'Connection: close'),
          from,
        ),
    ],
    'two lengths': [
      'REQUEST_MALFORMED',
      (from) =>
        raw(
          `${head('POST /v1/enrol HTTP/1.1', 'Host: x', 'Content-Length: 2', 'Content-Length: 40')}{}`,
          from,
        ),
    ],
    'a length and chunks': [
      'REQUEST_MALFORMED',
      (from) =>
        raw(
          `${head('POST /v1/enrol HTTP/1.1', 'Host: x', 'Content-Length: 2', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
          from,
        ),
    ],
    'a header split in two': [
      'REQUEST_MALFORMED',
      (from) => raw('GET / HTTP/1.1\r\nHost: x\r\nY: z\rQ: 1\r\n\r\n', from),
    ],
    'headers of 20 kB': [
      'REQUEST_TOO_LARGE',
      (from) => raw(head('GET / HTTP/1.1', 'Host: x', `X: ${'y'.repeat(20_000)}`), from),
    ],
    'a body of 40 kB': ['REQUEST_TOO_LARGE', withField(() => ({ firstName: 'x'.repeat(40_000) }))],
    'a body that is no JSON': [
      'REQUEST_MALFORMED',
      (from) => send(harbour, '/v1/enrol', { body: '{"login":', from }),
    ],
    'a body that is no text': [
      'REQUEST_NOT_UTF8',
      (from) => send(harbour, '/v1/enrol', { body: Uint8Array.of(0x7b, 0xff), from }),
    ],
    'a body with a prototype': [
      'REQUEST_MALFORMED',
      (from) => send(harbour, '/v1/enrol', { body: '{"__proto__":{"role":"admin"}}', from }),
    ],
  }
  function signingInLater(body: () => object) {
    return (from: string) => signingIn(body())(from)
  }

  for (const [what, [code, attack]] of Object.entries(attacks))
    it(`${what}: ${code}`, async () => {
      const from = `127.0.1.${++attacker}`
      const was = await standing(harbour)
      await refusedWith(code, await attack(from), from)
      assert.equal(await standing(harbour), was, 'something has changed')
    })

  async function refusedWith(code: string, answer: Answer, from: string): Promise<void> {
    assert.equal(answer.code, code)
    assert.ok(answer.status >= 400 && answer.status < 500, String(answer.status))
    assert.ok(
      harbour.lines.some((line) => line.code === code && line.source === from),
      'not in the debug log',
    )
    const lines = await recorded(harbour, from, code)
    assert.deepEqual(
      lines.filter(({ outcome }) => outcome !== code),
      [],
      'recorded as something else',
    )
  }

  it('whoever claims to come from elsewhere comes from where they do', async () => {
    const [from, claimed] = ['127.0.2.1', '10.9.9.9']
    const headers = { 'x-forwarded-for': claimed, forwarded: `for=${claimed}`, 'x-real-ip': claimed }
    const body = JSON.stringify(enrolment('mallory', 'A'.repeat(22)))
    assert.equal((await send(harbour, '/v1/enrol', { body, headers, from })).code, 'INVITATION_UNKNOWN')
    await recorded(harbour, from, 'INVITATION_UNKNOWN')
    assert.ok(!JSON.stringify(harbour.lines).includes(claimed))
  })

  it('plain HTTP sends nobody to where a Host header says', async () => {
    const home = await send(harbour, '/', { plain: true, headers: { host: 'evil.example' } })
    assert.equal(home.headers.location, `https://${harbour.address}/`)
  })

  it('the realm’s link tells nobody who is here: same answer, whoever it is', async () => {
    assert.equal(parseInvitation(realmLink(harbour.authority).link).secret, undefined)
    const asking = async (who: string, from: string) => {
      const { invitation: _, ...body } = enrolment(who, '')
      const text = JSON.stringify({ ...body, password: 'not the right one' })
      return (await send(harbour, '/v1/enrol', { body: text, from })).text
    }
    const known = await asking('ada', '127.0.2.2')
    assert.match(known, /PASSWORD_WRONG/)
    assert.equal(await asking('zelda', '127.0.2.3'), known)
  })

  it('a client that sends its body drop by drop: REQUEST_TOO_SLOW', async () => {
    await refusedWith('REQUEST_TOO_SLOW', await slow, '127.0.9.9')
  })

  it('after all that no log has a secret, none of its lines is altered, and alice’s friend gets in', async () => {
    const logs = JSON.stringify([
      harbour.lines,
      await harbour.authority.store.db.selectFrom('audit_lines').selectAll().execute(),
    ])
    const secrets = [
      PASSWORD,
      held.good,
      held.used,
      held.expired,
      held.seenCode,
      ...held.ada.cookies.values(),
    ]
    for (const secret of secrets) assert.ok(!tells(logs, secret), 'a secret in a log')
    await verifyAudit(harbour.authority)
    assert.equal((await postEnrolment(harbour, enrolment('friend', held.good))).status, 201)
  })
})

describe('mallory and the directory of the organisation', { skip: noSlapd }, () => {
  it('gets nowhere with what LDAP would read as a filter, a pattern or no password', async (t) => {
    const directory = await startSlapd(t, [{ uid: 'alice', sn: 'Archer', password: PASSWORD }])
    const harbour = await startTestAuthority(t, {
      ldap: ldapConfig({
        urls: [directory.ldaps],
        bind: ADMIN.dn,
        password: ADMIN.password,
        base: BASE,
        filter: undefined,
        map: undefined,
        lists: undefined,
        authority: directory.authority,
      }),
    })
    await harbour.authority.ldap?.look()
    const at = (who: string, password: string, from: string) =>
      send(harbour, ACCOUNT_PATHS.session, { body: JSON.stringify({ login: who, password }), from })
    const cases = [
      ['*)(uid=*', PASSWORD, 'LOGIN_MALFORMED'],
      ['alice)(|(uid=*', PASSWORD, 'LOGIN_MALFORMED'],
      ['*', PASSWORD, 'LOGIN_MALFORMED'],
      ['alice\\2a', PASSWORD, 'LOGIN_MALFORMED'],
      ['uid=alice,ou=people', PASSWORD, 'LOGIN_MALFORMED'],
      ['alice', '', 'PASSWORD_WRONG'],
      ['alice', '*', 'PASSWORD_WRONG'],
      ['alice', '*)(userPassword=*', 'PASSWORD_WRONG'],
    ] as const
    for (const [index, [who, password, code]] of cases.entries()) {
      const from = `127.0.3.${index + 1}`
      assert.equal((await at(who, password, from)).code, code, `${who} ${password}`)
      await recorded(harbour, from, code)
    }
    assert.equal((await at('alice', PASSWORD, '127.0.3.99')).status, 201)
  })
})

function goodCsr(): Buffer {
  return Buffer.from(makeCsr(generateKey('ed25519').signer, login('mallory')))
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

function csrBy(signer: Signer): string {
  return base64(makeCsr(signer, login('mallory')))
}

function altered(csr: Buffer): Buffer {
  const at = csr.length - 1
  csr[at] = (csr[at] ?? 0) ^ 1
  return csr
}

/** SEQUENCE in SEQUENCE, with honest lengths. */
function nested(depth: number): Uint8Array {
  let bytes: Uint8Array = sequence()
  for (let level = 1; level < depth; level++) bytes = sequence(bytes)
  return bytes
}

/** A key that need not exist: it is refused before its signature is looked at. @param size bytes of its modulus */
function rsa(exponent: number, size = 256): Signer {
  const key = sequence(unsigned(new Uint8Array(size).fill(0xff)), unsigned(exponent))
  return {
    ...generateKey('ed25519').signer,
    spki: sequence(sequence(oid(OID.rsaEncryption), NULL), bitString(key)),
  }
}

/** What stock OpenSSL asks for. */
function stock(...args: readonly string[]): string {
  const asked = ['req', '-new', '-nodes', '-keyout', '/dev/null', '-outform', 'DER', '-subj', '/CN=mallory']
  const { stdout, stderr } = spawnSync('openssl', [...asked, ...args])
  assert.ok(stdout.length > 0, String(stderr))
  return base64(stdout)
}
