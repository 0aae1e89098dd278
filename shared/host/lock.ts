// One process a data folder: a lock file with the owner's pid, taken over when that process is gone.
import { randomUUID } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '../faults/fault.ts'
import { ensureFolder, errnoOf, fileFault, PRIVATE_FILE } from './files.ts'

const LOCK_NAME = 'parley.lock'

export interface FolderLock {
  release(): Promise<void>
}

/** The pid of the live process that holds `folder`; undefined when none does. */
export async function holderOf(folder: string): Promise<number | undefined> {
  let text: string
  try {
    text = await readFile(join(folder, LOCK_NAME), 'utf8')
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw fileFault(join(folder, LOCK_NAME), error, 'read')
  }
  const [pid, started] = text.trim().split(' ')
  const owner = Number(pid)
  if (!Number.isSafeInteger(owner) || owner <= 0) return undefined
  return (await startOf(owner)) === started ? owner : undefined
}

/** @throws Fault DATA_IN_USE when a live process holds the folder */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await ensureFolder(folder)
  const path = join(folder, LOCK_NAME)
  // Written aside and linked, so that nobody ever reads a lock without its owner in it.
  const draft = join(folder, `.${LOCK_NAME}.${randomUUID()}`)
  try {
    await writeFile(draft, `${process.pid} ${await startOf(process.pid)}\n`, { mode: PRIVATE_FILE })
    for (let attempt = 0; ; attempt++) {
      try {
        await link(draft, path)
        return { release: () => rm(path, { force: true }) }
      } catch (error) {
        if (errnoOf(error) !== 'EEXIST' || attempt > 0) throw error
        const pid = await holderOf(folder)
        if (pid !== undefined) throw new Fault('DATA_IN_USE', { path: folder, pid }, { cause: error })
        await rm(path, { force: true })
      }
    }
  } catch (error) {
    throw fileFault(path, error, 'write')
  } finally {
    await rm(draft, { force: true })
  }
}

/**
 * Tells two processes with one pid apart: the start time in clock ticks where /proc has it (proc(5), field 22),
 * 'alive' elsewhere, undefined when there is no such process.
 */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (errnoOf(error) !== 'EPERM') return undefined
  }
  try {
    const fields = await readFile(`/proc/${pid}/stat`, 'utf8')
    return fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return 'alive'
  }
}
