// `parley ca ...` as a person or a program types it: the same answers whether the authority runs or not.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, it, type TestContext } from 'node:test'
import { controlAddress } from '@parley/ca-node/control/socket.ts'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { authorityProgram } from '@parley/ca-node/main.ts'
import { openStore } from '@parley/ca-node/store/open.ts'
import { join as joinRealm } from '@parley/peer/enrol/join.ts'
import { parseInvitation } from '@parley/shared/enrolment/invitation.ts'
import { PASSPHRASE, PASSWORD, startTestAuthority } from '../support/authority.ts'
import { temporaryFolder } from '../support/folder.ts'
import { fakeHost, run } from '../support/host.ts'
import { repository } from '../support/program.ts'

/** Runs `parley ca ARGS` in this process, with nobody at a terminal. */
async function ca(args: readonly string[], options: Parameters<typeof fakeHost>[0] = {}) {
  const host = fakeHost(options)
  const ran = await run(authorityProgram.commands, args, host)
  const lines: Record<string, unknown>[] = args.includes('--json')
    ? ran.out
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : []
  return { ...ran, lines }
}

async function folderWith(t: TestContext, passphrase: string): Promise<{ data: string; file: string }> {
  const data = join(await temporaryFolder(t), 'ca')
  const file = join(await temporaryFolder(t), 'passphrase')
  await writeFile(file, passphrase)
  return { data, file }
}

describe('parley ca init', () => {
  it('makes a realm and a passphrase nobody had to type', async (t) => {
    const { data } = await folderWith(t, '')
    const made = await ca(['init', '--realm', 'harbour', '--data', data, '--json'])
    assert.equal(made.status, 0)
    assert.match(String(made.lines[0]?.rootFingerprint), /^[0-9a-f]{64}$/)
    assert.equal((await stat(join(data, 'passphrase'))).mode & 0o077, 0)
    assert.ok(!made.out.includes((await readFile(join(data, 'passphrase'), 'utf8')).trim()))
    const again = await ca(['init', '--realm', 'harbour', '--data', data, '--json'])
    assert.deepEqual([again.status, again.code], [1, 'DATA_EXISTS'])
  })
  for (const [what, args, status, code] of [
    ['without a realm', [], 2, 'OPTION_MISSING'],
    ['with a bad realm', ['--realm', 'The Harbour'], 2, 'REALM_NAME_MALFORMED'],
    ['with a bad life', ['--realm', 'harbour', '--validity', 'soon'], 2, 'VALUE_INVALID'],
    ['with too short a life', ['--realm', 'harbour', '--validity', '1s'], 2, 'VALIDITY_OUT_OF_RANGE'],
    ['over a file', ['--realm', 'harbour', '--root-out', import.meta.filename], 1, 'FILE_EXISTS'],
    ['with an unknown option', ['--realm', 'harbour', '--passphrase', 'x'], 2, 'USAGE'],
    ['with bytes that are no text', ['--realm', 'harb\ufffdur'], 2, 'USAGE'],
    [
      'with a passphrase file that is not there',
      ['--realm', 'harbour', '--passphrase-file', '/nowhere'],
      1,
      'FILE_UNREADABLE',
    ],
  ] as const)
    it(`${what}: ${code}, status ${status}, and nothing is there`, async (t) => {
      const { data } = await folderWith(t, '')
      const ran = await ca(['init', ...args, '--data', data, '--json'])
      assert.deepEqual([ran.status, ran.code], [status, code])
      assert.equal(ran.out, '')
      assert.deepEqual(await readdir(data).catch(() => []), [])
    })
})

