// OCSP at a real authority: the real openssl asks over the real port; what is revoked shows at once; nonsense is refused
// with the code the RFC has for it.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { keysOf, LOCAL } from '@parley/ca-node/authority.ts'
import { issueOcsp } from '@parley/ca-node/certificates/issue.ts'
import { heldIssuers } from '@parley/ca-node/certificates/list.ts'
import { revoke } from '@parley/ca-node/certificates/revoke.ts'
import { createOcspResponder } from '@parley/ca-node/ocsp/responder.ts'
import { restoreUser, suspend } from '@parley/ca-node/people/suspend.ts'
import { responderPapers } from '@parley/ca-node/running/responder-papers.ts'
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import { ownKey } from '@parley/shared/certificates/csr.ts'
import type { Serial } from '@parley/shared/identity/ids.ts'
import { login } from '@parley/shared/identity/login.ts'
import { newRealm, startTestAuthority, type TestAuthority } from '../../support/authority.ts'
import { certIdOf, questionAbout } from '../../support/ocsp.ts'
import { openssl } from '../../support/openssl-ocsp.ts'
import { makeRealm } from '../../support/realm.ts'
import { send } from '../request.ts'

const run = promisify(execFile)
const DAY = 86_400_000
const TYPE = { 'content-type': 'application/ocsp-request' }
const NEVER_ISSUED = '4142434445464748494a4b4c4d4e4f50'

async function serialOf({ authority }: TestAuthority, who: string): Promise<Serial> {
  const row = await authority.store.db
    .selectFrom('certificates')
    .select('serial')
    .where('login', '=', login(who))
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
  return row.serial
}

const base64 = (der: Uint8Array) => encodeURIComponent(Buffer.from(der).toString('base64'))

describe('openssl ocsp', () => {
  it('asks at the URL in the certificate, and hears good, then revoked with reason and time', async (t) => {
    const harbour = await startTestAuthority(t)
    await harbour.join({ login: 'alice' })
    const tool = await openssl(t, harbour)
    const alice = await tool.certificate('alice')
    const { stdout } = await run('openssl', ['x509', '-in', alice, '-noout', '-ocsp_uri'])
    assert.equal(stdout.trim(), `http://${harbour.address}/ocsp`)

    const good = await tool.ask('-cert', alice, '-url', stdout.trim())
    assert.match(good, /alice\.pem: good/)
    assert.match(good, /Response verify OK/)
    assert.ok(!good.includes('WARNING'), good)

    const { authority } = harbour
    await revoke(authority, { login: 'alice', reason: 'keyCompromise' }, LOCAL)
    const revoked = await tool.ask('-cert', alice)
    assert.match(revoked, /Response verify OK/)
    assert.match(revoked, /alice\.pem: revoked/)
    assert.match(revoked, /Reason: keyCompromise/)
    const time = /Revocation Time: (.+)/.exec(revoked)?.[1] ?? ''
    assert.ok(Math.abs(Date.parse(time) - Date.now()) < 60_000, time)
  })

  it('a suspension shows at once, and so does its end', async (t) => {
    const harbour = await startTestAuthority(t)
    await harbour.join({ login: 'bob' })
    const tool = await openssl(t, harbour)
    const bob = await tool.certificate('bob')
    assert.match(await tool.ask('-no_nonce', '-cert', bob), /bob\.pem: good/)
    await suspend(harbour.authority, 'bob', LOCAL)
    assert.match(await tool.ask('-no_nonce', '-cert', bob), /revoked[\s\S]*Reason: certificateHold/)
    await restoreUser(harbour.authority, 'bob', LOCAL)
    assert.match(await tool.ask('-no_nonce', '-cert', bob), /bob\.pem: good/)
  })

  it('several at once, by SHA-1 and SHA-256: good, revoked and unknown', async (t) => {
    const harbour = await startTestAuthority(t)
    await Promise.all([harbour.join({ login: 'alice' }), harbour.join({ login: 'bob' })])
    await revoke(harbour.authority, { login: 'bob', reason: 'superseded' }, LOCAL)
    const tool = await openssl(t, harbour)
    const [alice, bob] = [await tool.certificate('alice'), await tool.certificate('bob')]
    for (const hash of ['-sha1', '-sha256']) {
      const said = await tool.ask(
        hash,
        '-cert',
        alice,
        hash,
        '-cert',
        bob,
        hash,
        '-serial',
        `0x${NEVER_ISSUED}`,
      )
      assert.match(said, /Response verify OK/)
      assert.match(said, /alice\.pem: good[\s\S]*bob\.pem: revoked[\s\S]*: unknown/)
    }
  })

  it('about the authority’s own node, and by another hash nobody here knows', async (t) => {
    const harbour = await startTestAuthority(t)
    const tool = await openssl(t, harbour)
    const node = await tool.certificate('authority')
    assert.match(await tool.ask('-cert', node), /authority\.pem: good/)
    await assert.rejects(tool.ask('-sha512', '-cert', node), { stdout: /unauthorized \(6\)/ })
  })
})

