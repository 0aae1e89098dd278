// From a clone to a conversation: scripts/start, scripts/join, and starting again.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { temporaryFolder } from '../support/folder.ts'
import { freePort } from '../support/free-port.ts'
import { parley, repository } from '../support/program.ts'

interface Script {
  readonly child: ChildProcess
  /** Waits until stdout has it. */
  says(wanted: RegExp): Promise<RegExpExecArray>
  /** SIGTERM; resolves with the status when it and all it started are gone. */
  stop(): Promise<number | null>
}

function script(t: TestContext, name: string, ...args: string[]): Script {
  const child = spawn(join(repository, 'scripts', name), args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/', LANG: 'C' },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  // The pipes close when the last of its children is gone, too.
  const closed = once(child, 'close')
  const stop = async () => {
    child.kill('SIGTERM')
    await closed
    return child.exitCode
  }
  t.after(stop)
  return {
    child,
    stop,
    async says(wanted) {
      const deadline = Date.now() + 120_000
      for (;;) {
        const found = wanted.exec(out)
        if (found !== null) return found
        if (child.exitCode !== null || Date.now() > deadline)
          assert.fail(`${name}: no ${wanted} in\n${out}\n${err}`)
        await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), closed])
      }
    },
  }
}

/** A realm with its conversation takes so many ports in a row. */
const PORTS = 16

const INVITATION = /\.\/scripts\/join '(https:\/\/[^']+)'/

describe('scripts/start', {
  skip: existsSync(join(repository, 'dist/parley.js')) ? false : 'not built',
}, () => {
  it('makes a realm with a conversation, invites the next person, and resumes', async (t) => {
    const data = await temporaryFolder(t)
    const base = String(await freePort(PORTS))
    const first = script(t, 'start', '--demo', '--data', join(data, 'one'), '--port-base', base)
    const [, invitation = ''] = await first.says(INVITATION)
    const [, you = ''] = await first.says(/you are ([a-z0-9._-]+)\./)
    await first.says(new RegExp(`http://127.0.0.1:${Number(base) + 3}/`))
    const mine = join(data, 'one/peer')
    assert.equal((await stat(join(mine, 'passphrase'))).mode & 0o777, 0o600)

    // The first person is an administrator, whose second factor was kept because nobody was asked.
    assert.equal((await stat(join(mine, 'second-factor'))).mode & 0o777, 0o600)
    const [factor] = (await parley(['second-factor', '--data', mine, '--json'])).json()
    assert.match(String(factor?.code), /^\d{6}$/)
    const users = (await parley(['ca', 'users', '--data', join(data, 'one/ca'), '--json'])).json()
    assert.equal(users.find(({ login }) => login === you)?.role, 'admin')

    const told = (await parley(['read', '--data', mine, '--json'])).json()
    assert.ok(told.length >= 4, 'the demo has a conversation')
    assert.ok(told.every(({ verified }) => verified === true))

    const next = script(t, 'join', invitation, '--login', 'dora', '--data', join(data, 'two'))
    await next.says(/you are dora\./)
    const dora = join(data, 'two/peer')
    const sent = ['send', `@${you}`, 'Hello from the next machine', '--wait', 'delivered', '--timeout', '30s']
    const finished = await parley([...sent, '--data', dora, '--json'])
    assert.equal(finished.status, 0, finished.stderr)

    assert.equal(await next.stop(), 0)
    assert.equal(await first.stop(), 0)
    assert.equal((await parley(['who', '--data', mine, '--json'])).code, 'DAEMON_NOT_RUNNING')

    // Again, without a word about ports: the same realm, the same people, nothing told twice.
    const root = await readFile(join(mine, 'device.json'), 'utf8')
    const again = script(t, 'start', '--data', join(data, 'one'))
    await again.says(new RegExp(`https://[^ ]*:${base}/`))
    await again.says(INVITATION)
    assert.equal(await readFile(join(mine, 'device.json'), 'utf8'), root)
    const kept = (await parley(['read', '@dora', '--data', mine, '--json'])).json()
    assert.deepEqual(
      kept.map(({ text }) => text),
      ['Hello from the next machine'],
    )
    assert.deepEqual((await readdir(data)).sort(), ['one', 'two'])
  })

  it('ends everything when a port is taken, and says what to do', async (t) => {
    const data = await temporaryFolder(t)
    const taken = createServer().listen(0, '0.0.0.0')
    t.after(() => taken.close())
    await once(taken, 'listening')
    const address = taken.address()
    assert.ok(address !== null && typeof address === 'object')
    const base = String(address.port)
    const { status, stderr } = spawnSync(
      join(repository, 'scripts/start'),
      ['--data', data, '--port-base', base],
      {
        encoding: 'utf8',
        timeout: 60_000,
      },
    )
    assert.equal(status, 1)
    assert.match(stderr, /already in use.*\[PORT_IN_USE\]/)
  })

  for (const [what, argv] of [
    ['an unknown option', ['--loud']],
    ['a port base that is none', ['--port-base', '80']],
    ['no folder', ['--data']],
  ] as const)
    it(`refuses ${what} before doing anything`, () => {
      const { status, stderr } = spawnSync(join(repository, 'scripts/start'), argv, { encoding: 'utf8' })
      assert.equal(status, 2)
      assert.match(stderr, /Usage: /)
    })
})

describe('scripts/join', () => {
  it('asks for an invitation, and refuses one that is none', async (t) => {
    const data = await temporaryFolder(t)
    const run = (...argv: string[]) =>
      spawnSync(join(repository, 'scripts/join'), [...argv, '--data', join(data, 'new')], {
        encoding: 'utf8',
      })
    assert.equal(run().status, 2)
    if (!existsSync(join(repository, 'dist/parley.js'))) return
    const wrong = run('https://127.0.0.1/join#v=1', '--login', 'eve')
    assert.equal(wrong.status, 2)
    assert.match(wrong.stderr, /\[INVITATION_MALFORMED\]/)
  })
})
