// What stands in the audit log: everybody who came, what they tried and how it ended; never a secret; and what happens when
// it cannot be written. Through the real doors: HTTPS, plain HTTP, TLS, libp2p, the control socket.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, it } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { multiaddr } from '@multiformats/multiaddr'
import { auditFeed } from '@parley/ca-node/audit/feed.ts'
import { type AuditAsked, readAudit, type ShownLine } from '@parley/ca-node/audit/read.ts'
import { verifyAudit } from '@parley/ca-node/audit/verify.ts'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { ask } from '@parley/ca-node/control/ask.ts'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { invite } from '@parley/ca-node/invitations/create.ts'
import { suspend } from '@parley/ca-node/people/suspend.ts'
import { serverPlace } from '@parley/ca-node/store/place.ts'
import Database from 'better-sqlite3-multiple-ciphers'
import {
  newRealm,
  PASSPHRASE,
  PASSWORD,
  startTestAuthority,
  type TestAuthority,
} from '../../support/authority.ts'
import { fault } from '../../support/fault.ts'
import { startJoinedNode } from '../../support/joined-node.ts'
import { lastFirst } from '../../support/last-first.ts'
import { noPostgres, startPostgres } from '../../support/postgres.ts'
import { secondAuthority } from '../../support/second-authority.ts'
import { tells } from '../../support/secrets.ts'
import { browserAt, enrol, setUpFactor, steppedClock } from '../accounts/browser.ts'
import { enrolment, postEnrolment, send, sendRaw } from '../request.ts'

/** The log as its authority tells it, oldest first. */
async function lines({ authority }: TestAuthority, asked: AuditAsked = {}): Promise<readonly ShownLine[]> {
  return readAudit(authority.store.db, { after: '', ...asked })
}

/** The first line that is as wanted, waited for: what is noted at a door is written a moment later. */
async function line(
  harbour: TestAuthority,
  asked: AuditAsked,
  wanted: (line: ShownLine) => boolean = () => true,
): Promise<ShownLine> {
  for (let waited = 0; waited < 20_000; waited += 20) {
    const found = (await lines(harbour, asked)).find(wanted)
    if (found) return found
    await delay(20)
  }
  throw new Error(`no such line: ${JSON.stringify(asked)}`)
}

it('a password typed where the login belongs stands nowhere', async (t) => {
  const harbour = await startTestAuthority(t)
  const secret = await harbour.secret()
  const typed = 'Three loud Herons, at dawn'
  assert.equal((await browserAt(harbour).signIn(typed)).code, 'LOGIN_MALFORMED')
  assert.equal((await postEnrolment(harbour, enrolment(typed, secret))).code, 'LOGIN_MALFORMED')
  for (const act of ['sign-in', 'enrol'])
    assert.equal((await line(harbour, { act })).outcome, 'LOGIN_MALFORMED')
  const log = JSON.stringify([harbour.lines, await lines(harbour)])
  assert.ok(!tells(log.toLowerCase(), 'herons'), 'neither in the audit log nor in the debug log')
})

it('who takes everybody’s data is on record, wherever they begin', async (t) => {
  const harbour = await startTestAuthority(t)
  const nobody = async () => new Uint8Array()
  for (const asked of [{}, { after: '' }, { after: 'a' }])
    await ask(authorityFolder(harbour.folder), 'export-people', asked, nobody)
  const found = await lines(harbour, { act: 'export-people' })
  assert.deepEqual(
    found.map(({ detail, outcome }) => [detail, outcome]),
    [{}, { after: '' }, { after: 'a' }].map((detail) => [detail, 'DONE']),
  )
})

