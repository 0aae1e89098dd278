// Files that are either whole or not there: atomic writes with fsync, bounded reads, private folders.
import { randomUUID } from 'node:crypto'
import type { Stats } from 'node:fs'
import { mkdir, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Fault } from '../faults/fault.ts'

/** For the owner alone: what Parley keeps is nobody else's business. */
export const PRIVATE_FILE = 0o600
export const PRIVATE_FOLDER = 0o700
/** Largest file looked into before --out replaces it, bytes: as the largest revocation list (see certificates). */
const OUT_BYTES_MAX = 16_777_216

/** The errno code of a system error, '' for anything else. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** Turns a system error about `path` into the fault a person can act on. */
export function fileFault(path: string, error: unknown, doing: 'read' | 'write'): Fault {
  if (error instanceof Fault) return error
  const reason = errnoOf(error)
  if (reason === 'ENOSPC' || reason === 'EDQUOT') return new Fault('DISK_FULL', { path }, { cause: error })
  return new Fault(
    doing === 'read' ? 'FILE_UNREADABLE' : 'FILE_UNWRITABLE',
    { path, reason: reason === '' ? String(error) : reason },
    { cause: error },
  )
}

/** Creates `path` and what leads to it, readable by the owner alone. @throws Fault FILE_UNWRITABLE, DISK_FULL */
export async function ensureFolder(path: string): Promise<void> {
  try {
    await makeFolder(resolve(path))
  } catch (error) {
    throw fileFault(path, error, 'write')
  }
}

/** As `mkdir -p`. Not Node's own `recursive`: where a file system answers ENOENT for good (/proc) it never ends. */
async function makeFolder(path: string): Promise<void> {
  const made = () => mkdir(path, { mode: PRIVATE_FOLDER })
  try {
    await made().catch(async (error: unknown) => {
      if (errnoOf(error) !== 'ENOENT' || dirname(path) === path) throw error
      await makeFolder(dirname(path))
      await made()
    })
  } catch (error) {
    // There already, or made by somebody else meanwhile; a read-only parent may hold it, too.
    const found = await stat(path).catch(() => undefined)
    if (found === undefined) throw error
    if (!found.isDirectory())
      throw Object.assign(new Error('not a folder', { cause: error }), { code: 'ENOTDIR' })
  }
}

/**
 * Writes the whole file or leaves the old one: temporary file, fsync, rename, fsync of the folder.
 * Durable once it returns. @throws Fault DISK_FULL, FILE_UNWRITABLE
 */
export async function writeAtomically(
  path: string,
  content: Uint8Array | string,
  { mode = PRIVATE_FILE }: { mode?: number } = {},
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`)
  try {
    const file = await open(temporary, 'wx', mode)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw fileFault(path, error, 'write')
  }
}

/**
 * Writes a file for others to use, as `--out` asks for it. One that is there is replaced when `isOurs` knows its
 * content for an earlier version of the same thing, and kept otherwise. A device, a pipe or a link to one
 * (/dev/stdout) is written to, never replaced.
 * @throws Fault FILE_EXISTS, FILE_UNWRITABLE, DISK_FULL
 */
export async function writeOut(
  path: string,
  content: string,
  { mode, isOurs }: { mode: number; isOurs: (earlier: string) => boolean },
): Promise<void> {
  let found: Stats | undefined
  try {
    found = await stat(path)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw fileFault(path, error, 'write')
  }
  if (found === undefined) return writeAtomically(path, content, { mode })
  try {
    if (!found.isFile()) return await writeFile(path, content)
  } catch (error) {
    throw fileFault(path, error, 'write')
  }
  const earlier =
    found.size > OUT_BYTES_MAX ? '' : Buffer.from(await readBounded(path, OUT_BYTES_MAX)).toString()
  if (!isOurs(earlier)) throw new Fault('FILE_EXISTS', { path })
  return writeAtomically(await realpath(path), content, { mode })
}

/** Makes renames in `folder` durable. Windows cannot open a folder; its rename is durable by itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A file of Parley's own: one that is too large is not what was written. @throws Fault FILE_UNREADABLE, DATA_DAMAGED */
export async function readOwn(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    return await readBounded(path, maxBytes)
  } catch (cause) {
    if (!(cause instanceof Fault) || cause.code !== 'FILE_TOO_LARGE') throw cause
    throw new Fault('DATA_DAMAGED', { path, reason: 'TOO_LARGE' }, { cause })
  }
}

/** @returns the file's bytes. @throws Fault FILE_UNREADABLE, FILE_TOO_LARGE when it has more than `maxBytes` */
export async function readBounded(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r')
    try {
      const buffer = Buffer.alloc(maxBytes + 1)
      let length = 0
      for (;;) {
        const { bytesRead } = await file.read(buffer, length, buffer.length - length, null)
        length += bytesRead
        if (length > maxBytes) throw new Fault('FILE_TOO_LARGE', { path, limit: maxBytes })
        if (bytesRead === 0) return new Uint8Array(buffer.subarray(0, length))
      }
    } finally {
      await file.close()
    }
  } catch (error) {
    throw fileFault(path, error, 'read')
  }
}

export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return false
    throw fileFault(path, error, 'read')
  }
}

/** Bytes of a file; 0 when there is none. @throws Fault FILE_UNREADABLE */
export async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return 0
    throw fileFault(path, error, 'read')
  }
}