describe('the verbs', () => {
  for (const runs of [true, false])
    it(`answer alike while the authority ${runs ? 'runs' : 'is off'}`, async (t) => {
      const harbour = await startTestAuthority(t)
      await harbour.join({ login: 'alice', firstName: 'Alice', email: 'alice@example.org' })
      const bob = await harbour.join({ login: 'bob' })
      const { file } = await folderWith(t, Buffer.from(PASSPHRASE).toString())
      if (!runs) await harbour.stop()
      const data = ['--data', harbour.folder, '--json']
      const secret = ['--passphrase-file', file]

      const invited = await ca(['invite', '--login', 'carol', '--role', 'guest', ...data, ...secret])
      const invitation = parseInvitation(String(invited.lines[0]?.invite))
      assert.equal(invitation.root, harbour.ready.rootFingerprint)
      assert.deepEqual(invitation.addresses, [harbour.address], 'where it is, or was')

      const users = await ca(['users', ...data])
      assert.deepEqual(
        users.lines.map((user) => [user.login, user.role, user.status, user.devices, user.email]),
        [
          ['alice', 'member', 'active', 1, 'alice@example.org'],
          ['bob', 'member', 'active', 1, null],
        ],
      )
      const revoked = await ca([
        'revoke',
        '--device',
        bob.peerId,
        '--reason',
        'keyCompromise',
        ...data,
        ...secret,
      ])
      assert.deepEqual(revoked.lines, [{ revoked: [bob.serial], reason: 'keyCompromise' }])
      assert.equal((await ca(['suspend', 'alice', ...data, ...secret])).lines[0]?.status, 'suspended')
      const certs = await ca(['certs', ...data])
      for (const name of ['serial', 'login', 'device', 'notBefore', 'notAfter', 'status'])
        assert.equal(typeof certs.lines[0]?.[name], 'string', name)
      assert.deepEqual(
        certs.lines.map((line) => [line.login, line.status]),
        [
          ['authority', 'valid'],
          ['alice', 'suspended'],
          ['bob', 'revoked'],
        ],
      )
      assert.equal((await ca(['restore-user', 'alice', ...data, ...secret])).lines[0]?.status, 'active')
      assert.deepEqual(
        (await ca(['certs', '--login', 'alice', ...data])).lines.map((line) => line.status),
        ['valid'],
      )

      const out = join(harbour.folder, 'out.pem')
      assert.equal(
        (await ca(['root', '--out', out, ...data])).lines[0]?.fingerprint,
        harbour.ready.rootFingerprint,
      )
      assert.match(await readFile(out, 'utf8'), /^-----BEGIN CERTIFICATE-----/)
      const lists = join(harbour.folder, 'lists.pem')
      const crl = await ca(['crl', '--out', lists, ...data])
      assert.deepEqual([crl.lines[0]?.number, crl.lines[0]?.revoked], ['4', 1])
      assert.equal((await readFile(lists, 'utf8')).match(/BEGIN X509 CRL/g)?.length, 2)

      for (const [args, status, code] of [
        [['revoke', '--login', 'nobody1'], 3, 'USER_UNKNOWN'],
        [['revoke'], 2, 'REVOKE_WHAT'],
        [['revoke', '--login', 'bob', '--reason', 'boredom'], 2, 'REVOCATION_REASON_UNKNOWN'],
        [['revoke', '--login', 'authority'], 3, 'AUTHORITY_OWN_CERTIFICATE'],
        [['suspend', 'nobody1'], 3, 'USER_UNKNOWN'],
        [['suspend'], 2, 'USAGE'],
        [['invite', '--login', 'root'], 3, 'LOGIN_RESERVED'],
        [['invite', '--login', 'b0b'], 3, 'LOGIN_CONFUSABLE'],
        [['invite', '--role', 'authority'], 2, 'VALUE_INVALID'],
        [['invite', '--uses', '0'], 2, 'NUMBER_OUT_OF_RANGE'],
        [['invite', '--uses', '1e9'], 2, 'NUMBER_OUT_OF_RANGE'],
        [['invite', '--expires', '400d'], 2, 'VALUE_INVALID'],
        [['invite', '--login', 'x'.repeat(2000)], 2, 'VALUE_TOO_LONG'],
        [['certs', '--login', "' or 1=1"], 2, 'LOGIN_MALFORMED'],
        [['root', '--out', '/nowhere/root.pem'], 1, 'FILE_UNWRITABLE'],
      ] as const) {
        const withSecret = ['revoke', 'suspend', 'invite'].includes(args[0]) ? secret : []
        const ran = await ca([...args, ...data, ...withSecret])
        assert.deepEqual([ran.code, ran.status, ran.out], [code, status, ''], args.join(' '))
      }
    })

  it('that sign need the passphrase while the authority is off, and the right one', async (t) => {
    const harbour = await startTestAuthority(t)
    await harbour.join({ login: 'alice' })
    await harbour.stop()
    const { file } = await folderWith(t, 'wrong')
    const data = ['--data', harbour.folder, '--json']
    assert.equal((await ca(['suspend', 'alice', ...data])).code, 'SECRET_NOT_GIVEN')
    assert.equal(
      (await ca(['suspend', 'alice', ...data, '--passphrase-file', file])).code,
      'PASSPHRASE_WRONG',
    )
    const typed = await ca(['suspend', 'alice', ...data, '--passphrase-file', '-'], {
      stdin: `${Buffer.from(PASSPHRASE)}\n`,
    })
    assert.equal(typed.status, 0)
  })

  it('that change or record something take the passphrase from standard input while the authority is off', async (t) => {
    const harbour = await startTestAuthority(t)
    await harbour.join({ login: 'alice' })
    await harbour.stop()
    for (const [args, seen] of [
      [['export'], /"login":"alice"/],
      [['policy', '--set', 'secondFactor=moderator'], /"secondFactor":\["moderator"\]/],
      [['reset-password', 'alice'], /"login":"alice"/],
      [['sessions'], /^$/],
      [['end-session', '--login', 'alice'], /"ended":0/],
      [['pending'], /^$/],
      [['invitations'], /^$/],
      [['audit', '--verify'], /"verified":true/],
    ] as const) {
      const asked = [...args, '--data', harbour.folder, '--json', '--passphrase-file', '-']
      const ran = await ca(asked, { stdin: `${Buffer.from(PASSPHRASE)}\n` })
      assert.deepEqual([ran.status, ran.code], [0, undefined], args.join(' '))
      assert.match(ran.out, seen)
    }
    const table = await ca(['export', '--csv', '--data', harbour.folder])
    assert.deepEqual([table.status, table.out], [2, ''], 'no head of a table that never comes')
  })

  it('of a folder without a realm: DATA_MISSING', async (t) => {
    const { data } = await folderWith(t, '')
    for (const verb of [
      ['start'],
      ['invite'],
      ['users'],
      ['certs'],
      ['crl'],
      ['root'],
      ['suspend', 'x'],
      ['revoke', '--login', 'x'],
    ])
      assert.equal((await ca([...verb, '--data', data, '--json'])).code, 'DATA_MISSING', verb[0])
  })

  it('speak French to who reads French, under the same code', async (t) => {
    const { data } = await folderWith(t, '')
    const ran = await ca(['users', '--data', data], { french: true })
    assert.match(ran.err, /Il n’y a rien de Parley.*DATA_MISSING/s)
  })

  it('reach the running node for its owner alone, also in a folder with a long path', async (t) => {
    const harbour = await startTestAuthority(t)
    const socket = controlAddress(harbour.folder).path
    assert.equal((await stat(socket)).mode & 0o777, 0o600)
    assert.ok(controlAddress('/x'.repeat(100)).path.length <= 100)
    await chmod(socket, 0o600)
  })
})

