// Writes the audit log: one chain for each node, appended only, never two ends. Many lines share a transaction; each
// transaction signs the new end. What was found altered while appending becomes a line itself.
import { join } from 'node:path'
import { hexKeyIdOf, readPublicKey } from '@parley/shared/certificates/keys.ts'
import { Fault, faultIn } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { exists, readBounded, writeAtomically } from '@parley/shared/host/files.ts'
import type { Log } from '@parley/shared/host/log.ts'
import { z } from 'zod'
import type { Keys } from '../keys/open.ts'
import type { Realm } from '../realm/realm.ts'
import type { Db, Store } from '../store/open.ts'
import { Connections } from './connections.ts'
import {
  HEAD_FILE_BYTES_MAX,
  HEAD_FILE_MS,
  LINES_PER_COMMIT,
  LINES_PER_HEAD,
  LINES_WAITING_MAX,
  ROWS_PER_INSERT,
  WRITE_RETRY_MS,
} from './constants.ts'
import { checkHead, logKeys, type SignedHead, signHead, signLogKey } from './heads.ts'
import {
  type AttemptDetail,
  type AuditEntry,
  type AuditLine,
  beginning,
  type ChainEnd,
  lineAfter,
} from './line.ts'

export interface AuditLogInit {
  readonly store: Store
  readonly keys: Keys | undefined
  readonly realm: Pick<Realm, 'name' | 'issuing'>
  /** Where the head is kept beside the database: the data folder. */
  readonly folder: string
  readonly log: Log
  now(): Date
}

interface Waiting {
  readonly at: number
  readonly entry: AuditEntry
  settle: { resolve(line: AuditLine): void; reject(error: unknown): void } | undefined
}

const signedHead = z.strictObject({
  chain: z.string(),
  seq: z.int(),
  hash: z.string(),
  at: z.int(),
  signature: z.string(),
})

export class AuditLog {
  /** Of this node. */
  readonly chain: string
  /** Those it wrote while it had other issuing CAs. */
  readonly former: readonly string[]
  /** Where its head and its archives are. */
  readonly folder: string
  /** Who came, went and was sent away at the doors. */
  readonly connections = new Connections(this)
  readonly #init: AuditLogInit
  readonly #waiting: Waiting[] = []
  readonly #listeners = new Set<(lines: readonly AuditLine[]) => void>()
  #end: ChainEnd | undefined
  #writing: Promise<void> | undefined
  #retry: NodeJS.Timeout | undefined
  #failed: unknown
  #lost = 0
  #head: SignedHead | undefined
  #headTimer: NodeJS.Timeout | undefined
  #closed = false

  constructor(init: AuditLogInit) {
    this.#init = init
    this.chain = init.realm.issuing.keyId
    this.former = (init.keys?.former ?? []).map(({ spki }) => hexKeyIdOf(readPublicKey(spki), primitives))
    this.folder = init.folder
  }

  /** Whether a chain is this node's, of today or of before. */
  writes(chain: string): boolean {
    return chain === this.chain || this.former.includes(chain)
  }

  /** The end as this process wrote it; undefined before its first line. */
  get end(): ChainEnd | undefined {
    return this.#end
  }

