// The newest revocation list of each issuer, as an immutable value.
import type { RevocationList } from './revocation-list.ts'

export class RevocationLists {
  readonly #newest: ReadonlyMap<string, RevocationList>

  private constructor(newest: ReadonlyMap<string, RevocationList>) {
    this.#newest = newest
  }

  static readonly none = new RevocationLists(new Map())

  /** @param issuerKeyId hexadecimal key identifier, computed from the issuer's key */
  of(issuerKeyId: string): RevocationList | undefined {
    return this.#newest.get(issuerKeyId)
  }

  all(): readonly RevocationList[] {
    return [...this.#newest.values()]
  }

  /**
   * These lists and `list`, unless a list of that issuer with the same or a higher number is there: then `this`, the
   * same object. Numbers decide, never dates: a clock may be wrong.
   */
  with(list: RevocationList): RevocationLists {
    const known = this.#newest.get(list.issuerKeyId)
    if (known !== undefined && known.number >= list.number) return this
    return new RevocationLists(new Map(this.#newest).set(list.issuerKeyId, list))
  }
}

export const noRevocationLists = RevocationLists.none
