// Work on the folder of a node that is off: nobody else has it meanwhile, and everything is closed again whatever happens.
import { Fault } from '@parley/shared/faults/fault.ts'
import { exists } from '@parley/shared/host/files.ts'
import { lockFolder } from '@parley/shared/host/lock.ts'
import { openVault, type Vault } from '@parley/shared/host/vault.ts'
import type { AuthorityFolder } from '../folder.ts'
import { openStore, type Store } from '../store/open.ts'

/** @throws Fault DATA_MISSING, DATA_IN_USE, PASSPHRASE_WRONG, and those of `work` */
export async function whileOff<Result>(
  folder: AuthorityFolder,
  passphrase: () => Promise<Uint8Array>,
  work: (vault: Vault, store: Store) => Promise<Result>,
): Promise<Result> {
  if (!(await exists(folder.vault))) throw new Fault('DATA_MISSING', { path: folder.path })
  const lock = await lockFolder(folder.path)
  try {
    const secret = await passphrase()
    const vault = await openVault(folder.vault, secret).finally(() => secret.fill(0))
    try {
      const store = await openStore(folder.database)
      try {
        return await work(vault, store)
      } finally {
        await store.close()
      }
    } finally {
      vault.close()
    }
  } finally {
    await lock.release()
  }
}
