// `parley ca backup`: the whole authority as one moment saw it, in one sealed file, while it runs. The file appears only
// when it was read back and is whole.
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Fault } from '@parley/shared/faults/fault.ts'
import { VAULT_FILE_BYTES_MAX } from '@parley/shared/host/constants.ts'
import { exists, fileFault, PRIVATE_FILE, readBounded } from '@parley/shared/host/files.ts'
import { openVault } from '@parley/shared/host/vault.ts'
import type { AuthorityFolder } from '../folder.ts'
import { readRealm } from '../realm/realm.ts'
import { migrationsOf } from '../store/migrate.ts'
import { openStore } from '../store/open.ts'
import { PIECE_BYTES } from './constants.ts'
import { encodeRecord, readRecords } from './records.ts'
import { openSealed, SealedWriter } from './sealed-file.ts'
import { BACKED_UP, rowsOf } from './tables.ts'

export interface BackupMade {
  readonly file: string
  readonly realm: string
  readonly rows: number
  readonly bytes: number
  /** Of the file, hexadecimal. */
  readonly sha256: string
  readonly madeAt: string
}

/**
 * @param passphrase of the authority: it opens the backup, too
 * @throws Fault FILE_EXISTS, PASSPHRASE_WRONG, DATA_MISSING, DATA_DAMAGED, DISK_FULL, FILE_UNWRITABLE, DATABASE_*
 */
export async function backup(
  folder: AuthorityFolder,
  file: string,
  passphrase: Uint8Array,
  now: Date,
): Promise<BackupMade> {
  if (await exists(file))
    throw new Fault('FILE_EXISTS', { path: file })
    // Whoever cannot open the vault could not use what comes out.
  ;(await openVault(folder.vault, passphrase)).close()

  const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}`)
  try {
    const { realm, rows } = await write(folder, draft, passphrase, now)
    // Read back from the disk: a backup nobody can open is none.
    const found = await verifyBackup(draft, passphrase)
    if (found !== rows) throw new Fault('BACKUP_DAMAGED', { path: file, reason: 'ROWS' })
    const { sha256, bytes } = await digest(draft)
    if (await exists(file)) throw new Fault('FILE_EXISTS', { path: file })
    await rename(draft, file)
    return { file, realm, rows, bytes, sha256, madeAt: now.toISOString() }
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw error instanceof Error && 'syscall' in error ? fileFault(file, error, 'write') : error
  }
}

async function write(folder: AuthorityFolder, draft: string, passphrase: Uint8Array, now: Date) {
  // As it is: a node of before may be running on it, and only a start brings its tables to another form.
  const store = await openStore(folder.database, { form: [] })
  try {
    const out = await open(draft, 'wx', PRIVATE_FILE)
    try {
      const sealed = await SealedWriter.begin(out, passphrase)
      return await store.snapshot(async (db) => {
        const realm = await readRealm(db, store.name)
        await sealed.write(
          encodeRecord({
            record: 'realm',
            realm: realm.name,
            rootFingerprint: realm.roots[0]?.fingerprint ?? realm.root.fingerprint,
            madeAt: now.toISOString(),
            migrations: [...(await migrationsOf(db))],
          }),
        )
        // After the moment of the database: a key is in the vault before the database knows of it.
        const vault = Buffer.from(await readBounded(folder.vault, VAULT_FILE_BYTES_MAX)).toString('utf8')
        await sealed.write(encodeRecord({ record: 'vault', file: vault }))
        let rows = 0
        const there = new Set((await db.introspection.getTables()).map(({ name }) => name))
        // A table that came later than this form is not there yet, and empty for whoever restores it.
        for (const table of BACKED_UP.filter((name) => there.has(name))) {
          for await (const page of rowsOf(db, table)) {
            rows += page.length
            await sealed.write(encodeRecord({ record: 'rows', table, rows: [...page] }))
          }
        }
        await writeArchives(sealed, join(folder.path, 'audit'))
        await sealed.write(encodeRecord({ record: 'end', rows }))
        await sealed.end()
        return { realm: realm.name, rows }
      })
    } finally {
      await out.close()
    }
  } finally {
    await store.close()
  }
}

async function writeArchives(sealed: SealedWriter, folder: string): Promise<void> {
  if (!(await exists(folder))) return
  for (const name of (await readdir(folder)).filter((each) => !each.startsWith('.')).sort()) {
    for await (const piece of createReadStream(join(folder, name), { highWaterMark: PIECE_BYTES }))
      await sealed.write(
        encodeRecord({ record: 'archive', name, piece: Buffer.from(piece).toString('base64') }),
      )
  }
}

/** Reads all of it. @returns how many rows. @throws Fault BACKUP_DAMAGED, PASSPHRASE_WRONG */
export async function verifyBackup(path: string, passphrase: Uint8Array): Promise<number> {
  let rows = 0
  let ended = false
  for await (const record of readRecords(openSealed(path, passphrase), path)) {
    if (ended) throw new Fault('BACKUP_DAMAGED', { path, reason: 'RECORD' })
    if (record.record === 'rows') rows += record.rows.length
    if (record.record === 'end') {
      ended = true
      if (record.rows !== rows) throw new Fault('BACKUP_DAMAGED', { path, reason: 'ROWS' })
    }
  }
  if (!ended) throw new Fault('BACKUP_DAMAGED', { path, reason: 'CUT_OFF' })
  return rows
}

async function digest(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { sha256: hash.digest('hex'), bytes }
}
