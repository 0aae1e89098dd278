// Alice is in her organisation's directory, and everybody runs real programs: she joins with the directory's password, is
// published there, and is out within a minute of being disabled there, without anybody asking for it; and in again.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { ask } from '@parley/ca-node/control/ask.ts'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { until } from '../../support/crew.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { type Finished, parley, repository, running } from '../../support/program.ts'
import { ADMIN, BASE, LISTS, noSlapd, startSlapd } from '../../support/slapd.ts'

const MINUTE = 60_000
/** Between two looks of this test, ms: the waiting must not be what the machine is busy with. */
const LOOK_MS = 500
const LOOPBACK = '/ip4/127.0.0.1/tcp/0'
const PASSWORD = 'seven quiet otters'
const skip = noSlapd || (existsSync(join(repository, 'dist/parley.js')) ? false : 'not built')

function good(finished: Finished): Record<string, unknown>[] {
  assert.equal(finished.status, 0, finished.stderr)
  return finished.json()
}

test('alice of the directory: in, published, disabled and back', { skip }, async (t) => {
  const directory = await startSlapd(t, [
    { uid: 'alice', givenName: 'Alice', sn: 'Archer', password: PASSWORD },
  ])
  const folder = await temporaryFolder(t)
  const at = (name: string) => join(folder, name)
  await writeFile(at('bind'), `${ADMIN.password}\n`)
  await writeFile(at('password'), `${PASSWORD}\n`)
  await writeFile(at('wrong'), 'not hers at all\n')
  const ca = async (...args: string[]) => good(await parley(['ca', ...args, '--data', at('ca'), '--json']))
  await ca('init', '--realm', 'harbour')
  const authority = running(t, [
    ...['ca', 'start', '--data', at('ca'), '--http', '127.0.0.1:0', '--p2p', LOOPBACK],
    // StartTLS; the other tests go by ldaps.
    ...['--ldap', directory.ldap, '--ldap-ca', directory.authorityFile, '--ldap-base', BASE],
    ...['--ldap-bind', ADMIN.dn, '--ldap-password-file', at('bind'), '--ldap-lists', LISTS],
  ])
  await authority.line(({ ready }) => ready === true)
  const status = async () => {
    await delay(LOOK_MS)
    const users = await ask(authorityFolder(at('ca')), 'users', {}, async () => new Uint8Array())
    return users.find(({ login }) => login === 'alice')?.status
  }
  const becomes = async (wanted: string) => {
    const begun = Date.now()
    await until(MINUTE, `alice ${wanted}`, async () => {
      const found = await status()
      return found === wanted ? undefined : String(found)
    })
    return Date.now() - begun
  }
  await becomes('active')

  const [invited] = await ca('invite', '--login', 'alice')
  const joining = (password: string) =>
    parley([
      ...['join', String(invited?.invite), '--data', at('alice'), '--json'],
      ...['--password-file', at(password)],
    ])
  const refused = await joining('wrong')
  assert.deepEqual([refused.status, refused.code], [3, 'PASSWORD_WRONG'])
  const [joined] = good(await joining('password'))
  assert.equal(joined?.login, 'alice')
  await until(MINUTE, 'her certificate in the directory', async () => {
    const found = await directory.search(BASE, '(uid=alice)', 'userCertificate;binary')
    return found.includes('userCertificate;binary:: MII') ? undefined : found
  })

  const alice = running(t, ['up', '--data', at('alice'), '--listen', LOOPBACK, '--no-mdns'])
  await alice.line(({ ready }) => ready === true)
  const standing = async (wanted: string) =>
    until(MINUTE, `her certificate ${wanted}`, async () => {
      await delay(LOOK_MS)
      const [found] = good(await parley(['status', '--data', at('alice'), '--json']))
      const text = JSON.stringify(found?.certificate)
      return text.includes(`"state":"${wanted}"`) ? undefined : text
    })
  await standing('valid')

  const lock = `dn: uid=alice,${BASE}\nchangetype: modify\n`
  await directory.modify(`${lock}add: pwdAccountLockedTime\npwdAccountLockedTime: 000001010000Z\n`)
  const out = await becomes('suspended')
  await standing('suspended')
  assert.equal((await parley(['renew', '--data', at('alice'), '--json'])).code, 'USER_SUSPENDED')
  t.diagnostic(`disabled in the directory, suspended ${(out / 1000).toFixed(0)} s later`)
  assert.ok(out < MINUTE)

  await directory.modify(`${lock}delete: pwdAccountLockedTime\n`)
  await becomes('active')
  good(await parley(['renew', '--data', at('alice'), '--json']))
  await standing('valid')
})
