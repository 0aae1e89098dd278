// A host for the command line that is only memory: what goes in, what came out, where there is or is no terminal.
import { PassThrough } from 'node:stream'
import type { CommandSpec } from '@parley/shared/host/cli/command.ts'
import type { Host } from '@parley/shared/host/cli/host.ts'
import { runProgram } from '@parley/shared/host/cli/program.ts'

export interface FakeHost extends Host {
  readonly typed: PassThrough
  out(): string
  err(): string
}

export function fakeHost(
  options: { tty?: boolean; stdin?: string | Uint8Array; french?: boolean } = {},
): FakeHost {
  const { tty = false, stdin = '', french = false } = options
  const typed = new PassThrough()
  if (!tty) typed.end(stdin)
  const stdout = collector(tty)
  const stderr = collector(tty)
  return {
    environment: {},
    platform: 'linux',
    home: '/nowhere',
    language: french ? 'fr' : 'en',
    version: '0.0.0',
    typed,
    stdin: Object.assign(typed, { isTTY: tty, setRawMode: () => undefined }),
    stdout: stdout.stream,
    stderr: stderr.stream,
    out: stdout.text,
    err: stderr.text,
  }
}

function collector(isTTY: boolean) {
  const chunks: string[] = []
  const stream = new PassThrough()
  stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  return { stream: Object.assign(stream, { isTTY, columns: 100 }), text: () => chunks.join('') }
}

export interface Ran {
  readonly status: number
  readonly out: string
  readonly err: string
  /** Code of the error, as --json prints it. */
  readonly code: string | undefined
}

/** Runs `parley ARGV` of the given commands in this process. */
export async function run(
  commands: readonly CommandSpec[],
  argv: readonly string[],
  host: FakeHost = fakeHost(),
): Promise<Ran> {
  const program = {
    name: 'parley',
    summary: { en: 'a test', fr: 'un test' },
    side: 'peer',
    commands,
  } as const
  const status = await runProgram(host, program, argv)
  // Streams hand over in the next turn.
  await new Promise((resolve) => setImmediate(resolve))
  const [, code] = /^\{"error":\{"code":"([A-Z_]+)"/m.exec(host.err()) ?? []
  return { status, out: host.out(), err: host.err(), code }
}

/** Types each answer when its question is asked. */
export function typing(
  host: FakeHost,
  answers: readonly (readonly [question: string, answer: () => string])[],
): void {
  const left = [...answers]
  let seen = 0
  host.stderr.on('data', () => {
    const [question, answer] = left[0] ?? []
    const text = host.err()
    if (question === undefined || answer === undefined || text.indexOf(question, seen) < 0) return
    seen = text.indexOf(question, seen) + question.length
    left.shift()
    setImmediate(() => {
      host.typed.write(answer())
      setImmediate(() => host.typed.write('\r'))
    })
  })
}