describe('connections', () => {
  it('a session that opened, one that was closed for a reason, and one refused: with who, from where and why', async (t) => {
    const harbour = await startTestAuthority(t)
    const alice = await harbour.join({ login: 'alice' })
    const node = await startJoinedNode(t, alice)
    const address = multiaddr(harbour.ready.p2p[0] ?? '')
    await node.sessions.connect(address, AbortSignal.timeout(30_000))
    const opened = await line(harbour, { act: 'session-open' })
    assert.deepEqual([opened.who, opened.source, opened.outcome], ['alice', '127.0.0.1', 'DONE'])
    assert.deepEqual(opened.detail, { peerId: alice.peerId, role: 'member', direction: 'in' })

    const gone = node.closed()
    await suspend(harbour.authority, 'alice', LOCAL)
    await gone
    const closed = await line(harbour, { act: 'session-close' })
    assert.deepEqual([closed.who, closed.outcome], ['alice', 'CERT_SUSPENDED'])
    await node.sessions.connect(address, AbortSignal.timeout(30_000)).catch(() => undefined)
    const refused = await line(harbour, { act: 'session', outcome: 'CERT_SUSPENDED' })
    assert.equal(refused.source, '127.0.0.1')
    assert.equal(
      (await lines(harbour, { outcome: 'refused' })).some(({ act }) => act === 'session'),
      true,
    )
    await verifyAudit(harbour.authority)
  })

  it('requests refused at the door: unknown, malformed, too large, forged, over plain HTTP, no TLS at all', async (t) => {
    const harbour = await startTestAuthority(t)
    await send(harbour, '/v1/secrets?token=abc')
    await send(harbour, '/v1/enrol', { body: '{"login":' })
    await send(harbour, '/v1/enrol', { body: JSON.stringify({ login: 'x'.repeat(100_000) }) })
    await send(harbour, '/v1/verbs/users', {
      body: '{}',
      headers: { cookie: '__Host-parley-session=forged' },
    })
    await send(harbour, '/v1/enrol', { plain: true, body: '{}' })
    await sendRaw(harbour, 'GET / HTTP/1.1\r\nno header\r\n\r\n')
    const [host = '', port = ''] = harbour.address.split(':')
    const knock = async (hello: Uint8Array, hangUp: boolean) => {
      const socket = connect(Number(port), host)
      socket.write(hello)
      if (hangUp) socket.end()
      socket.on('error', () => undefined)
      socket.resume()
      await once(socket, 'close')
    }
    await knock(Buffer.from('1603010200010001fc0303', 'hex'), true)
    await knock(Uint8Array.of(0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5), false)

    const unknown = await line(harbour, { act: 'request', outcome: 'PATH_UNKNOWN' })
    assert.deepEqual(unknown.detail, { method: 'GET', path: '/v1/secrets' }, 'what follows ? may be a secret')
    assert.deepEqual([unknown.who, unknown.source], [null, '127.0.0.1'])
    await line(harbour, { outcome: 'REQUEST_MALFORMED' }, ({ detail }) =>
      JSON.stringify(detail).includes('/v1/enrol'),
    )
    await line(harbour, { outcome: 'REQUEST_TOO_LARGE' })
    await line(harbour, { outcome: 'SESSION_UNKNOWN' })
    await line(harbour, { outcome: 'HTTPS_ONLY' })
    await line(harbour, { outcome: 'REQUEST_MALFORMED' }, ({ detail }) => /HPE_/.test(JSON.stringify(detail)))
    await line(harbour, { outcome: 'REQUEST_MALFORMED' }, ({ detail }) =>
      /excessive message size/.test(JSON.stringify(detail)),
    )
    const hungUp = await lines(harbour, { outcome: 'REQUEST_MALFORMED' })
    assert.deepEqual(
      hungUp.filter(({ detail }) => /hang up|ECONNRESET/.test(JSON.stringify(detail))),
      [],
      'who goes before TLS has begun asked for nothing',
    )
  })

  it('who knocks without end is counted, not written down each time', async (t) => {
    const harbour = await startTestAuthority(t, { requestsPerMinute: 30 })
    for (let request = 0; request < 120; request++) await send(harbour, '/v1/realm')
    const limited = (await lines(harbour, { outcome: 'RATE_LIMITED' })).length
    assert.ok(limited >= 10 && limited <= 25, `${limited} lines`)
    harbour.authority.audit.connections.end()
    const counted = await line(
      harbour,
      { act: 'request', outcome: 'RATE_LIMITED' },
      ({ source }) => source === 'several',
    )
    assert.deepEqual(counted.detail, { count: 90 - limited })
  })
})

