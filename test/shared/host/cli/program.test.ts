// The command line's contract: statuses, --json, words, and what hostile arguments get.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it, test } from 'node:test'
import { Fault } from '@parley/shared/faults/fault.ts'
import { defineCommand, flag, list, required, value, valueOr } from '@parley/shared/host/cli/command.ts'
import { nextCommand } from '@parley/shared/host/cli/folder.ts'
import { VERSION } from '@parley/shared/host/cli/host.ts'
import { duration, hostPort, integer, oneOf, path, text } from '@parley/shared/host/cli/parse.ts'
import { chooseSide } from '@parley/shared/host/cli/side.ts'
import fc from 'fast-check'
import { temporaryFolder } from '../../../support/folder.ts'
import { fakeHost, run } from '../../../support/host.ts'

const words = { en: 'an English help', fr: 'une aide en français' }

const greet = defineCommand({
  name: 'greet',
  summary: words,
  args: { who: required('who', words, text(20)) },
  options: {
    times: valueOr('--times <n>', words, integer(1, 10), '1'),
    wait: value('--wait <duration>', words, duration),
    at: list('--at <place...>', words, text(20)),
    mood: value('--mood <mood>', words, oneOf('calm', 'merry')),
    listen: value('--listen <host:port>', words, hostPort),
    file: value('--file <file>', words, path),
    quietly: flag('--quietly', words),
    echo: flag('--no-echo', words),
  },
  async run({ args, options, folder, out }) {
    await out.result({ ...args, ...options, folder }, () => `hello ${args.who}`)
  },
})
const refuse = defineCommand({
  name: 'refuse',
  summary: words,
  async run() {
    throw new Fault('SIGNATURE_INVALID', { scheme: 'ed25519' })
  },
})
const crash = defineCommand({
  name: 'crash',
  summary: words,
  async run() {
    throw new TypeError('alice is not a function\n    at secret (/place)')
  },
})
const wave = defineCommand({
  name: 'crowd wave',
  summary: words,
  group: words,
  args: { who: required('who', words, text(20)) },
  async run() {},
})
const commands = [greet, refuse, crash, wave]

