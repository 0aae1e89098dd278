// Real `parley` processes for tests: started through the launcher a person uses, read line by line, ended by pid.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Ending } from './folder.ts'

export const repository = fileURLToPath(new URL('../../', import.meta.url))
const launcher = join(repository, 'scripts/parley.js')

/** How long a test waits for a process to say or do something, ms. Generous: machines under load are slow. */
const PATIENCE_MS = 90_000

export interface RunOptions {
  /** A host of `scripts/lan`, as [LAN name, host]. */
  readonly on?: readonly [lan: string, host: string]
  readonly stdin?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
}

export interface Finished {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  /** The objects of stdout, one a line. Throws when a line is not JSON: with --json nothing else may be there. */
  json(): Record<string, unknown>[]
  /** The code of the error on stderr, as --json prints it; undefined when there is none. */
  readonly code: string | undefined
}

function start(args: readonly string[], options: RunOptions): ChildProcess {
  if (!existsSync(join(repository, 'dist/parley.js')))
    throw new Error('run `npm run build` before tests of processes')
  const command = [process.execPath, launcher, ...args]
  const [program, ...rest] =
    options.on === undefined
      ? command
      : [join(repository, 'scripts/lan'), options.on[0], 'run', options.on[1], ...command]
  return spawn(program ?? '', rest, {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/', LANG: 'C', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

/** Runs `parley ARGS` to its end. */
export async function parley(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const child = start(args, options)
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk))
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(options.stdin ?? '')
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? PATIENCE_MS)
  const [status] = await once(child, 'close')
  clearTimeout(timer)
  const out = Buffer.concat(stdout).toString()
  const err = Buffer.concat(stderr).toString()
  return {
    status,
    stdout: out,
    stderr: err,
    json: () => lines(out).map((line) => JSON.parse(line)),
    code: lines(err)
      .map(errorCode)
      .find((code) => code !== undefined),
  }
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '')

function errorCode(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined
  const parsed = JSON.parse(line) as { error?: { code?: string } }
  return parsed.error?.code
}

/** A program that stays: `parley ca start`, `parley up`, `parley read --follow`. */
export interface Running {
  readonly pid: number
  /** The next line of stdout that satisfies `wanted`; lines before it are passed over. Rejects when the program ends first. */
  line(
    wanted: (line: Record<string, unknown>) => boolean,
    timeoutMs?: number,
  ): Promise<Record<string, unknown>>
  stderr(): string
  /** Its status, once it has ended by itself. */
  ended(): Promise<number | null>
  /** SIGTERM (or `signal`), then waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts `parley ARGS --json`; ends with the test. */
export function running(test: Ending, args: readonly string[], options: RunOptions = {}): Running {
  const child = start([...args, '--json'], options)
  let stderr = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-65_536)
  })
  const seen: Record<string, unknown>[] = []
  const waiting = new Set<() => void>()
  let ended = false
  const wake = () => {
    for (const look of waiting) look()
  }
  if (child.stdout === null) throw new Error('no stdout')
  createInterface({ input: child.stdout }).on('line', (line) => {
    seen.push(JSON.parse(line))
    wake()
  })
  const closed = once(child, 'close').then(() => {
    ended = true
    wake()
  })
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
    await closed
    clearTimeout(timer)
    return child.exitCode
  }
  test.after(() => stop())
  return {
    pid: child.pid ?? -1,
    stderr: () => stderr,
    ended: async () => {
      await closed
      return child.exitCode
    },
    stop,
    line: (wanted, timeoutMs = PATIENCE_MS) =>
      new Promise((resolve, reject) => {
        const finish = (settle: () => void) => {
          clearTimeout(timer)
          waiting.delete(look)
          settle()
        }
        const look = () => {
          for (let next = seen.shift(); next !== undefined; next = seen.shift()) {
            const line = next
            if (wanted(line)) return finish(() => resolve(line))
          }
          if (ended) finish(() => reject(new Error(`parley ${args.join(' ')} ended: ${stderr}`)))
        }
        const timer = setTimeout(
          () => finish(() => reject(new Error(`parley ${args.join(' ')} did not say it in time: ${stderr}`))),
          timeoutMs,
        )
        waiting.add(look)
        look()
      }),
  }
}
