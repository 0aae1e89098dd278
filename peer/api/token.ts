// The bearer token and the address of the local API in the data folder: written by the daemon, read by the faces.
import { hash, timingSafeEqual } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '@parley/shared/faults/fault.ts'
import { randomBytes } from '@parley/shared/host/crypto.ts'
import { exists, readBounded, writeAtomically } from '@parley/shared/host/files.ts'
import { holderOf } from '@parley/shared/host/lock.ts'
import { isEnrolled } from '../enrol/device-file.ts'
import { ADDRESS_FILE, STATE_FILE_BYTES_MAX, TOKEN_BYTES, TOKEN_FILE } from './constants.ts'
import { addressFile } from './schema.ts'

const TOKEN = /^[A-Za-z0-9_-]{43}$/

export interface ApiAddress {
  readonly url: string
  readonly token: string
}

export const tokenPath = (folder: string): string => join(folder, TOKEN_FILE)

/** The token of this data folder: the same after a restart, so that programs keep it. */
export async function ownToken(folder: string): Promise<string> {
  const path = tokenPath(folder)
  if (await exists(path)) {
    const kept = await readText(path)
    if (TOKEN.test(kept)) return kept
  }
  const made = Buffer.from(randomBytes(TOKEN_BYTES)).toString('base64url')
  await writeAtomically(path, `${made}\n`)
  return made
}

/** Compared in constant time, whatever the lengths. */
export function isToken(claimed: string, token: string): boolean {
  return timingSafeEqual(hash('sha256', claimed, 'buffer'), hash('sha256', token, 'buffer'))
}

export async function announceApi(folder: string, url: string): Promise<void> {
  await writeAtomically(join(folder, ADDRESS_FILE), `${JSON.stringify({ url, pid: process.pid })}\n`)
}

export async function withdrawApi(folder: string): Promise<void> {
  await rm(join(folder, ADDRESS_FILE), { force: true })
}

/**
 * Where the daemon of `folder` listens. Only a folder that a live process holds counts: the port of a dead one may
 * belong to a stranger by now, who must not see the token.
 * @throws Fault DATA_MISSING, DAEMON_NOT_RUNNING
 */
export async function findApi(folder: string): Promise<ApiAddress> {
  if (!(await exists(folder))) throw new Fault('DATA_MISSING', { path: folder })
  const path = join(folder, ADDRESS_FILE)
  if ((await holderOf(folder)) === undefined || !(await exists(path)))
    throw new Fault((await isEnrolled(folder)) ? 'DAEMON_NOT_RUNNING' : 'DATA_MISSING', { path: folder })
  const address = addressFile.safeParse(parseJson(await readText(path)))
  const token = await readText(tokenPath(folder))
  if (!address.success || !TOKEN.test(token)) throw new Fault('DAEMON_NOT_RUNNING', { path: folder })
  return { url: address.data.url, token }
}

async function readText(path: string): Promise<string> {
  return Buffer.from(await readBounded(path, STATE_FILE_BYTES_MAX))
    .toString('utf8')
    .trim()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
