// A second issuing CA under the same offline root, by real programs: its authority on a machine of its own, beside the first on one
// PostgreSQL. Devices of both believe each other, and stock openssl believes both.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { good, Harbour, opensslSays } from '../../support/harbour.ts'
import { noPostgres, startPostgres } from '../../support/postgres.ts'
import { parley, repository } from '../../support/program.ts'

const built = existsSync(join(repository, 'dist/parley.js')) ? false : 'not built'

describe('a second issuing CA under one root', { skip: built || noPostgres }, () => {
  it('is asked for by the new machine, signed by the offline root, and believed by everybody', async (t) => {
    const postgres = await startPostgres(t)
    const database = ['--database', await postgres.newDatabase()]
    const harbour = await Harbour.make(t, database)
    const here = await harbour.start()
    await harbour.enrol('alice')

    const second = harbour.folder('ca2')
    const [request, answer] = [harbour.file('new.json'), harbour.file('new-answer.json')]
    const asking = ['ceremony', 'request', '--new-node', 'ca2', ...database, '--out', request]
    const [made] = await harbour.run(second, ...asking)
    assert.equal(made?.label, 'ca2')
    const early = await harbour.tried(second, 'start', '--http', '127.0.0.1:0')
    assert.notEqual(early.status, 0, 'keys without a certificate are no authority')
    await harbour.sign(request, answer, String(made?.digits))
    const elsewhere = await harbour.tried(harbour.ca, 'ceremony', 'install', answer)
    assert.notEqual(elsewhere.status, 0, 'the answer is for the machine that asked')
    const [installed] = await harbour.run(second, 'ceremony', 'install', answer)
    assert.match(JSON.stringify(installed), /"label":"ca2"/)
    const taken = await harbour.tried(harbour.folder('ca3'), ...asking.toSpliced(-1, 1, harbour.file('ca3')))
    assert.deepEqual([taken.status, taken.code], [3, 'ISSUING_LABEL_TAKEN'])

    const there = await harbour.startAt(second)
    // The first authority lets people in also while it has not heard of the second yet.
    await harbour.enrol('carol', 'member', harbour.ca, here.https)
    await harbour.enrol('bob', 'member', second, there.https)
    for (const login of ['alice', 'bob']) await harbour.up(login)
    await harbour.sees('alice', ['bob'])
    await harbour.does('alice', 'send', '@bob', 'one root', '--wait', 'delivered', '--timeout', '30s')
    const [whois] = await harbour.does('alice', 'whois', 'bob')
    assert.match(JSON.stringify(whois), /ca2/)
    assert.match(await opensslSays(harbour, 'alice', harbour.root), /: OK$/)
    assert.match(await opensslSays(harbour, 'bob', harbour.root, second), /: OK$/)

    // What either revokes, both lists and every device know.
    await harbour.run(harbour.ca, 'revoke', '--login', 'bob')
    const refused = await parley(['send', '@bob', 'x', '--data', harbour.folder('bob'), '--json'])
    assert.notEqual(refused.status, 0)
    for (const data of [harbour.ca, second]) {
      const [shown] = (await harbour.run(data, 'ceremony', 'status')) as never as Shown[]
      assert.deepEqual(shown?.issuing.map(({ label, own }) => [label, own]).toSorted(), [
        ['ca1', data === harbour.ca],
        ['ca2', data === second],
      ])
      good(await harbour.tried(data, 'audit', '--verify'))
    }
  })
})

interface Shown {
  readonly issuing: readonly { readonly label: string; readonly own: boolean }[]
}
