// Remembers which signatures were found good, as a bounded value. Never remembers a failure, a time or a revocation.

/** Mutable on purpose and owned by whoever makes it: one per process is enough. */
export interface SignatureCache {
  readonly size: number
}

export function signatureCache(_maxEntries?: number): SignatureCache {
  throw new Error('not yet')
}
