// The running authority's place in the hierarchy: whether its issuing CA may sign, whether the realm moved on without it, and
// what ends soon. Signs nothing.
import { sameBytes } from '@parley/shared/certificates/bytes.ts'
import { readCertificate } from '@parley/shared/certificates/certificate.ts'
import type { Issuer } from '@parley/shared/certificates/issuer.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import type { Log } from '@parley/shared/host/log.ts'
import type { Authority } from '../authority.ts'
import { WARN_ISSUING, WARN_ROOT, WARN_ROOT_LIST } from '../ceremony/constants.ts'
import { labelOf } from '../ceremony/files.ts'
import { listEnds } from '../certificates/list.ts'
import type { Realm } from '../realm/realm.ts'
import type { Db } from '../store/open.ts'

export const issuersOf = (realm: Realm): readonly Uint8Array[] => realm.issuers.map(({ der }) => der)

/**
 * What an ended, revoked or not yet begun issuing CA signs is of use to no one.
 * @throws Fault REALM_CLOCK_WRONG, ISSUING_CA_ENDED, ISSUING_CA_REVOKED
 */
export async function assertIssuing(db: Db, { issuing }: Realm, now: Date): Promise<void> {
  const { notBefore, notAfter } = issuing
  if (now < notBefore) {
    throw new Fault('REALM_CLOCK_WRONG', {
      here: now.toISOString(),
      from: notBefore.toISOString(),
      until: notAfter.toISOString(),
    })
  }
  if (now >= notAfter) {
    throw new Fault('ISSUING_CA_ENDED', { here: now.toISOString(), until: notAfter.toISOString() })
  }
  if (await isRevoked(db, issuing)) throw new Fault('ISSUING_CA_REVOKED', { label: labelOf(issuing) })
}

/** Whether its root has revoked an issuing CA. */
export async function isRevoked(db: Db, { keyId }: Issuer): Promise<boolean> {
  const row = await db
    .selectFrom('revocations')
    .innerJoin('issuers', 'issuers.serial', 'revocations.serial')
    .select('issuers.key_id')
    .where('issuers.key_id', '=', keyId)
    .executeTakeFirst()
  return row !== undefined
}

/** The root in use, certified by each root that is trusted besides: for browsers and stock tools that know only the old one. */
export async function crossOf(db: Db, { root, roots }: Realm): Promise<readonly Uint8Array[]> {
  const rows = await db.selectFrom('cross_certificates').select('der').orderBy('fingerprint').execute()
  return rows
    .map(({ der }) => readCertificate(der))
    .filter(({ key, authorityKeyId }) => {
      const above = Buffer.from(authorityKeyId?.keyId ?? []).toString('hex')
      return sameBytes(key.spki, root.spki) && roots.some(({ keyId }) => keyId === above)
    })
    .map(({ der }) => der)
}

/** Whether the database has roots or issuing CAs that `realm` does not know. */
export async function isBehind(db: Db, realm: Realm): Promise<boolean> {
  const lists = await db
    .selectFrom('root_lists')
    .select('number')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { count } = await db
    .selectFrom('issuers')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .where('kind', '=', 'issuing')
    .executeTakeFirstOrThrow()
  return (lists?.number ?? 0) > realm.standing.number || Number(count) !== realm.issuers.length
}

/** What only a ceremony with the root can renew, and should be renewed by now: months ahead, so that a summer does not matter. */
export async function endsSoon(
  authority: Pick<Authority, 'realm' | 'store' | 'now' | 'keys'>,
): Promise<readonly Fault[]> {
  const { realm, store, now, keys } = authority
  const { issuing, root } = realm
  const at = now().getTime()
  const day = (time: number) => new Date(time).toISOString().slice(0, 10)
  const found: Fault[] = []
  if (issuing.notAfter.getTime() - at < WARN_ISSUING) {
    found.push(
      new Fault('ISSUING_CA_ENDS_SOON', { label: labelOf(issuing), until: day(issuing.notAfter.getTime()) }),
    )
  }
  const until = await listEnds(store.db, root.keyId)
  // A root whose key is here signs its list by itself.
  if (keys?.root === undefined && until - at < WARN_ROOT_LIST) {
    found.push(new Fault('ROOT_LIST_ENDS_SOON', { until: day(until) }))
  }
  if (root.notAfter.getTime() - at < WARN_ROOT) {
    found.push(new Fault('ROOT_ENDS_SOON', { until: day(root.notAfter.getTime()) }))
  }
  return found
}

/** Said once a day. */
const SAY_AGAIN = 86_400_000

/** @returns what logs them, each at most once a day */
export function warner(log: Log): (ends: readonly Fault[], now: Date) => void {
  const said = new Map<string, number>()
  return (ends, now) => {
    for (const { code, parameters } of ends) {
      if (now.getTime() - (said.get(code) ?? Number.NEGATIVE_INFINITY) < SAY_AGAIN) continue
      said.set(code, now.getTime())
      log.warn({ code, ...parameters }, 'to be renewed by a ceremony with the root')
    }
  }
}
