// The authority's own suites once more, with every realm of theirs on a real PostgreSQL. Some of them each time, all of them
// with `npm test -- --long`.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { noPostgres, startPostgres } from '../../support/postgres.ts'
import { repository } from '../../support/program.ts'

const SUITES = 'test/ca-node'
/** Quick ones: the registers by the control socket, second factors, two voices. */
const SHORT = ['commands', 'accounts/second-factor', 'rights/second-voice']
/** These look into the file of SQLite, start a PostgreSQL or a process of their own, or have nothing to do with a database. */
const NOT_HERE = /\/(audit|backup|nodes|store|metrics|console|keys)\/|\/(start|crowd)\.test/

const long = process.env.PARLEY_LONG === '1'
const files = long
  ? globSync(`${SUITES}/**/*.test.ts`, { cwd: repository })
      .filter((file) => !NOT_HERE.test(file))
      .sort()
  : SHORT.map((name) => join(SUITES, `${name}.test.ts`))

describe('on PostgreSQL', { skip: noPostgres }, () => {
  it(`hold ${files.length} suites of the authority`, { timeout: long ? 3_600_000 : 580_000 }, async (t) => {
    const postgres = await startPostgres(t)
    const server = (await postgres.newDatabase()).replace(/[^/]+$/, 'postgres')
    // Not a part of this run for node:test: it reports on its own.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--test', '--test-concurrency=1', '--test-reporter=spec', ...files],
      {
        cwd: repository,
        env: { ...env, PARLEY_TEST_POSTGRES: server },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    t.after(() => child.kill())
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-100_000)
      })
    const [status] = await once(child, 'close')
    assert.equal(status, 0, said)
    const passed = Number(/^ℹ pass (\d+)$/m.exec(said)?.[1])
    assert.ok(passed > files.length, said)
    const made = await postgres.query(
      server,
      `select count(*) as n from pg_database where datname like 'realm_%'`,
    )
    assert.ok(Number(made[0]?.n) > files.length, 'they really were there')
    t.diagnostic(`${passed} tests on ${made[0]?.n} databases`)
  })
})
