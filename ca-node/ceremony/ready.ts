// How far the devices have followed a change of root. Counts only; a device that renews is given the newest lists of
// roots with its certificate, so its newest certificate says what it knows.
import { type Issuer, issuerFrom } from '@parley/shared/certificates/issuer.ts'
import { Fault } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import type { Authority } from '../authority.ts'
import { rootAbove } from '../realm/realm.ts'
import { READY_SHARE } from './constants.ts'
import { type Act, labelOf } from './files.ts'

export interface Followed {
  /** Devices that may take part and whose certificate holds. */
  readonly devices: number
  readonly ready: number
}

/** @throws Fault CEREMONY_TOO_EARLY */
export async function assertReady(authority: Authority, act: Act): Promise<void> {
  if (act !== 'use-root' && act !== 'retire-root') return
  const { devices, ready } = await (act === 'use-root' ? heardOfNewest(authority) : movedToNewest(authority))
  if (ready < devices * READY_SHARE) throw new Fault('CEREMONY_TOO_EARLY', { act, ready, devices })
}

/** Other authorities, too, must have their issuing CA under the newest root before the old one ends. @throws Fault CEREMONY_ACT_IMPOSSIBLE */
export async function assertNodesMoved({ realm, store, now }: Authority): Promise<void> {
  const { standing, issuers } = realm
  const revoked = await store.db
    .selectFrom('revocations')
    .innerJoin('issuers', 'issuers.serial', 'revocations.serial')
    .select('issuers.key_id')
    .execute()
  // `ca2`, `ca2-2`, `ca2-3` are of one node: the youngest is in use.
  const inUse = new Map<string, Issuer>()
  for (const issuer of issuers) {
    if (issuer.notAfter <= now() || revoked.some((row) => row.key_id === issuer.keyId)) continue
    const node = labelOf(issuer).replace(/-\d+$/, '')
    const known = inUse.get(node)
    if (known === undefined || issuer.notBefore >= known.notBefore) inUse.set(node, issuer)
  }
  for (const issuer of inUse.values()) {
    if (rootAbove(issuer, standing.all)?.fingerprint === standing.newest.fingerprint) continue
    throw new Fault('CEREMONY_ACT_IMPOSSIBLE', { act: 'retire-root', reason: 'OTHER_ISSUING' })
  }
}

/** Devices with a certificate from after the newest list of roots was installed. */
export async function heardOfNewest(authority: Authority): Promise<Followed> {
  const newest = await authority.store.db
    .selectFrom('root_lists')
    .select('installed_at')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const since = newest?.installed_at ?? 0
  return follow(authority, ({ created_at }) => created_at >= since)
}

/** Devices with a certificate under the newest root. */
export async function movedToNewest(authority: Authority): Promise<Followed> {
  const { standing } = authority.realm
  const rows = await authority.store.db
    .selectFrom('issuers')
    .select(['key_id', 'der'])
    .where('kind', '=', 'issuing')
    .execute()
  const under = new Set(
    rows
      .filter(
        ({ der }) =>
          rootAbove(issuerFrom(der, primitives), standing.all)?.fingerprint === standing.newest.fingerprint,
      )
      .map(({ key_id }) => key_id),
  )
  return follow(authority, ({ issuer_key_id }) => under.has(issuer_key_id))
}

interface Newest {
  readonly created_at: number
  readonly issuer_key_id: string
}

async function follow({ store, now }: Authority, isReady: (newest: Newest) => boolean): Promise<Followed> {
  // Who sleeps past the end of their certificate follows when they renew: nobody waits for them.
  const rows = await store.db
    .selectFrom('devices')
    .innerJoin('users', 'users.login', 'devices.login')
    .innerJoin('certificates', 'certificates.serial', 'devices.serial')
    .select(['certificates.created_at', 'certificates.issuer_key_id'])
    .where('devices.status', '=', 'active')
    .where('users.status', '=', 'active')
    .where('certificates.not_after', '>=', now().getTime())
    .execute()
  return { devices: rows.length, ready: rows.filter(isReady).length }
}
