// `parley ca restore`: a backup into an empty data folder, on this machine or another, in a file or on a server: the same
// realm, nobody enrols again. All of it appears, or nothing.
import { randomUUID } from 'node:crypto'
import { appendFile, mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '@parley/shared/faults/fault.ts'
import { signerFromPkcs8 } from '@parley/shared/host/crypto.ts'
import { ensureFolder, exists, fileFault, PRIVATE_FILE, PRIVATE_FOLDER } from '@parley/shared/host/files.ts'
import { lockFolder } from '@parley/shared/host/lock.ts'
import { openVault } from '@parley/shared/host/vault.ts'
import type { Kysely } from 'kysely'
import { type AuthorityFolder, authorityFolder } from '../folder.ts'
import { KEY } from '../keys/names.ts'
import { readRealm } from '../realm/realm.ts'
import { migrationsOf } from '../store/migrate.ts'
import { openServerStore, openStore, type Store } from '../store/open.ts'
import { noteBeside, rememberPlace, type ServerPlace } from '../store/place.ts'
import type { Tables } from '../store/tables.ts'
import { LIST_NUMBER_JUMP } from './constants.ts'
import { type BackupRecord, readRecords } from './records.ts'
import { openSealed } from './sealed-file.ts'
import { BACKED_UP, insertRows } from './tables.ts'
import { verifyBackup } from './write.ts'

const DRAFT = '.restore-'

export interface RestoreRequest {
  readonly folder: AuthorityFolder
  readonly file: string
  readonly passphrase: Uint8Array
  readonly place: ServerPlace | undefined
}

export interface Restored {
  readonly realm: string
  readonly rows: number
  /** What happened after this moment is not in it. */
  readonly madeAt: string
  /** Whether the server had the realm already (another authority uses it): then only the keys came from the backup. */
  readonly databaseKept: boolean
}

/** @throws Fault DATA_EXISTS, BACKUP_*, PASSPHRASE_WRONG, DATA_IN_USE, DATA_TOO_NEW, DISK_FULL, DATABASE_* */
export async function restore({ folder, file, passphrase, place }: RestoreRequest): Promise<Restored> {
  // 1. All of it is looked at before anything is touched.
  const rows = await verifyBackup(file, passphrase)
  const isNew = !(await exists(folder.path))
  await ensureFolder(folder.path)
  const lock = await lockFolder(folder.path)
  const draft = authorityFolder(join(folder.path, `${DRAFT}${randomUUID()}`))
  let store: Store | undefined
  try {
    for (const path of [folder.vault, folder.database, noteBeside(folder.database)])
      if (await exists(path)) throw new Fault('DATA_EXISTS', { path })
    await sweep(folder.path)
    await mkdir(draft.path, { mode: PRIVATE_FOLDER })

    // 2. Into a draft; on a server, into one transaction.
    const records = () => readRecords(openSealed(file, passphrase), file)
    const about = await headOf(records(), file)
    const form = about.migrations
    store = place
      ? await openServerStore(place, { form })
      : await openStore(draft.database, { create: true, form })
    if (place) await rememberPlace(draft.database, place)
    const databaseKept =
      store.shared && (await store.db.selectFrom('realm').select('id').execute()).length > 0
    await assertForm(store, about, { file, databaseKept })
    // Signed on by nobody meanwhile: the folder is locked, and on a server the realm is not there yet.
    await store.db.transaction().execute(async (db) => {
      await fill(db, draft, records(), { file, keysOnly: databaseKept })
      if (!databaseKept) await liftNumbers(db)
    })
    await store.upgrade()
    await assertTogether(store, draft, passphrase, file)
    await store.close()
    store = undefined

    // 3. Into place: the vault last, because its being there is what says that a realm is here.
    if (place) await rename(noteBeside(draft.database), noteBeside(folder.database))
    else await rename(draft.database, folder.database)
    const archives = join(draft.path, 'audit')
    if (await exists(archives)) await rename(archives, join(folder.path, 'audit'))
    await rename(draft.vault, folder.vault)
    return { realm: about.realm, rows, madeAt: about.madeAt, databaseKept }
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? fileFault(folder.path, error, 'write') : error
  } finally {
    await store?.close()
    await rm(draft.path, { recursive: true, force: true })
    await lock.release()
    if (isNew) await rmdir(folder.path).catch(() => undefined)
  }
}

type Head = Extract<BackupRecord, { record: 'realm' }>

async function headOf(records: AsyncIterable<BackupRecord>, path: string): Promise<Head> {
  for await (const record of records) {
    if (record.record === 'realm') return record
    break
  }
  throw new Fault('BACKUP_DAMAGED', { path, reason: 'RECORD' })
}

/** Tables change from one version to the next: a backup goes into the form it came from, which is then brought up to date. */
async function assertForm(
  store: Store,
  { migrations }: Head,
  { file, databaseKept }: { file: string; databaseKept: boolean },
): Promise<void> {
  const here = await migrationsOf(store.db)
  if (migrations.some((name) => !here.includes(name))) throw new Fault('BACKUP_TOO_NEW', { path: file })
  const missing = here.find((name) => !migrations.includes(name))
  // A database on a server that was made for a newer one, and is empty.
  if (missing !== undefined && !databaseKept) throw new Fault('BACKUP_TOO_OLD', { path: file, missing })
}

async function fill(
  db: Kysely<Tables>,
  draft: AuthorityFolder,
  records: AsyncIterable<BackupRecord>,
  { file, keysOnly }: { file: string; keysOnly: boolean },
): Promise<void> {
  for await (const record of records) {
    switch (record.record) {
      case 'vault':
        await writeFile(draft.vault, record.file, { mode: PRIVATE_FILE, flush: true })
        break
      case 'rows':
        if (!BACKED_UP.includes(record.table))
          throw new Fault('BACKUP_DAMAGED', { path: file, reason: 'RECORD' })
        if (!keysOnly) await insertRows(db, record, file)
        break
      case 'archive': {
        const folder = join(draft.path, 'audit')
        await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER })
        await appendFile(join(folder, record.name), Buffer.from(record.piece, 'base64'), {
          mode: PRIVATE_FILE,
        })
        break
      }
      case 'realm':
      case 'end':
    }
  }
}

