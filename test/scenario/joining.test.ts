// Alice becomes an administrator by real programs: invited, waiting, killed while she waits, approved while the authority
// starts anew, in with a second factor; then her telephone by a link of her laptop, and her tablet by password and code.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { temporaryFolder } from '../support/folder.ts'
import { type Finished, parley, repository, running } from '../support/program.ts'

const LOOPBACK = '/ip4/127.0.0.1/tcp/0'

function good(finished: Finished): Record<string, unknown>[] {
  assert.equal(finished.status, 0, finished.stderr)
  return finished.json()
}

async function harbour(t: TestContext) {
  const folder = await temporaryFolder(t)
  const at = (name: string) => join(folder, name)
  await writeFile(at('password'), 'three loud herons at dawn\n')
  const ca = async (...args: string[]) => good(await parley(['ca', ...args, '--data', at('ca'), '--json']))
  await ca('init', '--realm', 'harbour')
  let http = '127.0.0.1:0'
  const start = async () => {
    const authority = running(t, ['ca', 'start', '--data', at('ca'), '--http', http, '--p2p', LOOPBACK])
    const { https } = await authority.line(({ ready }) => ready === true)
    http = new URL(String(https)).host
    return authority
  }
  const invite = async (...args: string[]) => String((await ca('invite', ...args))[0]?.invite)
  const joining = (link: string, device: string, ...more: string[]) => [
    ...['join', link, '--data', at(device), '--device-name', device],
    ...['--password-file', at('password'), ...more],
  ]
  return { at, ca, start, invite, joining }
}

describe('alice joins', {
  skip: existsSync(join(repository, 'dist/parley.js')) ? false : 'not built',
}, () => {
  it('through waiting, a kill, a restart and a second factor; then her other devices', async (t) => {
    const { at, ca, start, invite, joining } = await harbour(t)
    const authority = await start()
    const link = await invite('--login', 'alice', '--role', 'admin', '--approval')

    // She waits, and is told for whom; then her machine loses its power.
    const first = running(t, joining(link, 'laptop'))
    const waits = await first.line(({ state }) => state === 'waiting')
    assert.deepEqual([waits.for, waits.realm, waits.login], ['approval', 'harbour', 'alice'])
    await first.stop('SIGKILL')
    const [pending] = await ca('pending')
    assert.deepEqual([pending?.login, pending?.role, pending?.state], ['alice', 'admin', 'waiting'])

    // Who does not want to stay hears how it stands; nobody is asked twice.
    const early = await parley([...joining(link, 'laptop', '--no-wait'), '--json'])
    assert.deepEqual([early.status, early.code], [4, 'ENROLMENT_WAITING'])
    await authority.stop()
    await ca('approve', 'alice')
    await start()

    // In, with the second factor kept in a file where nobody can be asked.
    const [alice] = good(await parley([...joining(link, 'laptop'), '--json']))
    assert.equal(alice?.login, 'alice')
    assert.equal((await stat(join(at('laptop'), 'second-factor'))).mode & 0o777, 0o600)
    const again = await parley([...joining(link, 'laptop'), '--json'])
    assert.deepEqual([again.status, again.code], [3, 'ALREADY_ENROLLED'])
    const [used] = await ca('invitations', '--all')
    assert.deepEqual([used?.state, used?.usesLeft], ['used', 0])

    // The laptop lets the telephone in, once.
    const laptop = running(t, ['up', '--data', at('laptop'), '--listen', LOOPBACK, '--no-mdns'])
    await laptop.line(({ ready }) => ready === true)
    const [made] = good(await parley(['device', 'add', '--data', at('laptop'), '--json']))
    const [telephone] = good(await parley([...joining(String(made?.invite), 'telephone'), '--json']))
    const thief = await parley([...joining(String(made?.invite), 'thief'), '--json'])
    assert.deepEqual([thief.status, thief.code], [3, 'INVITATION_USED'])

    // The tablet comes by the realm's link, which is no secret: by password and code, and not without.
    const [realm] = await ca('link')
    const open = String(realm?.link)
    const without = await parley([...joining(open, 'tablet', '--login', 'alice'), '--json'])
    assert.deepEqual([without.status, without.code], [3, 'SECOND_FACTOR_NEEDED'])
    const factor = ['--second-factor-file', join(at('laptop'), 'second-factor')]
    good(
      await parley([...joining(open, 'tablet', '--login', 'alice', ...factor), '--json'], {
        timeoutMs: 60_000,
      }),
    )
    const devices = good(await parley(['devices', '--data', at('laptop'), '--json']))
    assert.deepEqual(
      devices.map(({ name, certificate, admittedBy }) => [name, certificate, admittedBy]).toSorted(),
      [
        ['laptop', 'valid', undefined],
        ['tablet', 'valid', undefined],
        ['telephone', 'valid', alice?.peerId],
      ],
    )

    // The telephone is lost.
    const revoking = ['device', 'revoke', String(telephone?.peerId), '--data', at('laptop'), '--json']
    good(await parley([...revoking, '--password-file', at('password')]))
    const found = running(t, ['up', '--data', at('telephone'), '--listen', LOOPBACK, '--no-mdns'])
    await found.line(({ ready }) => ready === true)
    const lost = await parley(['renew', '--data', at('telephone'), '--json'])
    assert.deepEqual([lost.status, lost.code], [3, 'DEVICE_REVOKED'])
    const secret = (await readFile(join(at('laptop'), 'second-factor'), 'utf8')).match(
      /secret=([A-Z2-7]+)/,
    )?.[1]
    const log = await readFile(join(at('ca'), 'authority.log'), 'utf8')
    assert.ok(secret !== undefined && !log.includes(secret) && !log.includes('three loud herons'))
  })

  it('not by a link that was taken back, and not at all once she was refused', async (t) => {
    const { at, ca, start, invite, joining } = await harbour(t)
    await start()
    const [made] = await ca('invite', '--uses', '5')
    const [listed] = await ca('invitations')
    assert.deepEqual([listed?.state, listed?.uses, listed?.usesLeft, listed?.by], ['open', 5, 5, 'keeper'])
    await ca('revoke-invitation', String(listed?.id))
    const late = await parley([...joining(String(made?.invite), 'alice', '--login', 'alice'), '--json'])
    assert.deepEqual([late.status, late.code], [3, 'INVITATION_REVOKED'])
    assert.deepEqual(await ca('invitations'), [])

    const link = await invite('--approval')
    const waiting = running(t, joining(link, 'bob', '--login', 'bob'))
    await waiting.line(({ state }) => state === 'waiting')
    await ca('refuse', 'bob', '--reason', 'Come by the office first.')
    assert.equal(await waiting.ended(), 3)
    assert.match(waiting.stderr(), /ENROLMENT_REFUSED.*Come by the office first\./)
    assert.deepEqual(await ca('users'), [])
    assert.equal(existsSync(join(at('bob'), 'device.json')), false)
  })
})
