// parley ca backup, restore and export as somebody types them: what is said in both languages, what a program reads, and the
// exit status of what is refused.
import assert from 'node:assert/strict'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { authorityProgram } from '@parley/ca-node/main.ts'
import { newRealm, PASSPHRASE, startTestAuthority } from '../../support/authority.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { fakeHost, run } from '../../support/host.ts'
import { noPostgres, startPostgres } from '../../support/postgres.ts'

function ca(args: readonly string[], options: Parameters<typeof fakeHost>[0] = {}) {
  return run(authorityProgram.commands, args, fakeHost(options))
}

async function files(t: TestContext) {
  const folder = await temporaryFolder(t)
  const passphrase = join(folder, 'passphrase')
  await writeFile(passphrase, PASSPHRASE)
  await writeFile(join(folder, 'wrong'), 'not that')
  return {
    at: (name: string) => join(folder, name),
    names: async () => (await readdir(folder)).sort(),
    secret: ['--passphrase-file', passphrase],
    wrong: ['--passphrase-file', join(folder, 'wrong')],
  }
}

describe('backup and restore', () => {
  it('say what they did and what is to be done next, in English and in French', async (t) => {
    const { at, secret } = await files(t)
    const harbour = await startTestAuthority(t)
    for (const french of [false, true]) {
      const file = at(`backup-${french}`)
      const made = await ca(['backup', file, '--data', harbour.folder, ...secret], { french })
      assert.equal(made.status, 0, made.err)
      assert.match(
        made.out,
        french ? /relu et entier\.\nIl s’ouvre avec/ : /read back and whole\.\nIt opens with/,
      )
      const back = await ca(['restore', file, '--data', at(`new-${french}`), ...secret], { french })
      assert.equal(back.status, 0, back.err)
      assert.match(
        back.out,
        french ? /le \d{4}-\d\d-\d\d \d\d:\d\d UTC\. Personne/ : /at \d{4}-\d\d-\d\d \d\d:\d\d UTC\. Nobody/,
      )
      assert.ok(
        back.out.includes(
          `${french ? 'Ensuite : ' : 'Next: '}parley ca start --data ${at(`new-${french}`)}\n`,
        ),
      )
    }
  })

  it('tell a program all of it in one line, and the audit log knows of the backup', async (t) => {
    const { at, secret } = await files(t)
    const harbour = await startTestAuthority(t)
    const made = JSON.parse(
      (await ca(['backup', at('b'), '--data', harbour.folder, '--json', ...secret])).out,
    )
    assert.deepEqual(Object.keys(made).sort(), ['bytes', 'file', 'madeAt', 'realm', 'rows', 'sha256'])
    assert.equal(made.bytes, (await readFile(at('b'))).length)
    const line = await harbour.authority.store.db
      .selectFrom('audit_lines')
      .select(['outcome', 'detail'])
      .where('act', '=', 'backup')
      .executeTakeFirst()
    assert.equal(line?.outcome, 'DONE')
    assert.match(line?.detail ?? '', new RegExp(made.sha256))
    await harbour.stop()
    // The same of an authority that is off.
    assert.equal((await ca(['backup', at('off'), '--data', harbour.folder, '--json', ...secret])).status, 0)
    const back = JSON.parse((await ca(['restore', at('off'), '--data', at('new'), '--json', ...secret])).out)
    assert.deepEqual([back.realm, back.databaseKept, back.folder], ['harbour', false, at('new')])
    const audit = await ca(['audit', '--verify', '--data', at('new'), '--json', ...secret])
    assert.equal(audit.status, 0, audit.err)
  })

  it('refuse what they must, each with its code and status, and leave nothing behind', async (t) => {
    const { at, names, secret, wrong } = await files(t)
    const data = await newRealm(t)
    assert.equal((await ca(['backup', at('good'), '--data', data, ...secret])).status, 0)
    const good = await readFile(at('good'))
    await writeFile(at('cut'), good.subarray(0, 3000))
    await writeFile(at('text'), 'dear diary')
    const before = await names()
    const rows: readonly (readonly [readonly string[], number, string])[] = [
      [['backup', at('good'), '--data', data, ...secret], 1, 'FILE_EXISTS'],
      [['backup', at('b'), '--data', data, ...wrong], 1, 'PASSPHRASE_WRONG'],
      [['backup', at('b'), '--data', at('nothing'), ...secret], 1, 'DATA_MISSING'],
      [['backup', join(at('no'), 'such', 'b'), '--data', data, ...secret], 1, 'FILE_UNWRITABLE'],
      [['backup', at('b'), '--data', data], 2, 'SECRET_NOT_GIVEN'],
      [['backup', '--data', data], 2, 'USAGE'],
      [['restore', at('good'), '--data', data, ...secret], 1, 'DATA_EXISTS'],
      [['restore', at('good'), '--data', at('new'), ...wrong], 1, 'PASSPHRASE_WRONG'],
      [['restore', at('cut'), '--data', at('new'), ...secret], 1, 'BACKUP_DAMAGED'],
      [['restore', at('text'), '--data', at('new'), ...secret], 1, 'BACKUP_DAMAGED'],
      [['restore', at('none'), '--data', at('new'), ...secret], 1, 'FILE_UNREADABLE'],
      [
        ['restore', at('good'), '--data', at('new'), '--database', 'mysql://x', ...secret],
        2,
        'DATABASE_URL_MALFORMED',
      ],
      [
        ['restore', at('good'), '--data', at('new'), '--database', 'postgres://a@127.0.0.1:1/b', ...secret],
        4,
        'DATABASE_UNREACHABLE',
      ],
    ]
    for (const [args, status, code] of rows) {
      const ran = await ca([...args, '--json'])
      assert.deepEqual([ran.status, ran.code, ran.out], [status, code, ''], args.join(' '))
      assert.deepEqual(await names(), before, args.join(' '))
    }
    for (const french of [false, true]) {
      const { err } = await ca(['restore', at('text'), '--data', at('new'), ...secret], { french })
      assert.match(err, french ? /elle ne commence pas comme telle/ : /it does not begin like one/)
    }
  })

  it('move a realm from a file to a server and back to a file', { skip: noPostgres }, async (t) => {
    const { at, secret } = await files(t)
    const postgres = await startPostgres(t)
    const harbour = await startTestAuthority(t)
    await harbour.join({ login: 'alice' })
    await harbour.stop()
    const database = ['--database', await postgres.newDatabase()]
    const steps: readonly (readonly string[])[] = [
      ['backup', at('1'), '--data', harbour.folder],
      ['restore', at('1'), '--data', at('server'), ...database],
      ['backup', at('2'), '--data', at('server')],
      ['restore', at('2'), '--data', at('file')],
    ]
    for (const step of steps) {
      const ran = await ca([...step, ...secret])
      assert.equal(ran.status, 0, ran.err)
    }
    for (const name of ['server', 'file']) {
      const users = await ca(['users', '--data', at(name), '--json'])
      assert.equal(JSON.parse(users.out).login, 'alice')
    }
    assert.ok(!(await readdir(at('server'))).includes('authority.db'))
    assert.ok(!(await readdir(at('file'))).includes('database.json'))
  })
})

