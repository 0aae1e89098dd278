// A real PostgreSQL for tests: Debian's own, in a folder of its own, on a loopback port, ended with the test. Not installed:
// tests that need it are skipped and say so.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type ServerPlace, serverPlace } from '@parley/ca-node/store/place.ts'
import pg from 'pg'
import { type Ending, temporaryFolder } from './folder.ts'
import { freePort } from './free-port.ts'

/** Set by whoever runs a whole suite on a server that runs already: every realm of the suite gets a database there. */
const GIVEN = process.env.PARLEY_TEST_POSTGRES

const programs = globSync('/usr/lib/postgresql/*/bin').sort().at(-1)
/** Why there is none; false where there is. */
export const noPostgres: string | false =
  programs !== undefined && existsSync(join(programs, 'initdb')) ? false : 'PostgreSQL is not installed'

export interface PostgresServer {
  readonly port: number
  /** A new database. @returns its address */
  newDatabase(): Promise<string>
  /** The same database over the Unix socket: for who is on another host of a test's LAN. */
  socketUrl(url: string): string
  /** Runs SQL in one of them. */
  query(url: string, text: string): Promise<readonly Record<string, unknown>[]>
  /** As a power cut would, and back again on the same port. */
  kill(): Promise<void>
  start(): Promise<void>
}

/** @param options.durable with fsync, as in real life: for measurements */
export async function startPostgres(test: Ending, { durable = false } = {}): Promise<PostgresServer> {
  if (programs === undefined) throw new Error('PostgreSQL is not installed')
  const folder = await temporaryFolder(test)
  const data = join(folder, 'data')
  // PostgreSQL refuses to run as root.
  const as = process.getuid?.() === 0 ? ownerOfServers() : undefined
  if (as !== undefined) chownSync(folder, as.uid, as.gid)
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'parley', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...as, cwd: folder, stdio: 'pipe' },
  )
  const port = await freePort()
  let server: ChildProcess | undefined
  const url = (database: string) => `postgres://parley@127.0.0.1:${port}/${database}`
  const start = async () => {
    const settings = ['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${folder}`]
    if (!durable) settings.push('fsync=off')
    server = spawn(
      join(programs, 'postgres'),
      ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
      { ...as, cwd: folder, stdio: 'ignore' },
    )
    for (let waited = 0; ; waited += 50) {
      try {
        await query(url('postgres'), 'select 1')
        return
      } catch (error) {
        if (waited > 20_000) throw error
        await delay(50)
      }
    }
  }
  const end = async (signal: NodeJS.Signals) => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return
    const closed = once(server, 'close')
    server.kill(signal)
    await closed
  }
  test.after(() => end('SIGQUIT'))
  await start()
  return {
    port,
    newDatabase: () => newDatabase(url('postgres')),
    socketUrl: (address) => `${address}?host=${encodeURIComponent(folder)}`,
    query,
    start,
    kill: () => end('SIGQUIT'),
  }
}

let made = 0

async function newDatabase(server: string): Promise<string> {
  const name = `realm_${process.pid}_${made++}`
  // As a server that speaks English would sort: what the authority orders must not hang on it.
  await query(server, `create database ${name} template template0 locale_provider icu icu_locale 'en'`)
  return server.replace(/postgres$/, name)
}

async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Where a suite runs on a server: a new database there for the realm that is to be made. */
export async function givenPlace(): Promise<ServerPlace | undefined> {
  return GIVEN === undefined || GIVEN === '' ? undefined : serverPlace(await newDatabase(GIVEN))
}

function ownerOfServers(): { uid: number; gid: number } {
  const id = (what: string) => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }))
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    // `nobody`, on every system.
    return { uid: 65_534, gid: 65_534 }
  }
}
