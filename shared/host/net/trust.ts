// What a process trusts: its roots, the issuing CAs it has seen proved, the newest revocation lists. Every check of
// a chain in a process goes through here, so that all decide alike. Does no I/O; tells its owner what to keep.
import { toString as toText } from 'uint8arrays/to-string'
import { sameBytes } from '../../certificates/bytes.ts'
import { type Acquaintance, checkChain, recheck, type VerifiedCert } from '../../certificates/check.ts'
import { type RevocationList, verifyRevocationList } from '../../certificates/revocation-list.ts'
import { noRevocationLists, type RevocationLists } from '../../certificates/revocation-lists.ts'
import type { TrustedRoot } from '../../certificates/roots.ts'
import { signatureCache } from '../../certificates/signature-cache.ts'
import type { Primitives } from '../../crypto/primitives.ts'
import { Fault } from '../../faults/fault.ts'
import type { PeerIdText } from '../../identity/ids.ts'
import { RealmRoots } from '../../roots/realm-roots.ts'
import { bundleRootLists, isRootBundle, unbundleRootLists } from '../../roots/root-list.ts'
import { LISTS_MAX, STRANGER_LISTS_BYTES_MAX } from '../../sessions/constants.ts'
import { rootListsName } from '../../sessions/realm-tag.ts'
import { PROVED_MAX } from './constants.ts'
import type { Told, Trust } from './types.ts'

export interface TrustInit {
  /** The realm's roots as last known, with the lists that say so; or the one root there ever was. */
  readonly roots: RealmRoots | readonly TrustedRoot[]
  readonly primitives: Primitives
  /** Issuing CAs' certificates known from before: that of one's own chain. DER. */
  readonly issuers: readonly Uint8Array[]
  /** Revocation lists kept from before. One that no longer verifies is passed over. DER. */
  readonly lists: readonly Uint8Array[]
  /** Whether this device has met that peer before. */
  acquaintance(peerId: PeerIdText): Acquaintance
  /** A newer list, to be kept on disk. Must not throw. */
  keep(list: RevocationList): void
  /** The realm's roots changed: to be kept on disk. Must not throw. */
  keepRoots?(roots: RealmRoots): void
}

