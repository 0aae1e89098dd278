// Where secrets come from, and that they never come half, twice or unbounded.
import assert from 'node:assert/strict'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { createOutput } from '@parley/shared/host/cli/output.ts'
import { assertOneReadsInput, readSecret, takeBack } from '@parley/shared/host/cli/secret.ts'
import { strongPassword } from '@parley/shared/people/password.ts'
import { fault } from '../../../support/fault.ts'
import { temporaryFolder } from '../../../support/folder.ts'
import { type FakeHost, fakeHost } from '../../../support/host.ts'

const read = async (host: FakeHost, folder: string, file?: string, purpose: 'open' | 'create' = 'open') =>
  Buffer.from(
    await readSecret(host, createOutput(host, false), { kind: 'passphrase', file, folder, purpose }),
  ).toString()

describe('a secret', () => {
  for (const [what, content] of [
    ['with a newline', 'a harbour is safe\n'],
    ['with the newline of Windows', 'a harbour is safe\r\n'],
    ['without one', 'a harbour is safe'],
  ] as const)
    it(`is read from a file ${what}`, async (t) => {
      const folder = await temporaryFolder(t)
      await writeFile(join(folder, 'secret'), content)
      assert.equal(await read(fakeHost(), folder, join(folder, 'secret')), 'a harbour is safe')
      assert.equal(await read(fakeHost({ stdin: content }), folder, '-'), 'a harbour is safe')
    })

  it('keeps what is not its last newline', async (t) => {
    const folder = await temporaryFolder(t)
    assert.equal(await read(fakeHost({ stdin: ' two\n\n' }), folder, '-'), ' two\n')
  })

  it('is refused when empty, endless or not there', async (t) => {
    const folder = await temporaryFolder(t)
    await assert.rejects(read(fakeHost({ stdin: '\n' }), folder, '-'), fault('SECRET_EMPTY'))
    await assert.rejects(read(fakeHost({ stdin: 'x'.repeat(2000) }), folder, '-'), fault('SECRET_TOO_LONG'))
    await assert.rejects(read(fakeHost(), folder, '/dev/zero'), fault('SECRET_TOO_LONG'))
    await assert.rejects(read(fakeHost(), folder, join(folder, 'none')), fault('FILE_UNREADABLE'))
    await assert.rejects(read(fakeHost(), folder), fault('SECRET_NOT_GIVEN'))
  })

  it('is made where nobody can be asked, kept for the owner alone, and found again', async (t) => {
    const folder = join(await temporaryFolder(t), 'alice')
    const host = fakeHost()
    const made = await read(host, folder, undefined, 'create')
    assert.ok(made.length >= 22, 'at least 128 bits in base64')
    assert.match(host.err(), /A passphrase was made and kept in .*passphrase/)
    assert.equal((await stat(join(folder, 'passphrase'))).mode & 0o777, 0o600)
    assert.equal(await readFile(join(folder, 'passphrase'), 'utf8'), `${made}\n`)
    assert.equal(await read(fakeHost(), folder), made)
  })

  it('that was made for nothing is taken back, and that is said; where there is none nothing is', async (t) => {
    const folder = await temporaryFolder(t)
    const host = fakeHost()
    await read(host, folder, undefined, 'create')
    await takeBack(host, createOutput(host, false), folder, 'passphrase')
    assert.match(host.err().replace(/\s+/g, ' '), /passphrase is removed again/)
    await assert.rejects(stat(join(folder, 'passphrase')), { code: 'ENOENT' })
    const quiet = fakeHost()
    await takeBack(quiet, createOutput(quiet, false), folder, 'passphrase')
    assert.equal(quiet.err(), '')
  })

  it('is asked for twice on a terminal, without showing it', async (t) => {
    const folder = await temporaryFolder(t)
    const host = fakeHost({ tty: true })
    const asked = read(host, folder, undefined, 'create')
    await turn()
    host.typed.write('wrong\u007f\u007f\u007f\u007f\u007fknots and splices\r')
    await turn()
    host.typed.write('knots and slices\r')
    await turn()
    for (let time = 0; time < 2; time++) {
      host.typed.write('knots and splices\r')
      await turn()
    }
    assert.equal(await asked, 'knots and splices')
    assert.match(host.err(), /not the same/)
    assert.doesNotMatch(host.err(), /knots/)
  })

  it('that will not do is said so at once, not after it was typed again', async (t) => {
    const folder = await temporaryFolder(t)
    const host = fakeHost({ tty: true })
    const asked = readSecret(host, createOutput(host, false), {
      kind: 'password',
      file: undefined,
      folder,
      purpose: 'create',
      accept: (secret) => void strongPassword(Buffer.from(secret).toString(), ['alice']),
    })
    for (const typed of ['', 'short', 'alice alice alice', 'three loud herons', 'three loud herons']) {
      await turn()
      host.typed.write(`${typed}\r`)
    }
    assert.equal(Buffer.from(await asked).toString(), 'three loud herons')
    assert.match(host.err(), /a few words[\s\S]*too short[\s\S]*contains your login/)
    assert.equal(host.err().match(/again/g)?.length, 1)
  })

  it('is given up with Ctrl-C', async (t) => {
    const folder = await temporaryFolder(t)
    const host = fakeHost({ tty: true })
    const asked = read(host, folder)
    await turn()
    host.typed.write('half a pass\u0003')
    await assert.rejects(asked, fault('INTERRUPTED'))
  })

  it('cannot share standard input with another', () => {
    assert.throws(() => assertOneReadsInput(fakeHost(), 'parley join', '-', '-'), fault('USAGE'))
    assertOneReadsInput(fakeHost(), 'parley join', '-', undefined)
  })
})

const turn = () => new Promise((resolve) => setImmediate(resolve))
