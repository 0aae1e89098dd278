// Verifies the audit log: every chain from its first line to its end, each line against its hash, its seal and the line
// before, each signed head against its line, the end against what this node remembers in memory and beside the database.
import { setImmediate as turn } from 'node:timers/promises'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { z } from 'zod'
import { type Authority, keysOf } from '../authority.ts'
import { type Realm, readRealm, rootAbove } from '../realm/realm.ts'
import type { Db } from '../store/open.ts'
import { archivedLines, checkArchive } from './archive.ts'
import { LINES_PER_HEAD, LINES_PER_LOOK } from './constants.ts'
import { checkHead, checkLogKey, logKeys, type SignedHead } from './heads.ts'
import { type AuditLine, beginning, type ChainEnd, hashOf, sealOf } from './line.ts'
import { CONTINUE, readHeadFile } from './log.ts'

/** Why a line is not as it was written. */
export type BreakReason =
  | 'altered' // its fields, hash or seal do not belong together
  | 'missing' // the line of this number is not there, others after it are
  | 'order' // it does not follow the line before
  | 'cut' // the log ends before it
  | 'inserted' // it is after the end
  | 'rewritten' // it is not the line that was signed
  | 'signature' // the signed head here is not this node's
  | 'head' // a signed head that must be here is not
  | 'head-file' // what is kept beside the database cannot be read
  | 'log-key' // who signs the chain is not proved
  | 'archive' // lines that went to a file are not proved
  | 'archive-gone' // that file is not where this node put it
  | 'recorded' // the log says here that it was found altered

export interface VerifiedChain {
  readonly chain: string
  /** Whether this node writes it. */
  readonly own: boolean
  /** Lines in the database, and in archive files before them. */
  readonly lines: number
  readonly archived: number
  readonly last: number
  /** Of the newest signed head. */
  readonly signed: string
}

export interface VerifiedAudit {
  readonly lines: number
  readonly chains: readonly VerifiedChain[]
  readonly milliseconds: number
}

/** @throws Fault AUDIT_BROKEN with chain, seq and reason of the first line that is not as it was written */
export async function verifyAudit(authority: Authority): Promise<VerifiedAudit> {
  const began = performance.now()
  const { store, audit } = authority
  const chains: ChainSeen[] = []
  // Other authorities may have come since this one started.
  const realm = await readRealm(store.db, store.name, keysOf(authority).issuing.spki)
  // This node's chain exists by what it remembers, whatever the database says.
  const named = [audit.chain, ...(await chainNames(store.db)).filter((chain) => chain !== audit.chain)]
  for (const chain of named) {
    const own = chain === audit.chain
    const remembered = own ? await rememberedEnds(authority, chain) : []
    const logKey = await provenLogKey(authority, realm, chain)
    if (!logKey) {
      const anything = remembered[0] ?? (await firstOf(store.db, chain))
      if (anything) throw broken(chain, 1, 'log-key')
      continue
    }
    const { archived, end, continued } = await archivedPart(
      authority,
      chain,
      logKey,
      beginning(realm.name, chain),
    )
    const whole = { chain, own, logKey, archived, start: end, remembered, continued }
    chains.push(await verifyChain(authority, whole))
  }
  assertContinued(chains)
  const lines = chains.reduce((sum, each) => sum + each.lines, 0)
  const shown = chains.map(({ hash: _, continued: __, ...chain }) => chain)
  return { lines, chains: shown, milliseconds: Math.round(performance.now() - began) }
}

interface ChainSeen extends VerifiedChain {
  readonly hash: string
  /** Ends of chains of before that it names. */
  readonly continued: readonly NamedEnd[]
}

/** What a chain that goes on under a new issuing CA says of the one before. @throws Fault AUDIT_BROKEN */
function assertContinued(chains: readonly ChainSeen[]): void {
  for (const named of chains.flatMap(({ continued }) => continued)) {
    const before = chains.find(({ chain }) => chain === named.chain)
    const last = before?.last ?? 0
    // Nobody writes on in a chain that has ended.
    if (last < named.seq) throw broken(named.chain, last + 1, 'cut')
    if (last > named.seq) throw broken(named.chain, named.seq + 1, 'inserted')
    if (before?.hash !== named.hash) throw broken(named.chain, last, 'rewritten')
  }
}

