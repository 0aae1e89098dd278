// How much is held of whom and for whom, counted along: quotas are asked at each parcel.
export interface Amount {
  readonly bytes: number
  readonly parcels: number
}

const NONE: Amount = { bytes: 0, parcels: 0 }

export class Tally {
  readonly #shares = new Map<string, Amount>()
  readonly #depositors = new Map<string, Amount>()
  readonly #recipients = new Map<string, Amount>()
  #total = NONE

  clear(): void {
    for (const map of [this.#shares, this.#depositors, this.#recipients]) map.clear()
    this.#total = NONE
  }

  /** @param change less than nothing for what goes */
  add(depositor: string, recipient: string, change: Amount): void {
    addTo(this.#shares, shareOf(depositor, recipient), change)
    addTo(this.#depositors, depositor, change)
    addTo(this.#recipients, recipient, change)
    this.#total = sum(this.#total, change)
  }

  total(): Amount {
    return this.#total
  }

  depositor(login: string): Amount {
    return this.#depositors.get(login) ?? NONE
  }

  recipient(peer: string): Amount {
    return this.#recipients.get(peer) ?? NONE
  }

  share(login: string, peer: string): Amount {
    return this.#shares.get(shareOf(login, peer)) ?? NONE
  }

  recipients(): number {
    return this.#recipients.size
  }
}

/** No login has a space in it. */
const shareOf = (login: string, peer: string) => `${login} ${peer}`

function sum(a: Amount, b: Amount): Amount {
  return { bytes: a.bytes + b.bytes, parcels: a.parcels + b.parcels }
}

function addTo(map: Map<string, Amount>, key: string, change: Amount): void {
  const next = sum(map.get(key) ?? NONE, change)
  if (next.parcels > 0) map.set(key, next)
  else map.delete(key)
}
