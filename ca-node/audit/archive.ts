// Moves the oldest lines of this node's chain to a file, whole segments at a time, without losing what proves them: the
// segment's ends are signed and stay in the database, the archiving itself is a line.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { exists, PRIVATE_FILE, PRIVATE_FOLDER } from '@parley/shared/host/files.ts'
import { z } from 'zod'
import { type Authority, keysOf } from '../authority.ts'
import type { AuditArchiveTable } from '../store/tables.ts'
import { LINES_KEPT, LINES_PER_ARCHIVE, LINES_PER_HEAD, LINES_PER_LOOK } from './constants.ts'
import { logKeys } from './heads.ts'
import { type AuditLine, type ChainEnd, hashOf, sealOf } from './line.ts'
import { own } from './log.ts'

export interface ArchiveLimits {
  /** Lines that stay in the database. */
  readonly kept: number
  /** Lines of one file. */
  readonly segment: number
}

/**
 * Writes one file when there are a whole segment more lines than are kept. What is already broken is not archived.
 * @returns the file's name, undefined when nothing was due. @throws Fault AUDIT_BROKEN, DISK_FULL
 */
export async function archiveOldest(
  authority: Authority,
  { kept, segment }: ArchiveLimits = { kept: LINES_KEPT, segment: LINES_PER_ARCHIVE },
): Promise<string | undefined> {
  const { audit, store, now } = authority
  const { chain, end } = audit
  const { log, seal } = logKeys(keysOf(authority))
  const first = await store.db
    .selectFrom('audit_lines')
    .select(['seq', 'prev'])
    .where('chain', '=', chain)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  if (!first || !end || end.seq - first.seq + 1 < kept + segment) return undefined

  // 1. The file, whole or not there. Each line is checked once more: what is archived was good.
  const before: ChainEnd = { seq: first.seq - 1, hash: first.prev }
  const name = `${chain.slice(0, 16)}-${first.seq}-${first.seq + segment - 1}.jsonl.gz`
  const folder = join(audit.folder, 'audit')
  await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER })
  const written = await writeSegment(authority, { before, count: segment, seal, path: join(folder, name) })

  // 2. What proves it, in the database; the lines out of it. One transaction: never both, never neither.
  const facts = {
    chain,
    from_seq: first.seq,
    to_seq: written.end.seq,
    prev: first.prev,
    hash: written.end.hash,
    file: name,
    file_sha256: written.sha256,
    at: now().getTime(),
  }
  const signature = Buffer.from(log.sign(archiveBytes(facts))).toString('base64')
  await store.transaction(async (db) => {
    await db
      .insertInto('audit_archives')
      .values({ ...facts, signature })
      .execute()
    await db.deleteFrom('audit_lines').where('chain', '=', chain).where('seq', '<=', facts.to_seq).execute()
    await db
      .deleteFrom('audit_heads')
      .where('chain', '=', chain)
      .where('period', '<', Math.floor(facts.to_seq / LINES_PER_HEAD))
      .where('seq', '<=', facts.to_seq)
      .execute()
  })
  await audit.append(
    own('archive', 'DONE', {
      from: facts.from_seq,
      to: facts.to_seq,
      hash: facts.hash,
      file: name,
      sha256: facts.file_sha256,
    }),
  )
  return name
}

/**
 * The signed facts of an archive, and the file itself, which must lie where this node put it. Those of other nodes are on
 * other machines: their ends are proved here, and their hash says which file it was.
 * @throws Fault SIGNATURE_INVALID, AUDIT_BROKEN with the reason `archive` or `archive-gone`
 */
export async function checkArchive(
  { audit }: Authority,
  logKey: Uint8Array,
  row: AuditArchiveTable,
): Promise<void> {
  const broken = (reason: string) =>
    new Fault('AUDIT_BROKEN', { chain: row.chain, seq: row.from_seq, reason, file: row.file })
  primitives.verify('ed25519', logKey, archiveBytes(row), Buffer.from(row.signature, 'base64'))
  if (!/^[0-9a-z.-]+$/.test(row.file)) throw broken('archive')
  const path = join(audit.folder, 'audit', row.file)
  if (!(await exists(path))) {
    if (audit.writes(row.chain)) throw broken('archive-gone')
    return
  }
  const digest = createHash('sha256')
  await pipeline(createReadStream(path), digest)
  if (digest.digest('hex') !== row.file_sha256) throw broken('archive')
}

/** The lines of one archive file whose hash was checked. @returns none where the file is on another machine */
export async function archivedLines(
  { audit }: Authority,
  { file }: AuditArchiveTable,
): Promise<readonly AuditLine[]> {
  const path = join(audit.folder, 'audit', file)
  if (!(await exists(path))) return []
  const text = gunzipSync(await readFile(path)).toString()
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => archivedLine.parse(JSON.parse(line)))
}

const archivedLine = z.strictObject({
  chain: z.string(),
  seq: z.int(),
  at: z.int(),
  act: z.string(),
  outcome: z.string(),
  who: z.string().nullable(),
  source: z.string(),
  detail: z.string(),
  prev: z.string(),
  hash: z.string(),
  seal: z.string(),
})

function archiveBytes(row: Omit<AuditArchiveTable, 'signature'>): Uint8Array {
  const { chain, from_seq, to_seq, prev, hash, file, file_sha256, at } = row
  return Buffer.from(
    `parley/audit/archive/1\n${JSON.stringify([chain, from_seq, to_seq, prev, hash, file, file_sha256, at])}`,
  )
}

interface Segment {
  readonly before: ChainEnd
  readonly count: number
  readonly seal: Uint8Array
  readonly path: string
}

/** JSON lines, gzip members one after the other. Durable once it returns. */
async function writeSegment(
  { store, audit: { chain } }: Authority,
  { before, count, seal, path }: Segment,
): Promise<{ end: ChainEnd; sha256: string }> {
  const temporary = `${path}.new`
  const digest = createHash('sha256')
  const file = await open(temporary, 'w', PRIVATE_FILE)
  let end = before
  try {
    while (end.seq < before.seq + count) {
      const page: readonly AuditLine[] = await store.db
        .selectFrom('audit_lines')
        .selectAll()
        .where('chain', '=', chain)
        .where('seq', '>', end.seq)
        .where('seq', '<=', before.seq + count)
        .orderBy('seq')
        .limit(LINES_PER_LOOK)
        .execute()
      for (const line of page) {
        const good =
          line.seq === end.seq + 1 &&
          line.prev === end.hash &&
          hashOf(line) === line.hash &&
          sealOf(seal, line.hash) === line.seal
        if (!good) throw new Fault('AUDIT_BROKEN', { chain, seq: end.seq + 1, reason: 'altered' })
        end = line
      }
      if (page.length === 0) throw new Fault('AUDIT_BROKEN', { chain, seq: end.seq + 1, reason: 'missing' })
      const bytes = gzipSync(page.map((line) => `${JSON.stringify(line)}\n`).join(''))
      digest.update(bytes)
      await file.writeFile(bytes)
    }
    await file.sync()
    await file.close()
    await rename(temporary, path)
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(temporary, { force: true })
    throw error
  }
  return { end, sha256: digest.digest('hex') }
}
