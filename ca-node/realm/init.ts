// `parley ca init`: makes a realm. Its keys, its root and issuing CA, its first revocation lists: all of it
// appears in the data folder at once, or none of it.
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  REVOCATION_LIST_LIFETIME,
  ROOT_REVOCATION_LIST_LIFETIME,
} from '@parley/shared/certificates/constants.ts'
import { ownKey } from '@parley/shared/certificates/csr.ts'
import { type Issuer, issuerFrom } from '@parley/shared/certificates/issuer.ts'
import { encodePem } from '@parley/shared/certificates/pem.ts'
import { trustedRoot } from '@parley/shared/certificates/roots.ts'
import { type RealmPolicy, realmPolicy } from '@parley/shared/enrolment/schema.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { generateKey, primitives } from '@parley/shared/host/crypto.ts'
import {
  ensureFolder,
  exists,
  fileFault,
  PRIVATE_FOLDER,
  writeAtomically,
} from '@parley/shared/host/files.ts'
import { lockFolder } from '@parley/shared/host/lock.ts'
import { confirmBySecondReader } from '@parley/shared/host/second-reader.ts'
import { createVault } from '@parley/shared/host/vault.ts'
import { type Fingerprint, fingerprint, type Serial } from '@parley/shared/identity/ids.ts'
import { type RealmName, realmName } from '@parley/shared/identity/login.ts'
import { freshIdentity, sign } from '../certificates/issue.ts'
import { signList } from '../certificates/list.ts'
import { ISSUING_VALIDITY, MAX_DEVICE_VALIDITY, MIN_DEVICE_VALIDITY, ROOT_VALIDITY } from '../constants.ts'
import { type AuthorityFolder, authorityFolder } from '../folder.ts'
import { encryptedKeyPem } from '../keys/export.ts'
import { KEY } from '../keys/names.ts'
import { makeStoreKey } from '../keys/store-key.ts'
import { type Db, openStore } from '../store/open.ts'
import { noteBeside, rememberPlace, type ServerPlace } from '../store/place.ts'

const DRAFT = '.init-'

export interface InitRequest {
  readonly folder: AuthorityFolder
  readonly realm: string
  readonly passphrase: Uint8Array
  /** Life of device certificates, ms. */
  readonly validity: number
  /** What everybody must say about themselves, beside login and password. */
  readonly required?: readonly RealmPolicy['required'][number][]
  /** Where the root's key goes when it is to stay off this machine. */
  readonly rootOut: string | undefined
  /** A database on a server, instead of a file in the folder. */
  readonly place?: ServerPlace | undefined
  readonly now: Date
}

export interface NewRealm {
  readonly realm: RealmName
  readonly rootFingerprint: Fingerprint
}

