// A further authority of a realm on the same database: its folder gets keys of its own, and a request for its issuing CA. Nothing
// secret travels; nobody vouches, so the digits are what is compared.
import { Fault } from '@parley/shared/faults/fault.ts'
import { generateKey } from '@parley/shared/host/crypto.ts'
import { ensureFolder, exists } from '@parley/shared/host/files.ts'
import { lockFolder } from '@parley/shared/host/lock.ts'
import { createVault } from '@parley/shared/host/vault.ts'
import type { AuthorityFolder } from '../folder.ts'
import { KEY } from '../keys/names.ts'
import { readRealm } from '../realm/realm.ts'
import { openServerStore, openStore, type Store } from '../store/open.ts'
import { rememberPlace, type ServerPlace } from '../store/place.ts'
import { labelOf } from './files.ts'
import { type RequestMade, record } from './request.ts'

export interface NewNode {
  readonly folder: AuthorityFolder
  /** The realm's database. Undefined: the folder's own says where it is. */
  readonly place: ServerPlace | undefined
  readonly label: string
  readonly passphrase: Uint8Array
  readonly now: Date
}

/** @throws Fault DATA_EXISTS, ISSUING_LABEL_TAKEN, DATABASE_*, DISK_FULL */
export async function requestNewNode({
  folder,
  place,
  label,
  passphrase,
  now,
}: NewNode): Promise<RequestMade> {
  if (await exists(folder.vault)) throw new Fault('DATA_EXISTS', { path: folder.vault })
  await ensureFolder(folder.path)
  const lock = await lockFolder(folder.path)
  try {
    const store = await (place ? openServerStore(place) : openStore(folder.database))
    try {
      return await prepare(store, { folder, place, label, passphrase, now })
    } finally {
      await store.close()
    }
  } finally {
    await lock.release()
  }
}

async function prepare(
  store: Store,
  { folder, place, label, passphrase, now }: NewNode,
): Promise<RequestMade> {
  const realm = await readRealm(store.db, store.name)
  if (!/^[a-z0-9-]{1,16}$/.test(label) || realm.issuers.some((issuer) => labelOf(issuer) === label)) {
    throw new Fault('ISSUING_LABEL_TAKEN', { label })
  }
  const issuing = generateKey('p256')
  const secrets = {
    // Nothing is signed with it before its certificate is in the database: no start finds itself there.
    [KEY.issuing]: issuing.pkcs8,
    [KEY.https]: generateKey('p256').pkcs8,
    [KEY.ocsp]: generateKey('p256').pkcs8,
    [KEY.node]: generateKey('ed25519').pkcs8,
    [KEY.log]: generateKey('ed25519').pkcs8,
  }
  // First the register, then the folder: a request without a folder is worth nothing and harms nobody.
  const made = await record(
    { store, realm, now },
    { act: 'new-node', root: realm.standing.newest, issuing: { label, signer: issuing.signer } },
  )
  const vault = await createVault(folder.vault, passphrase)
  try {
    for (const [name, secret] of Object.entries(secrets)) await vault.put(name, secret)
  } finally {
    vault.close()
    for (const secret of Object.values(secrets)) secret.fill(0)
  }
  if (place) await rememberPlace(folder.database, place)
  return made
}
