// Health and metrics of a real authority as a load balancer and a Prometheus ask for them: over its real port.
import assert from 'node:assert/strict'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it, type TestContext } from 'node:test'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { backup } from '@parley/ca-node/backup/write.ts'
import { revoke } from '@parley/ca-node/certificates/revoke.ts'
import { runRaw } from '@parley/ca-node/control/verbs.ts'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { serverPlace } from '@parley/ca-node/store/place.ts'
import { newRealm, PASSPHRASE, startTestAuthority, type TestAuthority } from '../../support/authority.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { lastFirst } from '../../support/last-first.ts'
import { noPostgres, type PostgresServer, startPostgres } from '../../support/postgres.ts'
import { repository } from '../../support/program.ts'
import { browserAt, enrol, setUpFactor, steppedClock } from '../accounts/browser.ts'
import { enrolment, postEnrolment, send } from '../request.ts'

const tokenOf = async ({ folder }: TestAuthority) =>
  (await readFile(authorityFolder(folder).metricsToken, 'utf8')).trim()
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

/** The samples of a scrape, by name and labels. Throws on a line that is none (the text format 0.0.4). */
async function scraped(harbour: TestAuthority): Promise<ReadonlyMap<string, number>> {
  const { status, text, headers } = await send(harbour, '/metrics', bearer(await tokenOf(harbour)))
  assert.equal(status, 200, text)
  assert.match(String(headers['content-type']), /^text\/plain; version=0\.0\.4/)
  assert.equal(headers['cache-control'], 'no-store')
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    samples.map((line) => {
      const [, name, value] = /^([a-zA-Z_][a-zA-Z0-9_]*(?:\{.*\})?) (\S+)$/.exec(line) ?? []
      assert.ok(name !== undefined && value !== undefined, line)
      // The mean of nothing measured since the last scrape is no number.
      assert.match(value, /^([-+]?\d+(\.\d+)?(e[-+]?\d+)?|[-+]Inf|NaN)$/i, line)
      return [name, Number(value)]
    }),
  )
}

describe('health', () => {
  it('of an authority that is well: live and ready, over HTTPS and over plain HTTP, to anybody', async (t) => {
    const harbour = await startTestAuthority(t)
    for (const plain of [true, false]) {
      const ready = await send(harbour, '/healthz', { plain })
      assert.equal(ready.status, 200)
      assert.deepEqual(JSON.parse(ready.text), { live: true, ready: true, reasons: [] })
      assert.equal(ready.headers['cache-control'], 'no-store')
      assert.deepEqual(JSON.parse((await send(harbour, '/healthz/live', { plain })).text), { live: true })
      assert.equal((await send(harbour, '/healthz', { plain, method: 'HEAD' })).text, '')
      assert.ok((await send(harbour, '/healthz', { plain, method: 'DELETE' })).status >= 400)
    }
  })

  it('with a list that ended and a clock beyond its issuing CA: not ready, with the reason, but live', async (t) => {
    let ahead = 0
    const harbour = await startTestAuthority(t, { now: () => new Date(Date.now() + ahead) })
    ahead = 8 * 86_400_000
    await becomes(harbour, 503, ['REVOCATION_LIST_EXPIRED'])
    await harbour.upkeep()
    await becomes(harbour, 200, [])
    ahead = 6 * 365 * 86_400_000
    await becomes(harbour, 503, ['ISSUING_CA_ENDED', 'REVOCATION_LIST_EXPIRED'])
    assert.equal((await send(harbour, '/healthz/live', { plain: true })).status, 200)
  })

  describe('without its database', { skip: noPostgres }, () => {
    let postgres: PostgresServer
    const whole = lastFirst({ after })
    before(async () => {
      postgres = await startPostgres(whole)
    })
    it('is not ready, says so without naming the server, and the metrics can still be read', async (t) => {
      const place = serverPlace(await postgres.newDatabase())
      const harbour = await startTestAuthority(t, { data: await newRealm(t, { place }) })
      assert.equal((await scraped(harbour)).get('parley_ready'), 1)
      await postgres.kill()
      try {
        await becomes(harbour, 503, ['DATABASE_UNREACHABLE'])
        const samples = await scraped(harbour)
        assert.equal(samples.get('parley_ready'), 0)
        assert.equal(samples.get('parley_not_ready_reason{code="DATABASE_UNREACHABLE"}'), 1)
      } finally {
        await postgres.start()
      }
      await becomes(harbour, 200, [])
    })
  })
})

