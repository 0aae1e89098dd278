// Enrolment over real HTTPS: who gets in, who does not and by which code, and that nothing is ever half done.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { makeCsr } from '@parley/peer/enrol/csr.ts'
import { bitString, NULL, oid, sequence, unsigned } from '@parley/shared/certificates/der-write.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import type { Signer } from '@parley/shared/crypto/primitives.ts'
import { membership } from '@parley/shared/enrolment/schema.ts'
import { generateKey } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'
import { newRealm, PASSWORD, startTestAuthority, type TestAuthority } from '../support/authority.ts'
import { enrolment, postEnrolment } from './request.ts'

async function counts({ authority }: TestAuthority): Promise<Record<string, number>> {
  const { db } = authority.store
  const tables = ['users', 'devices', 'certificates', 'user_words'] as const
  const entries = tables.map(async (table) => {
    const { count } = await db
      .selectFrom(table)
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return [table, count] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

async function usesLeft({ authority }: TestAuthority): Promise<number[]> {
  const rows = await authority.store.db.selectFrom('invitations').select('uses_left').execute()
  return rows.map((row) => row.uses_left)
}

describe('enrolment', () => {
  it('keeps every field, the password as a hash with its own salt, and answers with a certificate', async (t) => {
    const harbour = await startTestAuthority(t)
    const bodies = ['alice', 'bob'].map(async (who, index) =>
      enrolment(who, await harbour.secret(), {
        firstName: who,
        lastName: 'Zoe\u0308',
        email: `${who}@example.org`,
        cardNumber: `B 100${index}`,
        deviceName: 'laptop',
      }),
    )
    const [alice] = await Promise.all((await Promise.all(bodies)).map((body) => postEnrolment(harbour, body)))
    assert.equal(alice?.status, 201)
    assert.equal(alice?.headers['cache-control'], 'no-store')
    const given = membership.parse(JSON.parse(alice?.text ?? ''))
    const leaf = new X509Certificate(Buffer.from(given.chain[0] ?? '', 'base64'))
    assert.match(leaf.subject, /UID=alice/)
    for (const kept of ['example.org', 'B1000', 'Zoë']) assert.ok(!leaf.raw.includes(kept), kept)

    const users = await harbour.authority.store.db.selectFrom('users').selectAll().orderBy('login').execute()
    assert.deepEqual(
      users.map((user) => [user.login, user.last_name, user.email, user.card_number, user.role]),
      [
        ['alice', 'Zoë', 'alice@example.org', 'B1000', 'member'],
        ['bob', 'Zoë', 'bob@example.org', 'B1001', 'member'],
      ],
    )
    const [one, other] = users.map((user) => user.password_hash)
    assert.match(one ?? '', /^\$argon2id\$v=19\$m=65536,t=5,p=1\$/)
    assert.notEqual(one, other, 'each has its own salt')
    const text =
      JSON.stringify(harbour.lines) +
      JSON.stringify(await harbour.authority.store.db.selectFrom('audit_lines').selectAll().execute())
    assert.ok(!text.includes(PASSWORD), 'a password in the log')
  })

  it('of fifty who ask for one login at once, exactly one wins', async (t) => {
    const harbour = await startTestAuthority(t)
    const secret = await harbour.secret({ uses: 50 })
    const bodies = Array.from({ length: 50 }, () => enrolment('alice', secret))
    const replies = await Promise.all(bodies.map((body) => postEnrolment(harbour, body)))
    const outcomes = replies.map((reply) => reply.code ?? reply.status)
    assert.deepEqual(outcomes.filter((outcome) => outcome === 201).length, 1)
    assert.deepEqual(outcomes.filter((outcome) => outcome === 'LOGIN_TAKEN').length, 49)
    assert.deepEqual(await counts(harbour), { users: 1, devices: 1, certificates: 4, user_words: 1 })
    assert.deepEqual(await usesLeft(harbour), [49], 'who lost has not spent a use')
  })

  it('of fifty who use one single-use invitation at once, exactly one wins', async (t) => {
    const harbour = await startTestAuthority(t)
    const secret = await harbour.secret()
    const bodies = Array.from({ length: 50 }, (_, index) => enrolment(`user${index}`, secret))
    const replies = await Promise.all(bodies.map((body) => postEnrolment(harbour, body)))
    const outcomes = replies.map((reply) => reply.code ?? reply.status)
    assert.equal(outcomes.filter((outcome) => outcome === 201).length, 1)
    assert.equal(outcomes.filter((outcome) => outcome === 'INVITATION_USED').length, 49)
    assert.equal((await counts(harbour)).users, 1)
  })

  it('fifty people with fifty logins all get in', async (t) => {
    const harbour = await startTestAuthority(t)
    const secret = await harbour.secret({ uses: 50 })
    const bodies = Array.from({ length: 50 }, (_, index) => enrolment(`user${index}`, secret))
    const replies = await Promise.all(bodies.map((body) => postEnrolment(harbour, body)))
    assert.deepEqual(new Set(replies.map((reply) => reply.status)), new Set([201]))
    assert.deepEqual(await counts(harbour), { users: 50, devices: 50, certificates: 53, user_words: 50 })
    const serials = replies.map((reply) => membership.parse(JSON.parse(reply.text)).serial)
    assert.equal(new Set(serials).size, 50)
  })

  it('says again what a device was told when the first answer was lost, and spends nothing', async (t) => {
    const harbour = await startTestAuthority(t)
    const body = enrolment('alice', await harbour.secret())
    const first = await postEnrolment(harbour, body)
    const again = await postEnrolment(harbour, body)
    assert.equal(again.status, 201)
    assert.equal(JSON.parse(again.text).serial, JSON.parse(first.text).serial)
    assert.equal((await counts(harbour)).devices, 1)
    assert.equal(
      (await postEnrolment(harbour, { ...body, password: 'four quiet herons' })).code,
      'PASSWORD_WRONG',
    )
    assert.equal((await postEnrolment(harbour, { ...body, login: 'bob' })).code, 'DEVICE_TAKEN')
  })

  it('admits one more device of somebody known by invitation and password', async (t) => {
    const harbour = await startTestAuthority(t)
    const alice = await harbour.join({ login: 'alice' })
    const second = await harbour.secret({ login: 'alice', role: 'admin', uses: 3 })
    assert.equal(
      (await postEnrolment(harbour, enrolment('alice', second, { password: 'four quiet herons' }))).code,
      'PASSWORD_WRONG',
    )
    const given = await postEnrolment(harbour, enrolment('alice', second, { deviceName: 'phone' }))
    assert.equal(given.status, 201)
    const devices = await harbour.authority.store.db.selectFrom('devices').select(['name', 'login']).execute()
    assert.deepEqual(
      devices.map((device) => device.login),
      ['alice', 'alice'],
    )
    const roles = await harbour.authority.store.db
      .selectFrom('certificates')
      .select('role')
      .where('login', '=', alice.login)
      .execute()
    assert.deepEqual(
      roles.map((row) => row.role),
      ['member', 'member'],
      'an invitation changes nobody’s role',
    )
  })

  it('is recorded, done or refused, with who, from where and why', async (t) => {
    const harbour = await startTestAuthority(t)
    await postEnrolment(harbour, enrolment('alice', await harbour.secret()))
    await postEnrolment(harbour, enrolment('root', await harbour.secret()))
    const attempts = await harbour.authority.store.db
      .selectFrom('audit_lines')
      .selectAll()
      .where('act', '=', 'enrol')
      .orderBy('seq')
      .execute()
    assert.deepEqual(
      attempts.map(({ outcome, source, detail }) => [outcome, source, JSON.parse(detail).login]),
      [
        ['DONE', '127.0.0.1', 'alice'],
        ['LOGIN_RESERVED', '127.0.0.1', 'root'],
      ],
    )
    assert.ok(
      harbour.lines.some(
        (line) => line.act === 'enrol' && line.code === 'LOGIN_RESERVED' && line.source === '127.0.0.1',
      ),
    )
  })
})

describe('enrolment refuses', () => {
  type Spoil = (harbour: TestAuthority) => Promise<object>
  /** One for all: none of them changes anything. */
  let harbour: TestAuthority
  const endings: (() => unknown)[] = []
  before(async () => {
    harbour = await startTestAuthority({ after: (ending) => void endings.unshift(ending as () => unknown) })
    await harbour.join({ login: 'bob', cardNumber: 'BOB-1' })
  })
  after(async () => {
    for (const end of endings) await end()
  })
  const csrOf = (spoil: (csr: Buffer) => Uint8Array) =>
    Buffer.from(spoil(Buffer.from(makeCsr(generateKey('ed25519').signer, login('alice'))))).toString('base64')
  const field =
    (changes: Parameters<typeof enrolment>[2]): Spoil =>
    async (harbour) =>
      enrolment('alice', await harbour.secret(), changes)

  const cases: Record<string, readonly [code: string, spoil: Spoil]> = {
    'a malformed login': [
      'LOGIN_MALFORMED',
      async (harbour) => enrolment("a' or 1=1 --", await harbour.secret()),
    ],
    'a reserved login': ['LOGIN_RESERVED', async (harbour) => enrolment('admin', await harbour.secret())],
    'a look-alike of a reserved login': [
      'LOGIN_RESERVED',
      async (harbour) => enrolment('adrnin', await harbour.secret()),
    ],
    'a taken login': ['LOGIN_TAKEN', async (harbour) => enrolment('bob', await harbour.secret())],
    'a taken login in capitals': ['LOGIN_TAKEN', async (harbour) => enrolment('BOB', await harbour.secret())],
    'a look-alike login': ['LOGIN_CONFUSABLE', async (harbour) => enrolment('b0b', await harbour.secret())],
    'a first name with a control character': ['FIRST_NAME_MALFORMED', field({ firstName: 'a\u0000b' })],
    'a last name written backwards': ['LAST_NAME_MALFORMED', field({ lastName: '\u202ebob' })],
    'an e-mail without a domain': ['EMAIL_MALFORMED', field({ email: 'alice@' })],
    'a card number of three digits': ['CARD_NUMBER_MALFORMED', field({ cardNumber: '123' })],
    'somebody else’s card number': ['CARD_NUMBER_TAKEN', field({ cardNumber: 'bob-1' })],
    'a device name of dashes': ['DEVICE_NAME_MALFORMED', field({ deviceName: '--' })],
    'a short password': ['PASSWORD_TOO_SHORT', field({ password: 'short' })],
    'a common password': ['PASSWORD_TOO_COMMON', field({ password: 'Password123!' })],
    'the login as password': ['PASSWORD_CONTAINS_NAME', field({ password: 'alice-alice-1' })],
    'the realm as password': ['PASSWORD_CONTAINS_NAME', field({ password: 'harbour-2026' })],
    'an unknown invitation': ['INVITATION_UNKNOWN', async () => enrolment('alice', 'A'.repeat(22))],
    'a malformed invitation': ['INVITATION_MALFORMED', async () => enrolment('alice', "x' or '1'='1")],
    'an invitation for somebody else': [
      'INVITATION_FOR_OTHER',
      async (harbour) => enrolment('alice', await harbour.secret({ login: 'carol' })),
    ],
    'a used invitation': [
      'INVITATION_USED',
      async (harbour) => {
        const secret = await harbour.secret()
        await postEnrolment(harbour, enrolment('carol', secret))
        return enrolment('alice', secret)
      },
    ],
    'a request that is no CSR': ['CSR_MALFORMED', field({ csr: 'AAAA' })],
    'a CSR with an altered signature': [
      'CSR_SIGNATURE_INVALID',
      field({ csr: csrOf((csr) => csr.fill(csr.at(-1) === 1 ? 2 : 1, csr.length - 1)) }),
    ],
    'a CSR with something after it': [
      'CSR_MALFORMED',
      field({ csr: csrOf((csr) => Buffer.concat([csr, Buffer.of(0)])) }),
    ],
    'a CSR cut short': ['CSR_MALFORMED', field({ csr: csrOf((csr) => csr.subarray(0, 40)) })],
    'a CSR of 20 kB': ['CSR_TOO_LARGE', field({ csr: Buffer.alloc(20_000, 0x30).toString('base64') })],
    'a CSR signed by another key than its own': [
      'CSR_SIGNATURE_INVALID',
      field({
        csr: requestOf({ ...generateKey('ed25519').signer, spki: generateKey('ed25519').signer.spki }),
      }),
    ],
    'an RSA key of 1024 bits': ['CSR_KEY_WEAK', field({ csr: opensslCsr('-newkey', 'rsa:1024') })],
    'an RSA key with the exponent 3': [
      'CSR_KEY_WEAK',
      field({ csr: opensslCsr('-newkey', 'rsa:2048', '-pkeyopt', 'rsa_keygen_pubexp:3') }),
    ],
    'an RSA key with the exponent 1': ['CSR_KEY_WEAK', field({ csr: requestOf(rsaWithExponent(1)) })],
    'a key on a curve nobody asked for': [
      'CSR_KEY_UNSUPPORTED',
      field({ csr: opensslCsr('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp384r1') }),
    ],
    'an Ed448 key': ['CSR_KEY_UNSUPPORTED', field({ csr: opensslCsr('-newkey', 'ed448') })],
    'a signature with SHA-1': [
      'CSR_ALGORITHM_UNSUPPORTED',
      field({ csr: opensslCsr('-newkey', 'rsa:2048', '-sha1') }),
    ],
    'a CSR that asks to be a CA': [
      'CSR_ASKS_TOO_MUCH',
      field({ csr: opensslCsr('-newkey', 'ed25519', '-addext', 'basicConstraints=critical,CA:TRUE') }),
    ],
    'a CSR that asks to sign lists': [
      'CSR_ASKS_TOO_MUCH',
      field({ csr: opensslCsr('-newkey', 'ed25519', '-addext', 'keyUsage=digitalSignature,cRLSign') }),
    ],
    'a CSR that asks to answer for OCSP': [
      'CSR_ASKS_TOO_MUCH',
      field({ csr: opensslCsr('-newkey', 'ed25519', '-addext', 'extendedKeyUsage=OCSPSigning') }),
    ],
    'a P-256 key': [
      'CSR_KEY_UNSUPPORTED',
      field({ csr: Buffer.from(makeCsr(generateKey('p256').signer, login('alice'))).toString('base64') }),
    ],
  }
  for (const [defect, [code, spoil]] of Object.entries(cases)) {
    it(`${defect}: ${code}, and keeps nothing`, async () => {
      const body = await spoil(harbour)
      const before = await counts(harbour)
      const left = await usesLeft(harbour)
      const reply = await postEnrolment(harbour, body)
      assert.equal(reply.code, code)
      assert.ok(reply.status >= 400 && reply.status < 500)
      assert.deepEqual(await counts(harbour), before)
      assert.deepEqual(await usesLeft(harbour), left)
    })
  }

  it('nothing of what a CSR asks for but its key: no other name, no longer life, no other use', async (t) => {
    const harbour = await startTestAuthority(t)
    const csr = opensslCsr(
      ...['-newkey', 'ed25519', '-subj', '/CN=authority/UID=admin'],
      ...['-addext', 'basicConstraints=CA:FALSE', '-addext', 'extendedKeyUsage=serverAuth,codeSigning'],
      ...['-addext', 'subjectAltName=URI:spiffe://harbour/user/admin,DNS:harbour.example'],
    )
    const reply = await postEnrolment(harbour, enrolment('alice', await harbour.secret(), { csr }))
    assert.equal(reply.status, 201)
    const leaf = new X509Certificate(
      Buffer.from(membership.parse(JSON.parse(reply.text)).chain[0] ?? '', 'base64'),
    )
    assert.equal(leaf.ca, false)
    assert.match(leaf.subject, /UID=alice/)
    assert.match(leaf.subjectAltName ?? '', /^URI:spiffe:\/\/harbour\/user\/alice\/device\/[A-Za-z0-9]+$/)
  })

  it('an expired invitation', async (t) => {
    let late = 0
    const harbour = await startTestAuthority(t, { now: () => new Date(Date.now() + late) })
    const secret = await harbour.secret({ life: 3_600_000 })
    late = 3_600_001
    assert.equal((await postEnrolment(harbour, enrolment('alice', secret))).code, 'INVITATION_EXPIRED')
  })

  it('a person without what the realm requires', async (t) => {
    const strict = await startTestAuthority(t, { data: await newRealm(t, { required: ['cardNumber'] }) })
    const secret = await strict.secret({ uses: 2 })
    assert.equal((await postEnrolment(strict, enrolment('alice', secret))).code, 'FIELD_REQUIRED')
    assert.equal(
      (await postEnrolment(strict, enrolment('alice', secret, { cardNumber: '1234' }))).status,
      201,
    )
  })
})

describe('an invitation', () => {
  it('for a reserved or look-alike login is not made', async (t) => {
    const harbour = await startTestAuthority(t)
    await harbour.join({ login: 'bob' })
    for (const [login, code] of [
      ['root', 'LOGIN_RESERVED'],
      ['b0b', 'LOGIN_CONFUSABLE'],
      ['no one', 'LOGIN_MALFORMED'],
    ] as const)
      await assert.rejects(harbour.invite({ login }), { code })
  })
  it('carries its role into the certificate', async (t) => {
    const harbour = await startTestAuthority(t)
    await harbour.join({ login: 'mona' }, { invitation: await harbour.invite({ role: 'moderator' }) })
    const row = await harbour.authority.store.db
      .selectFrom('certificates')
      .select('role')
      .where('login', '=', login('mona'))
      .executeTakeFirst()
    assert.equal(row?.role, 'moderator')
  })
  it('is not in the database in clear', async (t) => {
    const harbour = await startTestAuthority(t)
    const secret = await harbour.secret()
    const rows = await harbour.authority.store.db.selectFrom('invitations').selectAll().execute()
    assert.ok(!JSON.stringify(rows).includes(secret))
  })
})

/** What stock OpenSSL asks for, as base64 of DER. */
function opensslCsr(...args: readonly string[]): string {
  const subject = args.includes('-subj') ? [] : ['-subj', '/CN=alice']
  const asked = ['req', '-new', '-nodes', '-keyout', '/dev/null', '-outform', 'DER', ...subject, ...args]
  const { stdout, stderr } = spawnSync('openssl', asked)
  assert.ok(stdout.length > 0, String(stderr))
  return stdout.toString('base64')
}

function requestOf(signer: Signer): string {
  return Buffer.from(makeCsr(signer, login('alice'))).toString('base64')
}

function rsaWithExponent(exponent: number): Signer {
  const key = sequence(unsigned(new Uint8Array(256).fill(0xff)), unsigned(exponent))
  const spki = sequence(sequence(oid(OID.rsaEncryption), NULL), bitString(key))
  return { ...generateKey('rsa').signer, spki }
}
