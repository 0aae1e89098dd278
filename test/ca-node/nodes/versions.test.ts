// Nodes of different versions: what a newer one has brought to its form, an older one neither starts on nor writes to any more,
// also when it was running at that moment. With a database in its folder no other can come near: test/ca-node/start.test.ts.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it, type TestContext } from 'node:test'
import { serverPlace } from '@parley/ca-node/store/place.ts'
import { newRealm, startTestAuthority } from '../../support/authority.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { lastFirst } from '../../support/last-first.ts'
import { noPostgres, type PostgresServer, startPostgres } from '../../support/postgres.ts'
import { parley, repository, running } from '../../support/program.ts'
import { browserAt } from '../accounts/browser.ts'
import { enrolment, postEnrolment } from '../request.ts'

const built = existsSync(join(repository, 'dist/parley.js')) ? false : 'not built'
const NEWER = `insert into migrations (name) values ('999-later')`

describe('an older node, whose database a newer one has taken over', { skip: noPostgres }, () => {
  let postgres: PostgresServer
  const whole = lastFirst({ after })
  before(async () => {
    postgres = await startPostgres(whole)
  })

  async function realmOn(t: TestContext) {
    const url = await postgres.newDatabase()
    return { url, data: await newRealm(t, { place: serverPlace(url) }) }
  }

  /** Everything that stands in a database. */
  async function contents(url: string): Promise<readonly string[]> {
    const tables = await postgres.query(
      url,
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    )
    const said: string[] = []
    for (const { name } of tables) {
      const sum = `select count(*) as n, md5(string_agg(t::text, '|' order by t::text)) as sum from ${name} t`
      const [row] = await postgres.query(url, sum)
      said.push(`${name} ${row?.n} ${row?.sum}`)
    }
    return said
  }

  it('does not start, and changes nothing', async (t) => {
    const { url, data } = await realmOn(t)
    await postgres.query(url, NEWER)
    const before = await contents(url)
    await assert.rejects(startTestAuthority(t, { data }), fault('DATA_TOO_NEW'))
    assert.deepEqual(await contents(url), before)
  })

  it('that was running writes nothing from that moment, and says that it cannot go on', async (t) => {
    const { url, data } = await realmOn(t)
    const harbour = await startTestAuthority(t, { data })
    await harbour.join({ login: 'alice' })
    const secret = await harbour.secret()
    const people = () => postgres.query(url, 'select login from users order by login')
    const known = await people()

    await postgres.query(url, NEWER)
    const refused = await postEnrolment(harbour, enrolment('bob', secret))
    assert.equal(refused.code, 'AUTHORITY_OUT_OF_ORDER')
    assert.deepEqual(await people(), known)
    assert.equal((await harbour.failed).code, 'DATA_TOO_NEW')

    // What was under way when it was noticed is over by its next turn.
    await assert.rejects(
      harbour.authority.store.transaction(async () => undefined),
      fault('DATA_TOO_NEW'),
    )
    const left = await contents(url)
    assert.notEqual((await browserAt(harbour).signIn('alice')).status, 201)
    await harbour.stop()
    assert.deepEqual(await contents(url), left)
  })

  it('ends by itself and says why; nor do its commands touch the database', { skip: built }, async (t) => {
    const data = join(await temporaryFolder(t), 'ca')
    const url = await postgres.newDatabase()
    const on = (...args: string[]) => parley(['ca', ...args, '--data', data, '--json'])
    assert.equal((await on('init', '--realm', 'harbour', '--database', url)).status, 0)
    const start = ['ca', 'start', '--data', data, '--http', '127.0.0.1:0', '--p2p', '/ip4/127.0.0.1/tcp/0']
    const node = running(t, start)
    await node.line(({ ready }) => ready === true, 90_000)
    await postgres.query(url, NEWER)
    assert.equal(await node.ended(), 1)
    assert.match(node.stderr(), /DATA_TOO_NEW/)
    const before = await contents(url)
    for (const args of [['users'], ['invite'], start.slice(1)]) {
      const { status, code } = args[0] === 'start' ? await parley([...start, '--json']) : await on(...args)
      assert.deepEqual([status, code], [1, 'DATA_TOO_NEW'], args[0])
    }
    assert.deepEqual(await contents(url), before)
  })
})