describe('over HTTP', () => {
  let harbour: TestAuthority
  let serial: Serial
  const endings: (() => unknown)[] = []
  before(async () => {
    harbour = await startTestAuthority({ after: (ending) => void endings.unshift(ending as () => unknown) })
    await harbour.join({ login: 'alice' })
    serial = await serialOf(harbour, 'alice')
  })
  after(async () => {
    for (const end of endings) await end()
  })
  const question = (options?: Parameters<typeof questionAbout>[1]) =>
    questionAbout([certIdOf(harbour.authority.realm.issuing, serial, options)], options)
  const post = (body: Uint8Array, plain = true) => send(harbour, '/ocsp', { body, headers: TYPE, plain })
  const refused = (code: number) => Buffer.from([0x30, 3, 0x0a, 1, code])

  for (const plain of [true, false]) {
    const over = plain ? 'HTTP' : 'HTTPS'
    it(`GET without a nonce may be kept for a minute, over ${over}`, async () => {
      const reply = await send(harbour, `/ocsp/${base64(question())}`, { plain })
      assert.equal(reply.status, 200)
      assert.equal(reply.headers['content-type'], 'application/ocsp-response')
      assert.equal(reply.headers['cache-control'], 'max-age=60, public, no-transform, must-revalidate')
      assert.equal(reply.headers.etag, `"${createHash('sha256').update(reply.bytes).digest('hex')}"`)
      const [modified, expires] = [reply.headers['last-modified'], reply.headers.expires].map((at) =>
        Date.parse(String(at)),
      )
      assert.equal((expires ?? 0) - (modified ?? 0), 3_600_000)
      const again = await send(harbour, `/ocsp/${base64(question())}`, { plain })
      assert.deepEqual(again.bytes, reply.bytes, 'the same question soon after: the same signature')
      const head = await send(harbour, `/ocsp/${base64(question())}`, { plain, method: 'HEAD' })
      assert.equal(head.headers['content-length'], String(reply.bytes.length))
    })
    it(`GET with a nonce, POST and refusals are kept by nobody, over ${over}`, async () => {
      const nonce = new Uint8Array(16).fill(5)
      const replies = await Promise.all([
        send(harbour, `/ocsp/${base64(question({ nonce }))}`, { plain }),
        post(question(), plain),
        post(question({ nonce }), plain),
        post(Uint8Array.of(1), plain),
        send(harbour, '/ocsp/AAAA', { plain }),
      ])
      for (const reply of replies) {
        assert.equal(reply.status, 200)
        assert.equal(reply.headers['cache-control'], 'no-store')
        assert.equal(reply.headers['content-type'], 'application/ocsp-response')
      }
      assert.ok(replies[2]?.bytes.includes(Buffer.from(nonce)), 'the nonce is repeated')
    })
  }

  it('base64 in the path as it is, with slashes, is understood too', async () => {
    for (let filler = 1; ; filler++) {
      const text = Buffer.from(question({ nonce: new Uint8Array(16).fill(filler * 3) })).toString('base64')
      if (!/[/+]/.test(text) && filler < 80) continue
      assert.match(text, /[/+]/)
      for (const plain of [true, false]) {
        assert.ok((await send(harbour, `/ocsp/${text}`, { plain })).bytes.length > 500)
      }
      return
    }
  })

  it('what is malformed is malformedRequest (1), in the log by its code', async () => {
    const cases = [
      Uint8Array.of(0x30, 0),
      Buffer.alloc(0),
      Buffer.from('not DER at all'),
      new Uint8Array(5000),
      question({ nonce: new Uint8Array(129) }),
      Buffer.concat([question(), Buffer.of(0)]),
    ]
    for (const body of cases) assert.deepEqual((await post(body)).bytes, refused(1))
    for (const path of ['/ocsp', '/ocsp/', '/ocsp/%zz', '/ocsp/....', '/ocsp/AAAA', '/ocsp/a=b']) {
      assert.deepEqual((await send(harbour, path, { plain: true })).bytes, refused(1), path)
    }
    const many = Array(17).fill(certIdOf(harbour.authority.realm.issuing, serial))
    assert.deepEqual((await post(questionAbout(many))).bytes, refused(1))
    for (const code of ['OCSP_REQUEST_MALFORMED', 'OCSP_REQUEST_TOO_LARGE']) {
      assert.ok(
        harbour.lines.some((line) => line.code === code && line.source === '127.0.0.1'),
        code,
      )
    }
  })

  it('about another issuer it is unauthorized (6); beside one of ours, unknown', async () => {
    const foreign = makeRealm('lighthouse')
    const other = certIdOf(foreign.issuing, serial)
    assert.deepEqual((await post(questionAbout([other]))).bytes, refused(6))
    const rootAsked = certIdOf(harbour.authority.realm.rootIssuer, serial)
    assert.deepEqual((await post(questionAbout([rootAsked]))).bytes, refused(6))
    const renamed = makeRealm('harbour').issuing
    const { subject } = harbour.authority.realm.issuing
    const sameName = certIdOf({ certificate: renamed.certificate, subject }, serial)
    assert.deepEqual((await post(questionAbout([sameName]))).bytes, refused(6), 'a namesake with another key')
    assert.ok(harbour.lines.some((line) => line.code === 'OCSP_ISSUER_UNKNOWN'))
    const ours = certIdOf(harbour.authority.realm.issuing, serial)
    const { bytes } = await post(questionAbout([other, ours]))
    assert.ok(bytes.includes(Buffer.concat([other, Buffer.of(0x82, 0)])), 'the other is unknown')
    assert.ok(bytes.includes(Buffer.concat([ours, Buffer.of(0x80, 0)])), 'ours is good')
  })

  it('another type, method or size is no OCSP, and refused by its code', async () => {
    for (const plain of [true, false]) {
      const json = { 'content-type': 'application/json' }
      assert.equal(
        (await send(harbour, '/ocsp', { body: '{}', headers: json, plain })).code,
        'REQUEST_MALFORMED',
      )
      const large = await send(harbour, '/ocsp', { body: new Uint8Array(40_000), headers: TYPE, plain })
      assert.equal(large.code, 'REQUEST_TOO_LARGE')
      const deleted = await send(harbour, '/ocsp', { method: 'DELETE', plain })
      assert.equal(deleted.code, plain ? 'METHOD_UNKNOWN' : 'PATH_UNKNOWN')
    }
    assert.equal((await send(harbour, '/ocspx', { plain: true })).code, 'HTTPS_ONLY')
  })

  it('serials that only look like one are unknown, whatever stands in them', async () => {
    for (const odd of ['00', '7f', `00${NEVER_ISSUED}`, '27206f7220313d31202d2d20616161']) {
      const certId = certIdOf(harbour.authority.realm.issuing, odd)
      const { bytes } = await post(questionAbout([certId]))
      assert.ok(bytes.includes(Buffer.concat([certId, Buffer.of(0x82, 0)])), odd)
    }
  })

  it('more at once than it can take are told to try later (3)', async () => {
    const { authority } = harbour
    const own = await responderPapers(authority)
    const held = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    // While somebody writes, questions wait.
    const writing = authority.store.transaction(async () => {
      begun.resolve()
      await held.promise
    })
    await begun.promise
    const responder = createOcspResponder(authority, own)
    const waiting = Array.from({ length: 600 }, () => responder.answer(question()))
    const early = await Promise.race(waiting.slice(-1))
    assert.deepEqual(Buffer.from(early.der), refused(3))
    assert.equal(early.fault?.code, 'OCSP_BUSY')
    held.resolve()
    await writing
    const answers = await Promise.all(waiting)
    assert.equal(answers.filter((answer) => answer.fault === undefined).length, 512)
    assert.equal((await responder.answer(question())).fault, undefined, 'and afterwards it answers again')
  })

  it('what goes wrong inside is internalError (2), and says nothing more', async (t) => {
    const broken = await startTestAuthority(t)
    const responder = createOcspResponder(broken.authority, await responderPapers(broken.authority))
    const certId = certIdOf(broken.authority.realm.issuing, NEVER_ISSUED)
    await broken.stop()
    const { der, fault } = await responder.answer(questionAbout([certId]))
    assert.deepEqual(Buffer.from(der), refused(2))
    assert.equal(fault?.code, 'INTERNAL')
  })
})

