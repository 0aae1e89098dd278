// A new passphrase for this device, and with it new keys for all it protects: a copy of the old files and the old passphrase
// together open nothing that is written from now on. Cut off at any instant, the device opens with the one or the other.
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '@parley/shared/faults/fault.ts'
import { PASSPHRASE_BYTES_MAX } from '@parley/shared/host/constants.ts'
import { randomBytes } from '@parley/shared/host/crypto.ts'
import { exists, readBounded, writeAtomically } from '@parley/shared/host/files.ts'
import { lockFolder } from '@parley/shared/host/lock.ts'
import { openVault, type Vault } from '@parley/shared/host/vault.ts'
import { openDevice } from '../enrol/device.ts'
import { deviceVaultPath } from '../enrol/device-file.ts'
import { SECRET } from '../enrol/key.ts'
import { KEY_BYTES } from '../store/constants.ts'
import { forgetRekey, opensWith, type RekeyStep, rekeyStore } from '../store/rekey.ts'
import { HISTORY_FILE } from './constants.ts'

export type PassphraseStep = 'noted' | RekeyStep | 'settled' | 'prepared' | 'changed' | 'kept'

export interface PassphraseChange {
  readonly folder: string
  readonly current: Uint8Array
  readonly next: Uint8Array
  onStep?(step: PassphraseStep): void | Promise<void>
}

/**
 * Durable once it returns; the running peer must be stopped before.
 * @returns whether the new one is kept in the data folder because the old one was
 * @throws Fault PASSPHRASE_WRONG, PASSPHRASE_EMPTY, DATA_IN_USE, DATA_MISSING, DATA_DAMAGED, DISK_FULL
 */
export async function changePassphrase(change: PassphraseChange): Promise<{ readonly kept: boolean }> {
  const { folder, current, next, onStep = () => {} } = change
  const lock = await lockFolder(folder)
  try {
    const { vault, close } = await openDevice(folder, current)
    try {
      const path = join(folder, HISTORY_FILE)
      // Step 1: the database. Its next key is noted first, so that what becomes of it can always be opened.
      const key = await settleStoreKey(vault, path)
      const fresh = randomBytes(KEY_BYTES)
      await vault.put(SECRET.storeKeyNext, fresh)
      await onStep('noted')
      if (await exists(path)) await rekeyStore(path, key, fresh, onStep)
      await vault.put(SECRET.storeKey, fresh)
      await vault.remove(SECRET.storeKeyNext)
      await onStep('settled')
      // Step 2: the vault, and what is kept for a start that nobody attends.
      const kept = await isKept(folder, current)
      if (kept) await writeAtomically(nextKept(folder), Buffer.concat([next, NEWLINE]))
      await onStep('prepared')
      await vault.changePassphrase(next)
      await onStep('changed')
      if (kept) await rename(nextKept(folder), keptPath(folder))
      await onStep('kept')
      return { kept }
    } finally {
      close()
    }
  } finally {
    await lock.release()
  }
}

/** The key the database is under, also when a change of it was cut off. Durable once it returns. */
export async function settleStoreKey(vault: Vault, path: string): Promise<Uint8Array> {
  if (!vault.has(SECRET.storeKeyNext)) return vault.get(SECRET.storeKey)
  const next = vault.get(SECRET.storeKeyNext)
  if (await opensWith(path, next)) await vault.put(SECRET.storeKey, next)
  await forgetRekey(path)
  await vault.remove(SECRET.storeKeyNext)
  return vault.get(SECRET.storeKey)
}

/** A change that was cut off may have left the kept passphrase beside the point: the vault says which one it is. */
export async function settleKept(folder: string): Promise<void> {
  const path = nextKept(folder)
  if (!(await exists(path))) return
  const lock = await lockFolder(folder)
  try {
    const vault = await openVault(deviceVaultPath(folder), await contentOf(path))
    vault.close()
    await rename(path, keptPath(folder))
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'PASSPHRASE_WRONG') throw error
    await rm(path, { force: true })
  } finally {
    await lock.release()
  }
}

const NEWLINE = Buffer.from('\n')
const NEWLINE_BYTES_MAX = 2
/** As readSecret (shared/host/cli/secret.ts) finds it. */
const keptPath = (folder: string): string => join(folder, 'passphrase')
const nextKept = (folder: string): string => join(folder, 'passphrase.next')

async function isKept(folder: string, current: Uint8Array): Promise<boolean> {
  const path = keptPath(folder)
  return (await exists(path)) && Buffer.compare(await contentOf(path), current) === 0
}

async function contentOf(path: string): Promise<Uint8Array> {
  const bytes = await readBounded(path, PASSPHRASE_BYTES_MAX + NEWLINE_BYTES_MAX)
  let end = bytes.length
  if (bytes[end - 1] === 0x0a) end--
  if (bytes[end - 1] === 0x0d) end--
  return bytes.subarray(0, end)
}
