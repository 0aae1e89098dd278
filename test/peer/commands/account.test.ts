// `parley password` and `parley second-factor` against a real authority: as a program runs them, and as alice types.
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { makeResetLink } from '@parley/ca-node/accounts/change-password.ts'
import { LOCAL } from '@parley/ca-node/authority.ts'
import { password } from '@parley/peer/commands/password.ts'
import { secondFactor } from '@parley/peer/commands/second-factor.ts'
import { TOTP, URI } from 'otpauth'
import { browserAt, steppedClock } from '../../ca-node/accounts/browser.ts'
import { PASSWORD, startTestAuthority } from '../../support/authority.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { type FakeHost, fakeHost, run, typing } from '../../support/host.ts'

const NEW = 'four quiet storks at noon'
const commands = [password, secondFactor]

async function aliceAtHome(t: TestContext, now?: () => Date) {
  const clock = steppedClock()
  if (now) clock.read = now
  const harbour = await startTestAuthority(t, { now: clock.read })
  const { folder } = await harbour.join({ login: 'alice' }, { now: clock.read })
  const files = await temporaryFolder(t)
  const file = async (name: string, text: string) => {
    await writeFile(join(files, name), `${text}\n`)
    return join(files, name)
  }
  const works = async (secret: string, code?: string) => {
    const given = { password: secret, ...(code === undefined ? {} : { code }) }
    return (await browserAt(harbour).signIn('alice', given)).code ?? 'DONE'
  }
  return { harbour, clock, folder, file, works }
}

test('alice changes her password; the copy that lay in the data folder follows', async (t) => {
  const { folder, file, works } = await aliceAtHome(t)
  await writeFile(join(folder, 'password'), `${PASSWORD}\n`)
  const change = (...more: string[]) => run(commands, ['--json', '--data', folder, 'password', ...more])
  assert.equal((await change()).code, 'SECRET_NOT_GIVEN', 'nobody to ask for the new one')
  const short = await change('--new-password-file', await file('short', 'short'))
  assert.equal(short.code, 'PASSWORD_TOO_SHORT')
  assert.equal(await works(PASSWORD), 'DONE')
  const done = await change('--new-password-file', await file('new', NEW))
  assert.equal(done.out, '{"login":"alice"}\n')
  assert.equal(await works(NEW), 'DONE')
  assert.equal(await works(PASSWORD), 'PASSWORD_WRONG')
  assert.equal(await readFile(join(folder, 'password'), 'utf8'), `${NEW}\n`)
  const wrong = await change(
    '--password-file',
    await file('old', PASSWORD),
    '--new-password-file',
    await file('x', NEW),
  )
  assert.deepEqual([wrong.code, wrong.status], ['PASSWORD_WRONG', 3])
})

test('who lost the password chooses one by a link, in French too; the link works once', async (t) => {
  const { harbour, folder, file, works } = await aliceAtHome(t)
  const { link } = await makeResetLink(harbour.authority, 'alice', LOCAL)
  const reset = ['--data', folder, 'password', '--reset', link, '--new-password-file', await file('new', NEW)]
  const done = await run(commands, reset, fakeHost({ french: true }))
  assert.match(done.out, /^Le nouveau mot de passe de alice compte dès maintenant/)
  assert.equal(await works(NEW), 'DONE')
  assert.equal((await run(commands, ['--json', ...reset])).code, 'RESET_LINK_UNKNOWN')
  const wrongs: [string, string][] = [
    ['https://harbour/reset', 'RESET_LINK_MALFORMED'],
    [link.replace('/reset', '/join'), 'RESET_LINK_MALFORMED'],
    [`${link}&secret=x`, 'RESET_LINK_MALFORMED'],
    [link.replace(/root=.{8}/, 'root=00000000'), 'ROOT_MISMATCH'],
  ]
  for (const [wrong, code] of wrongs) {
    const tried = [
      '--json',
      '--data',
      folder,
      'password',
      '--reset',
      wrong,
      '--new-password-file',
      await file('y', NEW),
    ]
    assert.equal((await run(commands, tried)).code, code, wrong)
  }
})

test('alice sets a second factor up at her terminal, and another one in its place', async (t) => {
  const { folder, clock, file, works } = await aliceAtHome(t)
  const argv = [
    '--data',
    folder,
    'second-factor',
    '--new',
    '--password-file',
    await file('password', PASSWORD),
  ]
  const app = { code: () => '' }
  const scan = (host: FakeHost) => {
    const [, link = ''] = /(otpauth:\S+)/.exec(host.err()) ?? []
    const totp = URI.parse(link)
    assert.ok(totp instanceof TOTP)
    app.code = () => totp.generate({ timestamp: clock.now })
    return app.code()
  }
  const first = fakeHost({ tty: true })
  typing(first, [
    ['First code the app shows: ', () => '000000'],
    ['First code the app shows: ', () => scan(first)],
  ])
  const set = await run(commands, argv, first)
  assert.equal(set.status, 0, set.err)
  assert.match(set.err, /█/, 'a QR code')
  assert.match(set.err, /The code is wrong/)
  assert.equal(set.err.match(/[0-9a-z]{5}(?:-[0-9a-z]{5}){3}/g)?.length, 10, 'recovery codes')
  assert.equal(await works(PASSWORD), 'SECOND_FACTOR_NEEDED')

  clock.step()
  const second = fakeHost({ tty: true })
  const earlier = app.code
  typing(second, [
    ['or a recovery code: ', () => earlier()],
    ['First code the app shows: ', () => scan(second)],
  ])
  const replaced = await run(commands, argv, second)
  assert.equal(replaced.status, 0, replaced.err)
  clock.step()
  assert.equal(await works(PASSWORD, earlier()), 'SECOND_FACTOR_WRONG')
  assert.equal(await works(PASSWORD, app.code()), 'DONE')
})

test('where nobody can be asked the second factor lies in the data folder, and serves to change the password', async (t) => {
  const { folder, file, works } = await aliceAtHome(t, () => new Date())
  const passwordFile = await file('password', PASSWORD)
  const argv = ['--json', '--data', folder]
  const set = await run(commands, [...argv, 'second-factor', '--new', '--password-file', passwordFile])
  assert.equal(set.status, 0, set.err)
  const [link, ...recoveryCodes] = (await readFile(join(folder, 'second-factor'), 'utf8')).trim().split('\n')
  assert.match(link ?? '', /^otpauth:\/\/totp\//)
  assert.equal(recoveryCodes.length, 10)
  assert.equal(await works(PASSWORD), 'SECOND_FACTOR_NEEDED')
  const nowhere = join(folder, 'not-there')
  const change = [
    ...argv,
    'password',
    '--password-file',
    passwordFile,
    '--new-password-file',
    await file('new', NEW),
  ]
  assert.equal(
    (await run(commands, [...change, '--second-factor-file', nowhere])).code,
    'SECOND_FACTOR_NEEDED',
  )
  assert.equal(await works(PASSWORD, recoveryCodes[0]), 'DONE', 'nothing was changed')
})

test('with nobody at home', async (t) => {
  const { harbour, folder, file } = await aliceAtHome(t)
  const nowhere = await temporaryFolder(t)
  const secrets = ['--password-file', await file('p', PASSWORD), '--new-password-file', await file('n', NEW)]
  assert.equal(
    (await run(commands, ['--json', '--data', nowhere, 'password', ...secrets])).code,
    'DATA_MISSING',
  )
  await harbour.stop()
  const off = await run(commands, ['--json', '--data', folder, 'password', ...secrets])
  assert.deepEqual([off.code, off.status], ['AUTHORITY_UNREACHABLE', 4])
})
