// The bin: which Node runs it, what it says when it cannot, and that nothing outlives it.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, it, type TestContext } from 'node:test'
import { VERSION } from '@parley/shared/host/cli/host.ts'
import { temporaryFolder } from '../support/folder.ts'
import { repository } from '../support/program.ts'

/** A Node of this machine that is too old, as a person may have. */
const oldNode = (() => {
  const version = spawnSync('/usr/bin/node', ['-v'], { encoding: 'utf8' }).stdout ?? ''
  const [, major = '0', minor = '0'] = /^v(\d+)\.(\d+)/.exec(version) ?? []
  const isOld = Number(major) > 14 && (Number(major) < 22 || (Number(major) === 22 && Number(minor) < 14))
  return isOld ? '/usr/bin/node' : undefined
})()

/** A clone with nothing but the launcher and what the test puts beside it. */
async function clone(t: TestContext, bundle?: string, ownNode?: string): Promise<string> {
  const folder = await temporaryFolder(t)
  await mkdir(join(folder, 'scripts'))
  await copyFile(join(repository, 'scripts/parley.js'), join(folder, 'scripts/parley.js'))
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  if (bundle !== undefined) {
    await mkdir(join(folder, 'dist'))
    await writeFile(join(folder, 'dist/parley.js'), bundle)
  }
  if (ownNode !== undefined) {
    await mkdir(join(folder, 'node_modules/node/bin'), { recursive: true })
    await writeFile(join(folder, 'node_modules/node/bin/node'), ownNode)
    await chmod(join(folder, 'node_modules/node/bin/node'), 0o755)
  }
  return folder
}

const parley = (node: string, folder: string, ...args: string[]) =>
  spawnSync(node, [join(folder, 'scripts/parley.js'), ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', LANG: 'C' },
  })

describe('the launcher', () => {
  it('says to build what is not built', async (t) => {
    const folder = await clone(t)
    const { status, stderr } = parley(process.execPath, folder, 'who')
    assert.equal(status, 1)
    assert.match(stderr, /npm run build.*\[NOT_BUILT\]/)
    const json = parley(process.execPath, folder, 'who', '--json')
    assert.equal(JSON.parse(json.stderr).error.code, 'NOT_BUILT')
  })

  it('runs the bundle in its own process when Node is new enough', async (t) => {
    const folder = await clone(t, 'console.log(process.pid, ...process.argv.slice(2)); process.exitCode = 3')
    const { status, stdout, pid } = parley(process.execPath, folder, 'send', '@bob')
    assert.deepEqual([status, stdout], [3, `${pid} send @bob\n`])
  })

  it('is what package.json names, and knows its version', async () => {
    const { bin } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8'))
    assert.equal(bin.parley, 'scripts/parley.js')
    assert.equal(parley(process.execPath, repository, '--version').stdout, `${VERSION}\n`)
  })
})

describe('the launcher under an old Node', { skip: oldNode ? false : 'no old Node here' }, () => {
  const old = oldNode ?? ''
  const STAYS =
    'process.on("SIGTERM", () => process.exit(7)); setInterval(() => {}, 1000); console.log(process.pid)'
  const wrapped = `#!/bin/sh\nexec '${process.execPath}' "$@"\n`

  it('says what is needed when there is no other', async (t) => {
    const folder = await clone(t, 'throw new Error("must not run")')
    const { status, stderr } = parley(old, folder, 'who')
    assert.equal(status, 1)
    assert.match(stderr, /needs Node\.js 22\.14 or newer.*npm ci.*\[NODE_TOO_OLD\]/)
  })

  it('starts itself again under the one of node_modules, and passes everything', async (t) => {
    const folder = await clone(
      t,
      'process.stdin.pipe(process.stdout); process.stdin.on("end", () => { process.exitCode = Number(process.argv[2]) })',
      wrapped,
    )
    const { status, stdout } = spawnSync(old, [join(folder, 'scripts/parley.js'), '5'], {
      encoding: 'utf8',
      input: 'through',
    })
    assert.deepEqual([status, stdout], [5, 'through'])
  })

  async function staying(t: TestContext) {
    const folder = await clone(t, STAYS, wrapped)
    const child = spawn(old, [join(folder, 'scripts/parley.js')], { stdio: ['ignore', 'pipe', 'inherit'] })
    t.after(() => child.kill('SIGKILL'))
    const [pid] = await once(createInterface({ input: child.stdout }), 'line')
    return { child, inner: Number(pid) }
  }

  it('passes signals and their outcome', async (t) => {
    const { child, inner } = await staying(t)
    assert.notEqual(inner, child.pid)
    child.kill('SIGTERM')
    assert.deepEqual(await once(child, 'exit'), [7, null])
  })

  it('takes the program with it when it is killed', async (t) => {
    const entry = await readFile(join(repository, 'scripts/parley.ts'), 'utf8')
    const guard =
      /if \(process\.env\.PARLEY_RELAUNCHED[\s\S]*?\n\}/.exec(entry)?.[0] ?? assert.fail('no guard')
    const folder = await clone(t, `${guard}\n${STAYS}`, wrapped)
    const child = spawn(old, [join(folder, 'scripts/parley.js')], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(createInterface({ input: child.stdout }), 'line')
    child.kill('SIGKILL')
    // Its standard output closes when the last process that holds it is gone.
    await once(child, 'close', { signal: AbortSignal.timeout(20_000) })
  })
})