describe('the responder', () => {
  it('has a certificate of its own that is renewed by itself, also long after its end', async (t) => {
    let later = 0
    const harbour = await startTestAuthority(t, { now: () => new Date(Date.now() + later) })
    const { authority } = harbour
    const [first] = await responderPapers(authority)
    assert.ok(first)
    const certificate = new X509Certificate(first.der)
    assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.9'])
    assert.match(certificate.subject, /CN=Parley OCSP responder/)
    const question = questionAbout([certIdOf(authority.realm.issuing, NEVER_ISSUED)])
    const responder = createOcspResponder(authority, [first])
    const before = await responder.answer(question)
    const key = ownKey(keysOf(authority).ocsp)
    const [held] = heldIssuers(authority)
    assert.ok(held)
    const { der: sooner } = issueOcsp(held, { key, life: DAY, now: authority.now() })
    responder.exchange([{ ...first, der: sooner }])
    const soon = await responder.answer(question)
    assert.ok(Buffer.from(soon.der).includes(Buffer.from(sooner)), 'at once, whatever was kept')
    for (const [days, isNew] of [
      [4, false],
      [5, true],
      [40, true],
    ] as const) {
      later = days * DAY
      const next = await responderPapers(authority)
      const newest: Uint8Array = next[0]?.der ?? first.der
      assert.equal(!sameBytes(newest, first.der), isNew, `after ${days} days`)
      responder.exchange(next)
      const { der } = await responder.answer(question)
      assert.ok(Buffer.from(der).includes(Buffer.from(newest)), 'signed under the newest')
      assert.ok(!sameBytes(der, before.der), 'an old answer is not given again')
    }
  })

  it('makes one certificate more when the clock was set back, and not one at each look', async (t) => {
    let later = 30 * DAY
    const data = await newRealm(t)
    const harbour = await startTestAuthority(t, { data, now: () => new Date(Date.now() + later) })
    const made = async () => {
      await harbour.upkeep()
      const rows = await harbour.authority.store.db.selectFrom('certificates').select('kind').execute()
      return ['https', 'node', 'ocsp'].map((kind) => rows.filter((row) => row.kind === kind).length)
    }
    assert.deepEqual(await made(), [1, 1, 1])
    later = 0
    assert.deepEqual(await made(), [2, 2, 2])
    assert.deepEqual(await made(), [2, 2, 2])
  })
})