describe('a program of commands', () => {
  it('says results to people, and one object a line to programs', async () => {
    const plain = await run(commands, ['greet', 'alice'])
    assert.deepEqual([plain.status, plain.out], [0, 'hello alice\n'])
    const json = await run(commands, [
      ...['greet', 'alice', '--json', '--times', '3', '--at', 'home', 'quay', '--at', 'sea'],
      ...['--data', '/tmp/alice', '--no-echo', '--wait', '90m'],
    ])
    assert.deepEqual(JSON.parse(json.out), {
      who: 'alice',
      times: 3,
      wait: 5_400_000,
      at: ['home', 'quay', 'sea'],
      quietly: false,
      echo: false,
      folder: '/tmp/alice',
    })
    assert.equal(json.err, '')
  })

  it('takes the options of every command before the command, too', async () => {
    const { out } = await run(commands, ['--json', '--data', '/tmp/bob', 'greet', 'bob'])
    assert.equal(JSON.parse(out).folder, '/tmp/bob')
  })

  it('ends with the status of the fault and its code on stderr', async () => {
    const { status, out, err, code } = await run(commands, ['refuse', '--json'])
    assert.deepEqual([status, out, code], [5, '', 'SIGNATURE_INVALID'])
    assert.equal(err.trimEnd().split('\n').length, 1)
    assert.match(JSON.parse(err).error.message, /does not match/)
    const french = await run(commands, ['refuse'], fakeHost({ french: true }))
    assert.match(french.err, /ne correspond pas.*\[SIGNATURE_INVALID\]/)
  })

  for (const [what, argv] of Object.entries({
    'no command': [],
    'an unknown command': ['grete', 'alice'],
    'an unknown option': ['greet', 'alice', '--loud'],
    'a missing argument': ['greet'],
    'a group without its command': ['crowd'],
    'an unknown command of a group': ['crowd', 'dance'],
    'a missing value': ['greet', 'alice', '--times'],
    'too many arguments': ['greet', 'alice', 'bob'],
    'bytes that are not UTF-8': ['greet', 'al\uFFFDice'],
    'half a surrogate pair': ['greet', 'al\uD800ice'],
    'an argument without end': ['greet', 'a'.repeat(200_000)],
  }))
    it(`refuses ${what} as wrong usage`, async () => {
      const { status, out, code } = await run(commands, [...argv, '--json'])
      assert.deepEqual([status, out, code], [2, '', 'USAGE'])
    })

  for (const [what, argv, expected] of [
    ['a number that is too large', ['--times', '11'], 'NUMBER_OUT_OF_RANGE'],
    ['a number in another notation', ['--times', '1e1'], 'NUMBER_OUT_OF_RANGE'],
    ['a duration without unit', ['--wait', '10'], 'VALUE_INVALID'],
    ['a duration of nothing', ['--wait', '0s'], 'VALUE_INVALID'],
    ['a word that is none of the few', ['--mood', 'angry'], 'VALUE_INVALID'],
    ['a port that is none', ['--listen', '127.0.0.1:65536'], 'VALUE_INVALID'],
    ['an address with a path', ['--listen', 'example/x:80'], 'VALUE_INVALID'],
    ['an empty path', ['--file', ''], 'VALUE_EMPTY'],
    ['a path without end', ['--file', 'a'.repeat(5000)], 'VALUE_TOO_LONG'],
    ['an empty data folder', ['--data', ''], 'VALUE_EMPTY'],
  ] as const)
    it(`refuses ${what}`, async () => {
      const { status, out, code } = await run(commands, ['greet', 'alice', ...argv, '--json'])
      assert.deepEqual([status, out, code], [2, '', expected])
    })

  it('names the nearest command', async () => {
    assert.match((await run(commands, ['gret'])).err, /Did you mean greet\?/)
  })

  it('names the help that says more, also for groups of commands and behind the options of every command', async () => {
    const seen = async (...argv: string[]) => (await run(commands, argv)).err.replace(/\s+/g, ' ')
    assert.match(await seen('crowd'), /A command is missing.*`parley crowd --help`/)
    assert.match(await seen('crowd', 'dance'), /no command "?dance"?.*`parley crowd --help`/)
    assert.match(
      await seen('--data', '/tmp/alice', 'crowd', 'wave'),
      /who is missing.*`parley crowd wave --help`/,
    )
  })

  it('keeps what went wrong inside for the log, and shows no stack trace', async (t) => {
    const folder = await temporaryFolder(t)
    const { status, err, code } = await run(commands, ['crash', '--json', '--data', folder])
    assert.deepEqual([status, code], [1, 'INTERNAL'])
    assert.doesNotMatch(err, /at secret|program\.ts/)
    assert.match(await readFile(join(folder, 'parley.log'), 'utf8'), /at secret/)
  })

  it('helps in both languages', async () => {
    const { status, out } = await run(commands, ['greet', '--help'])
    assert.equal(status, 0)
    assert.match(out, /Usage: parley greet .*an English help.*\(default: 1\).*--data <dir>.*--json/s)
    const french = await run(commands, ['greet', '--help'], fakeHost({ french: true }))
    assert.match(french.out, /Usage : .*une aide en français.*par défaut : 1/s)
  })

  it('never throws, whatever is typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), async (typed) => {
        const { status } = await run(commands, typed)
        assert.ok([0, 1, 2, 5].includes(status))
      }),
      { numRuns: 200 },
    )
  })

  it('has the version of the package', async () => {
    const file = await readFile(new URL('../../../../package.json', import.meta.url), 'utf8')
    assert.equal(VERSION, JSON.parse(file).version)
  })
})

describe('which program a command line is for', () => {
  for (const [typed, argv] of [
    ['ca users', ['users']],
    ['--json ca users', ['--json', 'users']],
    ['--data somewhere ca users', ['--data', 'somewhere', 'users']],
    ['--data=somewhere --json ca users --login ca', ['--data=somewhere', '--json', 'users', '--login', 'ca']],
    ['--data ca ca users', ['--data', 'ca', 'users']],
    ['ca', []],
  ] as const)
    it(`takes parley ${typed} to the authority`, () =>
      assert.deepEqual(chooseSide(typed.split(' ')), { side: 'ca', argv }))
  for (const typed of [
    'who',
    '--data ca who',
    'whois ca',
    '--json',
    '--data',
    '-- ca',
    '--help ca',
    'send @ca ca',
  ])
    it(`takes parley ${typed} to the peer, as it is`, () =>
      assert.deepEqual(chooseSide(typed.split(' ')), { side: 'peer', argv: typed.split(' ') }))
})

test('what is to be typed next names the data folder that was given, so that a shell takes it', () => {
  const next = (folder: string, folderGiven = true) => nextCommand('parley up', { folder, folderGiven })
  assert.equal(next('/home/alice/.local/share/parley/peer', false), 'parley up')
  assert.equal(next('/srv/parley-2/peer'), 'parley up --data /srv/parley-2/peer')
  const spoken = spawnSync('sh', ['-c', `printf '%s|' ${next("/srv/it's a $HOME/été")}`], {
    encoding: 'utf8',
  })
  assert.equal(spoken.stdout, "parley|up|--data|/srv/it's a $HOME/été|")
})
