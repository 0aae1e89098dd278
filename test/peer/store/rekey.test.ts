// Another key for the database: all of it, and never neither the one nor the other.
import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openStore } from '@parley/peer/store/open.ts'
import { opensWith, rekeyStore } from '@parley/peer/store/rekey.ts'
import { randomBytes } from '@parley/shared/host/crypto.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'

const [old, next] = [randomBytes(32), randomBytes(32)]

async function written(t: Parameters<typeof temporaryFolder>[0], rows = 2000) {
  const path = join(await temporaryFolder(t), 'history.db')
  const store = openStore(path, old)
  store.db.exec('CREATE TABLE note (words TEXT)')
  await store.writer.write(() => {
    for (let row = 0; row < rows; row++)
      store.db.prepare('INSERT INTO note VALUES (?)').run(`words ${row}`.repeat(20))
  })
  store.close()
  return path
}

const rowsWith = (path: string, key: Uint8Array) => {
  const store = openStore(path, key)
  store.check()
  const rows = store.db.prepare('SELECT count(*) FROM note').pluck().get()
  store.close()
  return rows
}

test('the next key opens all of it, the old one nothing, and nothing is left beside it', async (t) => {
  const path = await written(t)
  const before = readFileSync(path)
  await rekeyStore(path, old, next)
  assert.equal(rowsWith(path, next), 2000)
  assert.throws(() => openStore(path, old), fault('PASSPHRASE_WRONG'))
  assert.deepEqual([await opensWith(path, next), await opensWith(path, old)], [true, false])
  // No page is what it was.
  const after = readFileSync(path)
  for (let page = 0; page < before.length; page += 4096)
    assert.notDeepEqual(after.subarray(page, page + 4096), before.subarray(page, page + 4096))
  for (const left of ['.next', '.next-journal', '.next-wal', '-wal', '-journal'])
    assert.ok(!existsSync(`${path}${left}`))
})

test('at each of its steps the file opens whole with one of the two', async (t) => {
  const path = await written(t)
  const seen: string[] = []
  await rekeyStore(path, old, next, async (step) => {
    copyFileSync(path, `${path}.${step}`)
    const key = step === 'replaced' ? next : old
    assert.equal(rowsWith(`${path}.${step}`, key), 2000)
    seen.push(step)
  })
  assert.deepEqual(seen, ['copied', 'encrypted', 'replaced'])
})

test('a wrong key changes nothing', async (t) => {
  const path = await written(t, 10)
  const before = readFileSync(path)
  await assert.rejects(rekeyStore(path, next, randomBytes(32)), fault('PASSPHRASE_WRONG'))
  assert.deepEqual(readFileSync(path), before)
})
