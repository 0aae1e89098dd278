// Two processes of a measurement and the one that drives them: calls by name over IPC.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

interface Call {
  readonly id: number
  readonly name: string
  readonly argument: unknown
}

interface Reply {
  readonly id: number
  readonly result?: unknown
  readonly error?: string
}

/** In the measured process: answers calls until it is told to stop. */
export function answering(work: Readonly<Record<string, (argument: never) => unknown>>): void {
  process.on('message', async ({ id, name, argument }: Call) => {
    try {
      const result = await work[name]?.(argument as never)
      process.send?.({ id, result })
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
    if (name === 'stop') process.disconnect()
  })
}

/** ms on a clock that all processes of this machine share. */
export function machineNow(): number {
  return Number(process.hrtime.bigint()) / 1_000_000
}

export interface Measured {
  call(name: string, argument?: unknown): Promise<unknown>
  stop(): Promise<void>
}

/** In the driving process. @param module file beside this one */
export function measured(module: string): Measured {
  const path = fileURLToPath(new URL(module, import.meta.url))
  const child: ChildProcess = fork(path, { execArgv: ['--import', 'tsx', ...profiling()], stdio: 'inherit' })
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  let calls = 0
  child.on('message', ({ id, result, error }: Reply) => {
    const call = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) call?.resolve(result)
    else call?.reject(new Error(error))
  })
  child.on('exit', (status) => {
    for (const { reject } of waiting.values()) reject(new Error(`${module} ended with ${status}`))
  })
  const call = (name: string, argument?: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      calls += 1
      waiting.set(calls, { resolve, reject })
      child.send({ id: calls, name, argument } satisfies Call)
    })
  return {
    call,
    async stop() {
      if (!child.connected) return
      await call('stop')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

/** `node --cpu-prof scripts/bench/main.ts` profiles the measured processes too. */
function profiling(): string[] {
  return process.execArgv.filter((argument) => argument.startsWith('--cpu-prof'))
}
