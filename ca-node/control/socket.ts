// Where the control socket of a data folder is. Only its owner can reach it.
import { createHash } from 'node:crypto'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { MAX_SOCKET_PATH } from '../constants.ts'

export interface ControlAddress {
  readonly path: string
  /** A folder to be made (for its owner alone) before listening; undefined when there is none to make. */
  readonly folder: string | undefined
}

export function controlAddress(
  dataFolder: string,
  platform: NodeJS.Platform = process.platform,
): ControlAddress {
  const name = createHash('sha256').update(dataFolder).digest('hex').slice(0, 32)
  if (platform === 'win32') return { path: `\\\\.\\pipe\\parley-ca-${name}`, folder: undefined }
  const beside = join(dataFolder, 'control.sock')
  if (Buffer.byteLength(beside) <= MAX_SOCKET_PATH) return { path: beside, folder: undefined }
  // The system bounds a socket's path; a long data folder gets a short one elsewhere.
  const path = join(tmpdir(), `parley-${userInfo().uid}`, `${name}.sock`)
  return { path, folder: dirname(path) }
}
