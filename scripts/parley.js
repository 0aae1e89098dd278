#!/usr/bin/env node
// The bin: finds a Node that is new enough, then runs the bundle. Plain JavaScript that any Node can read; it
// knows nothing of what Parley does.
import { Buffer } from 'node:buffer'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'

/** What libp2p 3 needs (Promise.withResolvers) and native modules are built for. */
const NEEDED = [22, 14]
/** Tells the bundle that it was started again by this file and must not outlive it. */
const RELAUNCHED = 'PARLEY_RELAUNCHED'

const root = new URL('..', import.meta.url)
const bundle = new URL('dist/parley.js', root)
const ownNode = fileURLToPath(
  new URL(`node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`, root),
)

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const isNewEnough = major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])
const french = /^fr/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '')

if (!existsSync(fileURLToPath(bundle)))
  fail(
    'NOT_BUILT',
    french
      ? 'Parley n’est pas encore construit. Lancez `npm ci`, puis `npm run build`, dans le dossier du clone.'
      : 'Parley is not built yet. Run `npm ci`, then `npm run build`, in the folder of the clone.',
  )
else if (isNewEnough) {
  // Before anything is loaded: the young generation stays at its first size and old garbage goes sooner. Measured: an
  // idle peer holds 12 MB less, a CA node after a crowd of 200 60 MB less, at the same speed.
  setFlagsFromString('--optimize-for-size')
  setFlagsFromString('--semi-space-growth-factor=1')
  // Small buffers are cut from slabs of this many bytes, and one that is kept (a peer ID, an address) keeps its slab.
  // With Node's 64 KiB each session of a CA node held some 80 KB of slabs, with 2 KiB still 3 KB.
  Buffer.poolSize = 512
  await import(bundle.href)
} else if (existsSync(ownNode) && process.env[RELAUNCHED] === undefined) relaunch()
else
  fail(
    'NODE_TOO_OLD',
    french
      ? `Parley demande Node.js ${NEEDED.join('.')} ou plus récent ; celui-ci est ${process.versions.node}. Installez-le depuis https://nodejs.org, ou lancez \`npm ci\` dans le dossier du clone, qui en apporte un.`
      : `Parley needs Node.js ${NEEDED.join('.')} or newer; this one is ${process.versions.node}. Install it from https://nodejs.org, or run \`npm ci\` in the folder of the clone, which brings one.`,
  )

/** The error output of every command: a line for people, or with --json an object for programs. */
function fail(code, message) {
  const json = process.argv.includes('--json')
  process.stderr.write(
    json ? `${JSON.stringify({ error: { code, message } })}\n` : `parley: ${message} [${code}]\n`,
  )
  process.exitCode = 1
}

/** Runs the same command under the Node of node_modules, as if it were this process. */
function relaunch() {
  const child = spawn(ownNode, process.argv.slice(1), {
    // The channel says nothing: it closes when this process dies by whatever means, and the child then ends too.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [RELAUNCHED]: '1' },
  })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2']
  const pass = (signal) => child.kill(signal)
  for (const signal of signals) if (signal in constants.signals) process.on(signal, pass)
  child.on('error', (error) => fail('NODE_TOO_OLD', `${ownNode}: ${error.message}`))
  child.on('exit', (status, signal) => {
    for (const name of signals) process.off(name, pass)
    if (signal !== null) process.kill(process.pid, signal)
    else process.exitCode = status ?? 1
  })
}