interface ChainToVerify {
  readonly chain: string
  readonly own: boolean
  readonly logKey: Uint8Array
  readonly archived: number
  readonly start: ChainEnd
  /** Ends of this chain that this node knows from elsewhere than the database. */
  readonly remembered: readonly ChainEnd[]
  /** Named in archived lines. */
  readonly continued: readonly NamedEnd[]
}

interface NamedEnd extends ChainEnd {
  readonly chain: string
}

const namedEnd = z.object({ chain: z.string(), seq: z.int(), hash: z.string() })

/** @returns the end that a line names; undefined for lines about anything else */
function namedBy({ act, detail }: AuditLine): NamedEnd | undefined {
  return act === CONTINUE ? namedEnd.parse(JSON.parse(detail)) : undefined
}

async function verifyChain(
  authority: Authority,
  { chain, own, logKey, archived, start, remembered, ...before }: ChainToVerify,
): Promise<ChainSeen> {
  const { store } = authority
  const { seal } = logKeys(keysOf(authority))
  // What is appended from now on is not looked at: both are of one moment.
  const { heads, last } = await store.transaction(async (db) => ({
    heads: await headsOf(db, chain),
    last: await lastOf(db, chain),
  }))
  const newest = heads.at(-1)
  const until = Math.max(last, newest?.seq ?? 0)
  const headAt = new Map(heads.map((head) => [head.seq, head]))
  const knownAt = new Map(remembered.toReversed().map((end) => [end.seq, end]))

  let end = start
  let count = 0
  const continued = [...before.continued]
  for (;;) {
    const page = await linesAfter(store.db, chain, end.seq, until)
    for (const line of page) {
      if (line.seq !== end.seq + 1) throw broken(chain, end.seq + 1, 'missing')
      if (hashOf(line) !== line.hash || sealOf(seal, line.hash) !== line.seal)
        throw broken(chain, line.seq, 'altered')
      if (line.prev !== end.hash) throw broken(chain, line.seq, 'order')
      const known = knownAt.get(line.seq)
      if (known && known.hash !== line.hash) throw broken(chain, line.seq, 'rewritten')
      const head = headAt.get(line.seq)
      if (head) {
        assertHead(logKey, head)
        if (head.hash !== line.hash) throw broken(chain, line.seq, 'rewritten')
      }
      if (line.act === 'audit' && line.outcome === 'AUDIT_BROKEN') throw broken(chain, line.seq, 'recorded')
      const named = namedBy(line)
      if (named) continued.push(named)
      end = line
      count++
    }
    if (page.length < LINES_PER_LOOK) break
    await turn()
  }

  // The end is where a signature says that it is.
  for (const known of [...remembered, ...heads])
    if (known.seq > end.seq) throw broken(chain, end.seq + 1, 'cut')
  if (count > 0 && newest?.seq !== end.seq) throw broken(chain, (newest?.seq ?? start.seq) + 1, 'inserted')
  assertHeadsWhole(chain, heads, start.seq, end.seq)
  return {
    chain,
    own,
    lines: count,
    archived,
    last: end.seq,
    hash: end.hash,
    continued,
    signed: new Date(newest?.at ?? 0).toISOString(),
  }
}

/** Every period of the chain has its head, and each head its line. */
function assertHeadsWhole(chain: string, heads: readonly SignedHead[], from: number, to: number): void {
  const periods = new Set(heads.map(({ seq }) => Math.floor(seq / LINES_PER_HEAD)))
  const first = Math.floor((from + 1) / LINES_PER_HEAD)
  for (let period = first + 1; period <= Math.floor(to / LINES_PER_HEAD); period++)
    if (!periods.has(period)) throw broken(chain, period * LINES_PER_HEAD, 'head')
}

function assertHead(logKey: Uint8Array, head: SignedHead): void {
  try {
    checkHead(logKey, head)
  } catch (cause) {
    throw broken(head.chain, head.seq, 'signature', cause)
  }
}

