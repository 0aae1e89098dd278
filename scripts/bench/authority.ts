// A real CA node for a measurement: a realm of its own, a process as a person starts it, and requests from as many
// addresses as there are people (each address has its own limits, as on a LAN).
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type AuthorityFolder, authorityFolder } from '@parley/ca-node/folder.ts'
import { makeCsr } from '@parley/peer/enrol/csr.ts'
import type { EnrolmentRequest } from '@parley/shared/enrolment/schema.ts'
import { generateKey } from '@parley/shared/host/crypto.ts'
import { login } from '@parley/shared/identity/login.ts'

const launcher = fileURLToPath(new URL('../parley.js', import.meta.url))
export const SECRET = 'only for this measurement'

/** A folder that is gone when `work` is over. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export interface Realm {
  readonly folder: AuthorityFolder
  /** Certificate of the root, PEM. */
  readonly root: string
  /** The option by which a command that signs gets it. */
  readonly passphrase: readonly string[]
  /** Runs `parley ca ARGS`. @returns its first object */
  run(...args: readonly string[]): Promise<Record<string, unknown>>
  start(): Promise<RunningProcess>
}

export interface RunningProcess {
  readonly address: URL
  readonly plain: URL
  readonly p2p: readonly string[]
  readonly pid: number
  /** The most memory it ever held, MiB (proc(5): VmHWM). */
  peak(): Promise<number>
  stop(): Promise<void>
}

export async function makeRealm(folder: string): Promise<Realm> {
  const secret = join(folder, 'secret')
  await writeFile(secret, `${SECRET}\n`)
  const data = join(folder, 'ca')
  const where = ['--data', data, '--json']
  const passphrase = ['--passphrase-file', secret]
  const run: Realm['run'] = async (...args) => {
    const child = parley('ca', ...args, ...where)
    const line = await firstLine(child)
    if (child.exitCode === null) await once(child, 'exit')
    return line
  }
  await run('init', '--realm', 'bench', ...passphrase)
  const { pem } = await run('root')
  return {
    folder: authorityFolder(data),
    root: String(pem),
    passphrase,
    run,
    async start() {
      const ports = ['--http', '127.0.0.1:0', '--p2p', '/ip4/127.0.0.1/tcp/0', '--announce', '127.0.0.1']
      const child = parley('ca', 'start', ...ports, ...passphrase, ...where)
      const ready = await firstLine(child)
      return {
        address: new URL(String(ready.https)),
        plain: new URL(String(ready.http)),
        p2p: Array.isArray(ready.p2p) ? ready.p2p.map(String) : [],
        pid: child.pid ?? 0,
        async peak() {
          const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
          return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
        },
        async stop() {
          child.kill('SIGTERM')
          if (child.exitCode === null) await once(child, 'exit')
        },
      }
    },
  }
}

function parley(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [launcher, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
}

async function firstLine({ stdout }: ChildProcess): Promise<Record<string, unknown>> {
  if (stdout === null) throw new Error('no stdout')
  for await (const line of createInterface({ input: stdout })) return JSON.parse(line)
  throw new Error('parley ended without a word')
}

export interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

/** One who asks, at an address of their own (127.1.x.y), on a connection that is kept. */
export class Client {
  readonly #to: URL
  readonly #options: { readonly agent: Agent; readonly ca: string; readonly localAddress: string }

  constructor(to: URL, ca: string, number: number) {
    this.#to = to
    const localAddress = `127.1.${Math.floor(number / 250)}.${(number % 250) + 1}`
    this.#options = { agent: new Agent({ keepAlive: true, maxSockets: 1 }), ca, localAddress }
  }

  post(path: string, body: object): Promise<Answer> {
    const text = Buffer.from(JSON.stringify(body))
    const headers = { 'content-type': 'application/json', 'content-length': text.length }
    return new Promise((resolve, reject) => {
      const options = { ...this.#options, method: 'POST', headers }
      const asking = request(new URL(path, this.#to), options, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: JSON.parse(Buffer.concat(chunks).toString()),
          }),
        )
      })
      asking.on('error', reject)
      asking.end(text)
    })
  }

  close(): void {
    this.#options.agent.destroy()
  }
}

/** A whole request of somebody with a new device. */
export function enrolmentOf(who: string, invitation: string): EnrolmentRequest {
  return { invitation, login: who, password: 'three loud herons at dawn', csr: newCsr() }
}

function newCsr(): string {
  const { signer } = generateKey('ed25519')
  return Buffer.from(makeCsr(signer, login('somebody'))).toString('base64')
}
