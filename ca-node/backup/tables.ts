// Every table, in the order in which its rows can be written again, with the columns that order them. What is true only
// while a node runs (who is connected, where nodes are) is no part of a backup, nor what opens a door for a while: a session
// that was ended since, or a link that was used, must not come back.
import { Fault } from '@parley/shared/faults/fault.ts'
import { type Kysely, sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { Tables } from '../store/tables.ts'
import { ROWS_AT_ONCE } from './constants.ts'

type Left = 'nodes' | 'presences' | 'responders' | 'sessions' | 'password_resets'

/** A table that is missing here does not compile: whoever adds one decides. */
const KEYS: { readonly [Table in Exclude<keyof Tables, Left>]: readonly (keyof Tables[Table] & string)[] } = {
  realm: ['id'],
  issuers: ['key_id'],
  cross_certificates: ['fingerprint'],
  root_lists: ['number'],
  ceremonies: ['id'],
  invitations: ['id'],
  invitation_uses: ['invitation_id', 'peer_id'],
  expected_people: ['invitation_id'],
  users: ['login'],
  user_words: ['word', 'login'],
  certificates: ['serial'],
  devices: ['peer_id'],
  revocations: ['serial'],
  lists: ['issuer_key_id'],
  due_lists: ['issuer_key_id'],
  enrolments: ['peer_id'],
  second_factors: ['login'],
  recovery_codes: ['login', 'code_hash'],
  tries: ['about'],
  known_places: ['login', 'place'],
  attempts: ['id'],
  proposals: ['id'],
  audit_chains: ['chain'],
  audit_lines: ['chain', 'seq'],
  audit_heads: ['chain', 'period'],
  audit_archives: ['chain', 'from_seq'],
}

export const BACKED_UP: readonly string[] = Object.keys(KEYS)

const value = z.union([z.string(), z.number(), z.null(), z.strictObject({ b: z.base64() })])
const COLUMN = /^[a-z][a-z0-9_]{0,62}$/
/** A row as a backup has it: bytes are `{b: base64}`. */
export const backupRow = z.record(z.string().regex(COLUMN), value)
export type BackupRow = z.infer<typeof backupRow>

type Raw = Readonly<Record<string, unknown>>

/** All rows of one table, a page at a time. */
export async function* rowsOf(db: Transaction<Tables>, table: string): AsyncGenerator<readonly BackupRow[]> {
  const keys: readonly string[] = KEYS[table as keyof typeof KEYS]
  const columns = sql.join(keys.map((key) => sql.ref(key)))
  let after: readonly unknown[] | undefined
  for (;;) {
    const from = after === undefined ? sql`` : sql`where (${columns}) > (${sql.join(after)})`
    const { rows } = await sql<Raw>`
      select * from ${sql.table(table)} ${from} order by ${columns} limit ${sql.lit(ROWS_AT_ONCE)}
    `.execute(db)
    if (rows.length > 0) yield (table === 'issuers' ? rootsFirst(rows) : rows).map(packed)
    const last = rows.at(-1)
    if (last === undefined || rows.length < ROWS_AT_ONCE) return
    after = keys.map((key) => last[key])
  }
}

/** An issuing CA names its root, which must be there before it. A realm has a few of either. */
function rootsFirst(rows: readonly Raw[]): readonly Raw[] {
  return rows.toSorted((a, b) => Number(b.kind === 'root') - Number(a.kind === 'root'))
}

export async function insertRows(
  db: Kysely<Tables>,
  { table, rows }: { readonly table: string; readonly rows: readonly BackupRow[] },
  file: string,
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first)
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => unpacked(row[column], file)))})`)
  await sql`
    insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values ${sql.join(values)}
  `.execute(db)
}

function packed(row: Raw): BackupRow {
  return backupRow.parse(
    Object.fromEntries(
      Object.entries(row).map(([name, found]) => [
        name,
        found instanceof Uint8Array ? { b: Buffer.from(found).toString('base64') } : found,
      ]),
    ),
  )
}

function unpacked(found: BackupRow[string] | undefined, path: string): string | number | null | Buffer {
  if (found === undefined) throw new Fault('BACKUP_DAMAGED', { path, reason: 'RECORD' })
  return typeof found === 'object' && found !== null ? Buffer.from(found.b, 'base64') : found
}
