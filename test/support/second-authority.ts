// A second authority of a realm, on the same database: its own keys in its own folder, its issuing CA under the same root.
import type { TestContext } from 'node:test'
import { freshIdentity, sign } from '@parley/ca-node/certificates/issue.ts'
import { signList } from '@parley/ca-node/certificates/list.ts'
import { authorityFolder } from '@parley/ca-node/folder.ts'
import { KEY } from '@parley/ca-node/keys/names.ts'
import { readRealm } from '@parley/ca-node/realm/realm.ts'
import { openStore } from '@parley/ca-node/store/open.ts'
import { placeBeside, rememberPlace } from '@parley/ca-node/store/place.ts'
import { REVOCATION_LIST_LIFETIME } from '@parley/shared/certificates/constants.ts'
import { ownKey } from '@parley/shared/certificates/csr.ts'
import { issuerFrom } from '@parley/shared/certificates/issuer.ts'
import { generateKey, primitives, signerFromPkcs8 } from '@parley/shared/host/crypto.ts'
import { createVault, openVault } from '@parley/shared/host/vault.ts'
import { fingerprint } from '@parley/shared/identity/ids.ts'
import { PASSPHRASE } from './authority.ts'
import { temporaryFolder } from './folder.ts'

const YEAR = 365 * 86_400_000

/** @param first data folder of an authority that has the root's key. @returns the data folder of the second */
export async function secondAuthority(test: Pick<TestContext, 'after'>, first: string): Promise<string> {
  const data = await temporaryFolder(test)
  const folder = authorityFolder(data)
  const place = await placeBeside(authorityFolder(first).database)
  if (place === undefined) throw new Error('two authorities need one database server')

  const issuingKey = generateKey('p256')
  const vault = await createVault(folder.vault, PASSPHRASE)
  await vault.put(KEY.issuing, issuingKey.pkcs8)
  await vault.put(KEY.https, generateKey('p256').pkcs8)
  await vault.put(KEY.ocsp, generateKey('p256').pkcs8)
  await vault.put(KEY.node, generateKey('ed25519').pkcs8)
  await vault.put(KEY.log, generateKey('ed25519').pkcs8)
  vault.close()
  await rememberPlace(folder.database, place)

  const firstVault = await openVault(authorityFolder(first).vault, PASSPHRASE)
  const rootKey = signerFromPkcs8(firstVault.get(KEY.root))
  firstVault.close()
  const store = await openStore(folder.database)
  try {
    const { rootIssuer } = await readRealm(store.db, store.name)
    const now = new Date()
    const made = sign(rootKey, {
      kind: 'issuing',
      issuer: rootIssuer,
      label: 'ca2',
      key: ownKey(issuingKey.signer),
      primitives,
      ...freshIdentity(now, YEAR),
    })
    const issuer = issuerFrom(made.der, primitives)
    await store.db
      .insertInto('issuers')
      .values({
        key_id: issuer.keyId,
        kind: 'issuing',
        issued_by: rootIssuer.keyId,
        serial: made.serial,
        fingerprint: fingerprint(Buffer.from(primitives.sha256(made.der)).toString('hex')),
        der: made.der,
        not_after: made.notAfter.getTime(),
      })
      .execute()
    await signList(store.db, issuer, issuingKey.signer, now, REVOCATION_LIST_LIFETIME)
  } finally {
    await store.close()
  }
  return data
}
