// A realm of real programs on loopback, its root in a file on "another machine": the authority, devices that are up, and what a person
// or a script types. Says what they do in one word each; judges nothing that a test should judge.
import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { formatInvitation, hostPort, parseInvitation } from '@parley/shared/enrolment/invitation.ts'
import { until } from './crew.ts'
import { type Ending, temporaryFolder } from './folder.ts'
import { type Finished, parley, type Running, repository, running } from './program.ts'

const LOOPBACK = '/ip4/127.0.0.1/tcp/0'
export const FRENCH = { LANG: 'fr_FR.UTF-8' }
export const ENGLISH = { LANG: 'en_GB.UTF-8' }
const SOON_MS = 90_000

/** Preloads a clock that is so many milliseconds off. */
export const clock = (milliseconds: number) => ({
  NODE_OPTIONS: `--import=${pathToFileURL(join(repository, 'test/support/clock.js')).href}`,
  PARLEY_TEST_CLOCK: String(milliseconds),
})

export interface LogLine {
  readonly msg?: string
  readonly [name: string]: unknown
}

export class Harbour {
  readonly #test: Ending
  /** Everything lies in here. */
  readonly place: string
  /** Data folder of the authority. */
  readonly ca: string
  /** The root's file. */
  readonly root: string
  #ceremonies = 0
  #where = ['--http', '127.0.0.1:0', '--p2p', LOOPBACK]

  private constructor(test: Ending, place: string) {
    this.#test = test
    this.place = place
    this.ca = join(place, 'ca')
    this.root = join(place, 'root.pem')
  }

  /** @param more arguments of `parley ca init`. @param offline whether the root's key goes to its file */
  static async make(
    test: Ending,
    more: readonly string[] = [],
    env: Record<string, string> = {},
    offline = true,
  ): Promise<Harbour> {
    const harbour = new Harbour(test, await temporaryFolder(test))
    await writeFile(harbour.secret('ca'), 'a harbour is safe but not what ships are for\n')
    const root = offline ? ['--root-out', harbour.root] : []
    const where = ['--data', harbour.ca, '--passphrase-file', harbour.secret('ca'), '--json']
    good(await parley(['ca', 'init', '--realm', 'harbour', ...root, ...more, ...where], { env }))
    return harbour
  }

  secret(whose: string): string {
    return join(this.place, `${whose}.secret`)
  }

  folder(login: string): string {
    return join(this.place, login)
  }

  /** A file on the way between the machines. */
  file(name: string): string {
    return join(this.place, name)
  }

  /** `parley ca ARGS` that must succeed. @returns its JSON lines */
  async run(data: string, ...args: string[]): Promise<Record<string, unknown>[]> {
    return good(await this.tried(data, ...args)).json()
  }

  /** `parley ca ARGS`, however it ends. */
  tried(data: string, ...args: string[]): Promise<Finished> {
    return parley(['ca', ...args, '--data', data, '--passphrase-file', this.secret('ca'), '--json'])
  }

  /** The same as a person sees it. */
  async spoken(env: Record<string, string>, data: string, ...args: string[]): Promise<string> {
    const done = await parley(['ca', ...args, '--data', data, '--passphrase-file', this.secret('ca')], {
      env,
    })
    return `${done.stdout}${done.stderr}`
  }

