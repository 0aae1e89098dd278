// The life of a certificate, by real programs on one machine: seconds long, renewed by itself, run out while the
// authority is off, replaced, suspended, revoked; and clocks that are years off. What a person is told is part of it.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { readPolicy } from '@parley/ca-node/realm/policy.ts'
import { openStore } from '@parley/ca-node/store/open.ts'
import type { StatusView } from '@parley/peer/api/schema.ts'
import { until } from '../support/crew.ts'
import { temporaryFolder } from '../support/folder.ts'
import { type Finished, parley, type Running, repository, running } from '../support/program.ts'

const LOOPBACK = '/ip4/127.0.0.1/tcp/0'
const YEAR = 365 * 86_400_000
const SOON_MS = 90_000

interface Harbour {
  readonly ca: string
  folder(login: string): string
  start(env?: Record<string, string>): Promise<Running>
  run(...args: string[]): Promise<Record<string, unknown>[]>
  enrol(login: string): Promise<void>
  up(login: string, env?: Record<string, string>): Promise<Running>
  certificate(login: string): Promise<Record<string, unknown>>
}

async function harbour(t: TestContext, seconds?: number): Promise<Harbour> {
  const data = await temporaryFolder(t)
  const ca = join(data, 'ca')
  const folder = (login: string) => join(data, login)
  good(await parley(['ca', 'init', '--realm', 'harbour', '--data', ca, '--json']))
  // Shorter than anybody may choose: a test has no week.
  if (seconds !== undefined) await shorten(join(ca, 'authority.db'), seconds)
  let where = ['--http', '127.0.0.1:0', '--p2p', LOOPBACK]
  const run = async (...args: string[]) => good(await parley(['ca', ...args, '--data', ca, '--json'])).json()
  return {
    ca,
    folder,
    run,
    async start(env = {}) {
      const process = running(t, ['ca', 'start', '--data', ca, ...where, '--announce', '127.0.0.1'], { env })
      const { https, p2p } = await process.line(({ ready }) => ready === true)
      // Next time it is where it was.
      const [address = ''] = p2p as string[]
      where = ['--http', new URL(String(https)).host, '--p2p', address.replace(/\/p2p\/.*/, '')]
      return process
    },
    async enrol(login) {
      const [invited] = await run('invite')
      good(
        await parley(['join', String(invited?.invite), '--login', login, '--data', folder(login), '--json']),
      )
    },
    async up(login, env = {}) {
      const process = running(t, ['up', '--data', folder(login), '--listen', LOOPBACK, '--no-mdns'], { env })
      await process.line(({ ready }) => ready === true)
      return process
    },
    async certificate(login) {
      const [status] = good(await parley(['status', '--data', folder(login), '--json'])).json()
      const { certificate, directory } = status as unknown as StatusView
      return { ...certificate, directory: directory.state }
    },
  }
}

async function shorten(database: string, seconds: number): Promise<void> {
  const { db, close } = await openStore(database)
  const policy = JSON.stringify({ ...(await readPolicy(db)), validitySeconds: seconds })
  await db.updateTable('realm').set({ policy }).execute()
  await close()
}

function good(finished: Finished): Finished {
  assert.equal(finished.status, 0, finished.stderr)
  return finished
}

async function becomes(harbour: Harbour, login: string, wanted: Record<string, unknown>): Promise<void> {
  await until(SOON_MS, `${login}: ${JSON.stringify(wanted)}`, async () => {
    const found = await harbour.certificate(login)
    const fits = Object.entries(wanted).every(([name, value]) => found[name] === value)
    return fits ? undefined : JSON.stringify(found)
  })
}

/** The warning follows the ready line, in its own time. */
async function warns(process: Running, code: string): Promise<void> {
  await until(5000, `a warning ${code}`, async () => {
    if (process.stderr().includes(`"warning":{"code":"${code}"`)) return undefined
    await delay(20)
    return process.stderr()
  })
}

async function spoken(harbour: Harbour, login: string, locale = 'en_GB.UTF-8'): Promise<string> {
  return good(await parley(['status', '--data', harbour.folder(login)], { env: { LANG: locale } })).stdout
}

const clock = (milliseconds: number) => ({
  NODE_OPTIONS: `--import=${pathToFileURL(join(repository, 'test/support/clock.js')).href}`,
  PARLEY_TEST_CLOCK: String(milliseconds),
})

