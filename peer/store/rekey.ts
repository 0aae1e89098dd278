// Encrypts the database anew under another key. A copy is made, changed, checked and put in its place by one rename: whenever
// this is cut off, the file is whole under the one key or whole under the other. Nobody may have it open meanwhile.
import { chmod, copyFile, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Fault } from '@parley/shared/faults/fault.ts'
import { errnoOf, fileFault, PRIVATE_FILE, sizeOf, syncFolder } from '@parley/shared/host/files.ts'
import { storeFault } from './faults.ts'
import { keyText, openKeyed, openStore } from './open.ts'

export type RekeyStep = 'copied' | 'encrypted' | 'replaced'

/**
 * Durable once it returns.
 * @throws Fault PASSPHRASE_WRONG (`key` does not open it), DATA_DAMAGED, DATA_IN_USE, DISK_FULL: all is as it was
 */
export async function rekeyStore(
  path: string,
  key: Uint8Array,
  next: Uint8Array,
  onStep: (step: RekeyStep) => void | Promise<void> = () => {},
): Promise<void> {
  // Step 1: everything is in the one file.
  const store = openStore(path, key)
  store.db.pragma('wal_checkpoint(TRUNCATE)')
  store.close()
  if (await sizeOf(`${path}-wal`)) throw new Fault('DATA_IN_USE', { path, pid: '?' })
  const copy = draftOf(path)
  try {
    // Step 2: a copy under the next key, on disk and readable to its last page.
    await forgetRekey(path)
    await copyFile(path, copy)
    await chmod(copy, PRIVATE_FILE)
    await onStep('copied')
    encrypt(copy, key, next)
    await syncFile(copy)
    await onStep('encrypted')
    // Step 3: at one instant it is the database.
    await rename(copy, path)
    await syncFolder(dirname(path))
    await onStep('replaced')
  } catch (error) {
    await forgetRekey(path).catch(() => undefined)
    throw errnoOf(error).startsWith('E') ? fileFault(path, error, 'write') : storeFault(path, error)
  }
}

/** Takes away what a rekeying that was cut off has left beside the database. */
export async function forgetRekey(path: string): Promise<void> {
  for (const left of ['', '-journal', '-wal', '-shm']) await rm(`${draftOf(path)}${left}`, { force: true })
}

/** Whether the key opens what is there. @throws Fault DATA_DAMAGED, DATA_TOO_NEW ... when that cannot be said */
export async function opensWith(path: string, key: Uint8Array): Promise<boolean> {
  if ((await sizeOf(path)) === 0) return false
  try {
    openStore(path, key).close()
    return true
  } catch (error) {
    if (error instanceof Fault && error.code === 'PASSPHRASE_WRONG') return false
    throw error
  }
}

const draftOf = (path: string): string => `${path}.next`

function encrypt(path: string, key: Uint8Array, next: Uint8Array): void {
  const db = openKeyed(path, key)
  try {
    // A write-ahead log cannot change its key. The copy is thrown away when this is cut off: no journal is needed.
    db.pragma('journal_mode = OFF')
    db.pragma('synchronous = OFF')
    db.pragma(`rekey = "${keyText(next)}"`)
  } finally {
    db.close()
  }
  const again = openKeyed(path, next)
  try {
    const found = again.prepare<[], string>('PRAGMA quick_check(1)').pluck().get()
    if (found !== 'ok') throw new Fault('DATA_DAMAGED', { path, reason: String(found) })
  } finally {
    again.close()
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