export function createTrust(init: TrustInit): Trust {
  const { primitives, acquaintance } = init
  let realm = realmRootsOf(init)
  const name = rootListsName(realm.realmId, primitives)
  const cache = signatureCache()
  const issuers = new Map<string, Uint8Array>()
  /** The last chain each peer proved. */
  const proved = new Map<PeerIdText, VerifiedCert>()
  const listeners = new Set<(told: Told) => void>()
  let lists: RevocationLists = noRevocationLists
  /** Lists of issuing CAs not met yet: believed as soon as somebody shows the CA's certificate, however old the list they bring. */
  const waiting = new Map<string, Uint8Array>()

  const nameOf = (der: Uint8Array) => toText(primitives.sha256(der), 'base64')

  function learnIssuers(ders: readonly Uint8Array[]): void {
    for (const der of ders) if (issuers.size < LISTS_MAX) issuers.set(nameOf(der), der)
  }

  /** Thousands of sessions show the same issuing CA: its certificate is held once. */
  function known(der: Uint8Array): Uint8Array {
    for (const issuer of issuers.values()) if (sameBytes(issuer, der)) return issuer
    return der
  }

  function verify(der: Uint8Array, more: readonly Uint8Array[]): RevocationList {
    return verifyRevocationList(der, {
      roots: realm.all,
      issuers: [...issuers.values(), ...more],
      primitives,
    })
  }

  function wait(der: Uint8Array): void {
    waiting.set(nameOf(der), der)
    let bytes = [...waiting.values()].reduce((sum, each) => sum + each.length, 0)
    for (const [name, each] of waiting) {
      if (waiting.size <= LISTS_MAX && bytes <= STRANGER_LISTS_BYTES_MAX) break
      bytes -= each.length
      waiting.delete(name)
    }
  }

  /** @param shown issuing CAs' certificates somebody just brought: proved only if a list hangs on them */
  function believeWaiting(shown: readonly Uint8Array[]): void {
    if (waiting.size === 0 || shown.every((der) => issuers.has(nameOf(der)))) return
    for (const [name, der] of waiting) {
      let list: RevocationList
      try {
        list = verify(der, shown)
      } catch {
        continue
      }
      waiting.delete(name)
      take(list)
    }
  }

  function take(list: RevocationList): 'newer' | 'known' {
    const next = lists.with(list)
    if (next === lists) return 'known'
    lists = next
    init.keep(list)
    return changed(list)
  }

  learnIssuers(init.issuers)
  for (const der of init.lists) {
    try {
      lists = lists.with(verify(der, []))
    } catch (error) {
      // Otherwise kept under a root that is no longer trusted, or damaged: the next session brings a newer one.
      if (isUnknownIssuer(error)) wait(der)
    }
  }

  function changed(told: Told): 'newer' {
    for (const listener of [...listeners]) listener(told)
    return 'newer'
  }

  function offerRoots(bundle: Uint8Array): 'newer' | 'known' {
    const next = realm.take(unbundleRootLists(bundle), primitives)
    if (next === realm) return 'known'
    realm = next
    init.keepRoots?.(next)
    return changed(toldOf(next, name))
  }

  /** Also of what was proved before: a root may have been retired since. @throws Fault CERT_ROOT_RETIRED */
  function demandRoot(cert: VerifiedCert): VerifiedCert {
    if (realm.trusted.some(({ fingerprint }) => fingerprint === cert.rootFingerprint)) return cert
    throw new Fault('CERT_ROOT_RETIRED')
  }

  return {
    realmId: realm.realmId,
    get roots() {
      return realm.trusted
    },
    get pastRoots() {
      return realm.all
    },
    acquaintance,
    lists: () => lists,
    told: () => (realm.number === 0 ? lists.all() : [...lists.all(), toldOf(realm, name)]),
    rootsNewerIn: (numbers) => (numbers.get(name) ?? 0n) > BigInt(realm.number),
    offer(der, more = []) {
      if (isRootBundle(der)) return offerRoots(der)
      try {
        return take(verify(der, more))
      } catch (error) {
        if (isUnknownIssuer(error)) wait(der)
        throw error
      }
    },
    check(presented, peerId, now): VerifiedCert {
      // The very bytes that held before, under the same roots: only time and revocation can have changed.
      const before = proved.get(peerId)
      if (before !== undefined && sameChain(before.chain, presented)) {
        return demandRoot(recheck(before, lists, now, acquaintance(peerId)))
      }
      believeWaiting(presented.slice(1))
      const cert = checkChain({
        presented: presented.map(known),
        // A retired root is named as such, below.
        roots: realm.all,
        lists,
        now,
        expectedPeerId: peerId,
        acquaintance: acquaintance(peerId),
        primitives,
        cache,
      })
      demandRoot(cert)
      learnIssuers(cert.chain.slice(1))
      proved.delete(peerId)
      proved.set(peerId, cert)
      if (proved.size > PROVED_MAX) dropFirst(proved)
      return cert
    },
    recheck: (cert, now) => demandRoot(recheck(cert, lists, now, acquaintance(cert.peerId))),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function realmRootsOf({ roots, primitives }: TrustInit): RealmRoots {
  if (roots instanceof RealmRoots) return roots
  const [root, other] = roots
  if (root === undefined || other !== undefined) throw new Fault('CERT_ROOT_UNKNOWN')
  return RealmRoots.from(root, [], primitives)
}

/** All lists at once: whoever is behind needs each of them. */
function toldOf({ number, lists }: RealmRoots, name: string): Told {
  return {
    issuerKeyId: name,
    number: BigInt(number),
    der: bundleRootLists(lists.map(({ bytes }) => bytes)),
  }
}

function isUnknownIssuer(error: unknown): boolean {
  return error instanceof Fault && error.code === 'REVOCATION_LIST_ISSUER_UNKNOWN'
}

function sameChain(a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean {
  return a.length === b.length && a.every((der, at) => sameBytes(der, b[at] ?? new Uint8Array(0)))
}

function dropFirst<K>(map: Map<K, unknown>): void {
  const first = map.keys().next()
  if (first.done !== true) map.delete(first.value)
}