describe('export', () => {
  it('gives everybody with every field, as a table or as lines, however many there are', async (t) => {
    const harbour = await startTestAuthority(t)
    await harbour.join({
      login: 'zoe',
      firstName: 'Zoë',
      lastName: 'O’Neill, Jr',
      email: 'zoe@example.org',
      cardNumber: '0042',
    })
    await harbour.join({ login: 'bob' })
    const data = ['--data', harbour.folder]
    const { out, status } = await ca(['export', '--csv', ...data])
    assert.equal(status, 0)
    const [head, bob, zoe, end] = out.split('\r\n')
    assert.equal(head, 'login,first_name,last_name,email,card_number,role,status,devices,created')
    assert.match(bob ?? '', /^bob,,,,,member,active,1,\d{4}-/)
    assert.match(zoe ?? '', /^zoe,Zoë,"O’Neill, Jr",zoe@example\.org,0042,member,active,1,\d{4}-/)
    assert.equal(end, '')
    const lines = (await ca(['export', '--json', ...data])).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.deepEqual(
      lines.map(({ login }) => login),
      ['bob', 'zoe'],
    )
    const crew = Array.from({ length: 2500 }, (_, at) => ({ login: `crew${at}`, skeleton: `crew${at}` }))
    const same = { role: 'member', status: 'active', password_hash: 'x', created_at: 0, changed_at: 0 }
    for (let at = 0; at < crew.length; at += 500)
      await harbour.authority.store.db
        .insertInto('users')
        .values(crew.slice(at, at + 500).map((one) => ({ ...one, ...same })) as never)
        .execute()
    const many = (await ca(['export', '--csv', ...data])).out.trim().split('\r\n')
    assert.equal(new Set(many.map((row) => row.split(',')[0])).size, 2503)
    assert.equal(many.length, 2503)
  })
})