/** @throws Fault REALM_NAME_MALFORMED, VALIDITY_OUT_OF_RANGE, DATA_EXISTS, FILE_EXISTS, DATA_IN_USE, DISK_FULL, FILE_UNWRITABLE, DATABASE_* */
export async function init(request: InitRequest): Promise<NewRealm> {
  // 1. What was asked for must make sense before anything is touched.
  const name = realmName(request.realm)
  if (request.validity < MIN_DEVICE_VALIDITY || request.validity > MAX_DEVICE_VALIDITY) {
    throw new Fault('VALIDITY_OUT_OF_RANGE', { value: spanOf(request.validity) })
  }
  const { folder, rootOut } = request
  const isNew = !(await exists(folder.path))
  await ensureFolder(folder.path)
  const lock = await lockFolder(folder.path)
  const draft = authorityFolder(join(folder.path, `${DRAFT}${randomUUID()}`))
  let rootFile: string | undefined
  try {
    for (const path of [folder.vault, folder.database, noteBeside(folder.database)]) {
      if (await exists(path)) throw new Fault('DATA_EXISTS', { path })
    }
    if (rootOut !== undefined && (await exists(rootOut))) throw new Fault('FILE_EXISTS', { path: rootOut })
    await sweep(folder.path)
    await mkdir(draft.path, { mode: PRIVATE_FOLDER })

    // 2. Keys, and the two CA certificates.
    const keys = {
      root: generateKey('p256'),
      issuing: generateKey('p256'),
      https: generateKey('p256'),
      ocsp: generateKey('p256'),
    }
    const rootCertificate = sign(keys.root.signer, {
      kind: 'root',
      realm: name,
      key: ownKey(keys.root.signer),
      primitives,
      ...freshIdentity(request.now, ROOT_VALIDITY),
    })
    const root = issuerFrom(rootCertificate.der, primitives)
    const issuingCertificate = sign(keys.root.signer, {
      kind: 'issuing',
      issuer: root,
      label: 'ca1',
      key: ownKey(keys.issuing.signer),
      primitives,
      ...freshIdentity(request.now, ISSUING_VALIDITY, root.notAfter),
    })
    const issuing = issuerFrom(issuingCertificate.der, primitives)
    await confirmBySecondReader([issuingCertificate.der, rootCertificate.der])

    // 3. Secrets under the passphrase; the root's elsewhere when it is to stay offline.
    const secrets = {
      [KEY.issuing]: keys.issuing.pkcs8,
      [KEY.https]: keys.https.pkcs8,
      [KEY.ocsp]: keys.ocsp.pkcs8,
      [KEY.node]: generateKey('ed25519').pkcs8,
      [KEY.log]: generateKey('ed25519').pkcs8,
      [KEY.store]: makeStoreKey(),
      ...(rootOut === undefined ? { [KEY.root]: keys.root.pkcs8 } : {}),
    }
    const vault = await createVault(draft.vault, request.passphrase)
    try {
      for (const [secret, value] of Object.entries(secrets)) await vault.put(secret, value)
    } finally {
      vault.close()
    }

    // 4. The database, with the first list of each CA. An offline root cannot sign again until its ceremony, so
    //    its list lasts as long as the issuing CA it speaks about.
    if (request.place) await rememberPlace(draft.database, request.place)
    const store = await openStore(draft.database, { create: true })
    try {
      await store.transaction(async (db) => {
        await fill(db, request, name, [
          { issuer: root, serial: rootCertificate.serial },
          { issuer: issuing, serial: issuingCertificate.serial },
        ])
        const listLife = rootOut === undefined ? ROOT_REVOCATION_LIST_LIFETIME : ISSUING_VALIDITY
        await signList(db, root, keys.root.signer, request.now, listLife)
        await signList(db, issuing, keys.issuing.signer, request.now, REVOCATION_LIST_LIFETIME)
      })
    } catch (error) {
      throw store.isDuplicate(error)
        ? new Fault('DATA_EXISTS', { path: store.name }, { cause: error })
        : error
    } finally {
      await store.close()
    }

    // 5. Into place: the vault last, because its being there is what says that a realm is here.
    if (rootOut !== undefined) {
      const pem = encodePem('CERTIFICATE', rootCertificate.der)
      await writeAtomically(rootOut, pem + (await encryptedKeyPem(keys.root.pkcs8, request.passphrase)))
      rootFile = rootOut
    }
    for (const { pkcs8 } of Object.values(keys)) pkcs8.fill(0)
    if (request.place) await rename(noteBeside(draft.database), noteBeside(folder.database))
    else await rename(draft.database, folder.database)
    await rename(draft.vault, folder.vault)
    return { realm: name, rootFingerprint: trustedRoot(rootCertificate.der, primitives).fingerprint }
  } catch (error) {
    if (rootFile !== undefined) await rm(rootFile, { force: true })
    throw error instanceof Error && 'syscall' in error ? fileFault(folder.path, error, 'write') : error
  } finally {
    await rm(draft.path, { recursive: true, force: true })
    await lock.release()
    // What was made for nothing goes again; a folder with anything in it stays.
    if (isNew) await rmdir(folder.path).catch(() => undefined)
  }
}

interface NewIssuer {
  readonly issuer: Issuer
  readonly serial: Serial
}

async function fill(
  db: Db,
  { now, validity, required = [] }: InitRequest,
  name: RealmName,
  [root, issuing]: readonly [NewIssuer, NewIssuer],
): Promise<void> {
  const policy = realmPolicy.parse({ validitySeconds: Math.floor(validity / 1000), required })
  await db
    .insertInto('realm')
    .values({
      id: 1,
      name,
      created_at: now.getTime(),
      policy: JSON.stringify(policy),
      https_addresses: '[]',
    })
    .execute()
  for (const { issuer, serial } of [root, issuing]) {
    await db
      .insertInto('issuers')
      .values({
        key_id: issuer.keyId,
        kind: issuer.kind,
        issued_by: root.issuer.keyId,
        serial,
        fingerprint: fingerprint(Buffer.from(primitives.sha256(issuer.der)).toString('hex')),
        der: issuer.der,
        not_after: issuer.notAfter.getTime(),
      })
      .execute()
  }
}

/** `1s`, `36h`, `400d`: as people write it. */
function spanOf(milliseconds: number): string {
  const seconds = milliseconds / 1000
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
  ] as const)
    if (seconds >= size && seconds % size === 0) return `${seconds / size}${unit}`
  return `${seconds}s`
}

/** What an `init` that was killed left behind: nothing ever used it. */
async function sweep(folder: string): Promise<void> {
  const leftovers = (await readdir(folder)).filter((entry) => entry.startsWith(DRAFT))
  for (const entry of leftovers) await rm(join(folder, entry), { recursive: true, force: true })
}