  /** @throws Fault SECRET_NOT_GIVEN without the vault, AUDIT_UNWRITABLE while lines wait that could not be written */
  assertWritable(): void {
    if (!this.#init.keys) throw new Fault('SECRET_NOT_GIVEN', { option: '--passphrase-file' })
    if (this.#failed !== undefined) throw new Fault('AUDIT_UNWRITABLE', {}, { cause: this.#failed })
  }

  /** Durable once it returns. @throws what the database said: then the line waits and is written when that is possible */
  append(entry: AuditEntry): Promise<AuditLine> {
    if (!this.#init.keys)
      return Promise.reject(new Fault('SECRET_NOT_GIVEN', { option: '--passphrase-file' }))
    return new Promise((resolve, reject) => this.#take(entry, { resolve, reject }))
  }

  /** Written soon. Who was refused at the door does not wait for a disk, and does not fill memory. */
  note(entry: AuditEntry): void {
    if (this.#init.keys && !this.#closed) this.#take(entry, undefined)
  }

  /** What this process appends from now on. @returns a function that ends it */
  onLines(listener: (lines: readonly AuditLine[]) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Everything that waits is on disk, or said to be lost in the debug log. */
  async close(): Promise<void> {
    this.connections.end()
    this.#closed = true
    clearTimeout(this.#retry)
    await this.#writing
    if (this.#waiting.length > 0) await this.#drain()
    const unwritten = this.#waiting.length + this.#lost
    if (unwritten > 0) this.#init.log.error({ code: 'AUDIT_UNWRITABLE', unwritten }, 'audit lines lost')
    clearTimeout(this.#headTimer)
    await this.#keepHead()
  }

  #take(entry: AuditEntry, settle: Waiting['settle']): void {
    if (this.#waiting.length >= LINES_WAITING_MAX) {
      this.#lost++
      settle?.reject(new Fault('AUDIT_UNWRITABLE'))
      return
    }
    this.#waiting.push({ at: this.#init.now().getTime(), entry, settle })
    if (this.#retry === undefined) this.#writeSoon()
  }

  #writeSoon(): void {
    this.#writing ??= this.#drain().finally(() => {
      this.#writing = undefined
      if (this.#waiting.length > 0 && this.#retry === undefined && !this.#closed) this.#writeSoon()
    })
  }

  /** Batch after batch; stops at the first that cannot be written, whose lines stay first in the queue. */
  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, LINES_PER_COMMIT)
      try {
        const written = await this.#write(batch)
        this.#waiting.splice(0, batch.length)
        this.#failed = undefined
        this.#tell(batch, written)
      } catch (error) {
        this.#failed = error
        const code = faultIn(error)?.code ?? 'INTERNAL'
        this.#init.log.error({ code, err: error, waiting: this.#waiting.length }, 'audit log not written')
        for (const each of batch) {
          each.settle?.reject(error)
          each.settle = undefined
        }
        clearTimeout(this.#retry)
        this.#retry = setTimeout(() => {
          this.#retry = undefined
          if (!this.#closed) this.#writeSoon()
        }, WRITE_RETRY_MS).unref()
        return
      }
    }
  }

  #tell(batch: readonly Waiting[], written: readonly AuditLine[]): void {
    // What was added in front (an alteration, a count of lost lines) is nobody's promise.
    const own = written.slice(written.length - batch.length)
    for (const [index, { settle }] of batch.entries()) {
      const line = own[index]
      if (line) settle?.resolve(line)
    }
    for (const listener of this.#listeners) listener(written)
  }

  async #write(batch: readonly Waiting[]): Promise<readonly AuditLine[]> {
    const { store, keys, now } = this.#init
    if (!keys) throw new Fault('SECRET_NOT_GIVEN', { option: '--passphrase-file' })
    const { log, seal } = logKeys(keys)
    const { chain } = this
    const lost = this.#lost
    const { lines, head } = await store.transaction(async (db) => {
      const found = await endOf(db, chain, this.#init.realm.name)
      const altered = this.#end ? differs(this.#end, found) : await this.#begin(db, found, keys)
      const extra: AuditEntry[] = found.seq === 0 ? await this.#continued(db) : []
      if (altered) extra.push(own('audit', 'AUDIT_BROKEN', altered))
      if (lost > 0) extra.push(own('audit', 'AUDIT_UNWRITABLE', { lost }))
      // They come first, and are no younger than what follows them.
      const at = batch[0]?.at ?? now().getTime()
      const entries = [...extra.map((entry) => ({ at, entry })), ...batch]
      const lines: AuditLine[] = []
      let end = found
      for (const { at, entry } of entries) {
        const line = lineAfter(end, { chain, key: seal, at, entry })
        lines.push(line)
        end = line
      }
      await insertLines(db, lines)
      const head = signHead(log, { chain, seq: end.seq, hash: end.hash, at: now().getTime() })
      await keepSignedHead(db, head)
      return { lines, head }
    })
    const broken = lines.find((line) => line.outcome === 'AUDIT_BROKEN' && line.act === 'audit')
    if (broken) this.#init.log.error({ code: 'AUDIT_BROKEN', seq: broken.seq }, 'the audit log was altered')
    this.#end = { seq: head.seq, hash: head.hash }
    this.#lost -= lost
    this.#head = head
    this.#headTimer ??= setTimeout(() => {
      this.#headTimer = undefined
      void this.#keepHead()
    }, HEAD_FILE_MS).unref()
    return lines
  }

  /** The first lines of a new chain say where those of before ended, so that none of them can go unnoticed. */
  async #continued(db: Db): Promise<AuditEntry[]> {
    const entries: AuditEntry[] = []
    for (const chain of this.former) {
      const end = await endOf(db, chain, this.#init.realm.name)
      if (end.seq > 0) entries.push(own(CONTINUE, 'DONE', { chain, seq: end.seq, hash: end.hash }))
    }
    return entries
  }

  /** The first writing of a process: is the chain as it was left? @returns what is not, for a line that says so */
  async #begin(db: Db, found: ChainEnd, keys: Keys): Promise<AttemptDetail | undefined> {
    const { log } = logKeys(keys)
    const { chain } = this
    const known = await db
      .selectFrom('audit_chains')
      .select('log_key')
      .where('chain', '=', chain)
      .executeTakeFirst()
    if (!known || Buffer.compare(known.log_key, log.spki) !== 0) {
      const row = { log_key: log.spki, proof: signLogKey(keys.issuing, chain, log.spki) }
      await db
        .insertInto('audit_chains')
        .values({ chain, ...row, began_at: this.#init.now().getTime() })
        .onConflict((conflict) => conflict.column('chain').doUpdateSet(row))
        .execute()
      if (known || found.seq > 0) return { seq: found.seq, reason: 'log-key' }
    }
    const heads: SignedHead[] = []
    const newest = await db
      .selectFrom('audit_heads')
      .select(['chain', 'seq', 'hash', 'at', 'signature'])
      .where('chain', '=', chain)
      .orderBy('period', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (newest) heads.push(newest)
    if (newest?.seq !== found.seq && found.seq > 0) return { seq: found.seq, reason: 'head' }
    const beside = await readHeadFile(this.#init.folder)
    if (beside === 'unreadable') return { seq: found.seq, reason: 'head-file' }
    if (beside?.chain === chain) heads.push(beside)
    for (const head of heads) {
      try {
        checkHead(log.spki, head)
      } catch {
        return { seq: found.seq, reason: 'signature' }
      }
      if (head.seq > found.seq) return { seq: found.seq, expected: head.seq, reason: 'cut' }
      const line = await db
        .selectFrom('audit_lines')
        .select('hash')
        .where('chain', '=', chain)
        .where('seq', '=', head.seq)
        .executeTakeFirst()
      if (line && line.hash !== head.hash) return { seq: head.seq, reason: 'rewritten' }
    }
    return undefined
  }

  async #keepHead(): Promise<void> {
    const head = this.#head
    if (!head) return
    try {
      await writeAtomically(headFile(this.#init.folder), `${JSON.stringify(head)}\n`)
    } catch (error) {
      this.#init.log.error(
        { code: faultIn(error)?.code ?? 'INTERNAL', err: error },
        'audit head not kept beside the database',
      )
    }
  }
}

/** The act of a line that says where a chain of before ended. */
export const CONTINUE = 'continue'

/** An entry of the authority itself. */
export function own(act: string, outcome: string, detail: AttemptDetail = {}): AuditEntry {
  return { act, outcome, who: 'authority', source: 'local', detail }
}

/** The newest signed head as the data folder has it. */
export async function readHeadFile(folder: string): Promise<SignedHead | 'unreadable' | undefined> {
  const path = headFile(folder)
  if (!(await exists(path))) return undefined
  try {
    return signedHead.parse(JSON.parse(Buffer.from(await readBounded(path, HEAD_FILE_BYTES_MAX)).toString()))
  } catch {
    return 'unreadable'
  }
}

function headFile(folder: string): string {
  return join(folder, 'audit-head.json')
}

function differs(end: ChainEnd, found: ChainEnd): AttemptDetail | undefined {
  if (end.seq === found.seq && end.hash === found.hash) return undefined
  const reason = found.seq < end.seq ? 'cut' : found.seq > end.seq ? 'inserted' : 'rewritten'
  return { seq: Math.min(found.seq, end.seq), expected: end.seq, reason }
}

/** The last line of a chain, in the database or, where all of it was archived, in its last archive. */
async function endOf(db: Db, chain: string, realm: string): Promise<ChainEnd> {
  const line = await db
    .selectFrom('audit_lines')
    .select(['seq', 'hash'])
    .where('chain', '=', chain)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (line) return line
  const archive = await db
    .selectFrom('audit_archives')
    .select(['to_seq', 'hash'])
    .where('chain', '=', chain)
    .orderBy('from_seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return archive ? { seq: archive.to_seq, hash: archive.hash } : beginning(realm, chain)
}

async function insertLines(db: Db, lines: readonly AuditLine[]): Promise<void> {
  let at = 0
  for (const size of ROWS_PER_INSERT)
    for (; lines.length - at >= size; at += size)
      await db
        .insertInto('audit_lines')
        .values([...lines.slice(at, at + size)])
        .execute()
}

/** One row a period: the newest head of it, so that old ones stay while the newest moves. */
async function keepSignedHead(db: Db, { chain, seq, hash, at, signature }: SignedHead): Promise<void> {
  const row = { seq, hash, at, signature }
  await db
    .insertInto('audit_heads')
    .values({ chain, period: Math.floor(seq / LINES_PER_HEAD), ...row })
    .onConflict((conflict) => conflict.columns(['chain', 'period']).doUpdateSet(row))
    .execute()
}
