// The newest revocation list of each issuer, as an immutable value.
import type { RevocationList } from './revocation-list.ts'

export interface RevocationLists {
  /** @param issuerKeyId hexadecimal key identifier */
  of(issuerKeyId: string): RevocationList | undefined
  all(): readonly RevocationList[]
  /** These lists and `list`, unless a list of that issuer with the same or a higher number is there: then `this`. */
  with(list: RevocationList): RevocationLists
}

export const noRevocationLists: RevocationLists = {
  of: () => undefined,
  all: () => [],
  with: () => {
    throw new Error('not yet')
  },
}
