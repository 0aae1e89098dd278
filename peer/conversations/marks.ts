// How far one's own messages have come with each person, and with those they are for: with all of them, or with any one.
// A mark only rises, so the last of all is looked for again only when nobody stands there any more: not for each receipt.
import type { Login } from '@parley/shared/identity/login.ts'

export class Marks {
  readonly #enough: 'all' | 'one'
  readonly #marks = new Map<Login, number>()
  #people: readonly Login[] = []
  #reached = 0
  /** Of all whom it is for, those who stand at `reached`. */
  #last = new Set<Login>()

  constructor(enough: 'all' | 'one') {
    this.#enough = enough
  }

  /** Seq up to which own messages have come that far; 0 while there is nobody they are for. */
  get reached(): number {
    return this.#reached
  }

  /** Those they are for from now on, where they are for all of them. */
  setPeople(people: readonly Login[]): void {
    this.#people = people
    if (this.#enough === 'all') this.#findLast()
  }

  /** @returns whether messages have newly come to those they are for */
  raise(login: Login, seq: number): boolean {
    if (seq <= (this.#marks.get(login) ?? 0)) return false
    this.#marks.set(login, seq)
    const before = this.#reached
    if (this.#enough === 'one') this.#reached = Math.max(before, seq)
    else if (this.#last.delete(login) && this.#last.size === 0) this.#findLast()
    return this.#reached > before
  }

  #findLast(): void {
    const mark = (login: Login) => this.#marks.get(login) ?? 0
    this.#reached = this.#people.length === 0 ? 0 : Math.min(...this.#people.map(mark))
    this.#last = new Set(this.#people.filter((login) => mark(login) === this.#reached))
  }
}
