// The authority's machine is lost, or one of two: real programs on several machines of a LAN. What was kept comes back
// elsewhere, and nobody enrols again.
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { Member, until } from '../support/crew.ts'
import { temporaryFolder } from '../support/folder.ts'
import { type Lan, lanImpossible, makeLan } from '../support/lan.ts'
import { noPostgres, startPostgres } from '../support/postgres.ts'
import { type Finished, parley, type Running, running } from '../support/program.ts'

/** Devices look for a directory again after up to this long (backing off), and mDNS has to be heard, ms. */
const FOUND_AGAIN_MS = 60_000

/** `parley ca` with one data folder on one machine. */
class Node {
  readonly folder: string
  readonly #test: TestContext
  readonly #lan: Lan
  readonly #host: string
  readonly #secret: readonly string[]
  #running: Running | undefined

  constructor(test: TestContext, lan: Lan, host: string, folder: string, passphraseFile: string) {
    this.#test = test
    this.#lan = lan
    this.#host = host
    this.folder = folder
    this.#secret = ['--passphrase-file', passphraseFile]
  }

  get address(): string {
    return `10.77.0.${this.#host.slice(1)}`
  }

  try(args: readonly string[]): Promise<Finished> {
    return parley(['ca', ...args, '--data', this.folder, '--json'], { on: [this.#lan.name, this.#host] })
  }

  /** What must succeed. */
  async run(...args: readonly string[]): Promise<Record<string, unknown>[]> {
    const done = await this.try(args)
    assert.equal(done.status, 0, `parley ca ${args.join(' ')}: ${done.stderr}`)
    return done.json()
  }

  /** The same, with the passphrase. */
  open(...args: readonly string[]): Promise<Record<string, unknown>[]> {
    return this.run(...args, ...this.#secret)
  }

  async start(): Promise<Record<string, unknown>> {
    const { address } = this
    const where = ['--http', `${address}:8443`, '--p2p', `/ip4/${address}/tcp/8444`, '--announce', address]
    const args = ['ca', 'start', '--data', this.folder, ...this.#secret, ...where]
    this.#running = running(this.#test, args, { on: [this.#lan.name, this.#host] })
    return this.#running.line(({ ready }) => ready === true)
  }

  /** As when the power goes. */
  async kill(): Promise<void> {
    await this.#running?.stop('SIGKILL')
  }

  async serials(login: string): Promise<readonly string[]> {
    return (await this.run('certs', '--login', login)).map(({ serial }) => String(serial))
  }

  async standing(login: string): Promise<string> {
    return String((await this.run('certs', '--login', login))[0]?.status)
  }
}

async function aRealm(t: TestContext, name: string, hosts: number) {
  const lan = makeLan(t, name, hosts)
  const data = await temporaryFolder(t)
  const passphrase = join(data, 'passphrase')
  await writeFile(passphrase, 'a harbour is safe but not what ships are for\n')
  return {
    lan,
    at: (file: string) => join(data, file),
    node: (host: string, folder: string) => new Node(t, lan, host, join(data, folder), passphrase),
    member: (login: string, host: string) => new Member(t, lan, data, login, host),
  }
}

const reachesDirectory = (who: Member) =>
  until(FOUND_AGAIN_MS, `${who.login} is with a directory again`, async () => {
    const { directory } = await who.status()
    return directory.state === 'reachable' ? undefined : directory.state
  })

describe('an authority', { skip: lanImpossible() }, () => {
  it('whose machine is lost comes back on another out of a backup taken under load: nobody enrols again', async (t) => {
    const { at, node, member } = await aRealm(t, 'moved', 5)
    const old = node('h1', 'old')
    await old.open('init', '--realm', 'harbour')
    const { rootFingerprint } = await old.start()
    const link = async (uses: number) => String((await old.run('invite', '--uses', String(uses)))[0]?.invite)
    const everybody = await link(20)
    const [alice, bob, carol] = [member('alice', 'h2'), member('bob', 'h3'), member('carol', 'h4')]
    for (const who of [alice, bob, carol]) await who.join(everybody)
    await Promise.all([alice, carol].map((who) => who.up()))
    await Promise.all([reachesDirectory(alice), reachesDirectory(carol)])

    // 1. While a crowd comes in.
    const crowd = Array.from({ length: 6 }, (_, at) => member(`crew${at}`, `h${2 + (at % 3)}`))
    const joining = Promise.all(crowd.map((who) => who.join(everybody)))
    await until(30_000, 'the first of the crowd is in', async () =>
      (await old.run('users')).length > 3 ? undefined : 'nobody yet',
    )
    const [made] = await old.open('backup', at('backup'))
    await joining
    assert.equal(made?.realm, 'harbour')

    // 2. After it, bob is revoked; then the machine is gone, in the middle of everything.
    const [serial] = await old.serials('alice')
    await old.run('revoke', '--login', 'bob', '--reason', 'keyCompromise')
    const told = (await alice.status()).revocationList.number
    await old.kill()

    // 3. Another machine, at another address.
    const fresh = node('h5', 'new')
    const [restored] = await fresh.open('restore', at('backup'))
    assert.equal(restored?.realm, 'harbour')
    assert.equal((await fresh.start()).rootFingerprint, rootFingerprint)
    assert.deepEqual(await fresh.serials('alice'), [serial])
    const users = (await fresh.run('users')).map(({ login }) => String(login))
    assert.ok(users.length >= 4 && users.includes('carol'), users.join())
    await fresh.open('audit', '--verify')

    // 4. Who was there all the time finds it by themselves, and brings what it has forgotten.
    const found = await Promise.all([reachesDirectory(alice), reachesDirectory(carol)])
    t.diagnostic(`with the restored authority again after ${Math.max(...found)} ms`)
    await until(FOUND_AGAIN_MS, 'bob is revoked again, and nobody did anything', async () => {
      const standing = await fresh.standing('bob')
      return standing === 'revoked' ? undefined : standing
    })
    const numbers = (await fresh.run('crl')).map(({ number }) => BigInt(String(number)))
    assert.ok(numbers.some((number) => number > BigInt(told)))

    // 5. A device that was off, and has never heard of the new address: it renews, and talks.
    await alice.says(carol, 'It moved.')
    const renewed = await alice.run('renew')
    assert.equal(renewed.status, 0, renewed.stderr)
    assert.notEqual(renewed.json()[0]?.serial, serial)
    const late = crowd.find(({ login }) => users.includes(login))
    assert.ok(late)
    await late.up()
    await reachesDirectory(late)
    await late.says(alice, 'So I see.')
    const erin = member('erin', 'h3')
    await erin.join(String((await fresh.run('invite'))[0]?.invite))
  })

  it('is one of two on one PostgreSQL: whichever is killed, the other enrols, revokes and serves the directory', {
    skip: noPostgres,
  }, async (t) => {
    const postgres = await startPostgres(t)
    const { at, node, member } = await aRealm(t, 'pair', 4)
    const first = node('h1', 'first')
    const second = node('h2', 'second')
    // A socket is a file: every host of this LAN has the same files.
    const database = ['--database', postgres.socketUrl(await postgres.newDatabase())]
    await first.open('init', '--realm', 'harbour', ...database)
    const wish = ['--new-node', 'ca2', ...database, '--out', at('request')]
    const [asked] = await second.open('ceremony', 'request', ...wish)
    const confirm = ['--confirm', String(asked?.digits)]
    await first.open('ceremony', 'sign', at('request'), '--out', at('answer'), ...confirm)
    await first.start()
    await second.open('ceremony', 'install', at('answer'))
    await second.start()

    const link = async (by: Node) => String((await by.run('invite', '--uses', '9'))[0]?.invite)
    const [alice, bob] = [member('alice', 'h3'), member('bob', 'h4')]
    await alice.join(await link(first))
    await bob.join(await link(second))
    await Promise.all([alice.up(), bob.up()])
    await Promise.all([alice.sees(['bob']), bob.sees(['alice'])])
    for (const by of [first, second])
      assert.deepEqual((await by.run('users')).map(({ login }) => login).sort(), ['alice', 'bob'])

    // Each in turn; the other does all the work, and the one that was killed comes back to what was done.
    for (const [gone, stays, name] of [
      [first, second, 'carol'],
      [second, first, 'dave'],
    ] as const) {
      await gone.kill()
      const newcomer = member(name, 'h3')
      await newcomer.join(await link(stays))
      const known = await until(FOUND_AGAIN_MS, `alice and bob know ${name}`, async () => {
        const looks = await Promise.all([alice.run('whois', name), bob.run('whois', name)])
        return looks.every(({ status }) => status === 0) ? undefined : looks.map(({ code }) => code).join()
      })
      t.diagnostic(`${name} enrolled at the one left, known to all after ${known} ms`)
      for (const who of [alice, bob]) {
        const renewed = await who.run('renew')
        assert.equal(renewed.status, 0, `${who.login}: ${renewed.stderr}`)
      }
      await stays.run('revoke', '--login', name, '--reason', 'keyCompromise')
      assert.equal(await stays.standing(name), 'revoked')
      await gone.start()
      assert.equal(await gone.standing(name), 'revoked')
      await gone.open('audit', '--verify')
      await alice.says(bob, `Without ${name}.`)
    }
  })
})
