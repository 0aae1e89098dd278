// `parley ca ceremony status`: roots and issuing CAs, until when each lasts, what is open, and how far a change of root has come.

import { fingerprintOf } from '@parley/shared/certificates/roots.ts'
import type { FaultCode } from '@parley/shared/faults/catalogue.ts'
import type { FaultParameters } from '@parley/shared/faults/fault.ts'
import { primitives } from '@parley/shared/host/crypto.ts'
import type { RootState } from '@parley/shared/roots/root-list.ts'
import type { Authority } from '../authority.ts'
import { readRealm, rootAbove } from '../realm/realm.ts'
import { endsSoon } from '../running/hierarchy.ts'
import { labelOf } from './files.ts'
import { type Followed, heardOfNewest, movedToNewest } from './ready.ts'

export interface HierarchyShown {
  readonly realm: string
  /** SHA-256 of the first root: the realm's name on the network. */
  readonly realmId: string
  readonly roots: readonly {
    readonly fingerprint: string
    readonly state: RootState
    readonly notAfter: string
    readonly listUntil?: string
  }[]
  readonly issuing: readonly {
    readonly label: string
    readonly fingerprint: string
    readonly root: string
    readonly notAfter: string
    readonly own: boolean
    readonly revoked: boolean
  }[]
  /** Requests that wait for their answer. */
  readonly open: readonly { readonly id: string; readonly act: string; readonly madeAt: string }[]
  /** In a change of root: devices that know the newest list of roots, and devices under the newest root. */
  readonly heard?: Followed
  readonly moved?: Followed
  /** What should be renewed: faults with their parameters. */
  readonly soon: readonly {
    readonly code: FaultCode
    readonly parameters: FaultParameters
  }[]
}

export async function showHierarchy(authority: Authority): Promise<HierarchyShown> {
  const { store, keys } = authority
  // Another authority of the realm may have come this minute.
  const realm = await readRealm(store.db, store.name, keys?.issuing.spki)
  const { standing } = realm
  const lists = await store.db.selectFrom('lists').select(['issuer_key_id', 'next_update']).execute()
  const revoked = await store.db
    .selectFrom('revocations')
    .innerJoin('issuers', 'issuers.serial', 'revocations.serial')
    .select('issuers.key_id')
    .execute()
  const open = await store.db
    .selectFrom('ceremonies')
    .selectAll()
    .where('status', '=', 'open')
    .orderBy('made_at')
    .execute()
  return {
    realm: realm.name,
    realmId: standing.realmId,
    roots: standing.standing.map(({ root, state }) => {
      const list = lists.find((each) => each.issuer_key_id === root.keyId)
      return {
        fingerprint: root.fingerprint,
        state,
        notAfter: root.notAfter.toISOString(),
        ...(list === undefined ? {} : { listUntil: new Date(list.next_update).toISOString() }),
      }
    }),
    issuing: realm.issuers.map((issuer) => ({
      label: labelOf(issuer),
      fingerprint: fingerprintOf(issuer.der, primitives),
      root: rootAbove(issuer, standing.all)?.fingerprint ?? '',
      notAfter: issuer.notAfter.toISOString(),
      own: issuer === realm.issuing,
      revoked: revoked.some((row) => row.key_id === issuer.keyId),
    })),
    open: open.map(({ id, act, made_at }) => ({ id, act, madeAt: new Date(made_at).toISOString() })),
    ...(standing.standing.length < 2
      ? {}
      : { heard: await heardOfNewest(authority), moved: await movedToNewest(authority) }),
    soon: (await endsSoon(authority)).map(({ code, parameters }) => ({ code, parameters })),
  }
}
