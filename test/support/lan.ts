// A LAN of network namespaces for a test (scripts/lan), and a recording of every frame on it.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { repository } from './program.ts'

const lanScript = join(repository, 'scripts/lan')

/** Keeps apart the LANs of two clones on one machine; a LAN that a killed run of this one left behind is found again. */
const CLONE = createHash('sha256').update(repository).digest('hex').slice(0, 4)

export interface Lan {
  readonly name: string
  unplug(host: string): void
  plug(host: string): void
  /** Milliseconds by which what the host sends is held back. */
  delay(host: string, ms: number): void
  /** Percent of what comes to the host that is dropped, at random. */
  lose(host: string, percent: number): void
  /** Runs a command on a host, like `ip addr ...`; throws when it fails. */
  run(host: string, ...command: string[]): void
  /** Records all frames into `file` until the returned function is called. */
  capture(file: string): Promise<() => Promise<void>>
}

/** Why a LAN cannot be made here; false when it can. For the `skip` option of a test. */
export const lanImpossible = () => impossible('p')

/** Why no line can be made to hold back what is sent; false when one can: a kernel may come without netem. */
export const delayImpossible = () => impossible('d', 'delay', '1')

/** Why no line can be made to lose what comes; false when one can. */
export const lossImpossible = () => impossible('l', 'lose', '1')

/** @param how what is done to the line of a host, where a LAN alone is not enough */
function impossible(prefix: string, how?: string, value = ''): string | false {
  const name = `${prefix}${process.pid % 10_000}`
  const lan = (...args: string[]) => spawnSync(lanScript, [name, ...args], { encoding: 'utf8' })
  const made = lan('up', '1')
  if (made.status !== 0) return `no network namespaces here: ${made.stderr.trim()}`
  const done = how === undefined ? made : lan(how, 'h1', value)
  lan('down')
  return done.status === 0 ? false : `no \`${how}\` here: ${done.stderr.trim()}`
}

/**
 * Hosts h1 ... hN at 10.77.0.1 ...; removed with everything on them after the test.
 * @param what up to 8 lower-case letters and digits, unique among all test files that may run at once
 */
export function makeLan(test: Pick<TestContext, 'after'>, what: string, hosts: number): Lan {
  const name = `${what}${CLONE}`
  const lan = (...args: string[]) => {
    const run = spawnSync(lanScript, [name, ...args], { encoding: 'utf8' })
    if (run.status !== 0) throw new Error(`scripts/lan ${name} ${args.join(' ')}: ${run.stderr}`)
  }
  spawnSync(lanScript, [name, 'down'])
  test.after(() => lan('down'))
  lan('up', String(hosts))
  return {
    name,
    unplug: (host) => lan('unplug', host),
    plug: (host) => lan('plug', host),
    delay: (host, ms) => lan('delay', host, String(ms)),
    lose: (host, percent) => lan('lose', host, String(percent)),
    run: (host, ...command) => lan('run', host, ...command),
    async capture(file) {
      const recorder = spawn(lanScript, [name, 'capture', file], { stdio: ['ignore', 'ignore', 'pipe'] })
      test.after(() => recorder.kill())
      for await (const chunk of recorder.stderr) {
        if (String(chunk).includes('Capture started') || String(chunk).includes('Capturing on')) break
      }
      return async () => {
        recorder.kill('SIGINT')
        if (recorder.exitCode === null) await once(recorder, 'exit')
      }
    },
  }
}