  async start(env: Record<string, string> = {}): Promise<Running & { readonly https: string }> {
    const started = await this.startAt(this.ca, this.#where, env)
    // Next time it is where it was.
    const [address = ''] = started.p2p
    this.#where = ['--http', new URL(started.https).host, '--p2p', address.replace(/\/p2p\/.*/, '')]
    return started
  }

  async startAt(
    data: string,
    where: readonly string[] = ['--http', '127.0.0.1:0', '--p2p', LOOPBACK],
    env: Record<string, string> = {},
  ): Promise<Running & { readonly https: string; readonly p2p: readonly string[] }> {
    const secret = ['--passphrase-file', this.secret('ca')]
    const args = ['ca', 'start', '--data', data, ...secret, ...where, '--announce', '127.0.0.1']
    const process = running(this.#test, args, { env })
    const { https, p2p } = await process.line(({ ready }) => ready === true)
    return Object.assign(process, { https: String(https), p2p: (p2p as unknown[]).map(String) })
  }

  /** @param data of the authority that invites. @param only the one address to go to, of those in the link */
  async enrol(
    login: string,
    role = 'member',
    data = this.ca,
    only?: string,
  ): Promise<Record<string, unknown>> {
    const [invited] = await this.run(data, 'invite', '--role', role)
    const link = only === undefined ? String(invited?.invite) : linkTo(String(invited?.invite), only)
    const args = ['join', link, '--login', login, '--data', this.folder(login), '--json']
    return good(await parley(args)).json()[0] ?? {}
  }

  /** @param more arguments of `parley up` */
  async up(login: string, env: Record<string, string> = {}, more: readonly string[] = []): Promise<Running> {
    const args = ['up', '--data', this.folder(login), '--listen', LOOPBACK, '--no-mdns', ...more]
    const process = running(this.#test, args, { env })
    await process.line(({ ready }) => ready === true)
    return process
  }

  /** `parley ARGS` of a person's device. */
  async does(login: string, ...args: string[]): Promise<Record<string, unknown>[]> {
    return good(await parley([...args, '--data', this.folder(login), '--json'])).json()
  }

  /** Waits until `login` sees all of them connected. */
  async sees(login: string, others: readonly string[]): Promise<void> {
    await until(SOON_MS, `${login} sees ${others.join(', ')}`, async () => {
      const seen = await this.does(login, 'who')
      const online = seen.filter((each) => each.online === true).map((each) => String(each.login))
      return others.every((other) => online.includes(other)) ? undefined : online.join(', ')
    })
  }

  async status(login: string): Promise<Record<string, Record<string, unknown>>> {
    const [status] = await this.does(login, 'status')
    return (status ?? {}) as Record<string, Record<string, unknown>>
  }

  /** Lines of a device's log. */
  async log(login: string): Promise<readonly LogLine[]> {
    const text = await readFile(join(this.folder(login), 'parley.log'), 'utf8')
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  }

  /** A whole ceremony as people do it: request here, sign there, install here. */
  async ceremony(request: readonly string[], roots: readonly string[] = [this.root]): Promise<void> {
    const number = ++this.#ceremonies
    const [asked, answer] = [this.file(`request-${number}.json`), this.file(`answer-${number}.json`)]
    const [made] = await this.run(this.ca, 'ceremony', 'request', ...request, '--out', asked)
    await this.sign(asked, answer, String(made?.digits), roots)
    await this.run(this.ca, 'ceremony', 'install', answer)
  }

  /** On the machine of the root: nothing of the authority is there. */
  async sign(asked: string, answer: string, digits: string, roots: readonly string[] = [this.root]) {
    const secret = ['--passphrase-file', this.secret('ca')]
    const how = ['--root', ...roots, '--out', answer, '--confirm', digits, ...secret]
    const nowhere = ['--data', join(this.place, 'nothing-here')]
    return good(await parley(['ca', 'ceremony', 'sign', asked, ...how, ...nowhere, '--json'])).json()[0]
  }
}

export function good(finished: Finished): Finished {
  assert.equal(finished.status, 0, finished.stderr)
  return finished
}

function linkTo(link: string, https: string): string {
  return formatInvitation({ ...parseInvitation(link), addresses: [hostPort(new URL(https).host)] })
}

/** A device's own chain as PEM files in the harbour: leaf.pem and rest.pem. */
async function chainFiles(harbour: Harbour, login: string): Promise<{ leaf: string; rest: string }> {
  const device = JSON.parse(await readFile(join(harbour.folder(login), 'device.json'), 'utf8'))
  const pem = (der: string) =>
    `-----BEGIN CERTIFICATE-----\n${der.match(/.{1,64}/g)?.join('\n')}\n-----END CERTIFICATE-----\n`
  const [leaf = '', ...rest]: string[] = device.membership.chain
  const files = { leaf: harbour.file('leaf.pem'), rest: harbour.file('rest.pem') }
  await writeFile(files.leaf, pem(leaf))
  await writeFile(files.rest, rest.map(pem).join(''))
  return files
}

/**
 * What stock openssl says of a device's own chain, with every list of the realm.
 * @param roots a PEM file. @param data of the authority that gives the lists
 */
export async function opensslSays(
  harbour: Harbour,
  login: string,
  roots: string,
  data = harbour.ca,
): Promise<string> {
  const { leaf, rest } = await chainFiles(harbour, login)
  const lists = harbour.file('lists.pem')
  good(await parley(['ca', 'crl', '--data', data, '--out', lists, '--json']))
  const given = ['-CAfile', roots, '-untrusted', rest, '-CRLfile', lists, '-crl_check_all']
  return execFileSync('openssl', ['verify', ...given, leaf], { encoding: 'utf8' }).trim()
}

/** What `openssl ocsp` is told about a device's certificate. */
export async function ocspSays(harbour: Harbour, login: string, https: string): Promise<string> {
  const { leaf, rest } = await chainFiles(harbour, login)
  const at = ['-url', `http://${new URL(https).host}/ocsp`, '-CAfile', harbour.file('roots.pem')]
  const roots = ['root.pem', 'root2.pem'].map((name) => readFile(harbour.file(name), 'utf8').catch(() => ''))
  await writeFile(harbour.file('roots.pem'), (await Promise.all(roots)).join(''))
  const run = promisify(execFile)
  const { stdout, stderr } = await run('openssl', ['ocsp', '-issuer', rest, '-cert', leaf, ...at])
  return `${stdout}${stderr}`
}
