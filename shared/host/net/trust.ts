// What a process trusts: its roots, the issuing CAs it has seen proved, the newest revocation lists. Every check of
// a chain in a process goes through here, so that all decide alike. Does no I/O; tells its owner what to keep.
import { toString as toText } from 'uint8arrays/to-string'
import { type Acquaintance, checkChain, recheck, type VerifiedCert } from '../../certificates/check.ts'
import { type RevocationList, verifyRevocationList } from '../../certificates/revocation-list.ts'
import { noRevocationLists, type RevocationLists } from '../../certificates/revocation-lists.ts'
import type { TrustedRoot } from '../../certificates/roots.ts'
import { signatureCache } from '../../certificates/signature-cache.ts'
import type { Primitives } from '../../crypto/primitives.ts'
import type { PeerIdText } from '../../identity/ids.ts'
import { sameBytes } from '../../sessions/codec.ts'
import { LISTS_MAX } from '../../sessions/constants.ts'
import { PROVED_MAX } from './constants.ts'
import type { Trust } from './types.ts'

export interface TrustInit {
  readonly roots: readonly TrustedRoot[]
  readonly primitives: Primitives
  /** Issuing CAs' certificates known from before: that of one's own chain. DER. */
  readonly issuers: readonly Uint8Array[]
  /** Revocation lists kept from before. One that no longer verifies is passed over. DER. */
  readonly lists: readonly Uint8Array[]
  /** Whether this device has met that peer before. */
  acquaintance(peerId: PeerIdText): Acquaintance
  /** A newer list, to be kept on disk. Must not throw. */
  keep(list: RevocationList): void
}

export function createTrust(init: TrustInit): Trust {
  const { roots, primitives, acquaintance } = init
  const cache = signatureCache()
  const issuers = new Map<string, Uint8Array>()
  /** The last chain each peer proved. */
  const proved = new Map<PeerIdText, VerifiedCert>()
  const listeners = new Set<(list: RevocationList) => void>()
  let lists: RevocationLists = noRevocationLists

  const nameOf = (der: Uint8Array) => toText(primitives.sha256(der), 'base64')

  function learnIssuers(ders: readonly Uint8Array[]): void {
    for (const der of ders) if (issuers.size < LISTS_MAX) issuers.set(nameOf(der), der)
  }

  function verify(der: Uint8Array, more: readonly Uint8Array[]): RevocationList {
    return verifyRevocationList(der, { roots, issuers: [...issuers.values(), ...more], primitives })
  }

  learnIssuers(init.issuers)
  for (const der of init.lists) {
    try {
      lists = lists.with(verify(der, []))
    } catch {
      // Kept under a root that is no longer trusted, or damaged: the next session brings a newer one.
    }
  }

  return {
    roots,
    acquaintance,
    lists: () => lists,
    offer(der, more = []) {
      const list = verify(der, more)
      const next = lists.with(list)
      if (next === lists) return 'known'
      lists = next
      init.keep(list)
      for (const listener of [...listeners]) listener(list)
      return 'newer'
    },
    check(presented, peerId, now): VerifiedCert {
      // The very bytes that held before, under the same roots: only time and revocation can have changed.
      const before = proved.get(peerId)
      if (before !== undefined && sameChain(before.chain, presented)) {
        return recheck(before, lists, now, acquaintance(peerId))
      }
      const cert = checkChain({
        presented,
        roots,
        lists,
        now,
        expectedPeerId: peerId,
        acquaintance: acquaintance(peerId),
        primitives,
        cache,
      })
      learnIssuers(cert.chain.slice(1))
      proved.delete(peerId)
      proved.set(peerId, cert)
      if (proved.size > PROVED_MAX) dropFirst(proved)
      return cert
    },
    recheck: (cert, now) => recheck(cert, lists, now, acquaintance(cert.peerId)),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function sameChain(a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean {
  return a.length === b.length && a.every((der, at) => sameBytes(der, b[at] ?? new Uint8Array(0)))
}

function dropFirst<K>(map: Map<K, unknown>): void {
  const first = map.keys().next()
  if (first.done !== true) map.delete(first.value)
}
