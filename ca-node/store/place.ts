// Where an authority's database is: a file in its data folder, or a PostgreSQL server. The folder remembers which, so that
// every later command finds it. A password is never in the address.
import { dirname, join } from 'node:path'
import { Fault } from '@parley/shared/faults/fault.ts'
import { exists, readBounded, writeAtomically } from '@parley/shared/host/files.ts'
import { z } from 'zod'
import { DATABASE_PLACE_BYTES_MAX } from './constants.ts'

const SSL_MODES = ['disable', 'require', 'verify-full'] as const

/** A PostgreSQL database, every part checked. */
export interface ServerPlace {
  /** As it was typed; without password. */
  readonly url: string
  /** Host name or address; for a Unix socket the folder it lies in. */
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  /** `verify-full` where the address does not say and the server is not this machine. */
  readonly ssl: (typeof SSL_MODES)[number]
  /** PEM of who may vouch for the server. */
  readonly sslRoot: string | undefined
  /** A file with the password and nothing else; otherwise PGPASSWORD or PGPASSFILE, as with psql. */
  readonly passwordFile: string | undefined
}

const remembered = z.strictObject({
  url: z.string().max(2048),
  passwordFile: z.string().max(4096).optional(),
})

/** @param passwordFile absolute path. @throws Fault DATABASE_URL_MALFORMED, DATABASE_URL_SECRET */
export function serverPlace(typed: string, passwordFile?: string): ServerPlace {
  const malformed = (part: string) => new Fault('DATABASE_URL_MALFORMED', { part })
  let url: URL
  try {
    url = new URL(typed)
  } catch {
    throw malformed('URL')
  }
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') throw malformed('postgres://')
  // Whoever lists the processes of this machine can read it there.
  if (url.password !== '' || url.searchParams.has('password')) throw new Fault('DATABASE_URL_SECRET')
  for (const name of url.searchParams.keys())
    if (!['host', 'sslmode', 'sslrootcert'].includes(name)) throw malformed(name.slice(0, 40))
  const host = url.searchParams.get('host') ?? decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1')
  const database = decodeURIComponent(url.pathname.slice(1))
  const user = decodeURIComponent(url.username)
  if (host === '') throw malformed('host')
  if (database === '' || database.includes('/')) throw malformed('database')
  if (user === '') throw malformed('user')
  const mode = url.searchParams.get('sslmode')
  const ssl =
    mode === null ? (isHere(host) ? 'disable' : 'verify-full') : SSL_MODES.find((each) => each === mode)
  if (ssl === undefined) throw malformed('sslmode')
  return {
    url: typed,
    host,
    port: url.port === '' ? 5432 : Number(url.port),
    database,
    user,
    ssl,
    sslRoot: url.searchParams.get('sslrootcert') ?? undefined,
    passwordFile,
  }
}

/** As it may be shown and logged: no user, no options. */
export function shownPlace({ host, port, database }: ServerPlace): string {
  return host.startsWith('/') ? `postgres:${host}/${database}` : `postgres://${host}:${port}/${database}`
}

/** @param path of the SQLite file; where a server is used instead, a note beside it says so. @throws Fault DATA_DAMAGED */
export async function placeBeside(path: string): Promise<ServerPlace | undefined> {
  const note = noteBeside(path)
  if (!(await exists(note))) return undefined
  try {
    const text = Buffer.from(await readBounded(note, DATABASE_PLACE_BYTES_MAX)).toString('utf8')
    const { url, passwordFile } = remembered.parse(JSON.parse(text))
    return serverPlace(url, passwordFile)
  } catch (cause) {
    if (cause instanceof Fault && cause.code === 'FILE_UNREADABLE') throw cause
    throw new Fault('DATA_DAMAGED', { path: note, reason: 'no database can be found by it' }, { cause })
  }
}

export async function rememberPlace(path: string, { url, passwordFile }: ServerPlace): Promise<void> {
  await writeAtomically(noteBeside(path), `${JSON.stringify({ url, passwordFile })}\n`)
}

/** The file that says which server the database is on. */
export function noteBeside(path: string): string {
  return join(dirname(path), 'database.json')
}

function isHere(host: string): boolean {
  return host.startsWith('/') || host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
