// Whatever is typed, and whatever became of a data folder: one error with its code, the exit status of the contract,
// words in both languages, nothing half written and nothing overwritten. Real programs, as a person starts them.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cp, lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it, type TestContext } from 'node:test'
import { z } from 'zod'
import { type Ending, temporaryFolder } from '../support/folder.ts'
import { parley, type Running, running } from '../support/program.ts'

const ANY_PORT = ['--http', '127.0.0.1:0', '--p2p', '/ip4/127.0.0.1/tcp/0', '--announce', '127.0.0.1']
const ALONE = ['--listen', '/ip4/127.0.0.1/tcp/0', '--no-mdns']
/** Anything a terminal would obey, or that would turn words around. */
const OBEYED = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u

/** One authority and one device, bob's, that every row below may read and none may change. */
interface Realm {
  readonly folder: string
  readonly at: (name: string) => string
  readonly passphrase: readonly string[]
  readonly join: readonly string[]
  readonly invitation: string
  readonly authority: Running
  readonly bob: Running
}

async function makeRealm(hooks: Ending): Promise<Realm> {
  const folder = await temporaryFolder(hooks)
  const at = (name: string) => join(folder, name)
  await writeFile(at('passphrase'), 'a harbour at night\n')
  await writeFile(at('password'), 'violet tractor sings\n')
  await writeFile(at('notes.txt'), 'mine')
  await writeFile(at('empty'), '')
  await writeFile(at('huge'), 'x'.repeat(100_000))
  const passphrase = ['--passphrase-file', at('passphrase')]
  const joining = [...passphrase, '--password-file', at('password')]
  await done(['ca', 'init', '--realm', 'harbour', '--data', at('ca'), ...passphrase])
  const authority = running(hooks, ['ca', 'start', ...ANY_PORT, '--data', at('ca'), ...passphrase])
  await authority.line(({ ready }) => ready === true)
  const [made] = await done(['ca', 'invite', '--uses', '20', '--data', at('ca')])
  const invitation = String(made?.invite)
  await done(['join', invitation, '--login', 'bob', '--data', at('bob'), ...joining])
  const bob = running(hooks, ['up', ...ALONE, '--data', at('bob'), ...passphrase])
  await bob.line(({ ready }) => ready === true)
  await done(['send', '@bob', 'a note to myself', '--data', at('bob')])
  return { folder, at, passphrase, join: joining, invitation, authority, bob }
}

async function done(args: readonly string[]): Promise<Record<string, unknown>[]> {
  const finished = await parley([...args, '--json'])
  assert.equal(finished.status, 0, finished.stderr)
  return finished.json()
}

/** Both ways of saying it: for programs, and for people who read French. */
async function refused(
  args: readonly string[],
  [status, code]: readonly [number, string],
  stdin?: Uint8Array,
) {
  const input = stdin === undefined ? {} : { stdin }
  const [json, words] = [
    await parley([...args, '--json'], input),
    await parley(args, { ...input, env: { LANG: 'fr_FR.UTF-8' } }),
  ]
  assert.deepEqual([json.status, json.code], [status, code], json.stderr)
  const errors = json.stderr.split('\n').filter((line) => line !== '')
  assert.equal(errors.length, 1, `one line of error, not: ${json.stderr}`)
  assert.equal(json.stdout, '')
  assert.equal(words.status, status)
  assert.ok(words.stderr.includes(`[${code}]`), words.stderr)
  assert.doesNotMatch(words.stderr, OBEYED)
  assert.doesNotMatch(
    words.stderr,
    /\n\s+at |\{\w+\}|undefined|« \? »|"\?"|[\s(]E[A-Z]{4,}\b/,
    'no trace, no hole, no bare errno',
  )
  assert.doesNotMatch(words.stderr, /\b(?:is|it|the|cannot|not)\b/, 'French only')
}

async function contents(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => !/\.(?:log|lock|sock)$|-shm$/.test(name)).toSorted()
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await readFile(join(folder, name), 'base64')] as const),
    ),
  )
}