describe('attempts', () => {
  it('five hundred at once: one line each, one chain, no gap', async (t) => {
    const harbour = await startTestAuthority(t, { requestsPerMinute: 100_000 })
    const wrong = Buffer.alloc(16, 7).toString('base64url')
    const all = Array.from({ length: 500 }, (_, index) =>
      postEnrolment(harbour, enrolment(`user${index}`, wrong)),
    )
    const codes = new Set((await Promise.all(all)).map(({ code }) => code))
    assert.deepEqual([...codes], ['INVITATION_UNKNOWN'])
    const told = await lines(harbour, { act: 'enrol' })
    assert.equal(told.length, 500)
    assert.equal(new Set(told.map(({ detail }) => JSON.stringify(detail))).size, 500)
    const { lines: verified } = await verifyAudit(harbour.authority)
    assert.ok(verified >= 501)
  })

  it('a right that is missing is recorded with who asked', async (t) => {
    const harbour = await startTestAuthority(t)
    await enrol(harbour, 'alice')
    const browser = browserAt(harbour)
    await browser.signIn('alice')
    assert.equal((await browser.verb('role', { login: 'alice', role: 'admin' })).code, 'RIGHT_MISSING')
    assert.equal((await browser.verb('audit')).code, 'RIGHT_MISSING')
    const refused = await lines(harbour, { outcome: 'RIGHT_MISSING' })
    assert.deepEqual(
      refused.map(({ act, who, source }) => [act, who, source]),
      [
        ['role', 'alice', '127.0.0.1'],
        ['audit', 'alice', '127.0.0.1'],
      ],
    )
  })

  it('no password, code, secret, token or cookie is ever in it, nor in the debug log', async (t) => {
    const clock = steppedClock()
    const harbour = await startTestAuthority(t, { now: clock.read })
    const secret = await harbour.secret()
    await postEnrolment(harbour, enrolment('alice', secret))
    const wrong = 'a wrong password of hers'
    const browser = browserAt(harbour)
    await browser.signIn('alice', { password: wrong })
    await browser.signIn('alice')
    const cookies = [...browser.cookies.values()]
    const factor = await setUpFactor(browser, clock.now)
    await browserAt(harbour).signIn('alice', { code: '123456' })
    await browserAt(harbour).signIn('alice', { code: factor.recoveryCodes[0] ?? '' })
    await send(harbour, `/join?secret=${secret}`, { method: 'PUT' })
    await send(harbour, '/.well-known/est/simpleenroll', {
      body: 'AAAA',
      headers: { authorization: `Basic ${Buffer.from(`bob:${secret}:${PASSWORD}`).toString('base64')}` },
    })
    const link = await invite(harbour.authority, { role: 'member', uses: 1, life: 60_000 }, LOCAL)
    const log = JSON.stringify([await lines(harbour), harbour.lines])
    assert.ok(log.includes('alice'))
    const secrets = [secret, PASSWORD, wrong, ...cookies, browser.csrf, ...factor.recoveryCodes]
    for (const one of [...secrets, link.invite.split('#').at(-1) ?? '', factor.code(clock.now)])
      assert.ok(one.length >= 6 && !tells(log, one), one)
    assert.ok(!tells(log, '123456'))
    assert.ok(!log.includes(Buffer.from(PASSPHRASE).toString()))
  })

  it('a page at a time, by act, who, outcome and time', async (t) => {
    const harbour = await startTestAuthority(t)
    for (let one = 0; one < 25; one++) await harbour.invite()
    await suspend(harbour.authority, 'nobody', LOCAL).catch(() => undefined)
    const newest = await lines(harbour, { after: undefined, limit: 10 })
    const all: ShownLine[] = [...newest]
    for (let page = newest; page.length === 10; all.push(...page)) {
      page = await readAudit(harbour.authority.store.db, { before: page.at(-1)?.place, limit: 10 })
    }
    const forwards: ShownLine[] = []
    for (let page = await lines(harbour, { limit: 7 }); page.length > 0; ) {
      forwards.push(...page)
      page = await lines(harbour, { after: page.at(-1)?.place, limit: 7 })
    }
    assert.deepEqual(all.toReversed(), forwards)
    assert.deepEqual(
      forwards.map(({ seq }) => seq),
      forwards.map((_, index) => index + 1),
    )
    assert.equal((await lines(harbour, { act: 'invite' })).length, 25)
    assert.deepEqual(
      (await lines(harbour, { outcome: 'refused' })).map(({ act }) => act),
      ['suspend'],
    )
    assert.equal((await lines(harbour, { who: 'keeper' })).length, 26)
    assert.equal((await lines(harbour, { since: Date.now() + 1000 })).length, 0)
    await assert.rejects(lines(harbour, { after: "' or 1=1" }), fault('VALUE_INVALID'))
  })
})

describe('a log that cannot be written', () => {
  it('lets nothing be changed but what takes access away; the lines that waited come first afterwards', async (t) => {
    const harbour = await startTestAuthority(t)
    await harbour.join({ login: 'alice' })
    const intruder = new Database(authorityFolder(harbour.folder).database)
    intruder.exec(
      "create trigger no before insert on audit_lines begin select raise(abort, 'disk full'); end",
    )
    await harbour.invite()
    await assert.rejects(harbour.invite(), fault('AUDIT_UNWRITABLE'))
    assert.equal((await postEnrolment(harbour, enrolment('bob', 'x'))).code, 'AUDIT_UNWRITABLE')
    await suspend(harbour.authority, 'alice', LOCAL)
    const before = (await lines(harbour)).length
    intruder.exec('drop trigger no')
    intruder.close()
    await line(harbour, { act: 'suspend' })
    assert.deepEqual(
      (await lines(harbour)).slice(before).map(({ act, outcome }) => [act, outcome]),
      [
        ['invite', 'DONE'],
        ['invite', 'AUDIT_UNWRITABLE'],
        ['enrol', 'AUDIT_UNWRITABLE'],
        ['suspend', 'DONE'],
      ],
    )
    await harbour.invite()
    await verifyAudit(harbour.authority)
  })
})