/** The next list of every issuing CA has a number that was never used: see LIST_NUMBER_JUMP. */
async function liftNumbers(db: Kysely<Tables>): Promise<void> {
  for (const { issuer_key_id: keyId, number } of await db
    .selectFrom('lists')
    .select(['issuer_key_id', 'number'])
    .execute()) {
    await db
      .updateTable('lists')
      .set({ number: String(BigInt(number) + LIST_NUMBER_JUMP) })
      .where('issuer_key_id', '=', keyId)
      .execute()
  }
}

/** The keys of the backup are those of the database: also where that was there before. @throws Fault DATA_DAMAGED, PASSPHRASE_WRONG */
async function assertTogether(
  store: Store,
  draft: AuthorityFolder,
  passphrase: Uint8Array,
  file: string,
): Promise<void> {
  const vault = await openVault(draft.vault, passphrase).catch((cause: unknown) => {
    // The vault inside has the passphrase of the day of the backup, and so has the backup.
    throw new Fault('BACKUP_DAMAGED', { path: file, reason: 'VAULT' }, { cause })
  })
  try {
    const pkcs8 = vault.get(KEY.issuing)
    const { spki } = signerFromPkcs8(pkcs8)
    pkcs8.fill(0)
    await readRealm(store.db, store.name, spki)
  } finally {
    vault.close()
  }
}

/** What a `restore` that was killed left behind: nothing ever used it. */
async function sweep(folder: string): Promise<void> {
  for (const entry of (await readdir(folder)).filter((each) => each.startsWith(DRAFT)))
    await rm(join(folder, entry), { recursive: true, force: true })
}
