// The answer for a node that is not one yet: its folder has keys, and no certificate in the database says whose they are.
import { Fault } from '@parley/shared/faults/fault.ts'
import { exists } from '@parley/shared/host/files.ts'
import { lockFolder } from '@parley/shared/host/lock.ts'
import { openVault } from '@parley/shared/host/vault.ts'
import type { AuthorityFolder } from '../folder.ts'
import { openStore } from '../store/open.ts'
import type { CeremonyAnswer } from './files.ts'
import { type Installed, installAnswer } from './install.ts'

/** @throws Fault DATA_MISSING, DATA_IN_USE, and those of installAnswer */
export async function installNewNode(
  folder: AuthorityFolder,
  answer: CeremonyAnswer,
  passphrase: () => Promise<Uint8Array>,
  now: Date,
): Promise<Installed> {
  if (!(await exists(folder.vault))) throw new Fault('DATA_MISSING', { path: folder.path })
  const lock = await lockFolder(folder.path)
  try {
    const secret = await passphrase()
    const vault = await openVault(folder.vault, secret).finally(() => secret.fill(0))
    try {
      const store = await openStore(folder.database)
      try {
        return await installAnswer({ store, vault, answer, now })
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
