// The C2SP x509-limbo suite, read from beside the clone, and each case run through Parley's path check.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Certificate, readCertificate } from '@parley/shared/certificates/certificate.ts'
import { OID } from '@parley/shared/certificates/oids.ts'
import { type Anchor, checkPath } from '@parley/shared/certificates/path.ts'
import { decodePem } from '@parley/shared/certificates/pem.ts'
import { signedRevocationList } from '@parley/shared/certificates/revocation-list.ts'
import { readRevocationList } from '@parley/shared/certificates/revocation-list-read.ts'
import { noRevocationLists, type RevocationLists } from '@parley/shared/certificates/revocation-lists.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import { z } from 'zod'
import { unsafeTestingWebProfile } from './profile.ts'

const expectedName = z.object({ kind: z.string(), value: z.string() })

const testcase = z.object({
  id: z.string(),
  validation_kind: z.enum(['SERVER', 'CLIENT']),
  trusted_certs: z.array(z.string()),
  untrusted_intermediates: z.array(z.string()),
  peer_certificate: z.string(),
  validation_time: z.string().nullable(),
  expected_result: z.enum(['SUCCESS', 'FAILURE']),
  expected_peer_name: expectedName.nullable(),
  expected_peer_names: z.array(expectedName),
  max_chain_depth: z.number().nullable(),
  crls: z.array(z.string()).default([]),
})

export type LimboCase = z.infer<typeof testcase>

const FILE = fileURLToPath(new URL('../../../../../shared/vectors/x509-limbo.json', import.meta.url))

/** undefined where the suite is not beside the clone. */
export function limboCases(): readonly LimboCase[] | undefined {
  if (!existsSync(FILE)) return undefined
  return z.object({ testcases: z.array(testcase) }).parse(JSON.parse(readFileSync(FILE, 'utf8'))).testcases
}

/** Cases without a time are valid in any; this is one of those. */
const ANY_TIME = '2026-11-21T12:00:00Z'
/** Chains tried for one case: the suite has cycles and bundles made to exhaust a path builder. */
const MAX_ATTEMPTS = 64
const MAX_DEPTH = 8

/** @returns undefined when accepted, else the code of the refusal */
export function refusalOf(each: LimboCase): string | undefined {
  try {
    accept(each)
    return undefined
  } catch (error) {
    if (error instanceof Fault) return error.code
    throw error
  }
}

/** @throws Fault */
function accept(each: LimboCase): void {
  const leaf = decodePem('CERTIFICATE', each.peer_certificate)
  // Only the leaf must be readable: what stands beside it may be rubbish that no path needs.
  const intermediates = each.untrusted_intermediates.flatMap(readable)
  const roots: Anchor[] = each.trusted_certs.flatMap(readable).map((certificate) => ({ certificate }))
  const lists = listsOf(each, [...roots.map(({ certificate }) => certificate), ...intermediates])
  const profile = unsafeTestingWebProfile({
    purpose: each.validation_kind === 'SERVER' ? OID.serverAuth : OID.clientAuth,
    expected: [...(each.expected_peer_name ? [each.expected_peer_name] : []), ...each.expected_peer_names],
    maxIntermediates: each.max_chain_depth ?? MAX_DEPTH,
  })
  const now = new Date(each.validation_time ?? ANY_TIME)
  let refusal: unknown
  for (const chain of candidates(readCertificate(leaf), intermediates)) {
    try {
      const presented = chain.map(({ der }) => der)
      checkPath({ presented, roots, lists, now, acquaintance: 'new', primitives }, profile)
      return
    } catch (error) {
      refusal = error
    }
  }
  throw refusal
}

function readable(pem: string): readonly Certificate[] {
  try {
    return [readCertificate(decodePem('CERTIFICATE', pem))]
  } catch (error) {
    if (error instanceof Fault) return []
    throw error
  }
}

/** A list that cannot be read or belongs to nobody is a refusal, as a checker that was given it must not pass over it. */
function listsOf({ crls }: LimboCase, issuers: readonly Certificate[]): RevocationLists {
  let lists = noRevocationLists
  for (const pem of crls) {
    const read = readRevocationList(decodePem('X509 CRL', pem))
    const issuer = issuers.find(({ subject }) => Buffer.compare(subject, read.issuer) === 0)
    if (issuer === undefined) throw new Fault('REVOCATION_LIST_ISSUER_UNKNOWN')
    const schemes = new Set(['ecdsa-p256-sha256'] as const)
    lists = lists.with(signedRevocationList(read, issuer, 'root', { primitives, schemes }))
  }
  return lists
}

/** Chains from the leaf upwards whose names follow, the shortest first, none with a certificate twice. */
function* candidates(leaf: Certificate, pool: readonly Certificate[]): Generator<readonly Certificate[]> {
  const queue: (readonly Certificate[])[] = [[leaf]]
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const chain = queue.shift()
    const top = chain?.at(-1)
    if (chain === undefined || top === undefined) return
    yield chain
    if (chain.length > MAX_DEPTH) continue
    for (const next of pool) {
      if (!chain.includes(next) && Buffer.compare(next.subject, top.issuer) === 0)
        queue.push([...chain, next])
    }
  }
}