describe('while the authority is off', () => {
  it('what the keeper does goes into the same chain, under the vault', async (t) => {
    const harbour = await startTestAuthority(t)
    await harbour.stop()
    const folder = authorityFolder(harbour.folder)
    const input = { role: 'member', uses: 1, life: 60_000 } as const
    await ask(folder, 'invite', input, async () => Uint8Array.from(PASSPHRASE))
    const verified = await ask(folder, 'verify-audit', {}, async () => Uint8Array.from(PASSPHRASE))
    assert.equal(verified.lines, 3)
    const told = await ask(folder, 'audit', { after: '' }, async () =>
      assert.fail('reading needs no passphrase'),
    )
    assert.deepEqual(
      told.map(({ act }) => act),
      ['start', 'stop', 'invite'],
    )
    await assert.rejects(
      ask(folder, 'invite', input, async () => new TextEncoder().encode('another one')),
      fault('PASSPHRASE_WRONG'),
    )
    const again = await startTestAuthority(t, { data: harbour.folder })
    const starts = await lines(again, { act: 'start' })
    assert.deepEqual(
      starts.map(({ detail }) => (detail as { unclean: boolean }).unclean),
      [false, false],
    )
  })
})

describe('the feed', () => {
  it('tells each new line once, and ends', async (t) => {
    const harbour = await startTestAuthority(t)
    const told: ShownLine[] = []
    const end = auditFeed(harbour.authority, (some) => told.push(...some))
    await Promise.all(Array.from({ length: 20 }, () => harbour.invite()))
    end()
    await harbour.invite()
    assert.equal(told.length, 20)
    assert.deepEqual(told, (await lines(harbour, { act: 'invite' })).slice(0, 20))
  })
})

const chainsIn = (some: readonly ShownLine[]) => new Set(some.map(({ chain }) => chain)).size

describe('two authorities on one PostgreSQL', { skip: noPostgres }, () => {
  it('have a chain each; either reads, watches and verifies both', async (t) => {
    const ending = lastFirst(t)
    const postgres = await startPostgres(ending)
    const first = await newRealm(ending, { place: serverPlace(await postgres.newDatabase()) })
    const a = await startTestAuthority(ending, { data: first })
    const b = await startTestAuthority(ending, { data: await secondAuthority(ending, first) })
    const told: ShownLine[] = []
    ending.after(auditFeed(a.authority, (some) => told.push(...some)))
    // What was there before somebody watched is history: it watches both once it tells of both.
    for (let waited = 0; chainsIn(told) < 2 && waited < 20_000; waited += 50) {
      await Promise.all([a.invite(), b.invite()])
      await delay(50)
    }
    const before = new Set((await lines(a)).map(({ place }) => place))
    await Promise.all(Array.from({ length: 40 }, (_, one) => (one % 2 === 0 ? a : b).invite()))
    const made = (await lines(a)).filter(({ place }) => !before.has(place))
    assert.deepEqual([made.length, chainsIn(made)], [40, 2])
    const missing = () => made.some(({ place }) => !told.some((line) => line.place === place))
    for (let waited = 0; missing() && waited < 20_000; waited += 50) await delay(50)
    assert.equal(missing(), false)
    assert.equal(new Set(told.map(({ place }) => place)).size, told.length, 'each once')
    const verified = await verifyAudit(a.authority)
    assert.deepEqual(
      verified.chains.map(({ own }) => own),
      [true, false],
    )
    assert.equal((await verifyAudit(b.authority)).lines, verified.lines)
    const victim = told.find(({ chain }) => chain === b.authority.audit.chain)
    await a.authority.store.db
      .updateTable('audit_lines')
      .set({ who: 'mallory' })
      .where('chain', '=', victim?.chain ?? '')
      .where('seq', '=', victim?.seq ?? 0)
      .execute()
    await assert.rejects(verifyAudit(a.authority), (error: unknown) => {
      assert.ok(error instanceof Error && 'parameters' in error)
      assert.deepEqual(error.parameters, { chain: victim?.chain, seq: victim?.seq, reason: 'altered' })
      return true
    })
  })
})
