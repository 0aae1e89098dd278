// The device's database: encrypted, durable, plain about what is wrong with it.
import assert from 'node:assert/strict'
import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { bringUpToDate } from '@parley/peer/store/migrate.ts'
import { openStore } from '@parley/peer/store/open.ts'
import { randomBytes } from '@parley/shared/host/crypto.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'

const key = randomBytes(32)
const SECRET = 'the words that must not be readable'

async function written(t: Parameters<typeof temporaryFolder>[0]) {
  const path = join(await temporaryFolder(t), 'parley.db')
  const store = openStore(path, key)
  store.db.exec('CREATE TABLE note (words TEXT)')
  await store.writer.write(() => store.db.prepare('INSERT INTO note VALUES (?)').run(SECRET))
  return { path, store }
}

test('what was written is there after opening it again, and nowhere in clear', async (t) => {
  const { path, store } = await written(t)
  for (const file of [path, `${path}-wal`]) assert.ok(!readFileSync(file).includes(SECRET), file)
  store.close()
  store.close()
  assert.ok(!readFileSync(path).includes(SECRET))
  assert.notEqual(readFileSync(path).subarray(0, 15).toString(), 'SQLite format 3')
  const again = openStore(path, key)
  assert.equal(again.db.prepare('SELECT words FROM note').pluck().get(), SECRET)
  again.check()
  again.close()
})

test('it is fsynced at every commit, in WAL, and as SQLCipher 4 has it', async (t) => {
  const { store } = await written(t)
  assert.equal(store.db.pragma('journal_mode', { simple: true }), 'wal')
  assert.equal(store.db.pragma('synchronous', { simple: true }), 2)
  assert.equal(store.db.pragma('cipher', { simple: true }), 'sqlcipher')
  store.close()
})

test('another key opens nothing and changes nothing', async (t) => {
  const { path, store } = await written(t)
  store.close()
  const before = readFileSync(path)
  assert.throws(() => openStore(path, randomBytes(32)), fault('PASSPHRASE_WRONG'))
  assert.deepEqual(readFileSync(path), before)
  openStore(path, key).close()
})

test('a file cut short is damaged, and is left as it is', async (t) => {
  const { path, store } = await written(t)
  store.close()
  truncateSync(path, readFileSync(path).length - 100)
  const before = readFileSync(path)
  assert.throws(() => openStore(path, key), fault('DATA_DAMAGED'))
  assert.deepEqual(readFileSync(path), before)
})

test('an altered byte anywhere in it is found', async (t) => {
  const { path, store } = await written(t)
  store.close()
  const whole = readFileSync(path)
  const altered = Buffer.from(whole)
  const at = whole.length - 2000
  altered[at] = (altered[at] ?? 0) ^ 1
  writeFileSync(path, altered)
  const again = openStore(path, key)
  assert.throws(() => again.check(), fault('DATA_DAMAGED'))
  again.close()
})

test('a database of a newer Parley is refused', async (t) => {
  const { path, store } = await written(t)
  store.db.pragma('user_version = 999')
  store.close()
  assert.throws(() => openStore(path, key), fault('DATA_TOO_NEW'))
})

test('a step of the schema that fails leaves none of itself behind', async (t) => {
  const { path, store } = await written(t)
  const before = Number(store.db.pragma('user_version', { simple: true }))
  const steps = Array.from({ length: before }, (_, n) => ({ name: `${n}`, sql: '' }))
  const broken = { name: 'broken', sql: 'CREATE TABLE half (a); CREATE TABLE half (a);' }
  assert.throws(() => bringUpToDate(store.db, path, [...steps, broken]))
  assert.equal(store.db.pragma('user_version', { simple: true }), before)
  assert.equal(store.db.prepare(`SELECT count(*) FROM sqlite_master WHERE name = 'half'`).pluck().get(), 0)
  store.close()
})

test('a full disk is said, and what was asked together fails together', async (t) => {
  const { store } = await written(t)
  let rolledBack = 0
  store.writer.onRollback(() => {
    rolledBack += 1
  })
  const pages = Number(store.db.pragma('page_count', { simple: true }))
  store.db.pragma(`max_page_count = ${pages}`)
  const insert = store.db.prepare<[string]>('INSERT INTO note VALUES (?)')
  const small = store.writer.write(() => insert.run('small'))
  const large = store.writer.write(() => insert.run('x'.repeat(100_000)))
  await assert.rejects(small, fault('DISK_FULL'))
  await assert.rejects(large, fault('DISK_FULL'))
  assert.equal(rolledBack, 1)
  store.db.pragma('max_page_count = 1000000')
  await store.writer.write(() => insert.run('there is room again'))
  assert.equal(store.db.prepare('SELECT count(*) FROM note').pluck().get(), 2)
  store.close()
})

test('what is asked in one turn is one transaction, what may wait is not in it', async (t) => {
  const { store } = await written(t)
  const order: string[] = []
  const job = (name: string) => () => {
    order.push(`${name} ${store.db.inTransaction}`)
    store.db.exec('INSERT INTO note VALUES (1)')
  }
  store.writer.writeLazily(job('later'))
  const asked = ['a', 'b', 'c'].map((name) =>
    store.writer.write(job(name)).then(() => order.push(`${name} done`)),
  )
  await Promise.all(asked)
  assert.deepEqual(order, ['a true', 'b true', 'c true', 'a done', 'b done', 'c done'])
  store.writer.flush()
  assert.equal(order.at(-1), 'later true')
  store.close()
})

test('what may wait is written on closing', async (t) => {
  const { path, store } = await written(t)
  store.writer.writeLazily(() => store.db.prepare('INSERT INTO note VALUES (?)').run('late'))
  store.close()
  const again = openStore(path, key)
  assert.equal(again.db.prepare('SELECT count(*) FROM note').pluck().get(), 2)
  again.close()
})
