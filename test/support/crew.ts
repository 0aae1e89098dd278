// People of one realm on hosts of a LAN, as real processes: the authority on h1, one person on each host named. Says
// what they do in one word each; judges nothing that a test should judge.
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { temporaryFolder } from './folder.ts'
import { type Lan, makeLan } from './lan.ts'
import { type Finished, parley, type Running, type RunOptions, running } from './program.ts'

/** What ends when it ends. */
type Owner = Pick<TestContext, 'after'>

/** A machine on which a whole crowd starts at once takes its time, ms. */
const START_MS = 90_000
/** Between two looks into a log file, ms. */
const LOOK_MS = 50
const AUTHORITY_HOST = 'h1'
const AUTHORITY_ADDRESS = '10.77.0.1'

export interface Crew {
  readonly lan: Lan
  readonly authority: Authority
  member(login: string): Member
}

export interface CrewOptions {
  /** Unique among all test files that may run at once. */
  readonly lan: string
  /** Host (h2 ...) of each login. */
  readonly people: Readonly<Record<string, string>>
  /** What the line of every host does to what it carries, before anything runs. */
  readonly rough?: {
    /** Percent. */
    readonly loss: number
    /** Milliseconds each way. */
    readonly delay: number
  }
}

/** A LAN with a running authority and everybody enrolled; nobody is up yet. */
export async function makeCrew(test: Owner, { lan: name, people, rough }: CrewOptions): Promise<Crew> {
  const hosts = [AUTHORITY_HOST, ...new Set(Object.values(people))]
  const lan = makeLan(test, name, Math.max(...hosts.map((host) => Number(host.slice(1)))))
  for (const host of hosts) {
    if (rough !== undefined && rough.loss > 0) lan.lose(host, rough.loss)
    if (rough !== undefined && rough.delay > 0) lan.delay(host, rough.delay)
  }
  const data = await temporaryFolder(test)
  const authority = new Authority(test, lan, data)
  await authority.init()
  await authority.start()
  const members = new Map<string, Member>()
  for (const [login, host] of Object.entries(people)) {
    members.set(login, new Member(test, lan, data, login, host))
  }
  const invitation = await authority.invite(members.size)
  // Two at once: each derives keys from a passphrase, which is meant to cost.
  const queue = [...members.values()]
  const enrol = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await next.join(invitation)
  }
  await Promise.all([enrol(), enrol()])
  return {
    lan,
    authority,
    member(login) {
      const member = members.get(login)
      if (member === undefined) throw new Error(`nobody is called ${login}`)
      return member
    },
  }
}

class Authority {
  readonly #test: Owner
  readonly #lan: Lan
  readonly #folder: string
  readonly #passphrase: string
  #running: Running | undefined

  constructor(test: Owner, lan: Lan, data: string) {
    this.#test = test
    this.#lan = lan
    this.#folder = join(data, 'authority')
    this.#passphrase = join(data, 'authority-passphrase')
  }

