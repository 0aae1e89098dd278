// What each person may bring, over all their devices, streams and sessions together: bytes, events, refused offers. Whoever
// spends more is made to wait, or loses the stream; nobody else notices. Bounded in memory.
import type { Login } from '@parley/shared/identity/login.ts'
import {
  BUDGETS_MAX,
  EVENTS_AT_ONCE,
  EVENTS_PER_SECOND,
  INBOUND_BYTES_PER_SECOND,
  OWN_DEVICES_FACTOR,
  REFUSALS_MAX,
  REFUSALS_PERIOD,
} from './constants.ts'

export class Budgets {
  readonly #self: () => Login
  readonly #now: () => number
  /** The one used last stands last. */
  readonly #budgets = new Map<Login, Budget>()

  /** @param now ms of a steady clock */
  constructor(self: () => Login, now: () => number = () => performance.now()) {
    this.#self = self
    this.#now = now
  }

  of(login: Login): Budget {
    const budget = this.#budgets.get(login) ?? this.#begin(login)
    this.#budgets.delete(login)
    this.#budgets.set(login, budget)
    return budget
  }

  #begin(login: Login): Budget {
    // A budget that is full again says nothing that a new one would not.
    if (this.#budgets.size >= BUDGETS_MAX)
      for (const [who, budget] of this.#budgets) if (budget.isFull) this.#budgets.delete(who)
    const oldest = this.#budgets.keys().next()
    if (this.#budgets.size >= BUDGETS_MAX && oldest.done !== true) this.#budgets.delete(oldest.value)
    return new Budget(login === this.#self() ? OWN_DEVICES_FACTOR : 1, this.#now)
  }

  get size(): number {
    return this.#budgets.size
  }
}

export class Budget {
  readonly #bytes: Bucket
  readonly #events: Bucket
  readonly #refusals: Bucket
  readonly #now: () => number
  readonly #toldAt = new Map<'slow' | 'flood', number>()

  constructor(factor: number, now: () => number) {
    this.#now = now
    this.#bytes = new Bucket(INBOUND_BYTES_PER_SECOND, INBOUND_BYTES_PER_SECOND, now)
    this.#events = new Bucket(EVENTS_AT_ONCE * factor, EVENTS_PER_SECOND * factor, now)
    this.#refusals = new Bucket(REFUSALS_MAX, REFUSALS_MAX / (REFUSALS_PERIOD / 1000), now)
  }

  spend(bytes: number): void {
    this.#bytes.spend(bytes)
  }

  spendEvents(count: number): void {
    this.#events.spend(count)
  }

  /** @returns whether that was one too many: a new stream brings no new patience */
  spendRefusal(): boolean {
    if (this.#refusals.has(1)) {
      this.#refusals.spend(1)
      return false
    }
    return true
  }

  /** Milliseconds until something may be taken again. */
  get wait(): number {
    return Math.max(this.#bytes.wait, this.#events.wait)
  }

  get isFull(): boolean {
    return this.#bytes.isFull && this.#events.isFull && this.#refusals.isFull
  }

  /** Whether it should be said that this person brings too much: once in REFUSALS_PERIOD. */
  tellOnce(what: 'slow' | 'flood'): boolean {
    const now = this.#now()
    if (now < (this.#toldAt.get(what) ?? Number.NEGATIVE_INFINITY) + REFUSALS_PERIOD) return false
    this.#toldAt.set(what, now)
    return true
  }
}

/** It fills with time; what is spent beyond it is a debt that has to fill first. */
class Bucket {
  readonly #capacity: number
  readonly #perSecond: number
  readonly #now: () => number
  #left: number
  #at: number

  constructor(capacity: number, perSecond: number, now: () => number) {
    this.#capacity = capacity
    this.#perSecond = perSecond
    this.#now = now
    this.#left = capacity
    this.#at = now()
  }

  #fill(): number {
    const now = this.#now()
    this.#left = Math.min(this.#capacity, this.#left + ((now - this.#at) / 1000) * this.#perSecond)
    this.#at = now
    return this.#left
  }

  spend(amount: number): void {
    this.#left = this.#fill() - amount
  }

  has(amount: number): boolean {
    return this.#fill() >= amount
  }

  /** Milliseconds. */
  get wait(): number {
    return (Math.max(0, -this.#fill()) / this.#perSecond) * 1000
  }

  get isFull(): boolean {
    return this.#fill() >= this.#capacity
  }
}
