// Signed OCSP responses by what they say; the one kept longest goes first. Knows no certificate.
import { OCSP_KEPT } from '../constants.ts'
import type { OcspAnswer } from './responder.ts'

export interface KeptResponses {
  get(words: string): OcspAnswer | undefined
  put(words: string, answer: OcspAnswer): void
  clear(): void
}

export function keptResponses(): KeptResponses {
  const kept = new Map<string, OcspAnswer>()
  return {
    get: (words) => kept.get(words),
    put(words, answer) {
      kept.delete(words)
      kept.set(words, answer)
      const oldest = kept.size > OCSP_KEPT ? kept.keys().next() : undefined
      if (oldest?.done === false) kept.delete(oldest.value)
    },
    clear: () => kept.clear(),
  }
}
