// The last step of every entry point: runs a program and ends the process with its status.
import { Fault, faultIn } from '../../faults/fault.ts'
import { hostOfProcess } from './host.ts'
import { createOutput } from './output.ts'
import { type Program, runProgram } from './program.ts'

type Survive = (error: unknown) => boolean
let survive: Survive = () => false

/**
 * Until the returned function is called, `judge` decides about errors that reached nobody: true when the process can
 * go on. For programs that stay up.
 */
export function surviveUnexpected(judge: Survive): () => void {
  survive = judge
  return () => {
    survive = () => false
  }
}

/** `main` of both sides. What a library throws behind our back ends in words too, never in a stack trace. */
export async function main(program: Program, argv: readonly string[]): Promise<never> {
  const host = hostOfProcess()
  // `parley read | head`: the reader had enough, which is no fault.
  process.stdout.on('error', () => process.exit(0))
  process.stderr.on('error', () => undefined)
  const lastWord = (error: unknown) => {
    if (survive(error)) return
    const reason = error instanceof Error ? error.message : String(error)
    createOutput(host, argv.includes('--json')).fault(faultIn(error) ?? new Fault('INTERNAL', { reason }))
    process.exit(1)
  }
  process.on('uncaughtException', lastWord)
  process.on('unhandledRejection', lastWord)
  const status = await runProgram(host, program, argv)
  await Promise.all([flushed(process.stdout), flushed(process.stderr)])
  process.exit(status)
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve())
  })
}