describe('a life', { skip: existsSync(join(repository, 'dist/parley.js')) ? false : 'not built' }, () => {
  it('of seconds: runs out while the authority is off, and goes on by itself when it is back', async (t) => {
    const harbor = await harbour(t, 8)
    const authority = await harbor.start()
    await harbor.enrol('alice')
    await harbor.enrol('bob')
    const first = await harbor.up('alice')
    await becomes(harbor, 'alice', { state: 'valid', directory: 'reachable' })
    const [renewed] = good(await parley(['renew', '--data', harbor.folder('alice'), '--json'])).json()
    assert.deepEqual(Object.keys(renewed ?? {}), ['login', 'peerId', 'serial', 'notAfter'])
    await until(SOON_MS, 'renewed by itself', async () =>
      (await harbor.certificate('alice')).serial === renewed?.serial ? 'the same' : undefined,
    )
    good(await parley(['send', '@bob', 'While it lasts.', '--data', harbor.folder('alice'), '--json']))

    await authority.stop()
    await becomes(harbor, 'alice', { state: 'expired' })
    await first.stop()
    const again = await harbor.up('alice')
    await warns(again, 'OWN_CERTIFICATE_EXPIRED')
    await becomes(harbor, 'alice', { state: 'expired' })
    const words = await spoken(harbor, 'alice')
    assert.match(words, /expired on .*can be renewed until/)
    assert.match(words, /renewing: tried at .*\[AUTHORITY_UNREACHABLE\]/)
    assert.match(await spoken(harbor, 'alice', 'fr_FR.UTF-8'), /expiré le .*renouvelable jusqu’au/)
    const kept = good(await parley(['read', '@bob', '--data', harbor.folder('alice'), '--json'])).json()
    assert.deepEqual(
      kept.map(({ text }) => text),
      ['While it lasts.'],
    )
    const refused = await parley(['send', '@bob', 'Too late.', '--data', harbor.folder('alice'), '--json'])
    assert.deepEqual([refused.status, refused.code], [5, 'OWN_CERTIFICATE_EXPIRED'])
    const unreachable = await parley(['renew', '--data', harbor.folder('alice'), '--json'])
    assert.deepEqual([unreachable.status, unreachable.code], [4, 'AUTHORITY_UNREACHABLE'])

    await harbor.start()
    await becomes(harbor, 'alice', { state: 'valid', directory: 'reachable' })
    await harbor.up('bob')
    const sent = ['send', '@bob', 'And on it goes.', '--wait', 'delivered', '--timeout', '20s']
    good(await parley([...sent, '--data', harbor.folder('alice'), '--json']))
  })

  it('by decision: another role, suspended, restored, revoked, each at once and said', async (t) => {
    const harbor = await harbour(t)
    await harbor.start()
    await harbor.enrol('alice')
    await harbor.up('alice')
    await becomes(harbor, 'alice', { state: 'valid', directory: 'reachable' })

    await harbor.run('role', 'alice', 'moderator')
    await becomes(harbor, 'alice', { state: 'valid', role: 'moderator', directory: 'reachable' })
    const listed = await harbor.run('certs', '--login', 'alice')
    assert.deepEqual(
      listed.map(({ role, status, reason }) => [role, status, reason]),
      [
        ['member', 'revoked', 'affiliationChanged'],
        ['moderator', 'valid', undefined],
      ],
    )

    await harbor.run('suspend', 'alice')
    await becomes(harbor, 'alice', { state: 'suspended' })
    assert.match(await spoken(harbor, 'alice'), /SUSPENDED.*until an administrator restores you/)
    const refused = await parley(['renew', '--data', harbor.folder('alice'), '--json'])
    assert.deepEqual([refused.status, refused.code], [3, 'USER_SUSPENDED'])
    await harbor.run('restore-user', 'alice')
    good(await parley(['renew', '--data', harbor.folder('alice'), '--json']))
    await becomes(harbor, 'alice', { state: 'valid', directory: 'reachable' })

    await harbor.run('revoke', '--login', 'alice', '--reason', 'keyCompromise')
    await becomes(harbor, 'alice', { state: 'revoked', reason: 'keyCompromise' })
    assert.match(await spoken(harbor, 'alice'), /REVOKED \(keyCompromise\).*ask an administrator/)
    assert.match(await spoken(harbor, 'alice', 'fr_FR.UTF-8'), /RÉVOQUÉ/)
    const written = await parley(['send', '@alice', 'x', '--data', harbor.folder('alice'), '--json'])
    assert.deepEqual([written.status, written.code], [3, 'OWN_CERTIFICATE_REVOKED'])
  })

  it('with a device whose clock is two years off: it starts, says so, and is back when the clock is', async (t) => {
    const harbor = await harbour(t)
    await harbor.start()
    await harbor.enrol('alice')
    for (const [offset, code, state] of [
      [2 * YEAR, 'OWN_CERTIFICATE_EXPIRED', 'expired'],
      [-2 * YEAR, 'OWN_CERTIFICATE_EARLY', 'early'],
    ] as const) {
      const wrong = await harbor.up('alice', clock(offset))
      await warns(wrong, code)
      assert.equal((await harbor.certificate('alice')).state, state)
      await wrong.stop()
    }
    const right = await harbor.up('alice')
    await becomes(harbor, 'alice', { state: 'valid', directory: 'reachable' })
    assert.equal(right.stderr(), '')
  })

  it('with an authority whose clock is two years ahead: it says so, and nobody is locked out afterwards', async (t) => {
    const harbor = await harbour(t)
    const first = await harbor.start()
    await harbor.enrol('alice')
    await first.stop()
    const ahead = await harbor.start(clock(2 * YEAR))
    await warns(ahead, 'AUTHORITY_CLOCK_AHEAD')
    assert.match(await readFile(join(harbor.ca, 'authority.log'), 'utf8'), /AUTHORITY_CLOCK_AHEAD/)
    const alice = await harbor.up('alice')
    assert.equal((await harbor.certificate('alice')).state, 'valid')
    await ahead.stop()
    const right = await harbor.start()
    assert.match(right.stderr(), /AUTHORITY_CLOCK_BEHIND|^$/)
    good(await parley(['renew', '--data', harbor.folder('alice'), '--json']))
    await becomes(harbor, 'alice', { state: 'valid', directory: 'reachable' })
    await alice.stop()
    await right.stop()
    const later = await running(t, [
      'ca',
      'start',
      '--data',
      harbor.ca,
      '--http',
      '127.0.0.1:0',
      '--p2p',
      LOOPBACK,
    ])
    await later.line(({ ready }) => ready === true)
    assert.equal(later.stderr(), '')
  })
})