describe('bad input', () => {
  let realm: Realm
  const endings: (() => unknown)[] = []
  before(async () => {
    realm = await makeRealm({ after: (end) => void endings.push(end) })
  })
  after(async () => {
    for (const end of endings.toReversed()) await end()
  })

  type Row = readonly [
    what: string,
    args: (realm: Realm) => readonly string[],
    refusal: readonly [number, string],
    stdin?: Uint8Array,
  ]
  const init = ({ passphrase }: Realm, ...more: string[]) => [
    'ca',
    'init',
    '--realm',
    'x',
    ...passphrase,
    ...more,
  ]
  const rows: readonly Row[] = [
    ['a data folder that is a file', (r) => init(r, '--data', r.at('notes.txt')), [1, 'FILE_UNWRITABLE']],
    [
      'a data folder where none can be',
      (r) => init(r, '--data', '/proc/none/at/all'),
      [1, 'FILE_UNWRITABLE'],
    ],
    ['a data folder of no name', (r) => init(r, '--data', ''), [2, 'VALUE_EMPTY']],
    [
      'a root file that is there',
      (r) => init(r, '--data', r.at('new'), '--root-out', r.at('notes.txt')),
      [1, 'FILE_EXISTS'],
    ],
    [
      'a passphrase file that is not there',
      (r) => init(r, '--passphrase-file', r.at('none')),
      [1, 'FILE_UNREADABLE'],
    ],
    ['an empty passphrase', (r) => init(r, '--passphrase-file', r.at('empty')), [2, 'SECRET_EMPTY']],
    ['a huge passphrase', (r) => init(r, '--passphrase-file', r.at('huge')), [2, 'SECRET_TOO_LONG']],
    [
      'a realm that drives the terminal',
      (r) => init(r, '--realm', '\x1b]0;x\x07\u202e'),
      [2, 'REALM_NAME_MALFORMED'],
    ],
    ['a command that is none', () => ['\x1b[31mup\u202e'], [2, 'USAGE']],
    [
      'a p2p address that is none',
      (r) => ['ca', 'start', '--p2p', 'here', '--data', r.at('none'), ...r.passphrase],
      [2, 'ADDRESS_MALFORMED'],
    ],
    [
      'an authority on the folder of a device',
      (r) => ['ca', 'start', ...ANY_PORT, '--data', r.at('bob'), ...r.passphrase],
      [1, 'DATA_MISSING'],
    ],
    [
      'a device on the folder of an authority',
      (r) => ['up', '--data', r.at('ca'), ...r.passphrase],
      [1, 'DATA_MISSING'],
    ],
    [
      'a question to the folder of an authority',
      (r) => ['status', '--data', r.at('ca')],
      [1, 'DATA_MISSING'],
    ],
    [
      'a certificate over somebody’s file',
      (r) => ['ca', 'root', '--out', r.at('notes.txt'), '--data', r.at('ca')],
      [1, 'FILE_EXISTS'],
    ],
    [
      'a message to the authority',
      (r) => ['send', '@authority', 'hi', '--data', r.at('bob')],
      [1, 'PERSON_UNKNOWN'],
    ],
    ['a message to nobody', (r) => ['send', '@nobody', 'hi', '--data', r.at('bob')], [1, 'PERSON_UNKNOWN']],
    [
      'a group with nobody in it',
      (r) => ['group', 'create', 'pier', 'bob', 'nobody', '--data', r.at('bob')],
      [1, 'PERSON_UNKNOWN'],
    ],
    [
      'the authority, unknown, behind the data folder',
      (r) => ['--data', r.at('ca'), 'ca', 'role', 'nobody', 'auditor'],
      [3, 'USER_UNKNOWN'],
    ],
    [
      'a message of 100 kB',
      (r) => ['send', '@bob', 'x'.repeat(100_000), '--data', r.at('bob')],
      [2, 'TEXT_TOO_LONG'],
    ],
    [
      'bytes that are no text',
      (r) => ['send', '@bob', '-', '--data', r.at('bob')],
      [2, 'TEXT_NOT_UNICODE'],
      Uint8Array.of(0x61, 0xff),
    ],
    [
      'a time that is none',
      (r) => ['read', '--since', '2026-13-45', '--data', r.at('bob')],
      [2, 'VALUE_INVALID'],
    ],
  ]
  for (const [what, args, refusal, stdin] of rows)
    it(`${what}: ${refusal[1]}, exit ${refusal[0]}`, () => refused(args(realm), refusal, stdin))

  it('none of these changed or left anything', async () => {
    assert.equal(await readFile(realm.at('notes.txt'), 'utf8'), 'mine')
    assert.deepEqual(
      (await readdir(realm.folder)).toSorted(),
      ['bob', 'ca', 'empty', 'huge', 'notes.txt', 'passphrase', 'password'].toSorted(),
    )
  })

  it('an altered invitation is refused for what was altered', async () => {
    const { invitation, at, join: joining } = realm
    const other = (text: string, key: string) =>
      text.replace(new RegExp(`(?<=${key}=)(.)`), (first) => (first === '0' ? '1' : '0'))
    const enrol = (link: string) => ['join', link, '--login', 'eve', '--data', at('eve'), ...joining]
    await refused(enrol(other(invitation, 'root')), [5, 'ROOT_MISMATCH'])
    await refused(enrol(other(invitation, 'secret')), [3, 'INVITATION_UNKNOWN'])
    await refused(enrol(invitation.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:1')), [4, 'AUTHORITY_UNREACHABLE'])
    await refused(enrol(invitation.slice(0, -5)), [2, 'INVITATION_MALFORMED'])
    assert.ok(!(await readdir(at('eve'))).includes('device.json'))
  })

  it('a list that was fetched before is replaced, and a device stays a device', async (t) => {
    const folder = await temporaryFolder(t)
    const fetch = (kind: 'root' | 'crl', out: string) => ['ca', kind, '--out', out, '--data', realm.at('ca')]
    await done(fetch('crl', join(folder, 'list.pem')))
    await done(fetch('crl', join(folder, 'list.pem')))
    await refused(fetch('root', join(folder, 'list.pem')), [1, 'FILE_EXISTS'])
    if (spawnSync('mknod', [join(folder, 'null'), 'c', '1', '3']).status !== 0)
      return t.diagnostic('no device file without root')
    await done(fetch('root', join(folder, 'null')))
    assert.ok((await lstat(join(folder, 'null'))).isCharacterDevice())
  })

  it('the age of a revocation list is not the hour it is dated back by', async () => {
    const [status] = await done(['status', '--data', realm.at('bob')])
    const { ageSeconds } = z.object({ ageSeconds: z.number() }).parse(status?.revocationList)
    assert.ok(ageSeconds < 600, `${ageSeconds} s`)
  })

  it('an authority’s folder takes no device, with the same passphrase either', async (t) => {
    const folder = join(await temporaryFolder(t), 'ca')
    await mkdir(folder)
    for (const name of ['vault.json', 'authority.db'])
      await cp(join(realm.at('ca'), name), join(folder, name))
    const before = await contents(folder)
    const enrol = ['join', realm.invitation, '--login', 'ivan', '--data', folder, ...realm.join]
    await refused(enrol, [1, 'DATA_FOREIGN'])
    assert.deepEqual(await contents(folder), before)
  })

  describe('after both were killed', () => {
    before(async () => {
      await Promise.all([realm.bob.stop('SIGKILL'), realm.authority.stop('SIGKILL')])
    })
    const copy = async (t: TestContext, name: string) => {
      const folder = join(await temporaryFolder(t), name)
      await cp(realm.at(name), folder, { recursive: true, filter: (path) => !path.endsWith('.sock') })
      return folder
    }
    const up = (folder: string) => ['up', ...ALONE, '--data', folder, ...realm.passphrase]
    const start = (folder: string) => ['ca', 'start', ...ANY_PORT, '--data', folder, ...realm.passphrase]

    for (const [what, spoil] of [
      ['is gone', (path: string) => rm(path)],
      ['is empty', (path: string) => writeFile(path, '')],
      ['is another one', (path: string) => writeFile(path, Buffer.alloc(8192, 0x55))],
    ] as const)
      it(`a history that ${what} is a loss, not a beginning`, async (t) => {
        const folder = await copy(t, 'bob')
        await spoil(join(folder, 'history.db'))
        const before = await contents(folder)
        await refused(up(folder), [1, 'DATA_DAMAGED'])
        assert.deepEqual(await contents(folder), before)
      })

    it('a damaged database keeps the log that may save it', async (t) => {
      const folder = await copy(t, 'ca')
      const path = join(folder, 'authority.db')
      await writeFile(path, (await readFile(path)).fill(0x55, 0, 50))
      const before = await contents(folder)
      assert.ok((before['authority.db-wal'] ?? '').length > 0, 'killed with something in the log')
      await refused(start(folder), [1, 'DATA_DAMAGED'])
      assert.deepEqual(await contents(folder), before)
    })

    it('a log that cannot be opened has no say', async (t) => {
      const folder = await copy(t, 'ca')
      await rm(join(folder, 'authority.log'))
      await mkdir(join(folder, 'authority.log'))
      await refused([...start(folder), '--passphrase-file', realm.at('password')], [1, 'PASSPHRASE_WRONG'])
    })

    it('both come back as they were', async (t) => {
      const authority = running(t, start(realm.at('ca')))
      await authority.line(({ ready }) => ready === true)
      const bob = running(t, up(realm.at('bob')))
      await bob.line(({ ready }) => ready === true)
      const [message] = await done(['read', '@bob', '--data', realm.at('bob')])
      assert.equal(message?.text, 'a note to myself')
      for (const program of [bob, authority]) {
        const asked = Date.now()
        assert.equal(await program.stop(), 0)
        assert.ok(Date.now() - asked < 5000)
      }
    })
  })
})
