// Opens what this device remembers. Never begins again where something was: a device that forgot its own chain of
// events would write a second one, and everybody else would take it for a forger.
import { join } from 'node:path'
import { Fault } from '@parley/shared/faults/fault.ts'
import { sizeOf } from '@parley/shared/host/files.ts'
import type { Device } from '../enrol/device.ts'
import { SECRET } from '../enrol/key.ts'
import { openStore, type Store } from '../store/open.ts'
import { HISTORY_FILE } from './constants.ts'
import { settleStoreKey } from './passphrase.ts'

/** @throws Fault DATA_DAMAGED, DATA_TOO_NEW, DISK_FULL, FILE_UNWRITABLE */
export async function openHistory({ folder, vault }: Device): Promise<Store> {
  const path = join(folder, HISTORY_FILE)
  const begun = vault.has(SECRET.storeBegun)
  if (begun && (await sizeOf(path)) === 0) throw new Fault('DATA_DAMAGED', { path, reason: 'GONE' })
  const store = open(path, await settleStoreKey(vault, path))
  try {
    if (!begun) await vault.put(SECRET.storeBegun, Uint8Array.of(1))
  } catch (error) {
    store.close()
    throw error
  }
  return store
}

/** The key comes from the vault, which the passphrase has opened: what it does not open is not what it was. */
function open(path: string, key: Uint8Array): Store {
  try {
    return openStore(path, key)
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'PASSPHRASE_WRONG') throw error
    throw new Fault('DATA_DAMAGED', { path, reason: 'KEY_OF_OTHER' }, { cause: error })
  }
}
