// Files that are either whole or not there: atomic writes with fsync, bounded reads, private folders.
import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Fault } from '../faults/fault.ts'

/** For the owner alone: what Parley keeps is nobody else's business. */
export const PRIVATE_FILE = 0o600
export const PRIVATE_FOLDER = 0o700

/** The errno code of a system error, '' for anything else. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** Turns a system error about `path` into the fault a person can act on. */
export function fileFault(path: string, error: unknown, doing: 'read' | 'write'): Fault {
  if (error instanceof Fault) return error
  const reason = errnoOf(error)
  if (reason === 'ENOSPC' || reason === 'EDQUOT') return new Fault('DISK_FULL', { path }, { cause: error })
  const words = REASONS[reason] ?? (reason === '' ? String(error) : reason)
  return new Fault(
    doing === 'read' ? 'FILE_UNREADABLE' : 'FILE_UNWRITABLE',
    { path, reason: words },
    { cause: error },
  )
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of the path is not a folder',
  EROFS: 'the file system is read-only',
  EEXIST: 'it exists already',
  ENAMETOOLONG: 'the name is too long',
}

/** Creates `path` and what leads to it, readable by the owner alone. @throws Fault FILE_UNWRITABLE, DISK_FULL */
export async function ensureFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: PRIVATE_FOLDER })
    if (!(await stat(path)).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' })
  } catch (error) {
    throw fileFault(path, error, 'write')
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

/** Makes renames in `folder` durable. Windows cannot open a folder; its rename is durable by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
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
