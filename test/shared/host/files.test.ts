// Files are whole or not there, and one process owns a folder.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { ensureFolder, readBounded, writeAtomically } from '@parley/shared/host/files.ts'
import { holderOf, lockFolder } from '@parley/shared/host/lock.ts'
import { openLog } from '@parley/shared/host/log.ts'
import { fault } from '../../support/fault.ts'
import { temporaryFolder } from '../../support/folder.ts'

describe('files', () => {
  it('replaces a file whole, for the owner alone, and leaves nothing beside it', async (t) => {
    const folder = await temporaryFolder(t)
    const path = join(folder, 'device.json')
    await writeAtomically(path, 'old')
    await writeAtomically(path, 'new')
    assert.equal(await readFile(path, 'utf8'), 'new')
    assert.equal((await stat(path)).mode & 0o777, 0o600)
    assert.deepEqual(await readdir(folder), ['device.json'])
  })

  it('keeps the old file when the new one cannot be written', async (t) => {
    const folder = await temporaryFolder(t)
    await assert.rejects(writeAtomically(join(folder, 'gone', 'x'), 'new'), fault('FILE_UNWRITABLE'))
    await ensureFolder(join(folder, 'taken'))
    await assert.rejects(writeAtomically(join(folder, 'taken'), 'new'), fault('FILE_UNWRITABLE'))
    assert.deepEqual(await readdir(folder), ['taken'])
  })

  it('reads no more than it was told', async (t) => {
    const path = join(await temporaryFolder(t), 'big')
    await writeFile(path, Buffer.alloc(100))
    assert.equal((await readBounded(path, 100)).length, 100)
    await assert.rejects(readBounded(path, 99), fault('FILE_TOO_LARGE'))
    await assert.rejects(readBounded(`${path}.gone`, 99), fault('FILE_UNREADABLE'))
  })
})

describe('folder lock', () => {
  it('names the process that has the folder, and is taken over when that process was killed', async (t) => {
    const folder = await temporaryFolder(t)
    const lock = await lockFolder(folder)
    assert.equal(await holderOf(folder), process.pid)
    await assert.rejects(lockFolder(folder), fault('DATA_IN_USE'))
    await lock.release()
    assert.equal(await holderOf(folder), undefined)

    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    await once(other, 'spawn')
    const startTicks = (await readFile(`/proc/${other.pid}/stat`, 'utf8')).split(') ')[1]?.split(' ')[19]
    await writeFile(join(folder, 'parley.lock'), `${other.pid} ${startTicks}\n`)
    await assert.rejects(lockFolder(folder), fault('DATA_IN_USE'))
    other.kill('SIGKILL')
    await once(other, 'exit')
    await (await lockFolder(folder)).release()
  })

  it('is not fooled by another process that got the same pid', async (t) => {
    const folder = await temporaryFolder(t)
    await writeFile(join(folder, 'parley.lock'), `${process.pid} 1\n`)
    await (await lockFolder(folder)).release()
  })
})

describe('log', () => {
  it('sets a file aside when it is over the limit', async (t) => {
    const folder = await temporaryFolder(t)
    const path = join(folder, 'parley.log')
    await writeFile(path, Buffer.alloc(8_388_608, 0x2e))
    const file = openLog(path)
    file.log.warn({ code: 'CERT_EXPIRED' }, 'session refused')
    file.close()
    assert.deepEqual((await readdir(folder)).sort(), ['parley.log', 'parley.log.1'])
    assert.equal(JSON.parse(await readFile(path, 'utf8')).code, 'CERT_EXPIRED')
  })
})
