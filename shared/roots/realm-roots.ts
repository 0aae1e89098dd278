// Which roots a realm has, for whoever knows one of them: an immutable value that moves on with each root list that
// counts. A list counts when a root that is active now has signed it, every root it brings in has signed it too, and its
// number is higher than any before. Takes everything as values.
import type { TrustedRoot } from '../certificates/roots.ts'
import type { Primitives } from '../crypto/primitives.ts'
import { Fault } from '../faults/fault.ts'
import type { Fingerprint } from '../identity/ids.ts'
import type { RealmName } from '../identity/login.ts'
import { ROOT_LISTS_MAX } from './constants.ts'
import { type RootList, type RootState, readRootList, type StandingRoot } from './root-list.ts'

export class RealmRoots {
  /** Fingerprint of the realm's first root: the realm's name on the network, whatever its roots are later. */
  readonly realmId: Fingerprint
  readonly realm: RealmName
  /** Of the newest list; 0 while the realm has its first root only and never made one. */
  readonly number: number
  readonly standing: readonly StandingRoot[]
  /** Every list taken so far, by rising number. */
  readonly lists: readonly RootList[]

  private constructor(
    realmId: Fingerprint,
    realm: RealmName,
    standing: readonly StandingRoot[],
    lists: readonly RootList[],
  ) {
    this.realmId = realmId
    this.realm = realm
    this.standing = standing
    this.lists = lists
    this.number = lists.at(-1)?.number ?? 0
  }

  /**
   * From a root that was pinned, and the realm's lists from its first one on: they must lead to that root.
   * @throws Fault ROOT_LIST_MALFORMED, ROOT_LIST_FORGED, ROOT_LIST_UNSIGNED, ROOT_LIST_FOREIGN, CERT_*
   */
  static from(pinned: TrustedRoot, lists: readonly Uint8Array[], primitives: Primitives): RealmRoots {
    const read = readAll(lists, primitives)
    const [first] = read
    const start = { root: pinned, state: 'active' } as const
    if (first === undefined) return new RealmRoots(pinned.fingerprint, pinned.realm, [start], [])
    // The first list names the realm's first root by its hash, and that root has signed it.
    const origin = first.roots.find(({ root }) => root.fingerprint === first.realmId)
    if (origin === undefined) throw new Fault('ROOT_LIST_UNSIGNED', { number: first.number })
    const begun = new RealmRoots(first.realmId, origin.root.realm, [{ ...origin, state: 'active' }], [])
    const roots = read.reduce((roots, list) => roots.#with(list), begun)
    if (roots.stateOf(pinned) === undefined) throw new Fault('ROOT_LIST_FOREIGN', { number: roots.number })
    return roots
  }

  /** Those a chain may end at. */
  get trusted(): readonly TrustedRoot[] {
    return this.standing.filter(({ state }) => state !== 'retired').map(({ root }) => root)
  }

  /** Also the retired: for what was signed in their time. */
  get all(): readonly TrustedRoot[] {
    return this.standing.map(({ root }) => root)
  }

  /** The active root that came last: what new invitations pin. */
  get newest(): TrustedRoot {
    const active = this.standing.filter(({ state }) => state === 'active')
    const last = active.at(-1)
    if (last === undefined) throw new Fault('CERT_ROOT_UNKNOWN')
    return last.root
  }

  stateOf({ fingerprint }: TrustedRoot): RootState | undefined {
    return this.standing.find(({ root }) => root.fingerprint === fingerprint)?.state
  }

  /**
   * These and what newer lists say; the same object when none is newer.
   * @throws Fault ROOT_LIST_MALFORMED, ROOT_LIST_FORGED, ROOT_LIST_UNSIGNED, ROOT_LIST_FOREIGN, CERT_*
   */
  take(lists: readonly Uint8Array[], primitives: Primitives): RealmRoots {
    return readAll(lists, primitives).reduce<RealmRoots>((roots, list) => {
      if (list.realmId !== roots.realmId) throw new Fault('ROOT_LIST_FOREIGN', { number: list.number })
      return list.number <= roots.number ? roots : roots.#with(list)
    }, this)
  }

  #with(list: RootList): RealmRoots {
    const { number } = list
    if (list.realmId !== this.realmId) throw new Fault('ROOT_LIST_FOREIGN', { number })
    if (list.number <= this.number) throw new Fault('ROOT_LIST_OLD', { number, known: this.number })
    // 1. Somebody who is active today stands behind it.
    const believed = this.standing.some(
      ({ root, state }) => state === 'active' && list.signedBy.has(root.fingerprint),
    )
    if (!believed) throw new Fault('ROOT_LIST_UNSIGNED', { number })
    // 2. Whoever is new in it has agreed, and so has its key.
    for (const { root } of list.roots) {
      if (root.realm !== this.realm) throw new Fault('ROOT_LIST_FOREIGN', { number })
      if (this.stateOf(root) === undefined && !list.signedBy.has(root.fingerprint)) {
        throw new Fault('ROOT_LIST_UNSIGNED', { number })
      }
    }
    // 3. Nobody vanishes, and nobody goes back.
    for (const { root, state } of this.standing) {
      const next = list.roots.find((each) => each.root.fingerprint === root.fingerprint)?.state
      if (next === undefined || ORDER[next] < ORDER[state]) {
        throw new Fault('ROOT_LIST_MALFORMED', { reason: 'a root that went back' })
      }
    }
    return new RealmRoots(this.realmId, this.realm, list.roots, [...this.lists, list])
  }
}

const ORDER: Readonly<Record<RootState, number>> = { announced: 1, active: 2, retired: 3 }

function readAll(lists: readonly Uint8Array[], primitives: Primitives): readonly RootList[] {
  if (lists.length > ROOT_LISTS_MAX) throw new Fault('ROOT_LIST_MALFORMED', { reason: 'too many' })
  return lists.map((bytes) => readRootList(bytes, primitives)).toSorted((a, b) => a.number - b.number)
}