/** DER of the key that signs the chain's heads. @returns undefined when the database does not know it @throws Fault AUDIT_BROKEN */
async function provenLogKey(
  authority: Authority,
  realm: Realm,
  chain: string,
): Promise<Uint8Array | undefined> {
  const { store, audit } = authority
  const row = await store.db
    .selectFrom('audit_chains')
    .select(['log_key', 'proof'])
    .where('chain', '=', chain)
    .executeTakeFirst()
  if (!row) return undefined
  const issuer = realm.issuers.find(({ keyId }) => keyId === chain)
  try {
    // Also under a root that was retired since: the chain is of its time.
    const root = issuer && rootAbove(issuer, realm.standing.all)
    if (!issuer || !root) throw new Fault('CERT_ROOT_UNKNOWN')
    // The database could name anybody an issuing CA.
    primitives.verify('ecdsa-p256-sha256', root.spki, issuer.certificate.tbs, issuer.certificate.signature)
    checkLogKey(issuer, chain, row.log_key, row.proof)
    const { log } = logKeys(keysOf(authority))
    if (chain === audit.chain && Buffer.compare(row.log_key, log.spki) !== 0)
      throw new Fault('SIGNATURE_INVALID', { scheme: 'ed25519' })
    return row.log_key
  } catch (cause) {
    throw broken(chain, 1, 'log-key', cause)
  }
}

/** What this process wrote, and what the file beside the database says. */
async function rememberedEnds({ audit }: Authority, chain: string): Promise<readonly ChainEnd[]> {
  const ends: ChainEnd[] = audit.end ? [audit.end] : []
  const beside = await readHeadFile(audit.folder)
  if (beside === 'unreadable') throw broken(chain, audit.end?.seq ?? 1, 'head-file')
  if (beside?.chain === chain) ends.push(beside)
  return ends
}

async function archivedPart(
  authority: Authority,
  chain: string,
  logKey: Uint8Array,
  start: ChainEnd,
): Promise<{ archived: number; end: ChainEnd; continued: readonly NamedEnd[] }> {
  const rows = await authority.store.db
    .selectFrom('audit_archives')
    .selectAll()
    .where('chain', '=', chain)
    .orderBy('from_seq')
    .execute()
  let end = start
  for (const row of rows) {
    if (row.from_seq !== end.seq + 1 || row.prev !== end.hash) throw broken(chain, end.seq + 1, 'archive')
    try {
      await checkArchive(authority, logKey, row)
    } catch (cause) {
      if (cause instanceof Fault && cause.code === 'AUDIT_BROKEN') throw cause
      throw broken(chain, row.from_seq, 'archive', cause)
    }
    end = { seq: row.to_seq, hash: row.hash }
  }
  // Only the first lines of a chain name another.
  const first = rows[0] === undefined ? [] : await archivedLines(authority, rows[0])
  const continued = first.flatMap((line) => namedBy(line) ?? [])
  return { archived: end.seq - start.seq, end, continued }
}

function broken(chain: string, seq: number, reason: BreakReason, cause?: unknown): Fault {
  return new Fault('AUDIT_BROKEN', { chain, seq, reason }, { cause })
}

async function chainNames(db: Db): Promise<readonly string[]> {
  const chains = await db.selectFrom('audit_chains').select('chain').execute()
  const heads = await db.selectFrom('audit_heads').select('chain').distinct().execute()
  return [...new Set([...chains, ...heads].map(({ chain }) => chain))].toSorted()
}

async function headsOf(db: Db, chain: string): Promise<readonly SignedHead[]> {
  return db
    .selectFrom('audit_heads')
    .select(['chain', 'seq', 'hash', 'at', 'signature'])
    .where('chain', '=', chain)
    .orderBy('seq')
    .execute()
}

async function firstOf(db: Db, chain: string): Promise<object | undefined> {
  return db.selectFrom('audit_lines').select('seq').where('chain', '=', chain).limit(1).executeTakeFirst()
}

async function lastOf(db: Db, chain: string): Promise<number> {
  const row = await db
    .selectFrom('audit_lines')
    .select('seq')
    .where('chain', '=', chain)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.seq ?? 0
}

function linesAfter(db: Db, chain: string, after: number, until: number): Promise<readonly AuditLine[]> {
  return db
    .selectFrom('audit_lines')
    .selectAll()
    .where('chain', '=', chain)
    .where('seq', '>', after)
    .where('seq', '<=', until)
    .orderBy('seq')
    .limit(LINES_PER_LOOK)
    .execute()
}
