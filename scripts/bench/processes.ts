// How long the CA node and a peer take until they are ready, and what they hold in memory when nothing happens.
// Real processes, started as a person starts them.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { type Figure, quantile } from './figure.ts'
import { enrolCrowd, withCrowd } from './many-peers.ts'

const launcher = fileURLToPath(new URL('../parley.js', import.meta.url))

/** Starts of each program that are counted. */
const STARTS = 7
/** Idle time before memory is read, ms: what starting left behind has been collected by then. */
const SETTLE_MS = 10_000
/**
 * Peers connected at once. What the first of them make the authority hold once (compiled code, memory of its threads) is
 * counted in `ca.rss.connected`; `ca.perpeer` is what each one after them adds.
 */
const FIRST = 100
const CONNECTED = 300

interface Started {
  readonly child: ChildProcess
  readonly ready: Record<string, unknown>
  readonly ms: number
}

async function start(args: readonly string[]): Promise<Started> {
  const begun = performance.now()
  const child = spawn(process.execPath, [launcher, ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout === null) throw new Error('no stdout')
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = JSON.parse(line)
    if (ready.ready === true) return { child, ready, ms: performance.now() - begun }
  }
  throw new Error(`parley ${args.join(' ')} ended before it was ready`)
}

async function stop({ child }: Started): Promise<void> {
  child.kill('SIGTERM')
  if (child.exitCode === null) await once(child, 'exit')
}

async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const child = spawn(process.execPath, [launcher, ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const chunks: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
  const [status] = await once(child, 'close')
  if (status !== 0) throw new Error(`parley ${args.join(' ')} exited with ${status}`)
  return JSON.parse(Buffer.concat(chunks).toString().split('\n')[0] ?? '')
}

/** Resident memory, MiB (proc(5): VmRSS). */
async function residentMiB({ child }: Started): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
}

export async function processFigures(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  try {
    return await measure(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(folder: string): Promise<readonly Figure[]> {
  const secret = join(folder, 'secret')
  await writeFile(secret, 'only for this measurement\n')
  const authority = ['--data', join(folder, 'ca'), '--passphrase-file', secret]
  const device = ['--data', join(folder, 'peer'), '--passphrase-file', secret]
  await run(['ca', 'init', '--realm', 'bench', ...authority])
  const startAuthority = () =>
    start([
      'ca',
      'start',
      ...authority,
      '--http',
      '127.0.0.1:0',
      '--p2p',
      '/ip4/127.0.0.1/tcp/0',
      '--announce',
      '127.0.0.1',
    ])

  const authorityStarts: number[] = []
  for (let n = 0; n < STARTS; n++) {
    const started = await startAuthority()
    authorityStarts.push(started.ms)
    await stop(started)
  }

  const running = await startAuthority()
  const { invite } = await run(['ca', 'invite', ...authority])
  await run(['join', String(invite), '--login', 'alice', '--password-file', secret, ...device])
  const startPeer = () => start(['up', ...device, '--listen', '/ip4/127.0.0.1/tcp/0'])
  const peerStarts: number[] = []
  for (let n = 0; n < STARTS; n++) {
    const started = await startPeer()
    peerStarts.push(started.ms)
    await stop(started)
  }

  const peer = await startPeer()
  await pause(SETTLE_MS)
  const peerRss = await residentMiB(peer)
  await stop(peer)

  // Enrolled first, in a run of their own: hashing their passwords is not part of what a session holds.
  const crowd = await run(['ca', 'invite', '--uses', String(CONNECTED), ...authority])
  await enrolCrowd(String(crowd.invite), folder, CONNECTED)
  await stop(running)
  const again = await startAuthority()
  await pause(SETTLE_MS)
  const authorityRss = await residentMiB(again)
  const addresses = z.array(z.string()).parse(again.ready.p2p)
  const rssNow = async () => {
    await pause(SETTLE_MS)
    return residentMiB(again)
  }
  const [first, all] = await withCrowd(addresses, folder, { from: 0, to: FIRST }, async () => {
    const some = await rssNow()
    return [some, await withCrowd(addresses, folder, { from: FIRST, to: CONNECTED }, rssNow)] as const
  })
  await stop(again)
  return [
    { metric: 'peer.start', value: quantile(peerStarts, 0.5), unit: 'ms', n: STARTS },
    { metric: 'ca.start', value: quantile(authorityStarts, 0.5), unit: 'ms', n: STARTS },
    { metric: 'peer.rss', value: peerRss, unit: 'MiB', n: 1 },
    { metric: 'ca.rss', value: authorityRss, unit: 'MiB', n: 1 },
    { metric: 'ca.rss.connected', value: all, unit: 'MiB', n: CONNECTED },
    {
      metric: 'ca.perpeer',
      value: ((all - first) * 1024) / (CONNECTED - FIRST),
      unit: 'KiB',
      n: CONNECTED - FIRST,
    },
  ]
}
