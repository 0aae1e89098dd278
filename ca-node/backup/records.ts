// What is inside a backup: JSON lines, each one record. The first says what it is, the last how much there was.
import { Fault } from '@parley/shared/faults/fault.ts'
import { z } from 'zod'
import { RECORD_BYTES_MAX } from './constants.ts'
import { backupRow } from './tables.ts'

const text = z.string().max(255)

const record = z.discriminatedUnion('record', [
  z.strictObject({
    record: z.literal('realm'),
    realm: text,
    rootFingerprint: text,
    madeAt: z.iso.datetime(),
    /** The form of the tables. */
    migrations: z.array(text).max(1000),
  }),
  /** The vault as it lies in the data folder: sealed under its passphrase. */
  z.strictObject({ record: z.literal('vault'), file: z.string() }),
  z.strictObject({ record: z.literal('rows'), table: text, rows: z.array(backupRow).max(10_000) }),
  /** A piece of an archive of the audit log; pieces follow each other. */
  z.strictObject({
    record: z.literal('archive'),
    name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/),
    piece: z.base64(),
  }),
  z.strictObject({ record: z.literal('end'), rows: z.int() }),
])
export type BackupRecord = z.infer<typeof record>

export function encodeRecord(given: BackupRecord): Uint8Array {
  return Buffer.from(`${JSON.stringify(given)}\n`)
}

/** @param chunks of the plain text. @throws Fault BACKUP_DAMAGED */
export async function* readRecords(
  chunks: AsyncIterable<Uint8Array>,
  path: string,
): AsyncGenerator<BackupRecord> {
  let parts: Buffer[] = []
  let length = 0
  const damaged = (cause?: unknown) => new Fault('BACKUP_DAMAGED', { path, reason: 'RECORD' }, { cause })
  for await (const chunk of chunks) {
    let rest = Buffer.from(chunk)
    for (let end = rest.indexOf(0x0a); end !== -1; end = rest.indexOf(0x0a)) {
      const line = Buffer.concat([...parts, rest.subarray(0, end)])
      parts = []
      length = 0
      rest = rest.subarray(end + 1)
      let parsed: BackupRecord
      try {
        parsed = record.parse(JSON.parse(line.toString('utf8')))
      } catch (cause) {
        throw damaged(cause)
      }
      yield parsed
    }
    parts.push(rest)
    length += rest.length
    if (length > RECORD_BYTES_MAX) throw damaged()
  }
  if (length > 0) throw damaged()
}