it('killed in the middle of enrolments, it has whole people only, and comes back', async (t) => {
  const { data, file } = await folderWith(t, 'a passphrase for tests')
  await ca(['init', '--realm', 'harbour', '--data', data, '--passphrase-file', file])
  const start = async () => {
    const args = [
      '--import',
      'tsx',
      'scripts/parley.ts',
      'ca',
      'start',
      '--data',
      data,
      '--json',
      '--passphrase-file',
      file,
    ]
    const child = spawn(
      process.execPath,
      [...args, '--http', '127.0.0.1:0', '--p2p', '/ip4/127.0.0.1/tcp/0'],
      { cwd: repository, stdio: ['ignore', 'pipe', 'inherit'] },
    )
    t.after(() => child.kill('SIGKILL'))
    const [line] = await once(createInterface({ input: child.stdout }), 'line')
    return { child, ready: JSON.parse(String(line)) }
  }
  const { child } = await start()
  const invited = await ca(['invite', '--uses', '100', '--data', data, '--json'])
  const invitation = String(invited.lines[0]?.invite)
  const folders = await Promise.all(Array.from({ length: 24 }, () => temporaryFolder(t)))
  const joins = folders.map((folder, index) =>
    joinRealm({
      invitation,
      person: { login: `user${index}`, password: PASSWORD },
      key: 'ed25519',
      folder,
      passphrase: PASSPHRASE,
      now: () => new Date(),
    }),
  )
  await Promise.any(joins)
  child.kill('SIGKILL')
  const ended = await Promise.allSettled(joins)
  assert.ok(
    ended.some((each) => each.status === 'rejected'),
    'it was killed before the last one',
  )

  const { child: again } = await start()
  const store = await openStore(authorityFolder(data).database)
  const users = await store.db.selectFrom('users').select('login').execute()
  const whole = await store.db
    .selectFrom('users')
    .innerJoin('devices', 'devices.login', 'users.login')
    .innerJoin('certificates', 'certificates.serial', 'devices.serial')
    .innerJoin('user_words', 'user_words.login', 'users.login')
    .select('users.login')
    .execute()
  const certificates = await store.db
    .selectFrom('certificates')
    .select('serial')
    .where('kind', '=', 'device')
    .execute()
  const invitations = await store.db.selectFrom('invitations').select('uses_left').execute()
  await store.close()
  assert.deepEqual(whole.map((row) => row.login).toSorted(), users.map((user) => user.login).toSorted())
  assert.equal(certificates.length, users.length)
  assert.equal(invitations[0]?.uses_left, 100 - users.length)
  const promised = ended.filter((each) => each.status === 'fulfilled').map((each) => each.value.login)
  for (const login of promised)
    assert.ok(
      users.some((user) => user.login === login),
      `${login} was told yes and is not there`,
    )

  // The log says that it was killed, and goes on where it was.
  const told = (await ca(['audit', '--data', data, '--json'])).lines
  const acts = told.map(({ act, outcome }) => `${act} ${outcome}`)
  assert.deepEqual(
    acts.filter((act) => /^(start|stop) /.test(act)),
    ['start DONE', 'stop UNCLEAN', 'start DONE'],
  )
  assert.equal((await ca(['audit', '--verify', '--data', data, '--json'])).lines[0]?.verified, true)

  const stopped = once(again, 'exit')
  const begun = Date.now()
  again.kill('SIGTERM')
  assert.deepEqual(await stopped, [0, null])
  assert.ok(Date.now() - begun < 5000)
})