  async init(): Promise<void> {
    await writeFile(this.#passphrase, 'a harbour is safe but not what ships are for\n')
    await this.run('init', '--realm', 'harbour', '--passphrase-file', this.#passphrase)
  }

  async start(): Promise<void> {
    const where = ['--http', `${AUTHORITY_ADDRESS}:8443`, '--p2p', `/ip4/${AUTHORITY_ADDRESS}/tcp/8444`]
    this.#running = running(
      this.#test,
      [
        ...['ca', 'start', '--data', this.#folder, '--passphrase-file', this.#passphrase],
        ...[...where, '--announce', AUTHORITY_ADDRESS],
      ],
      { on: [this.#lan.name, AUTHORITY_HOST] },
    )
    await this.#running.line((line) => line.ready === true)
  }

  async stop(): Promise<void> {
    await this.#running?.stop()
  }

  /** `parley ca ...`, which must succeed. */
  async run(...args: string[]): Promise<Record<string, unknown>[]> {
    const on = [this.#lan.name, AUTHORITY_HOST] as const
    const done = await parley(['ca', ...args, '--data', this.#folder, '--json'], { on })
    assert.equal(done.status, 0, `parley ca ${args.join(' ')}: ${done.stderr}`)
    return done.json()
  }

  async invite(uses: number): Promise<string> {
    const [invited] = await this.run('invite', '--uses', String(uses))
    return String(invited?.invite)
  }
}

export interface Message {
  readonly id: string
  readonly from: string
  readonly text: string
  readonly state: string
  readonly verified: boolean
}

export class Member {
  readonly login: string
  readonly host: string
  readonly folder: string
  readonly #test: Owner
  readonly #lan: Lan
  readonly #passphrase: string
  #running: Running | undefined

  constructor(test: Owner, lan: Lan, data: string, login: string, host: string) {
    this.#test = test
    this.#lan = lan
    this.login = login
    this.host = host
    this.folder = join(data, login)
    this.#passphrase = join(data, `${login}-passphrase`)
  }

  async join(invitation: string): Promise<void> {
    await writeFile(this.#passphrase, 'every rope has two ends and a middle\n')
    const secrets = ['--password-file', this.#passphrase, '--passphrase-file', this.#passphrase]
    const joined = await this.run('join', invitation, '--login', this.login, ...secrets)
    assert.equal(joined.status, 0, joined.stderr)
  }

  /** `parley ARGS` on this person's host and data folder. */
  run(...args: string[]): Promise<Finished> {
    return parley([...args, '--data', this.folder, '--json'], { ...this.#at, timeoutMs: 120_000 })
  }

  /** `parley up`, until it is ready. @returns what it said */
  async up(...options: string[]): Promise<Record<string, unknown>> {
    const secret = ['--passphrase-file', this.#passphrase]
    this.#running = running(this.#test, ['up', '--data', this.folder, ...secret, ...options], this.#at)
    return await this.#running.line((line) => line.ready === true, START_MS)
  }

  async down(signal?: NodeJS.Signals): Promise<void> {
    await this.#running?.stop(signal)
  }

  /** Waits for a line of this person's log that has all of that. */
  async logged(wanted: Readonly<Record<string, string>>, withinMs = 30_000): Promise<void> {
    await until(withinMs, `${this.login} logs ${JSON.stringify(wanted)}`, async () => {
      const log = await readFile(join(this.folder, 'parley.log'), 'utf8')
      const lines = log.split('\n').filter((line) => line !== '')
      const there = lines.some((line) => {
        const said: Record<string, unknown> = JSON.parse(line)
        return Object.entries(wanted).every(([name, value]) => said[name] === value)
      })
      if (there) return undefined
      await delay(LOOK_MS)
      return lines.slice(-5).join('\n')
    })
  }

  async status(): Promise<Status> {
    const said = await this.run('status')
    assert.equal(said.status, 0, said.stderr)
    return said.json()[0] as unknown as Status
  }

  /** Logins of those who are connected, as this person sees it. */
  async online(): Promise<string[]> {
    const seen = await this.run('who')
    return seen.json().flatMap(({ login, online }) => (online === true ? [String(login)] : []))
  }

  /** Waits until this person sees those as connected. @returns after how many ms */
  async sees(logins: readonly string[], withinMs = 20_000): Promise<number> {
    return await until(withinMs, `${this.login} sees ${logins.join(', ')}`, async () => {
      const online = await this.online()
      return logins.every((login) => online.includes(login)) ? undefined : `sees ${online.join(', ')}`
    })
  }

  /** Waits until this person sees that one as gone. @returns after how many ms */
  async misses(login: string, withinMs = 20_000): Promise<number> {
    return await until(withinMs, `${this.login} no longer sees ${login}`, async () =>
      (await this.online()).includes(login) ? `still sees ${login}` : undefined,
    )
  }

  /** Sends, and waits until it is on the other's disk. */
  async says(to: Member, text: string, timeout = '30s'): Promise<void> {
    const sent = await this.run('send', `@${to.login}`, text, '--wait', 'delivered', '--timeout', timeout)
    assert.equal(sent.status, 0, `${this.login} to ${to.login}: ${sent.stderr}`)
    const message = (await to.reads(this)).find((line) => line.text === text)
    assert.equal(message?.from, this.login)
    assert.equal(message?.verified, true)
    assert.equal(message?.id, sent.json()[0]?.id)
  }

  async reads(from: Member): Promise<Message[]> {
    const read = await this.run('read', `@${from.login}`)
    assert.equal(read.status, 0, read.stderr)
    return read.json() as unknown as Message[]
  }

  get #at(): RunOptions & { on: readonly [string, string] } {
    return { on: [this.#lan.name, this.host] }
  }
}

export interface Status {
  readonly network: { readonly sessions: number; readonly listen: readonly string[] }
  readonly directory: { readonly state: string }
  readonly certificate: { readonly state: string }
  readonly revocationList: { readonly number: string }
}

/** Asks again until nothing is missing any more. @returns after how many ms */
export async function until(
  withinMs: number,
  what: string,
  missing: () => Promise<string | undefined>,
): Promise<number> {
  const start = performance.now()
  for (;;) {
    const still = await missing()
    const after = performance.now() - start
    if (still === undefined) return Math.round(after)
    if (after > withinMs) assert.fail(`${what}: not within ${withinMs} ms: ${still}`)
  }
}
