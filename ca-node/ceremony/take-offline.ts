// Moves the root's key out of an authority's vault into a root's file, for a realm that began with its root online. The file is
// whole and was read back before the key leaves the vault.
import { encodePem } from '@parley/shared/certificates/pem.ts'
import type { TrustedRoot } from '@parley/shared/certificates/roots.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { exists, writeAtomically } from '@parley/shared/host/files.ts'
import { silentLog } from '@parley/shared/host/log.ts'
import { AuditLog } from '../audit/log.ts'
import { LOCAL } from '../authority.ts'
import type { AuthorityFolder } from '../folder.ts'
import { encryptedKeyPem } from '../keys/export.ts'
import { KEY } from '../keys/names.ts'
import { allKeysIn, type Keys } from '../keys/open.ts'
import { type Realm, readRealm } from '../realm/realm.ts'
import type { Store } from '../store/open.ts'
import { openRootFile } from './root-file.ts'
import { whileOff } from './while-off.ts'

/** The node must be off. @throws Fault DATA_MISSING, DATA_IN_USE, ROOT_KEY_OFFLINE, FILE_EXISTS, PASSPHRASE_WRONG */
export async function takeRootOffline(
  folder: AuthorityFolder,
  file: string,
  passphrase: Uint8Array,
): Promise<TrustedRoot> {
  if (await exists(file)) throw new Fault('FILE_EXISTS', { path: file })
  return whileOff(
    folder,
    async () => Uint8Array.from(passphrase),
    async (vault, store) => {
      const keys = await allKeysIn(vault)
      if (keys.root === undefined) throw new Fault('ROOT_KEY_OFFLINE')
      const realm = await readRealm(store.db, store.name, keys.issuing.spki)
      return moved({ folder, file, passphrase, store, realm, keys })
    },
  )
}

interface Moving {
  readonly folder: AuthorityFolder
  readonly file: string
  readonly passphrase: Uint8Array
  readonly store: Store
  readonly realm: Realm
  readonly keys: Keys
}

async function moved({ folder, file, passphrase, store, realm, keys }: Moving): Promise<TrustedRoot> {
  const { vault } = keys
  const now = () => new Date()
  const audit = new AuditLog({ store, keys, realm, folder: folder.path, log: silentLog, now })
  try {
    const { root } = realm
    const pkcs8 = vault.get(KEY.root)
    try {
      const key = await encryptedKeyPem(pkcs8, passphrase)
      await writeAtomically(file, encodePem('CERTIFICATE', root.der) + key)
    } finally {
      pkcs8.fill(0)
    }
    const { root: read } = await openRootFile(file, passphrase)
    // On record before it is done: from here on the key may be used elsewhere.
    await audit.append({
      act: 'take-root-offline',
      outcome: 'DONE',
      who: LOCAL.who,
      source: LOCAL.source,
      detail: { root: root.fingerprint.slice(0, 16) },
    })
    await vault.remove(KEY.root)
    return read
  } finally {
    await audit.close()
  }
}
