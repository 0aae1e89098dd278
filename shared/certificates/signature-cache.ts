// Remembers which signatures were found good, as a bounded value. Never remembers a failure, a time or a revocation.
import type { Primitives, SignatureScheme } from '../crypto/primitives.ts'
import { hex } from './bytes.ts'
import { SIGNATURE_CACHE_ENTRIES } from './constants.ts'
import { ascii } from './der-write.ts'

/**
 * Mutable on purpose and owned by whoever makes it: one per process is enough. Sound because an entry is a hash over
 * scheme, key, signed bytes and signature: the same question has the same answer for ever.
 */
export interface SignatureCache {
  readonly size: number
  /** As `primitives.verify`, but asks it only once for the same four values. @throws Fault SIGNATURE_INVALID */
  verify(
    primitives: Primitives,
    scheme: SignatureScheme,
    spki: Uint8Array,
    data: Uint8Array,
    signature: Uint8Array,
  ): void
}

/** @param maxEntries the one unused for longest goes first */
export function signatureCache(maxEntries: number = SIGNATURE_CACHE_ENTRIES): SignatureCache {
  const good = new Set<string>()
  return {
    get size() {
      return good.size
    },
    verify(primitives, scheme, spki, data, signature) {
      const id = hex(primitives.sha256(question(scheme, spki, data, signature)))
      if (good.delete(id)) {
        good.add(id)
        return
      }
      primitives.verify(scheme, spki, data, signature)
      good.add(id)
      if (good.size > maxEntries) {
        const oldest = good.values().next()
        if (oldest.done !== true) good.delete(oldest.value)
      }
    },
  }
}

/** Each part behind its length, so that no two questions share their bytes. */
function question(scheme: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const head = ascii(`parley signature ${scheme} ${parts.map((each) => each.length).join(' ')}\0`)
  const whole = new Uint8Array(parts.reduce((sum, each) => sum + each.length, head.length))
  whole.set(head)
  let at = head.length
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
