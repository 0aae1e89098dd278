// `parley passphrase`: the new one opens everything, the old one nothing; and whenever the program is killed, the device opens
// with one of the two and has lost nothing.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { openHistory } from '@parley/peer/daemon/history.ts'
import { changePassphrase, settleKept } from '@parley/peer/daemon/passphrase.ts'
import { openDevice } from '@parley/peer/enrol/device.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { repository, running } from '../../support/program.ts'
import { smallRealm } from '../../support/small-realm.ts'

const skip = existsSync(join(repository, 'dist/parley.js')) ? false : 'not built'
const utf8 = (text: string) => new Uint8Array(Buffer.from(text))
const NEXT = 'three tall ships at dawn'
const MESSAGES = 3000

/** A device that has been used, stopped, with its passphrase kept in its folder. */
async function used(t: TestContext) {
  const realm = await smallRealm(t)
  const folder = await realm.enrol('alice')
  const peer = await realm.up('alice')
  const lines = Array.from({ length: MESSAGES }, (_, at) => `note ${at} ${'x'.repeat(200)}`).join('\n')
  await realm.run('alice', ['send', '@alice', '-', '--lines', '--json'], { stdin: lines })
  await peer.stop()
  const old = (await readFile(join(folder, 'passphrase'), 'utf8')).trim()
  const next = join(folder, '..', 'next')
  await writeFile(next, `${NEXT}\n`)
  return { ...realm, folder, old, next }
}

/** Opens the folder as a start does. @returns which passphrase did, when all is there */
async function opening(folder: string, ...passphrases: string[]): Promise<string | undefined> {
  await settleKept(folder)
  for (const passphrase of passphrases) {
    try {
      const device = await openDevice(folder, utf8(passphrase))
      const store = await openHistory(device)
      store.check()
      assert.equal(store.db.prepare('SELECT count(*) FROM event WHERE kind = 1').pluck().get(), MESSAGES)
      store.close()
      device.close()
      assert.ok(!existsSync(join(folder, 'history.db.next')), 'nothing is left behind')
      return passphrase
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'PASSPHRASE_WRONG') throw error
    }
  }
  return undefined
}

describe('parley passphrase', { skip }, () => {
  it('gives the device another passphrase, and the peer goes on with everything', async (t) => {
    const { folder, old, next, run, json, up } = await used(t)
    const vault = await readFile(join(folder, 'vault.json'))
    const history = await readFile(join(folder, 'history.db'))
    const args = ['passphrase', '--new-passphrase-file', next]

    const peer = await up('alice')
    assert.equal((await run('alice', [...args, '--json'])).code, 'DATA_IN_USE')
    await peer.stop()
    const wrong = join(folder, '..', 'wrong')
    await writeFile(wrong, 'not this one')
    for (const [more, status, code] of [
      [['--passphrase-file', wrong], 1, 'PASSPHRASE_WRONG'],
      [['--passphrase-file', '-', '--new-passphrase-file', '-'], 2, 'USAGE'],
      [['--passphrase-file', next, '--new-passphrase-file', next], 2, 'USAGE'],
    ] as const) {
      const refused = await run('alice', [...args, ...more, '--json'])
      assert.deepEqual([refused.code, refused.status], [code, status], refused.stderr)
    }
    assert.equal((await run('alice', ['passphrase', '--json'])).code, 'SECRET_NOT_GIVEN')

    const changed = await run('alice', args)
    assert.equal(changed.status, 0, changed.stderr)
    assert.match(changed.stdout, /^The passphrase was changed\. /)
    assert.match(changed.stderr, /It is kept in .*passphrase, as the old one was\./)
    assert.equal(await readFile(join(folder, 'passphrase'), 'utf8'), `${NEXT}\n`)
    const again = await up('alice')
    assert.equal((await json('alice', 'read', '--limit', '10000')).length, MESSAGES)
    assert.equal((await json('alice', 'search', '"note 1234"')).length, 1)
    // What SQLite has not yet written into the file itself would be taken up by the old file.
    await again.stop()

    // Whoever has the old files and the old passphrase opens nothing new with them.
    const copy = await temporaryFolder(t)
    await cp(folder, copy, { recursive: true })
    await writeFile(join(copy, 'vault.json'), vault)
    const device = await openDevice(copy, utf8(old))
    await assert.rejects(openHistory(device), fault('DATA_DAMAGED'))
    await writeFile(join(copy, 'history.db'), history)
    ;(await openHistory(device)).close()
    device.close()
  })

  it('opens with one of the two after each of its steps', async (t) => {
    const { folder, old } = await used(t)
    const data = await temporaryFolder(t)
    const steps: string[] = []
    await changePassphrase({
      folder,
      current: utf8(old),
      next: utf8(NEXT),
      async onStep(step) {
        steps.push(step)
        await cp(folder, join(data, step), { recursive: true, filter: (path) => !path.endsWith('.lock') })
      },
    })
    assert.deepEqual(steps, [
      'noted',
      'copied',
      'encrypted',
      'replaced',
      'settled',
      'prepared',
      'changed',
      'kept',
    ])
    for (const step of steps) {
      const expected = step === 'changed' || step === 'kept' ? NEXT : old
      assert.equal(await opening(join(data, step), old, NEXT), expected, step)
      // A start that nobody attends finds the right one.
      assert.equal((await readFile(join(data, step, 'passphrase'), 'utf8')).trim(), expected, step)
      assert.ok(!existsSync(join(data, step, 'passphrase.next')), step)
      // And once more: what was settled stays settled.
      if (step === 'replaced') assert.equal(await opening(join(data, step), expected), expected, step)
    }
  })

  it('loses nothing when it is killed at any instant', async (t) => {
    const { folder, old, next } = await used(t)
    const data = await temporaryFolder(t)
    const args = ['passphrase', '--new-passphrase-file', next, '--data']
    // How long it takes here, from its start to its end.
    const whole = join(data, 'whole')
    await cp(folder, whole, { recursive: true })
    const begun = performance.now()
    await running(t, [...args, whole]).line(({ changed }) => changed === true)
    const duration = performance.now() - begun
    const kills = process.env.PARLEY_LONG === '1' ? 60 : 6
    const ended = { old: 0, next: 0 }
    for (let kill = 0; kill < kills; kill++) {
      const copy = join(data, `${kill}`)
      await cp(folder, copy, { recursive: true })
      const program = running(t, [...args, copy])
      // The first third is Node starting.
      await delay(duration * (0.3 + 0.75 * ((kill + Math.random()) / kills)))
      await program.stop('SIGKILL')
      const passphrase = await opening(copy, old, NEXT)
      assert.ok(passphrase !== undefined, `kill ${kill}: neither opens it`)
      ended[passphrase === old ? 'old' : 'next'] += 1
      assert.equal((await readFile(join(copy, 'passphrase'), 'utf8')).trim(), passphrase)
    }
    t.diagnostic(`killed ${kills} times: ${ended.old} with the old one, ${ended.next} with the next`)
  })
})
