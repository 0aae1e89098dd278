// Real processes: a CA node, two peers, and what goes wrong around them.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { temporaryFolder } from '../../support/folder.ts'
import { type Finished, parley, type Running, repository, running } from '../../support/program.ts'

const LOOPBACK = '/ip4/127.0.0.1/tcp/0'

interface World {
  readonly data: string
  /** Enrols a person. @returns the data folder */
  enrol(login: string): Promise<string>
  up(login: string): Promise<{ process: Running; ready: Record<string, unknown> }>
}

async function world(t: TestContext): Promise<World> {
  const data = await temporaryFolder(t)
  const ca = join(data, 'ca')
  const folder = (login: string) => join(data, login)
  good(await parley(['ca', 'init', '--realm', 'harbour', '--data', ca, '--json']))
  const authority = running(t, [
    ...['ca', 'start', '--data', ca, '--http', '127.0.0.1:0'],
    ...['--p2p', LOOPBACK, '--announce', '127.0.0.1'],
  ])
  await authority.line((line) => line.ready === true)
  return {
    data,
    async enrol(login) {
      const [invited] = good(await parley(['ca', 'invite', '--data', ca, '--json'])).json()
      good(
        await parley(['join', String(invited?.invite), '--login', login, '--data', folder(login), '--json']),
      )
      return folder(login)
    },
    async up(login) {
      const process = running(t, ['up', '--data', folder(login), '--listen', LOOPBACK])
      return { process, ready: await process.line((line) => line.ready === true) }
    },
  }
}

function good(finished: Finished): Finished {
  assert.equal(finished.status, 0, finished.stderr)
  return finished
}

describe('parley up', { skip: existsSync(join(repository, 'dist/parley.js')) ? false : 'not built' }, () => {
  it('is up for its owner, talks, and keeps everything over a kill', async (t) => {
    const { enrol, up, data } = await world(t)
    const alice = await enrol('alice')
    const bob = await enrol('bob')
    const { process, ready } = await up('alice')
    assert.deepEqual(Object.keys(ready), ['ready', 'peerId', 'login', 'listen', 'ui', 'api', 'tokenFile'])
    assert.equal(ready.login, 'alice')
    assert.equal((await stat(String(ready.tokenFile))).mode & 0o777, 0o600)

    // Bob is away: what Alice sends is stored, and waits.
    const stored = good(await parley(['send', '@bob', 'The tide turns at seven.', '--data', alice, '--json']))
    assert.equal(stored.json()[0]?.state, 'stored')
    await process.stop('SIGKILL')

    await up('bob')
    const again = await up('alice')
    const sent = ['send', '@bob', 'Are you there?', '--wait', 'delivered', '--timeout', '20s']
    good(await parley([...sent, '--data', alice, '--json']))
    const read = good(await parley(['read', '@alice', '--data', bob, '--json'])).json()
    assert.deepEqual(
      read.map(({ text, verified }) => [text, verified]),
      [
        ['The tide turns at seven.', true],
        ['Are you there?', true],
      ],
    )

    const began = Date.now()
    assert.equal(await again.process.stop(), 0)
    assert.ok(Date.now() - began < 5000, 'SIGTERM ends it within 5 s')
    assert.equal((await parley(['who', '--data', alice, '--json'])).code, 'DAEMON_NOT_RUNNING')

    const log = await readFile(join(alice, 'parley.log'), 'utf8')
    for (const line of log.trimEnd().split('\n')) JSON.parse(line)
    const secrets = await Promise.all(
      ['passphrase', 'password', 'api.token'].map(async (file) =>
        (await readFile(join(alice, file), 'utf8')).trim(),
      ),
    )
    for (const secret of [...secrets, 'tide turns']) assert.equal(log.includes(secret), false)
    assert.deepEqual(await readdir(data), ['alice', 'bob', 'ca'])
  })

  it('says plainly what is wrong, and changes nothing', async (t) => {
    const { enrol, up, data } = await world(t)
    const alice = await enrol('alice')
    const none = join(data, 'none')
    assert.equal((await parley(['up', '--data', none, '--json'])).code, 'DATA_MISSING')
    assert.equal(existsSync(none), false)

    const wrong = join(data, 'wrong')
    await writeFile(wrong, 'not this one\n')
    const refused = await parley(['up', '--data', alice, '--passphrase-file', wrong, '--json'])
    assert.deepEqual([refused.status, refused.code], [1, 'PASSPHRASE_WRONG'])

    for (const [argv, status, code] of [
      [['--listen', '/ip4/127.0.0.1'], 2, 'ADDRESS_MALFORMED'],
      [['--api', '0.0.0.0:0'], 2, 'API_NOT_LOOPBACK'],
      [['--api', 'here'], 2, 'VALUE_INVALID'],
    ] as const) {
      const ended = await parley(['up', '--data', alice, ...argv, '--json'])
      assert.deepEqual([ended.status, ended.code], [status, code], ended.stderr)
    }

    const { ready } = await up('alice')
    const second = await parley(['up', '--data', alice, '--json'])
    assert.deepEqual([second.status, second.code], [1, 'DATA_IN_USE'])
    const taken = new URL(String(ready.api)).host
    const bob = await enrol('bob')
    const port = await parley(['up', '--data', bob, '--api', taken, '--json'])
    assert.deepEqual([port.status, port.code], [1, 'PORT_IN_USE'])

    const joined = await parley([
      'join',
      'https://127.0.0.1:1/join#v=1',
      '--login',
      'eve',
      '--data',
      none,
      '--json',
    ])
    assert.deepEqual([joined.status, joined.code], [2, 'INVITATION_MALFORMED'])
    assert.equal(existsSync(none), false)
  })
})
