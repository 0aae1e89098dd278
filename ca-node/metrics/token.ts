// The secret by which a monitoring program reads the metrics: a file in the data folder, for who can read that.
import { hash, timingSafeEqual } from 'node:crypto'
import { Fault } from '@parley/shared/faults/fault.ts'
import { randomBytes } from '@parley/shared/host/crypto.ts'
import { exists, readBounded, writeAtomically } from '@parley/shared/host/files.ts'
import type { AuthorityFolder } from '../folder.ts'
import { METRICS_TOKEN_BYTES, METRICS_TOKEN_FILE_BYTES_MAX } from './constants.ts'

const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** The same after a restart: the program that reads keeps it. Whoever wants another deletes the file and restarts. */
export async function metricsToken({ metricsToken: path }: AuthorityFolder): Promise<string> {
  if (await exists(path)) {
    const kept = Buffer.from(await readBounded(path, METRICS_TOKEN_FILE_BYTES_MAX))
      .toString()
      .trim()
    if (TOKEN.test(kept)) return kept
    throw new Fault('DATA_DAMAGED', { path, reason: 'no token' })
  }
  const made = Buffer.from(randomBytes(METRICS_TOKEN_BYTES)).toString('base64url')
  await writeAtomically(path, `${made}\n`)
  return made
}

/** @param header of Authorization. @throws Fault METRICS_TOKEN_WRONG */
export function assertMetricsToken(header: string, token: string): void {
  const given = /^Bearer ([^\s]{1,256})$/i.exec(header)?.[1] ?? ''
  if (!timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', token, 'buffer')))
    throw new Fault('METRICS_TOKEN_WRONG')
}
