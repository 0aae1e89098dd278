// Moves the root's key out of an authority's vault into a root's file, for a realm that began with its root online. The file is
// whole and was read back before the key leaves the vault.
import { encodePem } from '@parley/shared/certificates/pem.ts'
import type { TrustedRoot } from '@parley/shared/certificates/roots.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { exists, writeAtomically } from '@parley/shared/host/files.ts'
import { lockFolder } from '@parley/shared/host/lock.ts'
import type { AuthorityFolder } from '../folder.ts'
import { encryptedKeyPem } from '../keys/export.ts'
import { KEY } from '../keys/names.ts'
import { openKeys } from '../keys/open.ts'
import { readRealm } from '../realm/realm.ts'
import { openStore } from '../store/open.ts'
import { openRootFile } from './root-file.ts'

/** The node must be off. @throws Fault DATA_MISSING, DATA_IN_USE, ROOT_KEY_OFFLINE, FILE_EXISTS, PASSPHRASE_WRONG */
export async function takeRootOffline(
  folder: AuthorityFolder,
  file: string,
  passphrase: Uint8Array,
): Promise<TrustedRoot> {
  if (!(await exists(folder.vault))) throw new Fault('DATA_MISSING', { path: folder.path })
  if (await exists(file)) throw new Fault('FILE_EXISTS', { path: file })
  const lock = await lockFolder(folder.path)
  try {
    const { vault, issuing, root: signer } = await openKeys(folder.vault, passphrase)
    try {
      if (signer === undefined) throw new Fault('ROOT_KEY_OFFLINE')
      const store = await openStore(folder.database)
      const { root } = await readRealm(store.db, store.name, issuing.spki).finally(() => store.close())
      const pkcs8 = vault.get(KEY.root)
      try {
        const key = await encryptedKeyPem(pkcs8, passphrase)
        await writeAtomically(file, encodePem('CERTIFICATE', root.der) + key)
      } finally {
        pkcs8.fill(0)
      }
      const { root: read } = await openRootFile(file, passphrase)
      await vault.remove(KEY.root)
      return read
    } finally {
      vault.close()
    }
  } finally {
    await lock.release()
  }
}
