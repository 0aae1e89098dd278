// A line of the audit log: its fields, their one encoding, and what binds them. Pure but for the hash functions.
//   hash  SHA-256 over every field and the hash of the line before: anybody can check the chain.
//   seal  HMAC-SHA-256 of the hash under a key that only the realm's authorities have: who can write to the database
//         can compute hashes, and still not make a line.
import { createHmac, hash as digest } from 'node:crypto'
import { DETAIL_VALUE_MAX, DETAIL_VALUES_MAX, FIELD_MAX } from './constants.ts'

/** What an entry is about: names of things, never a secret. */
export type AttemptDetail = Readonly<Record<string, string | number | boolean | undefined>>

/** What somebody did or tried, before it has its place in the log. */
export interface AuditEntry {
  /** The verb, or what happened: enrol, role, session, https, start... */
  readonly act: string
  /** DONE or the fault's code. */
  readonly outcome: string
  /** A login, `keeper` for who has the data folder, undefined when nobody knows. */
  readonly who: string | undefined
  /** An address, or `local`. */
  readonly source: string
  readonly detail: AttemptDetail
}

export interface AuditFields {
  /** Key identifier of the issuing CA of the node that wrote it: each node has its own chain. */
  readonly chain: string
  /** From 1, without a gap. */
  readonly seq: number
  /** Milliseconds since 1970, by the node's clock. */
  readonly at: number
  readonly act: string
  readonly outcome: string
  readonly who: string | null
  readonly source: string
  /** JSON. */
  readonly detail: string
  /** `hash` of the line before; of the chain's name for the first. Hexadecimal. */
  readonly prev: string
}

export interface AuditLine extends AuditFields {
  readonly hash: string
  readonly seal: string
}

/** The end of a chain. */
export interface ChainEnd {
  readonly seq: number
  readonly hash: string
}

/** Before the first line. */
export function beginning(realm: string, chain: string): ChainEnd {
  return { seq: 0, hash: digest('sha256', `parley/audit/chain/1\n${JSON.stringify([realm, chain])}`) }
}

/** SHA-256 over the domain and a JSON array (RFC 8785), hexadecimal. */
export function hashOf(line: AuditFields): string {
  const { chain, seq, at, act, outcome, who, source, detail, prev } = line
  const encoded = JSON.stringify([chain, seq, at, act, outcome, who, source, detail, prev])
  return digest('sha256', `parley/audit/line/1\n${encoded}`)
}

/** @param key 32 bytes: see `sealKey` */
export function sealOf(key: Uint8Array, hash: string): string {
  return createHmac('sha256', key).update(`parley/audit/seal/1\n${hash}`).digest('hex')
}

export function lineAfter(
  end: ChainEnd,
  { chain, key, at, entry }: { chain: string; key: Uint8Array; at: number; entry: AuditEntry },
): AuditLine {
  const fields: AuditFields = {
    chain,
    seq: end.seq + 1,
    at,
    act: field(entry.act),
    outcome: field(entry.outcome),
    who: entry.who === undefined ? null : field(entry.who),
    source: field(entry.source),
    detail: detailText(entry.detail),
    prev: end.hash,
  }
  const hash = hashOf(fields)
  return { ...fields, hash, seal: sealOf(key, hash) }
}

/** What every database gives back as it was: well-formed, without NUL, bounded. */
function field(text: string): string {
  return text.slice(0, FIELD_MAX).toWellFormed().replaceAll('\0', '\ufffd')
}

function detailText(detail: AttemptDetail): string {
  const values = Object.entries(detail)
    .filter(([, value]) => value !== undefined)
    .slice(0, DETAIL_VALUES_MAX)
    .map(([name, value]) => [
      name.slice(0, DETAIL_VALUE_MAX),
      typeof value === 'string' ? value.slice(0, DETAIL_VALUE_MAX) : value,
    ])
  return JSON.stringify(Object.fromEntries(values))
}
