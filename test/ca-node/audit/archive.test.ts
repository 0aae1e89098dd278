// Old lines in archive files: nothing is lost, nothing is twice, and archive and rest still prove each other. And chains that end
// because their authority got another issuing CA.
import assert from 'node:assert/strict'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { archiveOldest } from '@parley/ca-node/audit/archive.ts'
import { readAudit } from '@parley/ca-node/audit/read.ts'
import { verifyAudit } from '@parley/ca-node/audit/verify.ts'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import Database from 'better-sqlite3-multiple-ciphers'
import { startTestAuthority, type TestAuthority } from '../../support/authority.ts'
import { ceremony, offlineRealm } from '../../support/ceremony.ts'

const LIMITS = { kept: 40, segment: 30 }

async function fill({ authority }: TestAuthority, count: number): Promise<void> {
  const entry = { act: 'test', outcome: 'DONE', who: 'alice', source: '127.0.0.1' }
  await Promise.all(
    Array.from({ length: count }, (_, number) => authority.audit.append({ ...entry, detail: { number } })),
  )
}

async function found({ authority }: TestAuthority): Promise<unknown> {
  try {
    await verifyAudit(authority)
  } catch (error) {
    if (error instanceof Fault && error.code === 'AUDIT_BROKEN')
      return [error.parameters.seq, error.parameters.reason]
    throw error
  }
  return undefined
}

/** Two files full, and what is above them. */
async function archived(harbour: TestAuthority): Promise<string[]> {
  await fill(harbour, 120)
  const files: string[] = []
  for (let file = await archiveOldest(harbour.authority, LIMITS); file; ) {
    files.push(join(harbour.folder, 'audit', file))
    file = await archiveOldest(harbour.authority, LIMITS)
  }
  assert.ok(files.length >= 2)
  return files
}

describe('an archive', () => {
  it('has every line once, in order, and the log verifies over archive and rest', async (t) => {
    const harbour = await startTestAuthority(t)
    await fill(harbour, 1)
    const before = await readAudit(harbour.authority.store.db, { after: '' })
    const files = await archived(harbour)
    const texts = await Promise.all(files.map(async (file) => gunzipSync(await readFile(file)).toString()))
    const old: { seq: number; hash: string; act: string }[] = texts
      .join('')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const rest = await readAudit(harbour.authority.store.db, { after: '' })
    const all = [...old, ...rest]
    assert.deepEqual(
      all.map(({ seq }) => seq),
      all.map((_, index) => index + 1),
    )
    assert.deepEqual(
      all.slice(0, before.length).map(({ hash }) => hash),
      before.map(({ hash }) => hash),
      'the very lines',
    )
    const { chains } = await verifyAudit(harbour.authority)
    assert.deepEqual([chains[0]?.archived, chains[0]?.lines], [old.length, rest.length])
    assert.equal(rest.filter(({ act }) => act === 'archive').length, files.length, 'each archiving is a line')
    await harbour.stop()
    const again = await startTestAuthority(t, { data: harbour.folder })
    await fill(again, 5)
    assert.equal(await found(again), undefined)
  })

  it('altered, taken away, exchanged or forgotten: found, at its line', async (t) => {
    const harbour = await startTestAuthority(t)
    const [first = '', second = ''] = await archived(harbour)
    const whole = await readFile(second)
    await writeFile(
      second,
      Uint8Array.from(whole, (byte, at) => (at === 40 ? byte ^ 1 : byte)),
    )
    assert.deepEqual(await found(harbour), [31, 'archive'])
    await writeFile(second, await readFile(first))
    assert.deepEqual(await found(harbour), [31, 'archive'])
    await writeFile(second, whole)
    await rename(first, `${first}.elsewhere`)
    assert.deepEqual(await found(harbour), [1, 'archive-gone'])
    await rename(`${first}.elsewhere`, first)
    assert.equal(await found(harbour), undefined)

    const intruder = new Database(authorityFolder(harbour.folder).database)
    const [row] = intruder.prepare('select * from audit_archives where from_seq = 1').all() as Record<
      string,
      unknown
    >[]
    intruder.prepare('delete from audit_archives where from_seq = 1').run()
    assert.deepEqual(await found(harbour), [1, 'archive'])
    const names = Object.keys(row ?? {})
    const put = `insert into audit_archives (${names.join()}) values (${names.map(() => '?').join()})`
    intruder.prepare(put).run(...Object.values(row ?? {}))
    assert.equal(await found(harbour), undefined)
    intruder.prepare('delete from audit_lines where seq = (select min(seq) from audit_lines)').run()
    assert.deepEqual(await found(harbour), [61, 'missing'])
    intruder.close()
  })

  it('left half done by a power cut is made again, whole', async (t) => {
    const harbour = await startTestAuthority(t)
    await fill(harbour, 120)
    const intruder = new Database(authorityFolder(harbour.folder).database)
    intruder.exec("create trigger cut before delete on audit_lines begin select raise(abort, 'power'); end")
    await assert.rejects(archiveOldest(harbour.authority, LIMITS))
    assert.equal(await found(harbour), undefined)
    intruder.exec('drop trigger cut')
    intruder.close()
    assert.match((await archiveOldest(harbour.authority, LIMITS)) ?? '', /-1-30\.jsonl\.gz$/)
    assert.equal(await found(harbour), undefined)
  })
})

describe('a chain whose authority got a new issuing CA', () => {
  it('is named by the next one: it cannot be cut, go on or vanish unseen, also once that line is archived', async (t) => {
    const { data, rootFile } = await offlineRealm(t)
    const harbour = await startTestAuthority(t, { data })
    await fill(harbour, 10)
    const before = harbour.authority.audit.chain
    await ceremony(harbour, { act: 'renew-issuing' }, [rootFile])
    await harbour.stop()
    const again = await startTestAuthority(t, { data })
    const { chain } = again.authority.audit
    assert.notEqual(chain, before)
    const [first] = (await readAudit(again.authority.store.db, { after: '' })).filter(
      (line) => line.chain === chain,
    )
    assert.equal(first?.act, 'continue')
    assert.equal((await verifyAudit(again.authority)).chains.length, 2)
    await archived(again)
    assert.equal((await verifyAudit(again.authority)).chains.length, 2)

    const intruder = new Database(authorityFolder(data).database)
    const last = intruder.prepare('select * from audit_lines where chain = ? order by seq desc').get(before)
    intruder
      .prepare(
        'delete from audit_lines where chain = ? and seq = (select max(seq) from audit_lines where chain = ?)',
      )
      .run(before, before)
    const head = intruder.prepare('select * from audit_heads where chain = ?').all(before)
    intruder.prepare('delete from audit_heads where chain = ?').run(before)
    assert.ok(last && head.length > 0)
    assert.notEqual(await found(again), undefined, 'its end cut off, with the signed head')
    for (const table of ['audit_lines', 'audit_chains'])
      intruder.prepare(`delete from ${table} where chain = ?`).run(before)
    assert.deepEqual(await found(again), [1, 'cut'], 'all of it gone')
    intruder.close()
  })
})