/** An answer is given again for a second. */
async function becomes(harbour: TestAuthority, status: number, reasons: readonly string[]): Promise<void> {
  for (let tries = 0; ; tries++) {
    const reply = await send(harbour, '/healthz', { plain: true })
    const said = JSON.parse(reply.text)
    if (reply.status === status && JSON.stringify(said.reasons) === JSON.stringify(reasons)) {
      assert.deepEqual(said, { live: true, ready: status === 200, reasons })
      return
    }
    if (tries === 100) assert.fail(`${status} ${reasons} never came: ${reply.text}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

describe('metrics', () => {
  it('count people, certificates, attempts, requests; say what ends when and when the last backup was', async (t) => {
    const harbour = await startTestAuthority(t)
    const alice = await harbour.join({ login: 'alice' })
    await harbour.join({ login: 'bob' })
    await revoke(harbour.authority, { serial: alice.serial, reason: 'keyCompromise' }, LOCAL)
    await postEnrolment(harbour, await enrolment('carol', 'x'.repeat(32)))
    const { sha256, rows } = await backupOf(t, harbour)
    await runRaw(harbour.authority, 'note-backup', { sha256, rows }, LOCAL)
    const samples = await scraped(harbour)
    const { realm } = harbour.authority
    const expected: Record<string, number> = {
      parley_ready: 1,
      'parley_people{role="member",status="active"}': 2,
      'parley_devices{status="active"}': 1,
      'parley_devices{status="revoked"}': 1,
      'parley_certificates{standing="valid"}': 1,
      'parley_certificates{standing="revoked"}': 1,
      'parley_attempts_total{act="enrol",outcome="DONE"}': 2,
      'parley_attempts_total{act="enrol",outcome="INVITATION_UNKNOWN"}': 1,
      'parley_attempts_total{act="revoke",outcome="DONE"}': 1,
      'parley_http_requests_total{route="/v1/enrol",method="POST",status="201"}': 2,
      parley_connected_devices: 0,
      parley_other_nodes: 0,
      'parley_ends_timestamp_seconds{what="root"}': realm.root.notAfter.getTime() / 1000,
      'parley_ends_timestamp_seconds{what="issuing"}': realm.issuing.notAfter.getTime() / 1000,
      [`parley_revocation_list_number{issuer="${realm.issuing.keyId}"}`]: 2,
    }
    for (const [name, value] of Object.entries(expected)) assert.equal(samples.get(name), value, name)
    assert.ok(Math.abs((samples.get('parley_last_backup_timestamp_seconds') ?? 0) - Date.now() / 1000) < 60)
    assert.ok((samples.get('parley_ends_timestamp_seconds{what="https"}') ?? 0) > Date.now() / 1000)
    assert.ok((samples.get('process_resident_memory_bytes') ?? 0) > 1e6)
    assert.ok(
      [...samples.keys()].every((name) => !/alice|bob|carol|127\.0\.0\.1/.test(name)),
      'numbers of nobody',
    )
  })

  it('are those that docs/RUNNING.md names, all of them', async (t) => {
    const harbour = await startTestAuthority(t)
    const { text } = await send(harbour, '/metrics', bearer(await tokenOf(harbour)))
    const there = new Set([...text.matchAll(/^# TYPE (parley_\w+)/gm)].map(([, name]) => name))
    const named = new Set(
      (await readFile(join(repository, 'docs/RUNNING.md'), 'utf8')).match(/\bparley_[a-z_]+/g),
    )
    assert.deepEqual([...named].sort(), [...there].sort())
  })

  it('are for who has the token or may read the audit log: everybody else is refused', async (t) => {
    const harbour = await startTestAuthority(t)
    const token = await tokenOf(harbour)
    assert.equal((await stat(authorityFolder(harbour.folder).metricsToken)).mode & 0o777, 0o600)
    const refused = async (path: string, sent: Parameters<typeof send>[2], status: number, code: string) => {
      const reply = await send(harbour, path, sent)
      assert.deepEqual([reply.status, reply.code], [status, code], reply.text)
      assert.ok(!reply.text.includes('parley_'))
    }
    await refused('/metrics', {}, 401, 'SESSION_MISSING')
    for (const wrong of [`${token}x`, token.slice(1), '', 'x'.repeat(5000), `${token} `.repeat(2)])
      await refused('/metrics', bearer(wrong), 401, 'METRICS_TOKEN_WRONG')
    await refused('/metrics', { headers: { authorization: `Basic ${token}` } }, 401, 'METRICS_TOKEN_WRONG')
    await refused(`/metrics?token=${token}`, {}, 401, 'SESSION_MISSING')
    await refused('/metrics', { headers: { cookie: '__Host-session=forged' } }, 401, 'SESSION_MISSING')
    // In the clear anybody on the way could read the token.
    await refused('/metrics', { ...bearer(token), plain: true }, 403, 'HTTPS_ONLY')
    assert.ok(!JSON.stringify(harbour.lines).includes(token), 'not in the log either')
    await harbour.stop()
    const again = await startTestAuthority(t, { data: harbour.folder })
    assert.equal(await tokenOf(again), token, 'the same after a restart')
    await scraped(again)
  })

  it('are shown to an admin and an auditor who are signed in, not to a member, not to a page elsewhere', async (t) => {
    const clock = steppedClock()
    const harbour = await startTestAuthority(t, { now: clock.read })
    for (const [who, role] of [
      ['alice', 'admin'],
      ['bob', 'auditor'],
      ['carol', 'member'],
    ] as const) {
      await enrol(harbour, who, role)
      const browser = browserAt(harbour)
      await browser.signIn(who)
      if (role === 'admin') {
        assert.equal((await browser.send('/metrics')).code, 'SESSION_LIMITED', 'not without a second factor')
        await setUpFactor(browser, clock.now)
      }
      const reply = await browser.send('/metrics')
      if (role === 'member') assert.deepEqual([reply.status, reply.code], [403, 'RIGHT_MISSING'])
      else assert.match(reply.text, /^parley_ready 1$/m)
      const elsewhere = await browser.send('/metrics', { headers: { 'sec-fetch-site': 'cross-site' } })
      assert.equal(elsewhere.code, 'ORIGIN_FOREIGN')
    }
  })

  it('of paths nobody knows fill no memory', async (t) => {
    const harbour = await startTestAuthority(t)
    for (let path = 0; path < 20; path++) await send(harbour, `/no/${path}`)
    const routes = [...(await scraped(harbour)).keys()].filter((name) => name.includes('status="404"'))
    assert.deepEqual(routes, ['parley_http_requests_total{route="unknown",method="unknown",status="404"}'])
  })
})

async function backupOf(t: TestContext, harbour: TestAuthority) {
  const file = join(await temporaryFolder(t), 'harbour.backup')
  return backup(authorityFolder(harbour.folder), file, PASSPHRASE, new Date())
}
